"""Cells that hold HTML, and what a reader sees of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from inspector.knowledge.dataset import Column
from inspector.reading.text.html import text_of
from inspector.reading.text.regex import compiled

if TYPE_CHECKING:
    import polars as pl

TAG = r"(?i)</?(?:p|br|div|span|strong|b|em|i|u|a|ul|ol|li|h[1-6]|table|tr|td|img|font)\b[^<>]*>"
"""What marks a cell of mixed text as HTML."""


def marks(markup: Literal["html", "mixed"]) -> str:
    """Regular expression of what is looked for in a cell of a column."""
    return TAG if markup == "mixed" else "[<&]"


def reading_texts(cells: Sequence[str], column: Column | None) -> Sequence[str]:
    """Cells of a column as a reader sees them: HTML as its text."""
    if column is None or column.markup is None:
        return cells
    search = compiled(marks(column.markup)).search
    return [
        text_of(cell) if ("<" in cell or "&" in cell) and search(cell) else cell for cell in cells
    ]


def reading_text(cells: pl.Series, column: Column | None) -> pl.Series:
    """The same of many cells."""
    if column is None or column.markup is None:
        return cells
    import polars as pl

    marked = cells.str.contains(marks(column.markup))
    if not marked.any():
        return cells
    found = cells.filter(marked).unique()
    texts = pl.Series([text_of(html) for html in found], dtype=pl.String)
    return cells.replace(found, texts).alias(cells.name)
