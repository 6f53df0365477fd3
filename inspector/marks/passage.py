"""A text around a candidate: which words stand near it, whether it lies in a link."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from inspector.session.folding import fold

BEFORE, AFTER = 48, 32
"""Code points before and behind a candidate in which a word is near it."""
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[;!?…]|(?<=\w\w\w)\.\s|\n\s*\n")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


class Passage:
    """One text."""

    def __init__(self, text: str, links: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self._links = links
        self._starts = [start for start, _ in links]

    def is_in_link(self, start: int) -> bool:
        """Whether a place lies in a link, a URN or the like."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and start < self._links[at][1]

    def is_before_host(self, start: int) -> bool:
        """Whether what begins here is a name and a host of a link, behind its two slashes."""
        at = bisect_right(self._starts, start) - 1
        if at < 0 or start > self._links[at][1]:
            return False
        before = self.text[self._links[at][0] : start].partition("//")
        return before[1] != "" and not any(sign in before[2] for sign in "/?#")

    def is_cut(self, end: int) -> bool:
        """Whether a number that ends here goes on as something else: an id, a version, a path."""
        behind = self.text[end : end + 2]
        if not behind:
            return False
        if behind[0].isalnum() or behind[0] in "_=@/&%-#":
            return True
        return behind[0] in ".:" and behind[1:].isdigit()

    def is_near(self, words: Iterable[str], start: int, end: int) -> bool:
        """Whether one of some folded words stands near a span."""
        near = f"{self._before(start)}|{self._behind(end)}"
        return any(f" {word} " in near for word in words)

    def is_followed(self, words: Iterable[str], end: int) -> bool:
        """Whether one of some folded words stands behind a place, near it."""
        near = self._behind(end)
        return any(f" {word} " in near for word in words)

    def is_told(self, words: Iterable[str], start: int) -> bool:
        """Whether one of some folded words stands before a place, near it, in its sentence."""
        first = max(start - BEFORE, 0)
        ends = [found.end() for found in _SENTENCE_END.finditer(self.text, first, start)]
        near = _words(self.text[ends[-1] : start]) if ends else self._before(start)
        return any(f" {word} " in near for word in words)

    def is_next_to(self, words: Iterable[str], start: int, within: int = 2) -> bool:
        """Whether one of some folded words is among the last few before a place."""
        last = f" {' '.join(self._before(start).split()[-within:])} "
        return any(f" {word} " in last for word in words)

    def _before(self, start: int) -> str:
        first = max(start - BEFORE, 0)
        while 0 < first < start and self.text[first - 1].isalnum():
            first += 1
        return _words(self.text[first:start])

    def _behind(self, end: int) -> str:
        last = min(end + AFTER, len(self.text))
        while end < last < len(self.text) and self.text[last].isalnum():
            last -= 1
        return _words(self.text[end:last])


@lru_cache(maxsize=4096)
def _words(text: str) -> str:
    """Folded words with one space around each."""
    return f" {' '.join(_WORD.findall(fold(text)))} "


@lru_cache(maxsize=4096)
def plain(text: str) -> tuple[str, tuple[int, ...]]:
    """Figures as ASCII, spaces and hyphens as such, nothing unseen; and where each stood."""
    found = [(_plain(char), at) for at, char in enumerate(text) if char not in _UNSEEN]
    return "".join(char for char, _ in found), tuple(at for _, at in found)


def _plain(char: str) -> str:
    if char.isascii():
        return char
    if (figure := unicodedata.digit(char, None)) is not None:
        return str(figure)
    category = unicodedata.category(char)
    return " " if category == "Zs" else "-" if category == "Pd" or char == "\u2212" else char


def figures(text: str) -> str:
    """The figures of a plain text."""
    return "".join(char for char in text if char in "0123456789")
