"""A table on its way from text to records: where the header is, and which parser reads which piece.

Text comes in pieces cut where a record ends. Each is read the strict way, as a whole; where that
refuses, the lenient way has the last word (`lenient_csv`). Every row is kept or counted as left
out, with its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from inspector.knowledge.dataset import Dataset, Dialect
from inspector.reading.tables.chunks import Boundary, Chunk, pieces
from inspector.reading.tables.dialect import double_quotes, split_first
from inspector.reading.tables.fitter import SETTLED, Fitter
from inspector.reading.tables.header import (
    HEADER_BYTES,
    HEADER_LINES,
    ZEROS,
    Layout,
    NotATableError,
    find_header,
    long_line,
)
from inspector.reading.tables.lenient_csv import Referee
from inspector.reading.tables.row_account import Account
from inspector.reading.tables.strict_csv import Shape

if TYPE_CHECKING:
    from inspector.reading.tables.ragged_csv import Ragged
    from inspector.reading.tables.records import Records

BLOCK = 1 << 18
"""Bytes of rows of any width that are read at a time: frames of short lines take much room."""
_RETURNS = re.compile(rb"(?<!\r)\r{2,}\n")
"""A line end that was written as two, and then once more."""


class Strict(Protocol):
    """The strict way to read a text."""

    def __call__(self, text: bytes, shape: Shape, first: int, /) -> Records | None:
        """The records of a text, numbered from `first` on; None where it is not strict."""


class RaggedRows(Protocol):
    """A quick way to read rows of any width."""

    def __call__(self, text: bytes, layout: Layout, first: int, /) -> Ragged | None:
        """The rows of a text, numbered from `first` on; None where it is left to the others."""


class Table:
    """A table on its way from text to records."""

    def __init__(
        self,
        text: Iterator[bytes],
        dataset: Dataset | None,
        strict: Strict,
        breaks_off: Callable[[], bool] = lambda: False,
        ragged: RaggedRows | None = None,
    ) -> None:
        """Read on until the header is found; raises `NotATableError`.

        `breaks_off` is asked once the text has ended: whether that is its end at all. `ragged`:
        a quick way for rows of any width.
        """
        self._ragged = ragged
        self._text = text
        self._strict = strict
        self._breaks_off = breaks_off
        self._dataset = dataset
        self._dialect = dataset.dialect if dataset else Dialect()
        self.account = Account()
        head = self._head()
        found = find_header(head, dataset)
        self.layout, body = found.layout, found.end
        self.account.above, self.account.misplaced = found.above, int(found.is_misplaced)
        self._first = head[body:]
        is_quoted = head[:body].rstrip(b"\r\n").endswith(b'"')
        self._is_split = (
            self._dialect.split == "first" and self.layout.delimiter == "," and not is_quoted
        )
        start = self._dialect.record_start
        self._start = re.compile(start) if start else None
        self._shape = Shape(self.layout, self._start, self._dialect.continues is not None)
        line_ends = "CRLF" if head[:body].endswith(b"\r\n") else "LF"
        self._fitter = Fitter(
            self.layout, self.account, self._start, self._continued(),
            is_usual=self._dialect.continues_in in (None, line_ends),
        )  # fmt: skip

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
        if piece.is_last:
            yield from (records for records in self._fitter.rest() if len(records))
        if piece.is_cut:
            account.cut = True
            account.leave_out()

    def _read(self, text: bytes) -> Iterator[Records]:
        delimiter = self.layout.delimiter
        if b"\r" in text and b"\r\r" in text:
            text = _RETURNS.sub(b"\r\n", text)
        if self._dialect.escape == "backslash" and b'\\"' in text:
            text = double_quotes(text, self._dialect.record_start, delimiter)
        if self._is_split:
            rows = split_first(text.decode("utf-8"), self._start)
            yield from self._fitter.fit(iter(lambda: list(islice(rows, SETTLED)), []))
            return
        found = None
        if not self._fitter.is_dropping:
            found = self._strict(text, self._shape, self.account.rows + 1)
        if found is not None:
            yield from self._fitter.rest()
            self._fitter.follow()
            self.account.rows += len(found)
            yield found
            return
        yield from self._of_any_width(text)

    def _of_any_width(self, text: bytes) -> Iterator[Records]:
        """Rows of any width, block by block the quick way, where there is one, or the lenient."""
        referee: Referee | None = None
        at = skipped = 0
        while at < len(text):
            end = text.find(b"\n", at + BLOCK) + 1 or len(text)
            if (read := self._ragged_rows(text[at:end])) is not None:
                yield self._counted(read)
                at = end
                continue
            if referee is None:
                plain = text.decode("utf-8").removesuffix("\n")
                referee = Referee(plain, self.layout.delimiter, self.layout.width, self._start)
            referee.skip(len(text[skipped:at].decode("utf-8")))
            begun = referee.at
            until = min(begun + len(text[at:end].decode("utf-8")), len(plain))
            yield from self._fitter.fit(referee.batches(until))
            is_over = referee.at == len(plain)
            at = len(text) if is_over else at + len(plain[begun : referee.at].encode())
            skipped = at
        if referee is not None:
            self.account.unclosed += referee.unclosed
            self.account.misplaced += referee.misplaced

    def _ragged_rows(self, text: bytes) -> Ragged | None:
        if self._ragged is None or self._shape.is_dense or self._fitter.is_dropping:
            return None
        return self._ragged(text, self.layout, self.account.rows + 1)

    def _counted(self, read: Ragged) -> Records:
        account = self.account
        self._fitter.follow(read.blank, read.below, is_any=read.is_any)
        account.rows += read.rows
        account.short += read.short
        account.long += read.long
        account.misplaced += read.misplaced
        for number in read.left_out:
            account.left_out.add(number)
        return read.frame

    def _continued(self) -> int | None:
        """Position of the column that continuing lines belong to; a single one tells nothing."""
        if self._dataset is None or self._dialect.continues is None or self.layout.width == 1:
            return None
        column = self._dataset.column(self._dialect.continues)
        return next((i for i, one in enumerate(self.layout.columns) if one is column), None)
