"""The cells of a piece of plain quoted CSV, as places in its text: nothing is copied.

Most of what is asked of a large table is how many cells are filled and how long they are, which
their places tell. The cells of a column that have to be looked into are handed to Polars as they
lie there, in the Arrow format.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from inspector.reading.tables.frame import strict
from inspector.reading.tables.quotes import Marked
from inspector.reading.tables.row_account import ROW
from inspector.reading.text.bitmap import Ranks, are_marked, places
from inspector.reading.text.words import Spans

if TYPE_CHECKING:
    import polars as pl

Places = NDArray[np.int64]
_BREAK, _RETURN = 10, 13
_FEW = 2
"""Columns up to which they are handed over one by one."""


class Grid:
    """Records whose cells are all there, each with a place of the text where it begins and ends."""

    def __init__(self, marked: Marked, starts: Places, ends: Places, quoted: Places) -> None:
        """`starts, ends`: a row for each record, a column for each cell.

        `quoted`: which cells, counted through, stand in quotes.
        """
        self.is_whole = True
        """Whether every line was a record."""
        self.first = 1
        """Number of the first record; the others follow it."""
        self.starts = starts
        self.ends = ends
        self.filled = ends > starts
        """For each record which of its cells are not empty."""
        self.apart: dict[int, pl.Series] = {}
        """Cells of columns that are not as they stand in the text, by position."""
        self._marked = marked
        self._text = marked.text
        self._quoted = divmod(quoted, self.width)
        doubled = marked.doubled
        self._doubled = Ranks(doubled) if doubled is not None and doubled.any() else None
        self._columns: dict[int, pl.Series] = {}
        self._changed: set[int] = set()
        self._spans: Spans | None = None

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def width(self) -> int:
        """Number of columns."""
        return int(self.starts.shape[1])

    def column(self, position: int) -> pl.Series:
        """The cells of a column (String, named as in batches)."""
        if position in self.apart:
            return self.apart[position]
        if position not in self._columns:
            cells = self._handed(self.starts[:, position], self.ends[:, position])
            self._columns[position] = self._single(cells.gather_every(2), position)
        return self._columns[position]

    def frame(self, positions: Sequence[int] | None = None) -> pl.DataFrame:
        """The cells of some columns, or of all of them, as a batch without row numbers."""
        import polars as pl

        wanted = range(self.width) if positions is None else positions
        left = [i for i in wanted if i not in self.apart and i not in self._columns]
        if len(left) > _FEW:
            every = self._handed(self.starts, self.ends)
            for i in left:
                self._columns[i] = self._single(every.gather_every(2 * self.width, 2 * i), i)
        return pl.DataFrame([self.column(position) for position in wanted])

    @property
    def data(self) -> NDArray[np.uint8]:
        """The bytes of the text."""
        return np.frombuffer(self._text, np.uint8, self._marked.size)

    def texts(self, position: int, records: Places | range) -> list[str]:
        """The cells of some records in a column."""
        if position in self.apart:
            return self.apart[position].gather(list(records)).to_list()
        pairs = zip(
            self.starts[records, position].tolist(), self.ends[records, position].tolist(),
            strict=True,
        )  # fmt: skip
        texts = (self._text[start:end].decode("utf-8") for start, end in pairs)
        return [text.replace('""', '"') if self._doubled else text for text in texts]

    def counts(self, positions: Sequence[int]) -> list[tuple[Places, Places]]:
        """The words and the characters of the cells of columns that are not apart."""
        if self._spans is None:
            one = self._marked
            self._spans = Spans(one.text, one.size, one.doubled, one.every_break, one.every_return)
        starts = np.concatenate([self.starts[:, position] for position in positions])
        ends = np.concatenate([self.ends[:, position] for position in positions])
        words, characters = self._spans.counts(starts, ends)
        each = range(0, len(starts), len(self))
        return [(words[at : at + len(self)], characters[at : at + len(self)]) for at in each]

    def holding(self, byte: bytes, position: int) -> Places:
        """The records in whose cells of a column an ASCII letter or mark stands, that is no quote.

        Where it is the separator, others may be among them.
        """
        if position in self.apart:
            held = self.apart[position].str.contains(byte.decode(), literal=True)
            return np.flatnonzero(held.to_numpy())
        if byte == self._marked.delimiter:
            records, columns = self._quoted
            held_by: Places = records[columns == position]
            return held_by
        if byte not in self._text:
            return np.empty(0, np.int64)
        found = np.flatnonzero(self.data == byte[0])
        before = np.searchsorted(found, self.starts[:, position])
        return np.flatnonzero(np.searchsorted(found, self.ends[:, position]) > before)

    def equal(self, position: int, text: str) -> Places:
        """The records with this text, which is not empty and has no quotes, in a column."""
        if position in self.apart:
            return np.flatnonzero((self.apart[position] == text).to_numpy())
        raw = np.frombuffer(text.encode(), np.uint8)
        starts = self.starts[:, position]
        records = np.flatnonzero(self.ends[:, position] - starts == len(raw))
        if not len(records):
            return records
        at = starts[records] + np.arange(len(raw))[:, None]
        is_same = (self.data.take(at) == raw[:, None]).all(axis=0)
        found: Places = records[is_same]
        return found

    def put_apart(self, position: int, cells: pl.Series) -> None:
        """Have other cells in a column than stand in the text."""
        self.apart[position] = cells
        self._changed.add(position)
        self._empty(position, np.flatnonzero((cells == "").to_numpy()))

    def empty_where(self, position: int, placeholder: str) -> None:
        """Make the cells of a column empty that hold a placeholder."""
        self._empty(position, self.equal(position, placeholder))

    def _empty(self, position: int, records: Places) -> None:
        if len(records):
            self._changed.add(position)
            self._columns.pop(position, None)
        self.ends[records, position] = self.starts[records, position]
        self.filled[records, position] = False

    def where(self, is_wanted: NDArray[np.bool_]) -> Grid:
        """Some of the records."""
        records, columns = self._quoted
        number = np.cumsum(is_wanted) - 1
        is_kept = is_wanted[records]
        quoted = number[records[is_kept]] * self.width + columns[is_kept]
        return Grid(self._marked, self.starts[is_wanted], self.ends[is_wanted], quoted)

    def numbered(self) -> pl.DataFrame:
        """All columns as a batch."""
        return self._parsed().with_row_index(ROW, offset=self.first)

    def _parsed(self) -> pl.DataFrame:
        """All columns; what is kept needs less room parsed than handed over as it lies there."""
        names = tuple(f"c{position}" for position in range(self.width))
        text = self._text[: self._marked.size]
        parsed = strict(text, names, self._marked.delimiter.decode()) if self.is_whole else None
        if parsed is None or parsed.height != len(self):
            return self.frame()
        return parsed.with_columns(self.column(position) for position in sorted(self._changed))

    def _handed(self, starts: Places, ends: Places) -> pl.Series:
        """Cells in the order of the text, each followed by what stands between it and the next."""
        import nanoarrow
        import polars as pl

        if not starts.size:
            return pl.Series([], dtype=pl.String)
        offsets = np.empty((starts.size, 2), np.int64)
        offsets[:, 0], offsets[:, 1] = starts.reshape(-1), ends.reshape(-1)
        both = nanoarrow.c_array_from_buffers(
            nanoarrow.large_string(), 2 * starts.size - 1, [None, offsets.reshape(-1), self._text],
            null_count=0,
        )  # fmt: skip
        return pl.Series(both)

    def _single(self, cells: pl.Series, position: int) -> pl.Series:
        """The cells of a column with doubled quotes made single."""
        import polars as pl

        cells = cells.alias(f"c{position}")
        if self._doubled is None:
            return cells
        records, columns = self._quoted
        quoted = records[columns == position]
        before = self._doubled.before(self.starts[quoted, position])
        has_doubled = quoted[self._doubled.before(self.ends[quoted, position]) > before]
        if not len(has_doubled):
            return cells
        if len(has_doubled) > len(cells) // 4:
            return cells.str.replace_all('""', '"', literal=True)
        at = pl.Series(has_doubled)
        return cells.scatter(at, cells.gather(at).str.replace_all('""', '"', literal=True))


def find(marked: Marked, width: int) -> Grid | None:
    """The cells of a sound text, or None where not every line with text has as many.

    Lines without any cell, and records without text, are left out.
    """
    size = marked.size
    data = np.frombuffer(marked.text, np.uint8, size)
    ending = marked.separators | marked.breaks
    at = places(ending, size)
    number = int(np.bitwise_count(marked.breaks).sum())
    if data[-1] != _BREAK:
        at = np.append(at, size)
        number += 1
    begins = np.empty(len(at), np.int64)
    begins[:1] = 0
    np.add(at[:-1], 1, out=begins[1:])
    last: slice | Places = slice(width - 1, None, width)
    is_regular = len(at) == width * number and are_marked(marked.breaks, at[last][:-1]).all()
    if not is_regular:
        is_last = are_marked(marked.breaks, at)
        is_last[-1] = True
        last = np.flatnonzero(is_last)
    if marked.every_return is not None:
        before = np.maximum(at[last] - 1, begins[last])
        at[last] = np.where(data.take(before, mode="clip") == _RETURN, before, at[last])
    quoted = np.empty(0, np.int64)
    if marked.opening is not None:
        quoted = Ranks(ending).before(places(marked.opening, size))
        begins[quoted] += 1
        at[quoted] -= 1
    if not is_regular:
        assert not isinstance(last, slice)
        each = np.diff(last, prepend=-1)
        is_bare = (each == 1) & (at[last] == begins[last]) if width > 1 else each < 0
        if not (is_bare | (each == width)).all():
            return None
        bare = last[is_bare]
        at, begins = np.delete(at, bare), np.delete(begins, bare)
        quoted = quoted[~np.isin(quoted, bare)]
        quoted -= np.searchsorted(bare, quoted)
    found = Grid(marked, begins.reshape(-1, width), at.reshape(-1, width), quoted)
    is_record: NDArray[np.bool_] = np.any(found.filled, axis=1)
    if not is_record.all():
        found = found.where(is_record)
    found.is_whole = len(found) == number
    return found
