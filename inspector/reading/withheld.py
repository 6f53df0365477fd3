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

    sizes = [len(mark.encode()) for mark in marks]
    if not sizes:
        return frame, 0
    found = 0
    for name, column in zip(layout.names, layout.columns, strict=True):
        if not is_text(column):
            continue
        cells = frame[name]
        near = cells.filter(cells.str.len_bytes().is_between(min(sizes), max(sizes) + MARGIN))
        here = int(near.str.strip_chars().is_in(list(marks)).sum())
        if here:
            hidden = pl.col(name).str.strip_chars().is_in(list(marks))
            cell = pl.when(hidden).then(pl.lit("")).otherwise(pl.col(name))
            frame = frame.with_columns(cell.alias(name))
            found += here
    return frame, found
