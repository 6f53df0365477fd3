"""Counts of the records of grids, gathered into groups.

What a record is, by its state, author, day and filled cells, is kept as numbers, so that groups
are found and added up by arithmetic on whole columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from inspector.knowledge.dataset import Column
from inspector.reading.counts.author import AUTHORS
from inspector.reading.counts.column_days import UNDATED, days_in
from inspector.reading.counts.column_kinds import Kinds
from inspector.reading.counts.counted_columns import Counting
from inspector.reading.counts.cube import MANY
from inspector.reading.counts.cube import UNDATED as UNREAD
from inspector.reading.counts.row_meter import characters_of, words_of
from inspector.reading.tables.grid import Grid
from inspector.reading.text.html import text_of
from inspector.reading.text.markup import reading_text
from inspector.reading.text.regex import compiled
from inspector.reading.text.tags import marks
from inspector.reading.text.words import counts_of

if TYPE_CHECKING:
    import polars as pl

MOST = 1 << 17
"""Records that are kept before they are gathered into groups."""
DENSE = 1 << 21
"""Possible groups up to which each has its place; else those that there are are sorted."""
_SMALL = 1 << 16
"""Patterns below which are looked up, not sorted."""

_EPOCH = date(1970, 1, 1)

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known of each record of a grid, or of each group of them."""

    state: NDArray[np.uint8]
    """Positions among the states of the dataset."""
    author: NDArray[np.uint8]
    """Positions in `AUTHORS`."""
    day: NDArray[np.int32]
    """Days since 1970, or `UNDATED`."""
    pattern: NDArray[np.uint64]
    own: dict[str, Numbers]
    """Counts that are added up: `records`, the columns' own (`v0`, `w0`, `l0` …), and others."""

    def __len__(self) -> int:
        return len(self.day)

    def kinds(self, states: Sequence[str]) -> list[pl.Series]:
        """`state`, `author`, `day` and `pattern`, as batches have them."""
        import polars as pl

        return [
            _named("state", self.state, states),
            _named("author", self.author, AUTHORS),
            _days(self.day),
            pl.Series("pattern", self.pattern),
        ]


class GridMeter:
    """Counts grids of one file."""

    def __init__(self, counting: Counting, kinds: Kinds) -> None:
        self._counting = counting
        self._layout, self._columns = counting.layout, counting.columns
        self.kinds = kinds
        self._kept: list[Counted] = []
        self._is_gathered = False
        self._room = MOST

    def count(self, grid: Grid) -> Counted:
        """What is known of each record."""
        filled = grid.filled
        own = {"records": np.ones(len(grid), np.int64)}
        own |= {f"v{i}": filled[:, i].astype(np.int64) for i in self._columns.shared}
        for i, (words, characters) in self._texts(grid).items():
            own[f"w{i}"], own[f"l{i}"] = words, characters
        day = np.full(len(grid), UNDATED, np.int32)
        primary = self._counting.primary
        if primary is not None and (column := self._counting.dating) is not None:
            day, unread = days_in(grid, primary, column, self._counting.catalogue)
            own[UNREAD] = np.zeros(len(grid), np.int64)
            if unread:
                own[UNREAD][(day == UNDATED) & filled[:, primary]] = 1
        state, author = self.kinds.state(grid), self.kinds.author(grid)
        return Counted(state, author, day, self._pattern(filled), own)

    def told(self, counted: Counted) -> list[pl.Series]:
        """`state, author, day, pattern, words` of each record."""
        import polars as pl

        words = np.zeros(len(counted), np.int64)
        for i in self._columns.texts:
            words += counted.own[f"w{i}"]
        return [*counted.kinds(self.kinds.states), pl.Series("words", words.astype(np.uint32))]

    def _texts(self, grid: Grid) -> dict[int, tuple[Numbers, Numbers]]:
        """Words and characters of the cells of each column of text."""
        texts = self._columns.texts
        there = [i for i in texts if i not in grid.apart and grid.filled[:, i].any()]
        found = dict(zip(there, grid.counts(there), strict=True)) if there else {}
        for i in texts:
            column = self._layout.columns[i]
            if i in grid.apart:
                import polars as pl

                counted = counts_of(reading_text(grid.apart[i], column))
                words, characters = (one.cast(pl.Int64).to_numpy() for one in counted)
                found[i] = words, characters
            elif i not in found:
                found[i] = np.zeros(len(grid), np.int64), np.zeros(len(grid), np.int64)
            elif column is not None and column.markup is not None:
                marked = grid.holding(b"<", i)
                if column.markup == "html":
                    marked = np.union1d(marked, grid.holding(b"&", i))
                if len(marked):
                    words, characters = found[i]
                    words[marked], characters[marked] = _shown(grid.texts(i, marked), column)
        return {i: found[i] for i in texts}

    def _pattern(self, filled: NDArray[np.bool_]) -> NDArray[np.uint64]:
        bits = self._columns.bits
        if bits == tuple(range(len(bits))):
            packed = np.zeros((len(filled), 8), np.uint8)
            some = np.packbits(filled, axis=1, bitorder="little")
            packed[:, : some.shape[1]] = some
            return packed.view("<u8").astype(np.uint64, copy=False).reshape(-1)
        found = np.zeros(len(filled), np.uint64)
        for position, bit in enumerate(bits):
            found |= filled[:, position].astype(np.uint64) << np.uint64(bit)
        return found

    def add(self, counted: Counted) -> None:
        """Keep what is known of records, as groups once there are many."""
        self._kept.append(counted)
        self._is_gathered = False
        self._room -= len(counted)
        if self._room < 0:
            self._room = max(MOST, len(self._groups))

    @property
    def _groups(self) -> Counted:
        """The groups of all records so far."""
        if not self._is_gathered:
            self._kept, self._is_gathered = [self._gathered(self._kept)], True
        return self._kept[0]

    def rows(self) -> list[tuple[Any, ...]] | None:
        """`state, author, day, pattern, records` and the columns' own counts; None where many."""
        groups = self._groups
        if len(groups) > MANY:
            return None
        names = [*self._columns.own, *([UNREAD] if self._counting.primary is not None else ())]
        columns = [
            [self.kinds.states[code] for code in groups.state.tolist()],
            [AUTHORS[code] for code in groups.author.tolist()],
            [None if day == UNDATED else _EPOCH + timedelta(day) for day in groups.day.tolist()],
            groups.pattern.tolist(),
            *(groups.own[name].tolist() for name in ("records", *names)),
        ]
        return list(zip(*columns, strict=True))

    def frame(self) -> pl.DataFrame:
        """The same, however many; each group once."""
        import polars as pl

        groups = self._groups
        own = [pl.Series(name, counts.astype(np.uint64)) for name, counts in groups.own.items()]
        return pl.DataFrame([*groups.kinds(self.kinds.states), *own])

    def _gathered(self, parts: list[Counted]) -> Counted:
        """Groups of records of one kind each, with their number and their counts added up."""
        state = np.concatenate([one.state for one in parts])
        author = np.concatenate([one.author for one in parts])
        day = np.concatenate([one.day for one in parts])
        pattern = np.concatenate([one.pattern for one in parts])
        key = state.astype(np.int64) * len(AUTHORS) + author
        size = int(key.max()) + 1
        for code in (_pattern_codes(pattern), _day_codes(day)):
            most = int(code.max()) + 1
            key *= most
            key += code
            size *= most
        if size > DENSE:
            present, key = np.unique(key, return_inverse=True)
        else:
            is_present = np.zeros(size, np.bool_)
            is_present[key] = True
            present = np.flatnonzero(is_present)
            number = np.empty(size, np.int64)
            number[present] = np.arange(len(present))
            key = number[key]
        one = np.empty(len(present), np.int64)
        one[key] = np.arange(len(key))  # any record of a group stands for it
        own: dict[str, Numbers] = {}
        for name in parts[0].own:
            each = np.concatenate([part.own[name] for part in parts])
            own[name] = np.bincount(key, each, len(present)).astype(np.int64)
        return Counted(state[one], author[one], day[one], pattern[one], own)


def _shown(cells: list[str], column: Column) -> tuple[list[int], list[int]]:
    """Words and characters of cells that may be HTML, as a reader sees them."""
    assert column.markup is not None
    mark = compiled(marks(column.markup))
    known: dict[str, tuple[int, int]] = {}
    for cell in cells:
        if cell not in known:
            text = text_of(cell) if mark.search(cell) else cell
            known[cell] = words_of(text), characters_of(text)
    return [known[cell][0] for cell in cells], [known[cell][1] for cell in cells]


def _pattern_codes(patterns: NDArray[np.uint64]) -> Numbers:
    """A small number for each different pattern."""
    if int(patterns.max()) >= _SMALL:
        return np.unique(patterns, return_inverse=True)[1]
    places = patterns.astype(np.int64)
    codes = np.zeros(_SMALL, np.int64)
    codes[places] = 1
    return (np.cumsum(codes) - 1)[places]


def _day_codes(days: NDArray[np.int32]) -> Numbers:
    """A small number for each different day; the undated have the first."""
    is_dated = days != UNDATED
    if not is_dated.any():
        return np.zeros(len(days), np.int64)
    first = int(days[is_dated].min())
    return np.where(is_dated, days.astype(np.int64) - first + 1, 0)


def _named(name: str, codes: NDArray[np.uint8], of: Sequence[str]) -> pl.Series:
    import polars as pl

    return pl.Series(name, of, pl.String).gather(codes).alias(name)


def _days(days: NDArray[np.int32]) -> pl.Series:
    import polars as pl

    found = pl.Series("day", days)
    return found.set(found == UNDATED, None).cast(pl.Date)
