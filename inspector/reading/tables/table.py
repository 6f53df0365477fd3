"""A table on its way from text to records: where the header is, and which parser reads which piece.

Text comes in pieces cut where a record ends. Each is read the strict way, as a whole; where that
refuses, the lenient way has the last word (`lenient_csv`). Every row is kept or counted as left
out, with its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from inspector.knowledge.dataset import Dataset, Dialect
from inspector.reading.tables.chunks import Boundary, Chunk, pieces
from inspector.reading.tables.dialect import double_quotes, split_first
from inspector.reading.tables.header import (
    HEADER_BYTES,
    HEADER_LINES,
    ZEROS,
    NotATableError,
    find_header,
    long_line,
)
from inspector.reading.tables.lenient_csv import Referee
from inspector.reading.tables.records import Rows
from inspector.reading.tables.row_account import Account
from inspector.reading.tables.strict_csv import Shape

if TYPE_CHECKING:
    from inspector.reading.tables.records import Records

SETTLED = 20_000
"""Rows that the lenient way gives out at a time."""


class Strict(Protocol):
    """The strict way to read a text."""

    def __call__(self, text: bytes, shape: Shape, first: int, /) -> Records | None:
        """The records of a text, numbered from `first` on; None where it is not strict."""


class Table:
    """A table on its way from text to records."""

    def __init__(
        self,
        text: Iterator[bytes],
        dataset: Dataset | None,
        strict: Strict,
        breaks_off: Callable[[], bool] = lambda: False,
    ) -> None:
        """Read on until the header is found; raises `NotATableError`.

        `breaks_off` is asked once the text has ended: whether that is its end at all.
        """
        self._text = text
        self._strict = strict
        self._breaks_off = breaks_off
        self._dataset = dataset
        self._dialect = dataset.dialect if dataset else Dialect()
        self.account = Account()
        head = self._head()
        self.layout, body = find_header(head, dataset)
        self._first = head[body:]
        is_quoted = head[:body].rstrip(b"\r\n").endswith(b'"')
        self._is_split = (
            self._dialect.split == "first" and self.layout.delimiter == "," and not is_quoted
        )
        start = self._dialect.record_start
        self._start = re.compile(start) if start else None
        self._shape = Shape(self.layout, self._start, self._dialect.continues is not None)

    def _head(self) -> bytes:
        head = b""
        for chunk in self._text:
            head += chunk
            if len(head) > HEADER_BYTES or head.count(b"\n") > HEADER_LINES:
                break
        if b"\r" in head and b"\n" not in head:  # line ends of old Macs
            head = head.replace(b"\r", b"\n")
            rest = self._text
            self._text = (chunk.replace(b"\r", b"\n") for chunk in rest)
        if len(head) > HEADER_BYTES and b"\n" not in head:
            raise NotATableError(long_line(HEADER_BYTES))
        if head and not head.strip(b"\0"):
            raise NotATableError(ZEROS)
        return head

    @property
    def is_empty(self) -> bool:
        """Whether there was no text at all."""
        return not self.layout.headers

    def pieces(self) -> Iterator[Chunk]:
        """The text below the header, piece by piece, read to its end."""
        if not self.is_empty:
            boundary = Boundary(self._dialect, self.layout.delimiter)
            first, self._first = self._first, b""
            yield from pieces(first, self._text, boundary, self._breaks_off)
        for _ in self._text:
            pass

    def records(self, piece: Chunk) -> Iterator[Records]:
        """The records of a piece; pieces are read in order."""
        account = self.account
        if piece.is_endless:
            account.endless += 1
            account.leave_out()
        if piece.text.lstrip(b"\r\n"):
            yield from (records for records in self._read(piece.text) if len(records))
        if piece.is_cut:
            account.cut = True
            account.leave_out()

    def _read(self, text: bytes) -> Iterator[Records]:
        delimiter = self.layout.delimiter
        if self._dialect.escape == "backslash" and b'\\"' in text:
            text = double_quotes(text, self._dialect.record_start, delimiter)
        if self._is_split:
            yield from self._fitted(split_first(text.decode("utf-8"), self._start))
            return
        found = self._strict(text, self._shape, self.account.rows + 1)
        if found is not None:
            self.account.rows += len(found)
            yield found
            return
        plain = text.decode("utf-8").removesuffix("\n")
        referee = Referee(plain, delimiter, self.layout.width, self._start)
        yield from self._fitted(referee.rows())
        self.account.unclosed += referee.unclosed

    def _continued(self) -> int | None:
        """Position of the column that continuing lines belong to; a single one tells nothing."""
        if self._dataset is None or self._dialect.continues is None or self.layout.width == 1:
            return None
        column = self._dataset.column(self._dialect.continues)
        return next((i for i, one in enumerate(self.layout.columns) if one is column), None)

    def _fitted(self, rows: Iterable[list[str]]) -> Iterator[Rows]:
        """Fit rows to the header; what does not fit is left out and numbered."""
        width, target, start = self.layout.width, self._continued(), self._start
        kept: list[list[str]] = []
        numbers: list[int] = []
        more: list[str] = []
        """Lines that continue the last row; they go with it where that is left out."""
        begun = whole = False
        account = self.account
        for row in rows:
            if not any(row):
                if begun:
                    more.append("")
                continue
            is_record = target is not None and self._is_record(row, start)
            if begun and not is_record:
                more.append(self.layout.delimiter.join(row))
                account.joined += 1
                continue
            begun = begun or is_record
            if more and whole and target is not None:
                kept[-1][target] = "\n".join((kept[-1][target], *more))
            more = []
            if len(kept) == SETTLED:
                yield Rows(numbers, kept)
                kept, numbers = [], []
            account.rows += 1
            surplus = row[width:]
            whole = not any(surplus)
            if not whole:
                account.left_out.add(account.rows)
                continue
            account.long += bool(surplus)
            account.short += len(row) < width
            kept.append(row[:width] + [""] * (width - len(row)))
            numbers.append(account.rows)
        if more and whole and target is not None:
            kept[-1][target] = "\n".join((kept[-1][target], *more))
        yield Rows(numbers, kept)

    def _is_record(self, row: Sequence[str], start: re.Pattern[str] | None) -> bool:
        """Whether a row is a record by its first cell, or by its width and its links."""
        if start is None or start.fullmatch(row[0]):
            return True
        pairs = zip(row, self.layout.columns, strict=False)
        links = [cell for cell, column in pairs if column is not None and column.role == "url"]
        full = len(row) >= self.layout.width and any(row[1:])
        return full and all("://" in cell for cell in links if cell)
