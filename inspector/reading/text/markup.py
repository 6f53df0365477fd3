"""Cells that hold HTML, and what a reader sees of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from inspector.knowledge.dataset import Column
from inspector.reading.text.html import Reading, between_tags, reading_of
from inspector.reading.text.html_limits import MOST_TEXT
from inspector.reading.text.regex import compiled

if TYPE_CHECKING:
    import polars as pl

TAG = r"(?i)</?(?:p|br|div|span|strong|b|em|i|u|a|ul|ol|li|h[1-6]|table|tr|td|img|font)\b[^<>]*>"
"""What marks a cell of mixed text as HTML."""


def marks(markup: Literal["html", "mixed"]) -> str:
    """Regular expression of what is looked for in a cell of a column."""
    return TAG if markup == "mixed" else "[<&]"


def reading_texts(cells: Sequence[str], column: Column | None) -> tuple[Sequence[str], int]:
    """Cells of a column as a reader sees them: HTML as its text.

    Beside them, how many hold more HTML than is parsed: of those, what stands between the tags.
    """
    if column is None or column.markup is None:
        return cells, 0
    search = compiled(marks(column.markup)).search
    readings = [
        reading_of(cell) if ("<" in cell or "&" in cell) and search(cell) else Reading(cell)
        for cell in cells
    ]
    return [text for text, _ in readings], sum(not parsed for _, parsed in readings)


def reading_of_cells(cells: pl.Series, column: Column | None) -> tuple[pl.Series, int]:
    """The same of many cells."""
    if column is None or column.markup is None:
        return cells, 0
    import polars as pl

    marked = cells.str.contains(marks(column.markup))
    if not marked.any():
        return cells, 0
    is_long = marked & (cells.str.len_bytes() > MOST_TEXT)
    number = int(is_long.sum())
    if number:
        long = cells.filter(is_long).cast(pl.Binary)
        texts = pl.Series(list(map(between_tags, long)), dtype=pl.Binary).cast(pl.String)
        cells = cells.clone().scatter(is_long.arg_true(), texts)
    found = cells.filter(marked & ~is_long).unique()
    readings = [reading_of(html) for html in found]
    unparsed = found.filter(pl.Series([not one.is_parsed for one in readings], dtype=pl.Boolean))
    if len(unparsed):
        number += int(cells.is_in(unparsed.implode()).sum())
    texts = pl.Series([one.text for one in readings], dtype=pl.String)
    return cells.replace(found, texts).alias(cells.name), number


def reading_text(cells: pl.Series, column: Column | None) -> pl.Series:
    """The text alone, of many cells."""
    return reading_of_cells(cells, column)[0]
