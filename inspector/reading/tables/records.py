"""Records on their way: row by row or as frames, and who takes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.knowledge.dataset import Dataset
from inspector.reading.tables.header import Layout

if TYPE_CHECKING:
    import polars as pl

ROW = "row"
"""Name of the column of frames that numbers records, from 1; cells are `c0`, `c1` …"""


@dataclass(frozen=True, slots=True)
class Rows:
    """Records row by row, each as wide as the table."""

    numbers: Sequence[int]
    """Numbers of the records in the file, from 1."""
    cells: list[list[str]]

    def __len__(self) -> int:
        return len(self.cells)

    def frame(self, names: Sequence[str]) -> pl.DataFrame:
        """The same as a frame: `row` (UInt32) and columns by these names (String)."""
        import polars as pl

        cells = {name: [row[i] for row in self.cells] for i, name in enumerate(names)}
        schema = {ROW: pl.UInt32, **dict.fromkeys(names, pl.String)}
        return pl.DataFrame({ROW: self.numbers, **cells}, schema=schema)


if TYPE_CHECKING:
    Records = pl.DataFrame | Rows


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


Sink = Callable[[Batch], None]
"""Takes the records as they pass; they are kept nowhere else."""
