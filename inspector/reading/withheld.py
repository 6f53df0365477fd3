"""Words that LinkedIn does not give out: cells that hold a mark in their place.

Such a cell is no value and no word; it is made empty before anything is counted, and how many
there were is kept (docs/format.md, Q21). Told twice with one result, of rows and of frames.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from inspector.reading.counts.meter import is_text
from inspector.reading.tables.header import Layout
from inspector.reading.text.regex import SPACES

if TYPE_CHECKING:
    import polars as pl

MARGIN = 16
"""Bytes of white space around a mark within which it is looked for."""


def empty_rows(rows: Sequence[list[str]], layout: Layout, marks: Collection[str]) -> int:
    """Make cells with a mark empty, in columns of text; given back is how many there were."""
    found = 0
    longest = max(map(len, marks), default=0) + MARGIN
    for position, column in enumerate(layout.columns):
        if is_text(column):
            for row in rows:
                cell = row[position]
                if cell and len(cell) <= longest and cell.strip(SPACES) in marks:
                    row[position] = ""
                    found += 1
    return found


def empty_frame(
    frame: pl.DataFrame, layout: Layout, marks: Collection[str]
) -> tuple[pl.DataFrame, int]:
    """The same of a frame."""
    import polars as pl

    names = [
        name for name, column in zip(layout.names, layout.columns, strict=True) if is_text(column)
    ]
    sizes = [len(mark.encode()) for mark in marks]
    if not names or not sizes:
        return frame, 0

    def is_hidden(cells: pl.Expr) -> pl.Expr:
        return cells.str.strip_chars().is_in(list(marks))

    def near(cells: pl.Expr) -> pl.Expr:
        return cells.filter(cells.str.len_bytes().is_between(min(sizes), max(sizes) + MARGIN))

    here = frame.select(is_hidden(near(pl.col(name))).sum() for name in names).row(0, named=True)
    emptied = [
        pl.when(is_hidden(pl.col(name))).then(pl.lit("")).otherwise(pl.col(name)).alias(name)
        for name in names
        if here[name]
    ]
    return frame.with_columns(emptied), sum(here.values())
