"""Where something may stand in many texts: found by Polars, whose patterns are linear.

Polars tells no places of matches; so it puts signs around them, which are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import polars as pl

LONGEST = 40
"""Code points of a candidate at most; what is longer is none."""
MOST = 1_000
"""Candidates of a rule in one text that are looked at, from its beginning on."""
BLANK = " \u00a0\u2007\u2009\u202f"
"""Spaces within a line, as the inside of a class of characters."""
HYPHENS = r"\-\u2010-\u2015\u2212"
INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
"""What may stand between two figures unseen."""
BORDER = r"(^|[^\w#=@/&.+\-])"
"""Before a number that is no part of an id, a link, a version."""
_OPEN, _CLOSED, _OTHER = "\ue000", "\ue001", "\ue002"
_LINK = r"(^|[^\w])((?i:[a-z][a-z\d+.\-]{1,14}://|www\.|urn:)\S+)"


class Candidate(NamedTuple):
    """A piece of one of many texts."""

    row: int
    start: int
    """Code points before it."""
    text: str

    @property
    def end(self) -> int:
        """The code point behind it."""
        return self.start + len(self.text)


def candidates(texts: pl.Series, sign: str, pattern: str) -> Iterator[Candidate]:
    """What the second group of a pattern of Polars takes, in order; the first is what precedes.

    `sign`: a pattern of what is in every text in which it takes anything. Raises
    `polars.exceptions.ComputeError` for a pattern that is none.
    """
    for found in _matches(texts, pattern, sign):
        if len(found.text) <= LONGEST:
            yield found


def links(texts: pl.Series) -> dict[int, list[tuple[int, int]]]:
    """By row where links and URNs begin and end, in order."""
    found: dict[int, list[tuple[int, int]]] = {}
    for link in _matches(texts, _LINK, "[:wW]"):
        found.setdefault(link.row, []).append((link.start, link.end))
    return found


def _matches(texts: pl.Series, pattern: str, sign: str) -> Iterator[Candidate]:
    rows = texts.str.contains(sign).arg_true()
    rows = rows.gather(texts.gather(rows).str.contains(pattern).arg_true())
    if not len(rows):
        return
    plain = texts.gather(rows).str.replace_all(f"[{_OPEN}{_CLOSED}]", _OTHER)
    signed = plain.str.replace_all(pattern, "${1}" + _OPEN + "${2}" + _CLOSED)
    for row, text in zip(rows, signed, strict=True):
        yield from islice(_places(row, text), MOST)


def _places(row: int, signed: str) -> Iterator[Candidate]:
    at = place = 0
    while (begin := signed.find(_OPEN, at)) >= 0:
        end = signed.index(_CLOSED, begin)
        place += begin - at
        yield Candidate(row, place, signed[begin + 1 : end])
        place += end - begin - 1
        at = end + 1
