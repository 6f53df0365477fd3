"""One row per value of a batch of records, with its verdict: what files of records hold."""

from __future__ import annotations

import itertools

import polars as pl

from inspector.reading.tables.records import Batch
from inspector.verdicts.judge import Judge

COLUMNS = (
    "source", "path", "dataset", "category", "record", "column", "column_index", "role", "value",
    "verdict", "basis", "policy", "clause", "date", "author",
)  # fmt: skip
_JUDGED_SCHEMA = {
    "name": pl.String, "state": pl.String, "column": pl.String, "column_index": pl.Int32,
    "role": pl.String, "verdict": pl.String, "basis": pl.String, "policy": pl.String,
    "clause": pl.String,
}  # fmt: skip


class ValueRows:
    """Makes the rows of values."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def of(self, batch: Batch) -> pl.DataFrame:
        """Those of a batch (`COLUMNS`, docs/tables.md), in the order of records and columns."""
        dataset = batch.dataset
        values = (
            batch.frame.unpivot(
                on=list(batch.layout.names), index=["row", "state", "day", "author"],
                variable_name="name", value_name="value",
            )
            .filter(pl.col("value") != "")
            .join(self._judged(batch), on=["name", "state"], how="inner")
            .sort("row", "column_index")
        )  # fmt: skip
        return values.select(
            pl.lit(batch.source, pl.Int32).alias("source"),
            pl.lit(batch.path).alias("path"),
            pl.lit(dataset.id if dataset else None, pl.String).alias("dataset"),
            pl.lit(dataset.category if dataset else "other").alias("category"),
            pl.col("row").alias("record"),
            "column", "column_index", "role", "value", "verdict", "basis", "policy", "clause",
            pl.col("day").alias("date"), "author",
        )  # fmt: skip

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
