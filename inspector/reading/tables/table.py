"""Text to records: where the header is, how rows are cut, repaired and, if need be, left out.

A table flows in batches: pieces of text cut on record boundaries, each parsed by Polars as
text columns only. What Polars would raise on or pad in silence goes to the referee
(`inspector.reading.tables.lenient_csv`). Every row is kept or counted as left out, with its number.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from inspector.knowledge.dataset import Dataset, Dialect
from inspector.reading import notes
from inspector.reading.tables import quotes as soundness
from inspector.reading.tables.chunks import Piece, pieces
from inspector.reading.tables.frame import Boundary, double_quotes, strict
from inspector.reading.tables.header import HEADER_BYTES, HEADER_LINES, NotATableError, find_header
from inspector.reading.tables.lenient_csv import Referee, split_first
from inspector.reading.tables.records import Rows, is_grid
from inspector.reading.tables.row_account import ROW, Account

if TYPE_CHECKING:
    import polars as pl

    from inspector.reading.tables.grid import Grid
    from inspector.reading.tables.quotes import Marked, Marks
    from inspector.reading.tables.records import Records

SHORT = 8 << 10
"""Bytes of text below which the careful way is as quick as the fast one."""
SETTLED = 20_000
"""Rows that the careful way gives out at a time."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A piece of a table's text, ready to be parsed."""

    text: bytes
    """UTF-8, quotes within cells doubled."""
    is_split: bool
    """Whether a line is split at its first delimiters only."""
    between: int | None
    """The separators between cells; None where the text is short or not plain quoted CSV."""
    marks: Marks | None
    """The text instead, and what stands where, where there is enough to read for that."""
    sound: Marked | None
    """The same of plain quoted CSV."""
    is_cut: bool
    """Whether a record that breaks off was left out at its end."""
    is_endless: bool
    """Whether a line longer than any record was left out instead."""

    @property
    def size(self) -> int:
        """Bytes of text."""
        return len(self.text) if self.marks is None else self.marks.size

    @property
    def whole(self) -> bytes:
        """All of the text."""
        return self.text if self.marks is None else self.marks.text[: self.marks.size]


class Table:
    """A table on its way from text to records."""

    def __init__(
        self,
        text: Iterator[bytes],
        dataset: Dataset | None,
        breaks_off: Callable[[], bool] = lambda: False,
        *,
        is_much: bool = False,
        by_row: bool = False,
    ) -> None:
        """Read on until the header is found; raises `NotATableError`.

        `breaks_off` is asked once the text has ended: whether that is its end at all.
        `is_much`: whether there is enough to read for marks and grids. `by_row`: whether all
        records are wanted row by row.
        """
        self._by_row = by_row
        self._text = text
        self._is_much = is_much
        self._breaks_off = breaks_off
        self._dataset = dataset
        self._dialect = dataset.dialect if dataset else Dialect()
        self.account = Account()
        start = self._head()
        self.layout, body = find_header(start, dataset)
        self._quoted_header = start[:body].rstrip(b"\r\n").endswith(b'"')
        self._first = start[body:]

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
            raise NotATableError(notes.long_line(HEADER_BYTES))
        if head and not head.strip(b"\0"):
            raise NotATableError(notes.ZEROS)
        return head

    @property
    def empty(self) -> bool:
        """True where there was no text at all."""
        return not self.layout.headers

    def batches(self) -> Generator[pl.DataFrame]:
        """The records: `row` (UInt32, from 1) and the cells `c0` … (String, never null)."""
        for ready in self.pieces():
            for records in self.parse(ready):
                yield self.framed(records)

    def framed(self, records: Records) -> pl.DataFrame:
        """Records as a batch."""
        if isinstance(records, Rows):
            return records.frame(self.layout.names)
        return records.numbered() if is_grid(records) else records

    def pieces(self) -> Iterator[Ready]:
        """The text below the header, piece by piece, up to where each can be parsed."""
        if self.empty:
            return
        boundary = Boundary(self._dialect, self.layout.delimiter)
        first, self._first = self._first, b""
        mark = None
        if self._is_much and self._dialect.split is None:
            mark = partial(soundness.mark, delimiter=self.layout.delimiter)
        for piece in pieces(first, self._text, boundary, self._breaks_off, mark):
            yield self._ready(piece)

    def _ready(self, piece: Piece) -> Ready:
        """Tell how it is to be read."""
        if piece.marks is not None:
            return self._marked(piece, piece.marks)
        text, delimiter = piece.text, self.layout.delimiter
        if self._dialect.escape == "backslash" and b'\\"' in text:
            text = double_quotes(text, self._dialect.record_start, delimiter)
        is_split = self._dialect.split == "first" and delimiter == "," and not self._quoted_header
        is_long = bool(text) and (len(text) >= SHORT or self._by_row) and not is_split
        if is_long and self._is_much:
            return self._marked(piece, soundness.mark(text, delimiter))
        between = None
        if is_long:
            between = soundness.separators(text, delimiter)
        return Ready(text, is_split, between, None, None, piece.is_cut, piece.is_endless)

    def _marked(self, piece: Piece, marks: Marks) -> Ready:
        sound = soundness.marked(marks)
        return Ready(b"", False, None, marks, sound, piece.is_cut, piece.is_endless)

    def parse(self, ready: Ready) -> Iterator[Records]:
        """The records of a piece; pieces are parsed in order."""
        account = self.account
        if ready.is_endless:
            account.endless += 1
            account.leave_out()
        if ready.marks is not None or ready.text.strip(b"\r\n"):
            yield from (records for records in self._parse(ready) if len(records))
        if ready.is_cut:
            account.cut = True
            account.leave_out()

    def _parse(self, ready: Ready) -> Iterator[Records]:
        start = self._start_pattern()
        between = ready.between
        if (sound := ready.sound) is not None:
            if (grid := self._grid(sound)) is not None:
                grid.first = self.account.rows + 1
                self.account.rows += len(grid)
                yield grid
                return
            between = sound.between
        if ready.is_split:
            yield from self._settle(split_first(ready.text.decode("utf-8"), start))
            return
        if between is not None:
            found = self._plain(ready.text) if self._by_row else self._fast(ready.whole, between)
            if found is not None:
                yield found
                return
        text = ready.whole.decode("utf-8").removesuffix("\n")
        referee = Referee(text, self.layout.delimiter, self.layout.width, start)
        yield from self._settle(referee.rows())
        self.account.unclosed += referee.unclosed

    def _grid(self, marked: Marked) -> Grid | None:
        """The records of a text each of whose lines is one by the letter, else None."""
        from inspector.reading.tables.grid import find

        grid = find(marked, self.layout.width)
        if grid is None or self.layout.width == 1 or not len(grid):
            return grid
        if self._dialect.continues is not None and not grid.is_whole:
            return None
        start = self._dialect.record_start
        if start is not None and not grid.column(0).str.contains(f"^(?:{start})$").all():
            return None
        return grid

    def _plain(self, text: bytes) -> Rows | None:
        """The rows of a sound text, or None where not every line is a record by the letter."""
        lines = io.StringIO(text.decode("utf-8"), newline="\n")
        every = list(csv.reader(lines, delimiter=self.layout.delimiter))
        rows = list(filter(any, every))
        width, continued = self.layout.width, self._dialect.continues is not None
        if not set(map(len, rows)) <= {width} or (continued and len(rows) < len(every)):
            return None
        start = self._start_pattern() if width > 1 else None
        if start is not None and not all(start.fullmatch(row[0]) for row in rows):
            return None
        first = self.account.rows + 1
        self.account.rows += len(rows)
        return Rows(range(first, first + len(rows)), rows)

    def _fast(self, piece: bytes, between: int) -> pl.DataFrame | None:
        """The records as Polars reads them, or None where it raises or would guess.

        It pads short rows without a word, so the separators between cells have to add up. Rows
        without any text are lines without any separator; where bare lines may continue a record,
        so are rows with a first cell only that do not begin as one. No other row may begin as no
        record does.
        """
        import polars as pl

        names = self.layout.names
        frame = strict(piece, names, self.layout.delimiter)
        if frame is None:
            return None
        if len(names) == 1:
            return None if between else self._number(frame.filter(pl.col(names[0]) != ""))
        loose = self._loose(frame)
        if loose is None or between != (len(names) - 1) * (frame.height - loose):
            return None
        if loose and self._is_divided(piece, bare=self._continued() is not None):
            return None
        return self._number(self._join(frame) if loose else frame)

    def _loose(self, frame: pl.DataFrame) -> int | None:
        """How many rows are lines without a record; None where one may be part of a record."""
        names, dialect = self.layout.names, self._dialect
        first = frame[names[0]]
        pattern = dialect.record_start
        begins = first != "" if pattern is None else first.str.contains(f"^(?:{pattern})$")
        if begins.all():
            return 0
        others = frame.filter(~begins)
        rest = names if dialect.continues is None else names[1:]
        if pattern is not None and not others.select(_all_empty(rest).all()).item():
            return None
        if pattern is None or self._continued() is None:
            return int(others.select(_all_empty(names).sum()).item())
        # Lines before the first record continue nothing: they are short records.
        records = begins.arg_true()
        before = first.head(records[0] if len(records) else frame.height)
        return None if (before != "").any() else others.height

    def _is_divided(self, piece: bytes, *, bare: bool) -> bool:
        """Whether a line that is no record may hold separators, by the way that it ends.

        They would hide that others are missing elsewhere. Looks into quotes, too.
        """
        mark = re.escape(self.layout.delimiter).encode()
        if not bare:
            empty = rb'^(?="*+%b)["%b]*+\r?$' % (mark, mark)
            return re.search(empty, piece, re.MULTILINE) is not None
        start = (self._dialect.record_start or "").encode()
        record = re.compile(rb'"?(?:%b)"?%b' % (start, mark))
        ends = re.finditer(rb'^[^\n]*%b"*\r?$' % mark, piece, re.MULTILINE)
        return any(record.match(end[0]) is None for end in ends)

    def _start_pattern(self) -> re.Pattern[str] | None:
        start = self._dialect.record_start
        return re.compile(start) if start else None

    def _join(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Join lines that continue the record above (docs/format.md, Q3); drop empty others."""
        import polars as pl

        names = self.layout.names
        filled = ~_all_empty(names)
        column = self._continued()
        if column is None or self._dialect.record_start is None:
            return frame.filter(filled)
        starts = pl.col(names[0]).str.contains(f"^(?:{self._dialect.record_start})$")
        others = _all_empty(names[1:])
        record = (~(others & ~starts)).cum_sum().cast(pl.Int64)
        lines = frame.with_columns(record=record)
        continuing = lines.filter(others & ~starts & (pl.col("record") > 0))
        if not continuing.height:
            return frame.filter(filled)
        self.account.joined += continuing.filter(filled).height
        target = names[column]
        text = pl.col(target).first()
        more = pl.col(names[0]).slice(1).str.join("\n")
        continued = pl.when(pl.len() == 1).then(text).otherwise(text + "\n" + more)
        return (
            lines.filter(filled | (pl.col("record") > 0))
            .group_by("record", maintain_order=True)
            .agg(
                *(pl.col(name).first() for name in names if name != target), continued.alias(target)
            )
            .select(names)
        )

    def _continued(self) -> int | None:
        """Position of the column that continuing lines belong to; a single one tells nothing."""
        if self._dataset is None or self._dialect.continues is None or self.layout.width == 1:
            return None
        column = self._dataset.column(self._dialect.continues)
        return next((i for i, one in enumerate(self.layout.columns) if one is column), None)

    def _settle(self, rows: Iterable[list[str]]) -> Iterator[Rows]:
        """Fit the referee's rows to the header; what does not fit is left out and numbered."""
        width, target, start = self.layout.width, self._continued(), self._start_pattern()
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

    def _number(self, frame: pl.DataFrame) -> pl.DataFrame:
        first = self.account.rows + 1
        self.account.rows += frame.height
        return frame.with_row_index(ROW, offset=first)


@lru_cache(maxsize=512)
def _all_empty(names: tuple[str, ...]) -> pl.Expr:
    """Whether a row has no text in these cells."""
    import polars as pl

    return pl.all_horizontal(pl.col(names) == "")
