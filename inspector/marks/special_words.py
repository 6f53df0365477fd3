"""Words of the lists on special categories, found whole in texts: a reading aid, never data.

What is found here is shown where it was asked for, and goes nowhere else: into no count, no output,
no file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from inspector.knowledge.special_words import SpecialWords, Topic
from inspector.marks.folded_text import folded_texts
from inspector.marks.mark import Mark
from inspector.marks.whole_names import Wanted, WholeWords


class ListWord(NamedTuple):
    """Where a word of a list stands; it says nothing of anybody."""

    topic: Topic
    start: int
    """Code points of the text as shown, from 0."""
    length: int

    @property
    def end(self) -> int:
        """The code point behind it."""
        return self.start + self.length


class SpecialFinder:
    """Finds the words of all lists."""

    def __init__(self, words: SpecialWords) -> None:
        self._topics = words.topics
        # The search for whole words makes marks; the rule carries the list, and no mark leaves.
        self._words = WholeWords({word: (Wanted("name", word, "likely"),) for word in self._topics})

    def find(self, texts: Sequence[str]) -> list[list[ListWord]]:
        """For each text the words that stand in it, in order; the longest of those that overlap."""
        found: list[list[ListWord]] = [[] for _ in texts]
        marks: dict[int, list[Mark]] = {}
        every = pl.Series(texts, dtype=pl.String)
        for row, mark in self._words.find(every, folded_texts(every), lambda: None):
            marks.setdefault(row, []).append(mark)
        for row, there in marks.items():
            end = 0
            for mark in sorted(there, key=lambda one: (one.start, -one.length)):
                if mark.start >= end:
                    found[row].append(ListWord(self._topics[mark.rule], mark.start, mark.length))
                    end = mark.end
        return found
