"""Encodings that write all letters in ASCII, and tell by escapes where others begin.

ISO-2022-JP and -KR, HZ and UTF-7: bytes that look like plain text and are none.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Callable

_PLUS = re.compile(rb"\+[A-Za-z0-9/+]")
_UNKNOWN = re.compile(rb"\x1b\$[()*+]?[@-Z]")
"""An escape of ISO-2022 of any language."""
_ENDED = re.compile(rb"\+[A-Za-z0-9/]++-")
"""Letters of UTF-7 whose end is written."""
_JAPANESE = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2", "iso2022_jp_2004")
_RUN = re.compile(r"\+([A-Za-z0-9/+]*)(-?)")
_FEW = 3
"""Letters that a text must have behind escapes of UTF-7, where they are of East Asia: by chance
many short words look like one of these."""
_EAST = 0x3000
"""First of the characters of East Asia."""


class Escapes:
    """Signs of these encodings in a text; each kind of which one proves nothing is out."""

    def __init__(self) -> None:
        self._kinds = set(_KINDS)

    def find(self, data: bytes, at: int) -> int | None:
        """Where, from a place on, the first sign stands."""
        places = (_place(kind, data, at) for kind in self._kinds)
        return min((place for place in places if place is not None), default=None)

    def encoding_of(self, window: bytes) -> str | None:
        """Which encoding bytes are in, that may end within a character; None where in none."""
        for kind in sorted(self._kinds):
            if _place(kind, window, 0) is None:
                continue
            if window.isascii():
                for encoding, is_in in _KINDS[kind].items():
                    if is_in(window):
                        return encoding
            self._kinds.discard(kind)
        return None

    def is_unknown(self, window: bytes) -> bool:
        """Whether letters may be escaped, in a way that is not known or by too few of them."""
        if _UNKNOWN.search(window) is not None:
            return True
        return window.count(b"+") == len(_ENDED.findall(window)) and bool(_letters_of(window))


def begun(data: bytes) -> int:
    """How many bytes at the end may be the beginning of a sign."""
    return 1 if data[-1:] in (b"\x1b", b"~", b"+") else 0


def _place(kind: bytes, data: bytes, at: int) -> int | None:
    place = data.find(kind[:1], at)  # one byte is found many times faster than two
    if place < 0:
        return None
    if kind == b"+":
        found = _PLUS.search(data, place)
        return None if found is None else found.start()
    place = data.find(kind, place)
    return None if place < 0 else place


def is_certain(encoding: str) -> bool:
    """Whether its escapes stand in no other text."""
    return encoding.startswith("iso2022")


def _is_whole(data: bytes, encoding: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data, False)
    except UnicodeDecodeError:
        return False
    return not text.isascii()


def _is_korean(data: bytes) -> bool:
    return b"\x1b$)C" in data and _is_whole(data, "iso2022_kr")


def _is_hz(data: bytes) -> bool:
    return b"~}" in data and _is_whole(data, "hz")


def _is_utf7(data: bytes) -> bool:
    """Whether every plus begins letters that nobody would write otherwise."""
    letters = _letters_of(data)
    return len(letters) >= _FEW or (bool(letters) and all(ord(one) < _EAST for one in letters))


def _letters_of(data: bytes) -> str:
    """All letters behind escapes of UTF-7; none where a plus begins something else."""
    text = data.decode("ascii")
    found = []
    for run in _RUN.finditer(text):
        written, end = run.groups()
        if run.end() == len(text) and not end:
            break
        letters = _letters(written) if written else ""
        if letters is None or not (written or end):
            return ""
        found.append(letters)
    return "".join(found)


def _letters(written: str) -> str | None:
    """The letters of a run of UTF-7; None where it is none as programs write them."""
    try:
        raw = base64.b64decode(written + "A" * (-len(written) % 4))
    except binascii.Error:
        return None
    bits = len(written) * 6
    units, rest = divmod(bits, 16)
    if rest >= 6 or not units or any(raw[units * 2 :]):
        return None
    try:
        text = raw[: units * 2].decode("utf-16-be")
    except UnicodeDecodeError:
        return None
    if any(one.isascii() and one.isalnum() for one in text) or text.isascii():
        return None
    if any(unicodedata.category(one) in ("Cn", "Co", "Cc") for one in text):
        return None
    return text


def _test(encoding: str) -> Callable[[bytes], bool]:
    return lambda data: _is_whole(data, encoding)


_KINDS: dict[bytes, dict[str, Callable[[bytes], bool]]] = {
    b"\x1b$": {**{name: _test(name) for name in _JAPANESE}, "iso2022_kr": _is_korean},
    b"~{": {"hz": _is_hz},
    b"+": {"utf-7": _is_utf7},
}
"""By how a sign begins, the encodings and what proves each."""
