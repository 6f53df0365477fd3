"""The records that a page shows: those inside, the member's own or everybody's, newest first.

`PageRecords` takes records as they pass and holds no more of them than the page may.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from inspector.knowledge.dataset import Dataset
from inspector.marks.columns import ColumnFinder, value
from inspector.outputs.html.records import PageRecord, RecordField, Whose
from inspector.outputs.value_rows import ValueRows
from inspector.reading.tables.records import Batch
from inspector.reading.text.markup import reading_text
from inspector.verdicts.judge import Judge

MOST = 18_000_000
"""Bytes of records in a page: with their marks and all else it stays below 20 MB."""
_Age = tuple[int, int]
"""By which records are kept: the day, 0 for none; then those that came first."""


class PageRecords:
    """Takes records as they pass, and keeps the newest that are inside."""

    def __init__(self, judge: Judge, whose: Whose = "own", most: int = MOST) -> None:
        self.whose = whose
        self.left_out = 0
        """Records inside for which there was no room: the older ones, those without date first."""
        self._rows = ValueRows(judge)
        self._most = most
        self._size = 0
        self._kept: list[tuple[_Age, PageRecord]] = []
        self._oldest: _Age = (-1, 0)
        """What is not newer than this is left out."""
        self._seen = 0
        self._datasets: dict[int, Dataset | None] = {}
        """Which kind of file each is."""

    @property
    def found(self) -> Sequence[PageRecord]:
        """Those kept, newest first."""
        return [record for _, record in sorted(self._kept, key=lambda one: one[0], reverse=True)]

    def __call__(self, batch: Batch) -> None:
        """Take those of a batch that are inside."""
        self._datasets[batch.entry] = batch.dataset
        for rows in self._rows.of(batch):
            for row in _inside(rows, batch, self.whose).iter_rows(named=True):
                self._seen += 1
                self._take(_record(row, batch.entry))

    def mark(self, finder: ColumnFinder) -> None:
        """Find the marks in the values of those kept."""
        kept = [record for _, record in self._kept]
        values = [
            value(self._datasets[one.entry], field.column, field.value)
            for one in kept
            for field in one.fields
        ]
        found = iter(finder.of_values(values))
        lit = (
            replace(one, fields=tuple(field._replace(marks=next(found)) for field in one.fields))
            for one in kept
        )
        self._kept = [(age, record) for (age, _), record in zip(self._kept, lit, strict=True)]

    def _take(self, record: PageRecord) -> None:
        age = (record.day.toordinal() if record.day is not None else 0, -self._seen)
        if age <= self._oldest:
            self.left_out += 1
            return
        heapq.heappush(self._kept, (age, record))
        self._size += record.size
        while self._size > self._most:
            self._oldest, left = heapq.heappop(self._kept)
            self._size -= left.size
            self.left_out += 1


def _inside(rows: pl.DataFrame, batch: Batch, whose: Whose) -> pl.DataFrame:
    """Of the values of a batch, the records that are inside, one row each."""
    if whose == "own":
        rows = rows.filter(pl.col("author") == "member")
    is_inside, is_text = pl.col("verdict") == "inside", pl.col("role") == "text"
    has_text = is_text.any().over("record")
    own = next((at for at, one in enumerate(batch.layout.columns) if one and one.own_link), -1)
    return (
        _read(rows, batch)
        .with_columns(
            counts=is_inside & (is_text | ~has_text),
            reference=pl.concat_str("policy", "clause", separator=":"),
        )
        .group_by("record", maintain_order=True)
        .agg(
            pl.col("date", "author").first(),
            pl.col("reference").filter(is_inside).first().alias("deciding"),
            pl.col("reference").filter("counts").drop_nulls().unique(maintain_order=True),
            pl.struct("column", "value").filter("counts").alias("fields"),
            pl.col("value").filter(pl.col("column_index") == own).first().alias("link"),
        )
        .filter(pl.col("fields").list.len() > 0)
    )


def _read(rows: pl.DataFrame, batch: Batch) -> pl.DataFrame:
    """The same with values as a reader sees them."""
    for at, column in enumerate(batch.layout.columns):
        if column is not None and column.markup is not None:
            places = (rows["column_index"] == at).arg_true()
            text = reading_text(rows["value"].gather(places), column)
            rows = rows.with_columns(rows["value"].scatter(places, text))
    return rows


def _record(row: dict[str, Any], entry: int) -> PageRecord:
    fields = tuple(RecordField(one["column"], one["value"]) for one in row["fields"])
    return PageRecord(
        entry, row["record"], row["date"], row["author"], row["deciding"],
        tuple(row["reference"]), fields, (row["link"] or "").strip(),
    )  # fmt: skip
