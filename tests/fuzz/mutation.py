"""Changed inputs: bytes for every target, and for texts the words and lines they consist of."""

from __future__ import annotations

import random

from tests.fuzz import policy_texts

MOST_BYTES = {"archive": 20_000, "table": 20_000, "html": 100_000, "policy": 50_000, "diff": 50_000}
"""Of an input of each target."""
_BYTES = (b'"', b",", b"\n", b"\r", b"\0", b"\\", b'""', b'\\"', b"\xff", b"PK\3\4", b"PK\1\2")
_HTML = (
    b"<p>", b"</p>", b"<b>", b"<a href=x>", b"</a>", b"<div>", b"<table><tr><td>", b"<br>", b"<!--",
    b"-->", b"<script>", b"<template>", b"<svg><title>", b"<h1>", b"<li>", b"<select><option>",
    b"<plaintext>", b"<font a=b>", b"&#27;", b"&nbsp", b"&#x202e;", b"&amp;", b" class=", b"<![CDATA[",
    b"<meta charset=utf-16>", b"<title>", b"<form><input>", b"\x1b[2J", b"\xc2\x85", b"\r\n",
)  # fmt: skip
_TOML = (
    b"[[clauses]]\n", b"[[rules]]\n", b'id = ""\n', b"first_seen = 2026-01-01\n", b"rank = -1\n",
    b"rank = 99999999999999999999\n", b"regions = []\n", b'regions = ["eu", "eu"]\n', b"a.b.c = 1\n",
    b'quote = """\n', b'"""', b"'''", b"\\u001b", b"\\u0000", b"\\U0010ffff", b"\xe2\x80\xae", b"true",
    b"1979-05-27T07:32:00Z", b"inf", b"{a=1}", b"[[[]]]", b'clauses = 1\n', b"\x1b", b"# ",
)  # fmt: skip
TELLING = {"html": _HTML, "policy": _TOML}
"""What a text of such a target consists of."""


def mutated(data: bytes, other: bytes, rng: random.Random, target: str) -> bytes:
    """A few cuts, doublings, crossings and changed bytes; in texts lines and words, too."""
    most = MOST_BYTES[target]
    if target == "policy" and rng.random() < 0.7:
        made_anew = policy_texts.changed(data[1:], rng)
        if made_anew is not None and len(made_anew) < most:
            return bytes((rng.randrange(256),)) + made_anew
    made = bytearray(data[:most])
    words = TELLING.get(target)
    for _ in range(rng.randint(1, 6)):
        if words and rng.random() < 0.6:
            _reword(made, words, rng)
        else:
            _rebyte(made, other, rng)
    return bytes(made[:most])


def _rebyte(made: bytearray, other: bytes, rng: random.Random) -> None:
    at, end = sorted(rng.randint(0, len(made)) for _ in "ab")
    match rng.randrange(6):
        case 0 if made:
            made[at % len(made)] = rng.randrange(256)
        case 1:
            made[at:at] = rng.choice(_BYTES)
        case 2:
            del made[at : min(end, at + 64)]
        case 3:
            made[at:at] = made[at : min(end, at + 256)]
        case 4:
            del made[at:]
        case _:
            start = rng.randint(0, len(other))
            made[at:at] = other[start : start + rng.randint(1, 128)]


def _reword(made: bytearray, words: tuple[bytes, ...], rng: random.Random) -> None:
    """Put words in, some of them very often, or drop, double and exchange lines."""
    at = rng.randint(1, max(1, len(made)))
    lines = bytes(made[1:]).split(b"\n")
    line = rng.randrange(len(lines))
    match rng.randrange(5):
        case 0:
            made[at:at] = rng.choice(words)
        case 1:
            few = b"".join(rng.choice(words) for _ in range(rng.randint(1, 4)))
            made[at:at] = few * rng.choice((4, 64, 1024))
        case 2:
            del lines[line]
            made[1:] = b"\n".join(lines)
        case 3:
            lines[line:line] = [lines[rng.randrange(len(lines))]] * rng.choice((1, 2, 200))
            made[1:] = b"\n".join(lines)
        case _:
            name, sign, _ = lines[line].partition(b"=")
            lines[line] = name + sign + b" " + rng.choice(words)
            made[1:] = b"\n".join(lines)
