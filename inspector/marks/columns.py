"""Marks column by column: what holds account data or names is not looked through for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl

from inspector.knowledge.dataset import Dataset
from inspector.knowledge.mark_rules import MarkRules
from inspector.marks.finder import Finder
from inspector.marks.mark import Mark
from inspector.reading.counts.meter import is_text
from inspector.reading.tables.header import Layout
from inspector.reading.text.markup import reading_text


class Value(NamedTuple):
    """A text value as shown, and where it stands."""

    dataset: str | None
    """Id of the kind of file."""
    column: str
    """Its name in the catalogue; empty: unknown."""
    text: str


def value(dataset: Dataset | None, header: str, text: str) -> Value:
    """A text of a column by its header."""
    column = dataset.column(header) if dataset is not None else None
    name = column.name if column is not None else ""
    return Value(dataset.id if dataset is not None else None, name, text)


class Searched(NamedTuple):
    """What a column is looked through for, beside what every text is."""

    own: bool
    names: bool


class ColumnFinder:
    """A finder that knows which columns hold nothing but account data or names."""

    def __init__(self, finder: Finder, rules: MarkRules) -> None:
        self._finder = finder
        sources = rules.sources
        self._own = {(one.dataset, one.column) for one in sources.own}
        self._names = {(one.dataset, name) for one in sources.of_names for name in one.columns}

    def of_column(self, texts: pl.Series, dataset: str | None, column: str) -> pl.DataFrame:
        """Marks of texts of one column (`MARKS_SCHEMA`)."""
        searched = self._searched(dataset, column)
        return self._finder.find(texts, own=searched.own, names=searched.names)

    def of_values(self, values: Sequence[Value]) -> list[tuple[Mark, ...]]:
        """Marks of some values of any columns, for each in order."""
        rows: dict[Searched, list[int]] = {}
        for row, value in enumerate(values):
            rows.setdefault(self._searched(value.dataset, value.column), []).append(row)
        found: list[list[Mark]] = [[] for _ in values]
        for searched, those in rows.items():
            texts = pl.Series([values[row].text for row in those], dtype=pl.String)
            marks = self._finder.find(texts, own=searched.own, names=searched.names)
            fields = marks.select("row", *Mark._fields)
            for at, *mark in fields.iter_rows():
                found[those[at]].append(Mark(*mark))
        return [tuple(one) for one in found]

    def of_frame(
        self, frame: pl.DataFrame, layout: Layout, dataset: str | None
    ) -> Iterator[tuple[str, pl.Series, pl.DataFrame]]:
        """For each text column of records its name, its texts as shown, and their marks.

        `frame` holds the columns of the layout (`c0` …); those that hold no mark are left out.
        """
        columns = zip(layout.names, layout.columns, strict=True)
        for name, column in columns:
            if is_text(column):
                texts = reading_text(frame[name], column)
                known = column.name if column is not None else ""
                marks = self.of_column(texts, dataset, known)
                if marks.height:
                    yield name, texts, marks

    def _searched(self, dataset: str | None, column: str) -> Searched:
        key = (dataset, column)
        return Searched(key not in self._own, key not in self._names)
