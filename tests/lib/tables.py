"""Texts read as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from inspector.knowledge.dataset import Dataset
from inspector.reading.tables.records import Rows
from inspector.reading.tables.strict_csv import Shape, frame, rows
from inspector.reading.tables.table import Strict, Table


def refuse(text: bytes, shape: Shape, first: int) -> None:
    """A strict way that leaves everything to the lenient one."""


STRICT: dict[str, Strict] = {"rows": rows, "frame": frame, "lenient": refuse}
"""All ways to read a text of whole records."""


def table_of(
    text: Iterator[bytes],
    dataset: Dataset | None,
    breaks_off: Callable[[], bool] = lambda: False,
    way: str = "frame",
) -> Table:
    """A table read in one of the ways."""
    return Table(text, dataset, STRICT[way], breaks_off)


def frames_of(table: Table) -> Iterator[pl.DataFrame]:
    """Its records: `row` (UInt32, from 1) and the cells `c0` … (String, never null)."""
    for piece in table.pieces():
        for records in table.records(piece):
            if isinstance(records, Rows):
                yield records.frame(table.layout.names)
            else:
                yield records
