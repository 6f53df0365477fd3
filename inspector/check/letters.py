"""What counts as the same letters on a page and in a clause: the one place that decides it.

White space, soft hyphens and other letters without a form do not count; curly quotes are straight
ones, all dashes are one, and an accent is the same written apart. Capitals and accents count.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from inspector.reading.text.combining import thinned

MOST_PLACES = 50
"""Places of the same words that are looked at."""
_FORMLESS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u180e]")
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)
_BETWEEN = re.compile(r"\[?\.\.\.\]?")


class Span(NamedTuple):
    """From one place of a text to another, the latter not included."""

    start: int
    end: int


def readable(text: str) -> str:
    """A text as it is shown and searched: accents joined, letters without a form left out."""
    if text.isascii():
        return text
    text = _FORMLESS.sub("", text).replace("\u2026", "...").replace("\ufb01", "fi")
    return unicodedata.normalize("NFC", thinned(text.replace("\ufb02", "fl")))


def squeezed(text: str) -> str:
    """The letters that count, of a text that is `readable`."""
    return "".join(text.split()).translate(_SAME)


def parts(quote: str) -> tuple[str, ...]:
    """The letters of a quotation, cut where it leaves something out."""
    pieces = map(squeezed, _BETWEEN.split(readable(quote)))
    return tuple(piece for piece in pieces if any(map(str.isalnum, piece)))


def word(given: str) -> str:
    """A word by which texts are held against each other: no punctuation around it, no capitals."""
    return given.translate(_SAME).casefold().strip(".,;:!?()[]{}\"'*_-") or given


class Letters:
    """The letters of a page, and where each of them stands in its text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._letters = squeezed(text)
        self._places = array("L")
        for run in re.finditer(r"\S+", text):
            self._places.extend(range(run.start(), run.end()))

    def spans(self, quote: str) -> list[Span]:
        """Where a quotation stands, letter by letter and in whole words; `MOST_PLACES` at most."""
        sought = parts(quote)
        found: list[Span] = []
        if not sought:
            return found
        for at in self._whole(sought[0], 0):
            end = at + len(sought[0])
            for part in sought[1:]:
                # What a quotation leaves out is never longer than a few sentences.
                further = next(self._whole(part, end, end + 1000 + len(part)), None)
                if further is None:
                    break
                end = further + len(part)
            else:
                found.append(Span(self._places[at], self._places[end - 1] + 1))
            if len(found) >= MOST_PLACES:
                break
        return found

    def _whole(self, part: str, start: int, stop: int | None = None) -> Iterator[int]:
        """Places of letters that begin and end where words do; overlapping ones once."""
        looked = 0
        at = self._letters.find(part, start, stop)
        while at >= 0 and looked < 20 * MOST_PLACES:
            end = at + len(part)
            if self._is_edge(at) and self._is_edge(end):
                yield at
                at = self._letters.find(part, end, stop)
            else:
                at = self._letters.find(part, at + 1, stop)
            looked += 1

    def _is_edge(self, at: int) -> bool:
        """Whether no word goes on from the letter before to this one."""
        if at in (0, len(self._letters)):
            return True
        before, after = self._places[at - 1], self._places[at]
        return after - before > 1 or not (
            self.text[before].isalnum() and self.text[after].isalnum()
        )


class Cover:
    """Which places of a text are taken up by some spans."""

    def __init__(self, spans: list[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, span: Span) -> bool:
        """Whether a span touches what is taken up."""
        at = bisect_left(self._ends, span.start + 1)
        return at < len(self._starts) and self._starts[at] < span.end
