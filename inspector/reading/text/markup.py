"""Cells that hold HTML, and what a reader sees of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.knowledge.dataset import Column
from inspector.reading.text.html import text_of
from inspector.reading.text.tags import marks

if TYPE_CHECKING:
    import polars as pl


def reading_text(cells: pl.Series, column: Column | None) -> pl.Series:
    """Cells of a column as a reader sees them: HTML as its text."""
    if column is None or column.markup is None:
        return cells
    import polars as pl

    marked = cells.str.contains(marks(column.markup))
    if not marked.any():
        return cells
    found = cells.filter(marked).unique()
    texts = pl.Series([text_of(html) for html in found], dtype=pl.String)
    return cells.replace(found, texts).alias(cells.name)
