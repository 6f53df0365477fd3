"""Counts of records row by row, in plain Python: of small exports, for which nothing is loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import count, repeat
from typing import Any

from inspector.reading.counts.author import Author, RowAuthors
from inspector.reading.counts.cube import Cube, Key
from inspector.reading.counts.days import RowDays
from inspector.reading.counts.meter import Measures, Subject
from inspector.reading.counts.states import RowStates
from inspector.reading.text.markup import reading_texts
from inspector.reading.text.words import are_plain, characters_of, words_of

_Key = tuple[str, Author, dt.date | None, tuple[bool, ...]]


class RowMeter:
    """Counts the records of one file."""

    def __init__(self, subject: Subject) -> None:
        self._layout, self._columns = subject.layout, subject.columns
        self._primary = subject.primary
        self._states = RowStates(subject.dataset, subject.layout)
        self._authors = RowAuthors(subject.dataset, subject.layout, subject.owner)
        self._days: RowDays | None = None
        if (dating := subject.dating) is not None:
            self._days = RowDays(dating, subject.catalogue, subject.order)
        self._counts: dict[_Key, list[int]] = {}
        self._undated = self._unparsed = 0

    def add(self, rows: Sequence[Sequence[str]]) -> list[Key]:
        """Count records; given back are the state, author and day of each."""
        if not rows:
            return []
        columns = list(zip(*rows, strict=True))
        filled = zip(*(map(bool, cells) for cells in columns), strict=True)
        size = 1 + len(self._columns.own)
        known = self._counts
        found = []
        """For each record the counts to which it adds."""
        told: list[Key] = []
        kinds = self._states.of(rows), self._authors.of(rows)
        for key in zip(*kinds, self._days_of(columns, len(rows)), filled, strict=True):
            counts = known.get(key)
            if counts is None:
                counts = known[key] = [0] * size
            counts[0] += 1
            found.append(counts)
            told.append(key[:3])
        for place, i in enumerate(self._columns.shared, 1):
            for counts, cell in zip(found, columns[i], strict=True):
                counts[place] += bool(cell)
        first = 1 + len(self._columns.shared)
        for place, i in zip(count(first, 2), self._columns.texts, strict=False):
            texts, unparsed = reading_texts(columns[i], self._layout.columns[i])
            self._unparsed += unparsed
            self._add_text(found, place, texts)
        return told

    def _add_text(self, found: Sequence[list[int]], place: int, cells: Sequence[str]) -> None:
        """Count the words and characters of a column."""
        if not any(cells):
            return
        is_plain = are_plain(cells)
        for counts, cell in zip(found, cells, strict=True):
            if cell:
                counts[place] += len(cell.split()) if is_plain else words_of(cell)
                counts[place + 1] += len(cell) if is_plain else characters_of(cell)

    def _days_of(self, columns: Sequence[Sequence[str]], number: int) -> Iterable[dt.date | None]:
        days, primary = self._days, self._primary
        if days is None or primary is None:
            return repeat(None, number)
        cells = columns[primary]
        days.learn(cells)
        found = [days[cell] for cell in cells]
        self._undated += found.count(None) - cells.count("")
        return found

    def measures(self) -> Measures:
        """The counts of all records so far."""
        cube = Cube(self._rows(), self._columns)
        return Measures(cube, self._primary is not None, self._undated, self._unparsed)

    def _rows(self) -> list[tuple[Any, ...]]:
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
