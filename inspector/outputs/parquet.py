"""The summary and the records as Parquet files (README, the Parquet files).

Same input and options give the same bytes with the same libraries. Rows are sorted as the
files stand in the export.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from inspector.outputs.json import encode
from inspector.outputs.value_rows import ValueRows
from inspector.reading.tables.records import Batch
from inspector.summary.summary import Summary
from inspector.verdicts.file_verdicts import JudgedFile
from inspector.verdicts.judge import Judge

MEASURES = ("records", "values", "words", "characters")
PLACE = [
    ("source", pa.int32()),
    ("path", pa.string()),
    ("dataset", pa.string()),
    ("category", pa.string()),
]
"""In which file something stands."""
_VERDICT = [(name, pa.string()) for name in ("verdict", "basis", "policy", "clause")]
SUMMARY_SCHEMA = pa.schema(
    [
        *PLACE,
        *_VERDICT,
        ("month", pa.date32()),
        *((measure, pa.uint64()) for measure in MEASURES),
        ("author", pa.string()),
        ("repeated_words", pa.uint64()),
    ]
)
MARK = pa.struct(
    [
        ("kind", pa.string()),
        ("start", pa.uint32()),
        ("length", pa.uint32()),
        ("rule", pa.string()),
        ("certainty", pa.string()),
    ]
)
"""A mark of a value: `start` and `length` in code points of the text as shown, from 0."""
RECORDS_SCHEMA = pa.schema(
    [
        *PLACE,
        ("record", pa.uint32()),
        ("column", pa.string()),
        ("column_index", pa.int32()),
        ("role", pa.string()),
        ("value", pa.large_string()),
        *_VERDICT,
        ("date", pa.date32()),
        ("author", pa.string()),
        ("shown", pa.large_string()),
        ("marks", pa.list_(MARK)),
    ]
)
"""`shown`: a value as a reader sees it, where that is not the value itself (HTML); `marks`: those
that stand in it, null of what is no text."""
Marker = Callable[[pl.DataFrame], pl.DataFrame]
"""Adds the marks to rows of `RECORDS_SCHEMA`."""
_MARKS = pl.List(
    pl.Struct(
        {
            "kind": pl.String, "start": pl.UInt32, "length": pl.UInt32, "rule": pl.String,
            "certainty": pl.String,
        }
    )
)  # fmt: skip


def footer(summary: Summary) -> dict[str, str]:
    """The keys that both files carry beside their rows."""
    return {
        "inspect.schema_version": str(encode.SCHEMA_VERSION),
        "inspect.tool_version": summary.version,
        "inspect.policies": json.dumps([text.id for text in summary.texts]),
        "inspect.situation": json.dumps(encode.situation(summary)),
        "inspect.source_sha256": json.dumps(
            [source.sha256 or None for source in summary.export.sources]
        ),
    }


def write_summary(summary: Summary, target: Path) -> None:
    """One row per path, verdict, basis, clause, month and author."""
    with parquet_writer(target, SUMMARY_SCHEMA) as writer:
        writer.write_table(summary_table(summary))
        writer.add_key_value_metadata(footer(summary))


def summary_table(summary: Summary) -> pa.Table:
    """The rows of a summary (`SUMMARY_SCHEMA`)."""
    rows = [row for file in summary.files for row in _rows(file)]
    return pa.Table.from_pylist(rows, schema=SUMMARY_SCHEMA)


def _rows(file: JudgedFile) -> list[dict[str, Any]]:
    reading = file.reading
    return [
        {
            **encode.picked(reading, "source", "path"),
            "dataset": reading.dataset.id if reading.dataset else None,
            "category": file.category,
            **encode.picked(row, "verdict", "basis"),
            "policy": row.clause.partition(":")[0] if row.clause else None,
            "clause": row.clause.partition(":")[2] if row.clause else None,
            "month": row.month,
            **encode.picked(row.totals, *MEASURES),
            **encode.picked(row, "author", "repeated_words"),
        }
        for row in file.rows
    ]


def parquet_writer(target: Path | IO[bytes], schema: pa.Schema) -> pq.ParquetWriter:
    """What writes a file of a schema."""
    return pq.ParquetWriter(target, schema, compression="zstd", write_statistics=True)


class RecordsFile:
    """A sink that writes one row per value as records pass."""

    def __init__(
        self, target: Path | IO[bytes], judge: Judge, marker: Marker | None = None
    ) -> None:
        """`marker`: what adds the marks; without it none are looked for."""
        self._rows = ValueRows(judge)
        self._mark = marker
        self._writer = parquet_writer(target, RECORDS_SCHEMA)

    def __call__(self, batch: Batch) -> None:
        """Write the values of a batch, in the order of records and columns."""
        for rows in self._rows.of(batch):
            values = rows.with_columns(pl.lit(None, _MARKS).alias("marks"))
            if self._mark is not None:
                values = self._mark(values)
            self._writer.write_table(values.to_arrow().cast(RECORDS_SCHEMA))

    def finish(self, summary: Summary) -> None:
        """Add the footer and end the file."""
        self._writer.add_key_value_metadata(footer(summary))
        self._writer.close()

    def abandon(self) -> None:
        """Let go of an unfinished file."""
        self._writer.close()
