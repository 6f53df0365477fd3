"""Records on their way: cell by cell, as frames, or as places in a text; and who takes them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from inspector.knowledge.dataset import Dataset
from inspector.reading.tables.header import Layout
from inspector.reading.tables.row_account import ROW

if TYPE_CHECKING:
    import polars as pl
    from typing_extensions import TypeIs

    from inspector.reading.tables.grid import Grid


@dataclass(frozen=True, slots=True)
class Rows:
    """Records cell by cell, each as wide as the table."""

    numbers: Sequence[int]
    """Numbers of the records in the file, from 1."""
    cells: list[list[str]]

    def __len__(self) -> int:
        return len(self.cells)

    def frame(self, names: Sequence[str]) -> pl.DataFrame:
        """The same as a batch, its columns by these names."""
        import polars as pl

        cells = {name: [row[i] for row in self.cells] for i, name in enumerate(names)}
        schema = {ROW: pl.UInt32, **dict.fromkeys(names, pl.String)}
        return pl.DataFrame({ROW: self.numbers, **cells}, schema=schema)


if TYPE_CHECKING:
    Records = pl.DataFrame | Grid | Rows
    OnRecords = Callable[[Records, Layout], None]


def is_grid(records: Records) -> TypeIs[Grid]:
    """Whether records are a grid, of which nothing is loaded before there is one."""
    grid = sys.modules.get("inspector.reading.tables.grid")
    return grid is not None and isinstance(records, grid.Grid)


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one file: `row`, the cells `c0` …, `state`, `author`, `day`, `pattern` and
    `words`."""

    frame: pl.DataFrame
    entry: int
    """Position of the file among all files read."""
    layout: Layout
    dataset: Dataset | None
    source: int
    path: str


class Sink(Protocol):
    """What wants the records as they pass."""

    def __call__(self, batch: Batch, /) -> None:
        """Take a batch; it is not kept elsewhere."""


Give = Callable[[Callable[[], Batch]], None]
"""Takes what makes a batch, to be done in this order, now or later."""
