"""Counts of records one by one, for a file of few: nothing has to be loaded for it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from itertools import count, repeat
from typing import Any

from inspector.reading.counts.author import Author
from inspector.reading.counts.counted_columns import Counting
from inspector.reading.counts.row_days import RowDays
from inspector.reading.counts.row_kinds import RowKinds
from inspector.reading.text.html import text_of
from inspector.reading.text.regex import BESIDE, WHITE, compiled
from inspector.reading.text.tags import marks

_OTHERWISE = "\r\x1c\x1d\x1e\x1f"
"""What Python counts otherwise than Unicode does; CRLF is one character."""
_WORD = re.compile(f"[^{WHITE}]+")

_Key = tuple[str, Author, dt.date | None, tuple[bool, ...]]


class RowMeter:
    """Counts the records of one file."""

    def __init__(self, counting: Counting, kinds: RowKinds) -> None:
        self._columns = counting.columns
        self._primary = counting.primary
        self._kinds = kinds
        self._days: RowDays | None = None
        if (dating := counting.dating) is not None:
            self._days = RowDays(dating, counting.catalogue)
        self._marks = {
            i: compiled(marks(column.markup))
            for i in counting.columns.texts
            if (column := counting.layout.columns[i]) is not None and column.markup is not None
        }
        self._counts: dict[_Key, list[int]] = {}
        self.undated = 0
        """Filled primary dates in none of the catalogue's formats."""

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Count records."""
        if not rows:
            return
        columns = list(zip(*rows, strict=True))
        filled = zip(*(map(bool, cells) for cells in columns), strict=True)
        size = 1 + len(self._columns.own)
        known = self._counts
        found = []
        """For each record the counts to which it adds."""
        kinds = self._kinds.states(rows), self._kinds.authors(rows)
        for key in zip(*kinds, self._days_of(columns, len(rows)), filled, strict=True):
            counts = known.get(key)
            if counts is None:
                counts = known[key] = [0] * size
            counts[0] += 1
            found.append(counts)
        for place, i in enumerate(self._columns.shared, 1):
            for counts, cell in zip(found, columns[i], strict=True):
                counts[place] += bool(cell)
        first = 1 + len(self._columns.shared)
        for place, i in zip(count(first, 2), self._columns.texts, strict=False):
            self._add_text(found, place, self._shown(columns[i], i))

    def _add_text(self, found: Sequence[list[int]], place: int, cells: Sequence[str]) -> None:
        """Count the words and characters of a column."""
        text = "".join(cells)
        if not text:
            return
        if not any(one in text for one in _OTHERWISE):
            for counts, cell in zip(found, cells, strict=True):
                if cell:
                    counts[place] += len(cell.split())
                    counts[place + 1] += len(cell)
            return
        for counts, cell in zip(found, cells, strict=True):
            if cell:
                counts[place] += words_of(cell)
                counts[place + 1] += characters_of(cell)

    def _days_of(self, columns: Sequence[Sequence[str]], number: int) -> Iterable[dt.date | None]:
        days, primary = self._days, self._primary
        if days is None or primary is None:
            return repeat(None, number)
        cells = columns[primary]
        days.learn(cells)
        found = [days[cell] for cell in cells]
        self.undated += found.count(None) - cells.count("")
        return found

    def _shown(self, cells: Sequence[str], position: int) -> Sequence[str]:
        """The cells of a column as a reader sees them: HTML as its text."""
        marks = self._marks.get(position)
        if marks is None:
            return cells
        return [
            text_of(cell) if ("<" in cell or "&" in cell) and marks.search(cell) else cell
            for cell in cells
        ]

    def counts(self) -> list[tuple[Any, ...]]:
        """`state, author, day, pattern, records` and the columns' own counts, in no order."""
        patterns: dict[tuple[bool, ...], int] = {}
        found = []
        for (state, author, day, filled), counts in self._counts.items():
            if filled not in patterns:
                pattern = 0
                for is_filled, bit in zip(filled, self._columns.bits, strict=True):
                    pattern |= is_filled << bit
                patterns[filled] = pattern
            found.append((state, author, day, patterns[filled], *counts))
        return found


def words_of(text: str) -> int:
    """As `words.words`, of one text."""
    return len(_WORD.findall(text)) if BESIDE.search(text) else len(text.split())


def characters_of(text: str) -> int:
    """As `words.characters`, of one text."""
    return len(text) - text.count("\r\n")
