"""One row per value of a batch of records, with its verdict: what files of records hold."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import polars as pl

from inspector.reading.tables.header import Layout
from inspector.reading.tables.records import Batch
from inspector.reading.text.markup import reading_text
from inspector.verdicts.judge import Judge

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "source": pl.Int32, "path": pl.String, "dataset": pl.String, "category": pl.String,
    "record": pl.UInt32, "column": pl.String, "column_index": pl.Int32, "role": pl.String,
    "value": pl.String, "verdict": pl.String, "basis": pl.String, "policy": pl.String,
    "clause": pl.String, "date": pl.Date, "author": pl.String,
}  # fmt: skip
COLUMNS = tuple(SCHEMA)
TOGETHER = 1 << 16
"""Values that are made at a time, at most, where a record has fewer."""
_JUDGED_SCHEMA = {
    "name": pl.String, "state": pl.String, "column": pl.String, "column_index": pl.Int32,
    "role": pl.String, "verdict": pl.String, "basis": pl.String, "policy": pl.String,
    "clause": pl.String,
}  # fmt: skip


class ValueRows:
    """Makes the rows of values."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def of(self, batch: Batch) -> Iterator[pl.DataFrame]:
        """Those of a batch, in the order of records and columns, some at a time.

        `COLUMNS` (docs/tables.md), and `shown`: a value as a reader sees it, where that is
        something else (HTML), else null (String).
        """
        judged = self._judged(batch)
        for records in batch.frame.iter_slices(max(TOGETHER // max(batch.layout.width, 1), 1)):
            yield _values(records, batch, judged)

    def _judged(self, batch: Batch) -> pl.DataFrame:
        """What holds of every value of a column in records of a state."""
        rows = []
        columns = zip(batch.layout.headers, batch.layout.columns, strict=True)
        states = batch.frame["state"].unique().to_list()
        for (index, (header, column)), state in itertools.product(enumerate(columns), states):
            judgement = self._judge.judge(batch.dataset, header, state)
            policy, _, clause = (judgement.deciding or "").partition(":")
            role = column.role if column is not None else "text"
            rows.append(
                (f"c{index}", state, header, index, role, judgement.verdict, judgement.basis,
                 policy or None, clause or None)
            )  # fmt: skip
        return pl.DataFrame(rows, schema=_JUDGED_SCHEMA, orient="row")


def _values(records: pl.DataFrame, batch: Batch, judged: pl.DataFrame) -> pl.DataFrame:
    """Some records of a batch value by value."""
    dataset = batch.dataset
    values = (
        records.unpivot(
            on=list(batch.layout.names), index=["row", "state", "day", "author"],
            variable_name="name", value_name="value",
        )
        .filter(pl.col("value") != "")
        .join(judged, on=["name", "state"], how="inner")
        .sort("row", "column_index")
    )  # fmt: skip
    return values.select(
        pl.lit(batch.source, pl.Int32).alias("source"),
        pl.lit(batch.path).alias("path"),
        pl.lit(dataset.id if dataset else None, pl.String).alias("dataset"),
        pl.lit(dataset.category if dataset else "other").alias("category"),
        pl.col("row").alias("record"),
        "column", "column_index", "role", "value", "verdict", "basis", "policy", "clause",
        pl.col("day").alias("date"), "author", _shown(values, batch.layout).alias("shown"),
    )  # fmt: skip


def _shown(values: pl.DataFrame, layout: Layout) -> pl.Series:
    """For each value what a reader sees, where that is something else (String)."""
    shown = pl.repeat(None, values.height, dtype=pl.String, eager=True)
    for name, column in zip(layout.names, layout.columns, strict=True):
        if column is not None and column.markup is not None:
            rows = (values["name"] == name).arg_true()
            cells = values["value"].gather(rows)
            texts = reading_text(cells, column)
            differ = texts != cells
            shown = shown.scatter(rows.filter(differ), texts.filter(differ))
    return shown
