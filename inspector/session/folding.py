"""Letters that a reader takes for the same: case, accents and styles do not matter.

`fold` makes a text plain. `pattern` turns a query into a regular expression that finds it in
text that was never folded, so that nothing has to be kept beside the export; it holds for Python
and for Polars alike.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_STROKES = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "ς": "σ",
}  # fmt: skip
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
_SIGNS = {
    chr(first + place): chr(ord("a") + place) for first in (0x1F150, 0x1F170) for place in range(26)
}
"""White letters on black circles and squares."""
_PLAIN = str.maketrans(_STROKES | _SMALL_CAPITALS | _SIGNS | dict.fromkeys(_INVISIBLE, ""))
_HANGUL = range(0xAC00, 0xD7A4)
_SURROGATES = range(0xD800, 0xE000)
MOST_TILINGS = 24
"""Ways of writing a run of letters that are looked for."""
MOST_RUN = 32
"""Letters of a run of which more than one way is looked for."""
MOST_PATTERN = 250_000
"""Characters of a pattern in which more than one way is looked for; compiling takes time."""
_LONGEST = 18
"""Most letters for which one sign stands; two or three, as in the ligature of f, f and i."""


def fold(text: str) -> str:
    """Text with plain, small letters, without accents and invisible signs."""
    plain = "".join(
        char
        for char in unicodedata.normalize("NFKD", text)
        if not unicodedata.category(char).startswith("M")
    )
    return plain.lower().translate(_PLAIN)


@lru_cache(maxsize=64)
def pattern(query: str) -> str:
    """A regular expression for a query; empty where the query is."""
    wanted = _joined(query, _tiled)
    return wanted if len(wanted) <= MOST_PATTERN else _joined(query, _straight)


_Run = Callable[[str, int, int], str]
"""Writes the letters from one place to another, for which signs of several letters may stand."""


def _joined(query: str, run: _Run) -> str:
    units: list[str] = []
    for word in query.split():
        letters = _units(word, run)
        if letters:
            units += ([r"\s+"] if units else []) + letters
    return f"{_skipped()}*".join(units)


def _units(word: str, run: _Run) -> list[str]:
    units: list[str] = []
    rest = ""
    for char in unicodedata.normalize("NFC", word):
        if ord(char) in _HANGUL:
            units += _letters(fold(rest), run)
            units.append(f"(?:{char}|{unicodedata.normalize('NFD', char)})")
            rest = ""
        else:
            rest += char
    return units + _letters(fold(rest), run)


def _letters(folded: str, run: _Run) -> list[str]:
    units = []
    at = 0
    while at < len(folded):
        end = _reach(folded, at)
        if end > at + 1:
            units.append(run(folded, at, end))
        else:
            units.append(r"\s+" if folded[at].isspace() else _letter(folded[at]))
        at = end
    return units


def _tiled(folded: str, at: int, end: int) -> str:
    """Every way of writing them, as far as they are few."""
    if end - at > MOST_RUN:
        return _straight(folded, at, end)
    tilings = (f"{_skipped()}*".join(one) for one in _tilings(folded, at, end))
    return f"(?:{'|'.join(islice(tilings, MOST_TILINGS))})"


def _straight(folded: str, at: int, end: int) -> str:
    """Letter by letter, or by the sign for the most letters that begin at each place."""
    units = []
    while at < end:
        length = max(_lengths(folded, at), default=1)
        letters = f"{_skipped()}*".join(map(_letter, folded[at : at + length]))
        if length > 1:
            letters = f"(?:{letters}|{_class(_variants()[folded[at : at + length]])})"
        units.append(letters)
        at += length
    return f"{_skipped()}*".join(units)


def _lengths(folded: str, at: int) -> list[int]:
    """Numbers of letters from here on, two or more, for which one sign may stand."""
    most = min(_LONGEST, len(folded) - at)
    return [n for n in range(2, most + 1) if folded[at : at + n] in _variants()]


def _reach(folded: str, at: int) -> int:
    """Where the letters end that signs for several letters may cover, one over another."""
    end = at + 1
    here = at
    while here < end:
        end = max([end, *(here + length for length in _lengths(folded, here))])
        here += 1
    return end


def _tilings(folded: str, at: int, end: int) -> Iterator[list[str]]:
    """Every way to write letters with signs for one or several of them, plain letters first."""
    if at == end:
        yield []
        return
    for rest in _tilings(folded, at + 1, end):
        yield [_letter(folded[at]), *rest]
    for length in _lengths(folded, at):
        sign = _class(_variants()[folded[at : at + length]])
        for rest in _tilings(folded, at + length, end):
            yield [sign, *rest]


def _letter(char: str) -> str:
    return _class(char + _variants().get(char, ""))


def _class(chars: str) -> str:
    return "[" + "".join(rf"\{one}" if one in r"\]^[-&~" else one for one in chars) + "]"


@lru_cache(maxsize=1)
def _variants() -> dict[str, str]:
    """For each plain letter, or few letters, the signs that fold to it."""
    found: dict[str, list[str]] = {}
    for code in (*range(0x41, 0x20000), *range(0x2F800, 0x2FA20)):
        if code in _HANGUL or code in _SURROGATES:
            continue
        char = chr(code)
        plain = fold(char)
        if plain != char and 0 < len(plain) <= _LONGEST and not plain.isspace():
            found.setdefault(plain, []).append(char)
    return {plain: "".join(chars) for plain, chars in found.items()}


@lru_cache(maxsize=1)
def _skipped() -> str:
    """A class of the signs that may stand between two letters of a hit: accents, invisible ones."""
    codes = [
        code
        for code in range(0x80, min(sys.maxunicode, 0xE01F0))
        if chr(code) in _INVISIBLE or unicodedata.category(chr(code)).startswith("M")
    ]
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges) + "]"


@lru_cache(maxsize=8)
def compiled(query: str) -> re.Pattern[str] | None:
    """The same for Python; None for an empty query."""
    wanted = pattern(query)
    return re.compile(wanted) if wanted else None


def spans(text: str, query: str) -> list[tuple[int, int]]:
    """Where a query stands in a text."""
    wanted = compiled(query)
    if wanted is None:
        return []
    return [(found.start(), found.end()) for found in wanted.finditer(text)]
