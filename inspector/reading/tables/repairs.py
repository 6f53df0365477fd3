"""Standing repairs of cells: what LinkedIn writes otherwise than it was written."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from inspector.knowledge.dataset import Column
from inspector.reading.tables.header import Layout

if TYPE_CHECKING:
    import polars as pl

    from inspector.reading.tables.grid import Grid

_WRAPPED = re.compile('"(\r?\n)"')
"""A line break that stands in quotes of its own."""


def repairs(layout: Layout) -> list[pl.Expr]:
    """The standing repairs of the layout's columns, and placeholders made empty."""
    return [
        repaired(name, "wrapped_line_breaks" in column.repairs, column.placeholders)
        for name, column in zip(layout.names, layout.columns, strict=True)
        if column is not None and (column.repairs or column.placeholders)
    ]


def mend_rows(rows: list[list[str]], layout: Layout) -> None:
    """Repair records row by row."""
    for position, column in enumerate(layout.columns):
        if column is not None and (column.repairs or column.placeholders):
            for row in rows:
                row[position] = repaired_cell(row[position], column)


def mend_grid(grid: Grid, layout: Layout) -> None:
    """Repair the cells of a grid."""
    for position, column in enumerate(layout.columns):
        if column is not None and column.repairs:
            wrapped = "wrapped_line_breaks" in column.repairs
            repair = repaired(f"c{position}", wrapped, column.placeholders)
            grid.put_apart(position, grid.frame([position]).select(repair).to_series())
        elif column is not None:
            for placeholder in column.placeholders:
                grid.empty_where(position, placeholder)


def repaired_cell(cell: str, column: Column) -> str:
    """As `repaired`, of one cell."""
    if "wrapped_line_breaks" in column.repairs:
        cell = _WRAPPED.sub(r"\1", cell)
    return "" if cell in column.placeholders else cell


@lru_cache(maxsize=512)
def repaired(name: str, is_wrapped: bool, placeholders: tuple[str, ...]) -> pl.Expr:
    import polars as pl

    cell = pl.col(name)
    if is_wrapped:
        cell = cell.str.replace_all(_WRAPPED.pattern, "$1")
    if placeholders:
        cell = pl.when(cell.is_in(list(placeholders))).then(pl.lit("")).otherwise(cell)
    return cell.alias(name)
