"""Standing repairs of cells: what LinkedIn writes otherwise than it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from inspector.knowledge.dataset import Column
from inspector.reading.tables.header import Layout
from inspector.reading.text.regex import SPACES
from inspector.reading.text.twice import decoded

if TYPE_CHECKING:
    import polars as pl

_WRAPPED = re.compile('"(\r?\n)"')
"""A line break that stands in quotes of its own."""


def mend_frame(frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Make the standing repairs of the layout's columns, and placeholders empty."""
    repairs = [
        _repaired(name, "wrapped_line_breaks" in column.repairs, column.placeholders)
        for name, column in zip(layout.names, layout.columns, strict=True)
        if column is not None and (column.repairs or column.placeholders)
    ]
    return frame.with_columns(repairs) if repairs else frame


def decode_rows(rows: list[list[str]], columns: Iterable[int]) -> None:
    """Decode columns once more whose text was encoded twice."""
    for position in columns:
        for row in rows:
            row[position] = decoded(row[position]) or row[position]


def decode_frame(frame: pl.DataFrame, columns: Iterable[int]) -> pl.DataFrame:
    """The same of a frame."""
    for position in columns:
        cells = frame[f"c{position}"]
        odd = cells.filter(cells.str.len_bytes() != cells.str.len_chars()).unique()
        plain = {cell: text for cell in odd if (text := decoded(cell)) is not None}
        frame = frame.with_columns(cells.replace(plain))
    return frame


def mend_rows(rows: list[list[str]], layout: Layout) -> None:
    """The same, row by row."""
    for position, column in enumerate(layout.columns):
        if column is not None and (column.repairs or column.placeholders):
            for row in rows:
                row[position] = _repaired_cell(row[position], column)


def _repaired_cell(cell: str, column: Column) -> str:
    if "wrapped_line_breaks" in column.repairs:
        cell = _WRAPPED.sub(r"\1", cell)
    return "" if cell.strip(SPACES) in _bare(column.placeholders) else cell


@lru_cache(maxsize=64)
def _bare(placeholders: tuple[str, ...]) -> frozenset[str]:
    """What stands for nothing, whatever white space is around it."""
    return frozenset(one.strip(SPACES) for one in placeholders)


@lru_cache(maxsize=512)
def _repaired(name: str, is_wrapped: bool, placeholders: tuple[str, ...]) -> pl.Expr:
    import polars as pl

    cell = pl.col(name)
    if is_wrapped:
        cell = cell.str.replace_all(_WRAPPED.pattern, "$1")
    if placeholders:
        is_nothing = cell.str.strip_chars().is_in(list(_bare(placeholders)))
        cell = pl.when(is_nothing).then(pl.lit("")).otherwise(cell)
    return cell.alias(name)
