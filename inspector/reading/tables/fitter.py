"""Rows of any width to records as wide as the header; what does not fit is left out, numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from inspector.reading.tables.header import Layout
from inspector.reading.tables.lenient_csv import BEGINNING, UNENDED, Batch
from inspector.reading.tables.records import Rows
from inspector.reading.tables.row_account import Account

SETTLED = 20_000
"""Rows that are given out at a time."""


class Fitter:
    """Fits the rows of a table to its header, piece after piece.

    Where lines may continue the record above them, the last record of a piece is held until the
    next one begins: what follows may belong to it.
    """

    def __init__(
        self,
        layout: Layout,
        account: Account,
        start: re.Pattern[str] | None,
        continued: int | None = None,
        *,
        is_usual: bool = True,
    ) -> None:
        """`start`: what a record's first cell matches; `continued`: position of the column that
        other lines belong to; `is_usual`: whether LinkedIn writes such lines in this file."""
        self._layout = layout
        self._account = account
        self._start = start
        self._continued = continued
        self._kept: list[list[str]] = []
        self._numbers: list[int] = []
        self._more: list[str] = []
        """Lines that continue the last row; they go with it where that is left out."""
        self._size = 0
        """Characters of these."""
        self._unusual = 0
        """How many of these LinkedIn writes otherwise."""
        self._blank = 0
        """Empty lines below the last row."""
        self._is_usual = is_usual
        self._begun = self._whole = False
        self.is_dropping = False
        """Whether lines belong to a record that does not end, until another one begins."""

    def fit(self, batches: Iterable[Batch | None]) -> Iterator[Rows]:
        """The records among rows; in place of one that does not end stands None."""
        for rows in batches:
            if rows is None:
                self._settle()
                self._begun = False
                self._account.rows += 1
                self._leave_unended(self._account.rows)
                continue
            if self.is_dropping:
                rows = self._after_dropped(rows)
            if self._continued is None:
                self._fit(rows)
            else:
                for row in rows:
                    self._join(row, self._continued)
            if len(self._kept) > SETTLED:
                yield self._given(1 if self._begun else 0)
        yield self._given(1 if self._begun else 0)

    def rest(self) -> Iterator[Rows]:
        """What is held, which nothing continues."""
        self._settle()
        self._begun = False
        yield self._given(0)

    def _given(self, held: int) -> Rows:
        """What is kept, but for so many records at the end."""
        split = max(len(self._kept) - held, 0)
        found = Rows(self._numbers[:split], self._kept[:split])
        self._kept, self._numbers = self._kept[split:], self._numbers[split:]
        return found

    def _fit(self, rows: Batch) -> None:
        """Fit rows of which each is a record."""
        width, account = self._layout.width, self._account
        if [] in rows:
            rows = self._without_blank(rows)
        elif rows:
            self.follow()
        rows = list(filter(any, rows))
        first = account.rows + 1
        account.rows += len(rows)
        if set(map(len, rows)) <= {width}:
            self._kept += rows
            self._numbers += range(first, first + len(rows))
            return
        for number, row in enumerate(rows, first):
            self._keep(row, number)

    def follow(self, blank: int = 0, below: int = 0, *, is_any: bool = True) -> None:
        """Lines were read otherwise, if any holds something: so many between them hold nothing,
        and so many below them."""
        if is_any:
            self._account.blank += self._blank + blank
            self._blank = 0
        self._blank += below

    def _without_blank(self, rows: Batch) -> Batch:
        """The rows, but for empty lines; those above a row are counted."""
        filled = [at for at, row in enumerate(rows) if row]
        if not filled:
            self._blank += len(rows)
            return []
        below = len(rows) - 1 - filled[-1]
        self.follow(len(rows) - len(filled) - below, below)
        return [rows[at] for at in filled]

    def _keep(self, row: list[str], number: int) -> bool:
        """Fill up or cut a row; False where it is left out, its cells being too many."""
        width, account = self._layout.width, self._account
        if len(row) > width:
            if any(row[width:]):
                account.left_out.add(number)
                return False
            del row[width:]
            account.long += 1
        elif len(row) < width:
            row += [""] * (width - len(row))
            account.short += 1
        self._kept.append(row)
        self._numbers.append(number)
        return True

    def _join(self, row: list[str], target: int) -> None:
        """Take a row that may be a record, or lines that continue the one before."""
        account = self._account
        if not any(row):
            if self._begun:
                self._continue("")
            self._blank += not self._begun
            return
        is_record = self._is_record(row)
        if self._begun and not is_record:
            account.joined += 1
            self._unusual += not self._is_usual
            self._continue(self._layout.delimiter.join(row))
            return
        self._settle()
        account.blank += self._blank
        self._blank = 0
        self._begun = self._begun or is_record
        self.is_dropping = False
        account.rows += 1
        self._whole = self._keep(row, account.rows)

    def _continue(self, line: str) -> None:
        """One more line for the last record, as long as it can be one."""
        if self.is_dropping:
            return
        self._more.append(line)
        self._size += len(line) + 1
        if "://" in line and self._start is not None and self._start.search(line, 0, BEGINNING):
            self._account.likely += 1
        if self._size > UNENDED:
            if self._whole:
                self._kept.pop()
                self._leave_unended(self._numbers.pop())
            self.is_dropping = True
            self._more, self._size, self._unusual = [], 0, 0

    def _settle(self) -> None:
        """Add to the last record the lines that continue it."""
        if not self.is_dropping:
            self._account.unusual += self._unusual
        self._unusual = 0
        while not self._is_usual and self._more and not self._more[-1]:
            self._more.pop()
            self._blank += 1
        if self._more and self._whole and self._continued is not None:
            last = self._kept[-1]
            last[self._continued] = "\n".join((last[self._continued], *self._more))
        self._more, self._size = [], 0

    def _leave_unended(self, number: int) -> None:
        self._account.left_out.add(number)
        self._account.unended += 1
        self.is_dropping = self._start is not None

    def _after_dropped(self, rows: Batch) -> Batch:
        """Rows from the first on that is a record."""
        for at, row in enumerate(rows):
            if any(row) and self._is_record(row):
                self.is_dropping = False
                return rows[at:]
        return []

    def _is_record(self, row: Sequence[str]) -> bool:
        """Whether a row is a record by its first cell, or by its width and its links."""
        start = self._start
        if start is None or start.fullmatch(row[0]):
            return True
        if len(row) < self._layout.width or not any(row[1:]):
            return False
        pairs = zip(row, self._layout.columns, strict=False)
        links = [cell for cell, column in pairs if column is not None and column.role == "url"]
        return all("://" in cell for cell in links if cell)
