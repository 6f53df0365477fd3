"""Counts of records one by one, for a file of few: nothing has to be loaded for it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from inspector.articles import text_of
from inspector.authors import Author
from inspector.catalogue import Catalogue
from inspector.cubes import Columns
from inspector.headers import Layout
from inspector.patterns import BESIDE, WHITE, compiled
from inspector.row_days import RowDays
from inspector.row_kinds import RowKinds
from inspector.tags import marks

_WORD = re.compile(f"[^{WHITE}]+")

_Key = tuple[str, Author, dt.date | None, tuple[bool, ...]]


class RowMeter:
    """Counts the records of one file."""

    def __init__(
        self,
        layout: Layout,
        columns: Columns,
        primary: int | None,
        catalogue: Catalogue,
        kinds: RowKinds,
    ) -> None:
        """`primary`: position of the column that dates a record."""
        self._columns = columns
        self._primary = primary
        self._kinds = kinds
        self._days: RowDays | None = None
        if primary is not None:
            column = layout.columns[primary]
            assert column is not None
            self._days = RowDays(column, catalogue)
        self._marks = {
            i: compiled(marks(column.markup))
            for i in columns.texts
            if (column := layout.columns[i]) is not None and column.markup is not None
        }
        self._counts: dict[_Key, list[int]] = {}
        self.undated = 0
        """Filled primary dates in none of the catalogue's formats."""

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """Count records."""
        days = self._days_of(rows)
        state, author = self._kinds.state, self._kinds.author
        shared = list(enumerate(self._columns.shared, 1))
        first = 1 + len(shared)
        size = first + 2 * len(self._columns.texts)
        texts = [
            (first + 2 * number, i, i in self._marks, self._is_plain(rows, i))
            for number, i in enumerate(self._columns.texts)
        ]
        for row, day in zip(rows, days, strict=True):
            key = state(row), author(row), day, tuple(map(bool, row))
            counts = self._counts.get(key)
            if counts is None:
                counts = self._counts[key] = [0] * size
            counts[0] += 1
            for place, i in shared:
                counts[place] += bool(row[i])
            for place, i, has_marks, is_plain in texts:
                if cell := row[i]:
                    if has_marks and ("<" in cell or "&" in cell):
                        cell = self._shown(cell, i)
                    if is_plain:
                        counts[place] += len(cell.split())
                        counts[place + 1] += len(cell)
                    else:
                        counts[place] += words_of(cell)
                        counts[place + 1] += characters_of(cell)

    def _days_of(self, rows: Sequence[Sequence[str]]) -> list[dt.date | None]:
        days, primary = self._days, self._primary
        if days is None or primary is None:
            return [None] * len(rows)
        cells = [row[primary] for row in rows]
        days.learn(cells)
        found = [days[cell] for cell in cells]
        self.undated += sum(day is None for day in found) - cells.count("")
        return found

    def _is_plain(self, rows: Sequence[Sequence[str]], position: int) -> bool:
        """Whether Python tells words and characters of a column's cells as Unicode does."""
        if position in self._marks:  # what is shown may hold what the cell does not
            return False
        text = "".join([row[position] for row in rows])
        return "\r" not in text and not any(one in text for one in "\x1c\x1d\x1e\x1f")

    def _shown(self, cell: str, position: int) -> str:
        """A cell as a reader sees it: HTML as its text."""
        return text_of(cell) if self._marks[position].search(cell) else cell

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
