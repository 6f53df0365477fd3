"""Records to counts: all that a summary needs of a file, in small tables.

Counts are kept by state and author of the record, day and column, and records by the pattern
of their filled cells, so that another situation is judged without reading again. Records come row
by row, as batches or as grids; what is counted of them is the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Column, Dataset
from inspector.reading.counts.author import NOBODY, Owner
from inspector.reading.counts.counted_columns import Counting
from inspector.reading.counts.cube import UNDATED, Columns, Cube, added, cube_of_groups
from inspector.reading.tables.header import Layout

if TYPE_CHECKING:
    import polars as pl

    from inspector.reading.counts.column_meter import Counted, GridMeter
    from inspector.reading.counts.frame_meter import FrameMeter
    from inspector.reading.counts.row_meter import RowMeter
    from inspector.reading.tables.grid import Grid

LAST_BIT = 62
"""Bit of the pattern of a record that all columns beyond the sixty-second share."""
MOST = 200_000
"""Rows of counts that are kept before they are added up."""


@dataclass(frozen=True)
class Measures:
    """Counts of one file."""

    days: Cube
    dated: bool
    """Whether the file has the column that dates its records."""
    undated: int = 0
    """Filled primary dates in none of the catalogue's formats."""

    @cached_property
    def months(self) -> Cube:
        """The same counts by month."""
        return self.days.by_month() if self.dated else self.days

    def settle(self) -> None:
        """Draw from the counts what every summary asks for."""
        _ = self.months.by_key, self.months.records_by_key

    @property
    def bits(self) -> tuple[int, ...]:
        """For each column of the file the bit of the pattern it sets."""
        return self.days.columns.bits

    @property
    def first(self) -> dt.date | None:
        """Earliest primary date."""
        return self.days.span[0]

    @property
    def last(self) -> dt.date | None:
        """Latest primary date."""
        return self.days.span[1]


class Meter:
    """Adds up the records of one file."""

    def __init__(
        self,
        layout: Layout,
        dataset: Dataset | None,
        catalogue: Catalogue,
        owner: Owner = NOBODY,
    ) -> None:
        self._layout = layout
        self._dataset = dataset
        self._owner = owner
        texts = tuple(i for i, column in enumerate(layout.columns) if is_text(column))
        self._columns = Columns(_bits(layout.columns), texts)
        primary = primary_position(layout, dataset)
        self._counting = Counting(layout, self._columns, primary, catalogue)
        self._parts: list[pl.DataFrame] = []
        self._room = MOST

    def add_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Count records row by row."""
        self._rows.add(rows)

    def add_frame(self, frame: pl.DataFrame) -> None:
        """Count a batch."""
        self._frames.add(frame, self._keep)

    def add_grid(self, grid: Grid) -> Counted:
        """Count a grid; what is known of each record is given back."""
        counted = self._grids.count(grid)
        self._grids.add(counted)
        return counted

    def told_frame(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Count a batch, and add what is known of each record.

        Added columns: `state`, `author` (String), `day` (Date, null if undated), `pattern`
        (UInt64: which cells are filled) and `words` (UInt32).
        """
        return self._frames.tell(frame, self._keep)

    def told_grid(self, grid: Grid, counted: Counted) -> pl.DataFrame:
        """The same of a grid that was counted; may be asked for while others are."""
        return grid.numbered().with_columns(*self._grids.told(counted))

    @cached_property
    def _rows(self) -> RowMeter:
        from inspector.reading.counts.row_kinds import RowKinds
        from inspector.reading.counts.row_meter import RowMeter

        kinds = RowKinds(self._dataset, self._layout, self._owner)
        return RowMeter(self._counting, kinds)

    @cached_property
    def _frames(self) -> FrameMeter:
        from inspector.reading.counts.author import author_of
        from inspector.reading.counts.frame_meter import FrameMeter
        from inspector.reading.tables.states import state_of

        state = state_of(self._dataset, self._layout)
        author = author_of(self._dataset, self._layout, self._owner)
        return FrameMeter(self._counting, state, author)

    @cached_property
    def _grids(self) -> GridMeter:
        from inspector.reading.counts.column_kinds import Kinds
        from inspector.reading.counts.column_meter import GridMeter

        kinds = Kinds(self._dataset, self._layout, self._owner)
        return GridMeter(self._counting, kinds)

    def _keep(self, counts: pl.DataFrame) -> None:
        """Keep counts of records; many are added up at once, so that they stay few."""
        self._parts.append(counts)
        self._room -= counts.height
        if self._room < 0:
            self._parts = [added(self._parts)]
            self._room = max(MOST, self._parts[0].height)

    def measures(self) -> Measures:
        """The counts of all records so far."""
        dated = self._counting.primary is not None
        if "_rows" in vars(self):
            cube = Cube(self._rows.counts(), self._columns)
            return Measures(cube, dated, self._rows.undated)
        parts, is_grouped = self._parts, False
        if "_grids" in vars(self):
            rows = self._grids.rows() if not parts else None
            if rows is not None:
                undated = sum(row[-1] for row in rows) if dated else 0
                kept = [row[:-1] for row in rows] if dated else rows
                return Measures(Cube(kept, self._columns), dated, undated)
            parts, is_grouped = [*parts, self._grids.frame()], not parts
        if not parts:
            return Measures(Cube([], self._columns), dated)
        undated = sum(int(part[UNDATED].sum()) for part in parts) if dated else 0
        groups = parts[0] if is_grouped else added(parts)
        return Measures(cube_of_groups(groups, self._columns), dated, undated)


def is_text(column: Column | None) -> bool:
    """Whether words are counted in a column; one never seen before is taken for text."""
    return column is None or column.role == "text"


def primary_position(layout: Layout, dataset: Dataset | None) -> int | None:
    """Position of the column that dates a record, if the file has it."""
    primary = dataset.primary_date if dataset else None
    if primary is None:
        return None
    return next((i for i, column in enumerate(layout.columns) if column is primary), None)


def _bits(columns: Sequence[Column | None]) -> tuple[int, ...]:
    """One bit for each known column, one for all unknown ones, in order of appearance."""
    bits: dict[object, int] = {}
    found = []
    for position, column in enumerate(columns):
        key: object = None if column is None else position
        found.append(bits.setdefault(key, min(len(bits), LAST_BIT)))
    return tuple(found)
