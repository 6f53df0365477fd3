"""What must hold for any bytes in a whole run: as HTML, as a policy text, as two exports."""

from __future__ import annotations

import contextlib
import io
import json
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import fixtures.exports
from inspector.cli.main import main
from inspector.exit_codes import ExitCode
from tests.cases.account import adds_up
from tests.fuzz.promises import promise
from tests.lib.archives import write_zip

DAY = ("--on", "2026-11-22")
DOCUMENTED = frozenset(ExitCode) - {ExitCode.BUG, ExitCode.INTERRUPTED}
_PLAIN = {"Skills.csv": "Name\nWelding\n"}
_ID = re.compile(r'^"?id"? = "([\w.-]+)"$', re.MULTILINE)
_TEXT = "faq-a5538339-2025-09"
"""A policy text of the program."""


@dataclass(frozen=True)
class _Ran:
    """A run within this process."""

    code: int
    out: str
    err: str


@cache
def folder() -> Path:
    """Where inputs are put: in memory, where the system has a folder for that."""
    memory = Path("/dev/shm")  # noqa: S108 (no disk is worn)
    return Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory if memory.is_dir() else None))


def _run(*words: str | Path) -> _Ran:
    """The program with some words; what holds for every run."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(word) for word in words])
        out.flush()
        err.flush()
    said = [stream.detach().getvalue().decode() for stream in (out, err)]
    promise(code in DOCUMENTED, f"the exit code is a documented one: {said[1].strip()}")
    promise("Traceback" not in said[1], "no traceback")
    for text in said:
        promise(not any(map(_is_control, set(text))), "no control character on a stream")
    promise(code <= ExitCode.LEFT_OUT or said[1].count("\n") == 1, "an error is one line")
    return _Ran(code, *said)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc" and char != "\n"


def _language(choice: int) -> tuple[str, ...]:
    return ("--lang", "fr") if choice & 0x80 else ("--lang", "en")


def _export(name: str, entries: Mapping[str, bytes | str]) -> Path:
    return write_zip(folder() / name, {**_PLAIN, **entries})


def html(data: bytes) -> None:
    """Any bytes as an article, as a cell that holds HTML, and as a page to check.

    The first byte chooses which, and the language.
    """
    if not data:
        return
    choice, page = data[0], data[1:]
    spoken = _language(choice)
    match choice & 3:
        case 0:
            path = _export("e.zip", {"Articles/Articles/a.html": page})
            _account(_run(path, "--json", *DAY, *spoken))
        case 1:
            head = b"Content Title,Content Description,Content Type\n"
            cell = b'Course,"' + page.replace(b'"', b'""') + b'",VIDEO\n'
            path = _export("e.zip", {"Learning.csv": head + cell})
            _account(_run(path, "--json", *DAY, *spoken))
        case 2:
            _run(_export("e.zip", {"Articles/Articles/a.html": page}), *DAY, *spoken)
        case _:
            path = folder() / "page.html"
            path.write_bytes(page)
            _run("policy", "check", path, *spoken)


def _account(ran: _Ran) -> None:
    if ran.code <= ExitCode.LEFT_OUT:
        adds_up(json.loads(ran.out))


def policy(data: bytes) -> None:
    """Any bytes as a member's own policy text: shown, judged by, and held against another.

    The first byte chooses which, and the language.
    """
    if not data:
        return
    choice, text = data[0], data[1:]
    path = folder() / "own.toml"
    path.write_bytes(text)
    given: tuple[str | Path, ...] = ("--policy", path, *_language(choice))
    export = _known_export()
    match choice & 3:
        case 0:
            _run("policy", *given)
        case 1:
            _account(_run(export, "--json", "--region", "eu", *DAY, *given))
        case 2:
            _run(export, "--region", "eu", *DAY, *given)
        case _:
            found = _ID.search(text.decode("utf-8", "replace"))
            own = found[1] if found else "own"
            _run("policy", "diff", own, _TEXT, export, *given)


@cache
def _known_export() -> Path:
    comment = "Date,Link,Message\n2025-01-02 03:04:05,https://x.example,hello\n"
    return _export("known.zip", {"Comments.csv": comment})


@cache
def places() -> tuple[str, ...]:
    """Where tables of every dataset lie in an export."""
    found = {
        entry.dataset: entry.path
        for name in fixtures.exports.NAMES
        for entry in fixtures.exports.build(name).entries
        if entry.dataset and entry.path.endswith(".csv")
    }
    return tuple(found[dataset] for dataset in sorted(found))


def diff(data: bytes) -> None:
    """Any bytes as tables of two exports; of two that are the same nothing differs.

    The first byte chooses the dataset, the second where the bytes are cut in two (of 256, the
    whole table in both if 0), the third the output and whether the second begins as the first.
    """
    if len(data) < 3:
        return
    place = places()[data[0] % len(places())]
    rest = data[3:]
    cut = len(rest) * data[1] // 256
    before, after = (rest[:cut], rest[cut:]) if data[1] else (rest, rest)
    if data[2] & 2:
        after = before + after
    earlier = _export("earlier.zip", {place: before})
    later = _export("later.zip", {place: after})
    if data[2] & 1:
        _run("diff", earlier, later, *DAY, *_language(data[2]))
        return
    ran = _run("diff", earlier, later, "--json", *DAY, *_language(data[2]))
    if ran.code > ExitCode.LEFT_OUT:
        return
    found = json.loads(ran.out)
    if before == after:
        promise(not any(found["kinds"].values()), "nothing differs between an export and itself")
    if any(found["kinds"][kind] for kind in ("retold", "not_in_old", "not_in_new")):
        return
    for verdict, flows in found["flows"].items():
        old, new = (found[side]["totals"][verdict]["records"] for side in ("old", "new"))
        more = flows["became"]["records"] - flows["no_longer"]["records"]
        promise(old + more == new, "what came and went is what differs")
