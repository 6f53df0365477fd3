"""Every value as a line of a text file: JSON, one object a line, and CSV.

Sinks: they take records as these pass, and hold none of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import polars as pl

from inspector.outputs import csv_cells
from inspector.outputs.json import encode
from inspector.outputs.value_rows import COLUMNS, ValueRows
from inspector.reading.tables.records import Batch
from inspector.summary.summary import Summary
from inspector.verdicts.judge import Judge

_UNTRUSTED = ("path", "column", "value")
"""Columns of which an export decides what they hold."""


class RecordFile(Protocol):
    """A sink that makes a file."""

    def __call__(self, batch: Batch) -> None:
        """Write the values of a batch."""

    def finish(self, summary: Summary) -> None:
        """End the file."""

    def abandon(self) -> None:
        """Let go of an unfinished file."""


class RecordLines:
    """Writes one JSON object per value and line (`schemas/record.schema.json`)."""

    def __init__(self, target: Path, judge: Judge) -> None:
        self._rows = ValueRows(judge)
        self._file = target.open("wb")

    def __call__(self, batch: Batch) -> None:
        """Write the values of a batch."""
        for rows in self._rows.of(batch):
            self._file.write(encode.safe(rows.select(COLUMNS).write_ndjson()).encode())

    def finish(self, summary: Summary) -> None:
        """End the file."""
        self._file.close()

    def abandon(self) -> None:
        """Let go of an unfinished file."""
        self._file.close()


class RecordTable:
    """Writes one row of a CSV table per value, as `inspector.outputs.csv_tables` writes its own."""

    def __init__(self, target: Path, judge: Judge) -> None:
        self._rows = ValueRows(judge)
        self._file = target.open("wb")
        self._write(pl.DataFrame(schema=dict.fromkeys(COLUMNS, pl.String)), header=True)

    def __call__(self, batch: Batch) -> None:
        """Write the values of a batch."""
        for rows in self._rows.of(batch):
            cells = rows.select(COLUMNS).with_columns(csv_cells.whole(pl.col(*_UNTRUSTED)))
            self._write(cells, header=False)

    def _write(self, rows: pl.DataFrame, *, header: bool) -> None:
        text = rows.write_csv(include_bom=header, include_header=header, line_terminator="\r\n")
        self._file.write(text.encode())

    def finish(self, summary: Summary) -> None:
        """End the file."""
        self._file.close()

    def abandon(self) -> None:
        """Let go of an unfinished file."""
        self._file.close()
