"""The summary and the records as Parquet files (README, the Parquet files).

Same input and options give the same bytes with the same libraries. Rows are sorted as the
files stand in the export.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from inspector.outputs.json import encode
from inspector.outputs.value_rows import ValueRows
from inspector.reading.tables.records import Batch
from inspector.session.session import Session
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
    ]
)


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
    with _writer(target, SUMMARY_SCHEMA) as writer:
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


def _writer(target: Path, schema: pa.Schema) -> pq.ParquetWriter:
    return pq.ParquetWriter(target, schema, compression="zstd", write_statistics=True)


def write_records(session: Session, summary: Summary, target: Path) -> None:
    """One row per value of the records that a session kept."""
    sink = RecordsFile(target, session.judge(summary.situation))
    try:
        for batch in session.store.batches():
            sink(batch)
        sink.finish(summary)
    finally:
        sink.abandon()


class RecordsFile:
    """A sink that writes one row per value as records pass."""

    def __init__(self, target: Path, judge: Judge) -> None:
        self._rows = ValueRows(judge)
        self._writer = _writer(target, RECORDS_SCHEMA)

    def __call__(self, batch: Batch) -> None:
        """Write the values of a batch."""
        self._writer.write_table(self._rows.of(batch).to_arrow().cast(RECORDS_SCHEMA))

    def finish(self, summary: Summary) -> None:
        """Add the footer and end the file."""
        self._writer.add_key_value_metadata(footer(summary))
        self._writer.close()

    def abandon(self) -> None:
        """Let go of an unfinished file."""
        self._writer.close()
