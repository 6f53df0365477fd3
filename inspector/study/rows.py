"""A participant's rows and account as Parquet (docs/study.md): without names, the same bytes.

The rows are those of `--parquet`, with the participant before them; their paths and columns are
those of a redacted summary.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from inspector.outputs.json.encode import picked
from inspector.outputs.parquet import PLACE, SUMMARY_SCHEMA, footer, summary_table
from inspector.study.jobs import Failure, Job, Outcome
from inspector.study.manifest import FOOTER, SCHEMA_VERSION, LedgerFooter, data_name
from inspector.summary.summary import Summary
from inspector.version import __version__

DATA_SCHEMA = pa.schema([("participant", pa.string()), *SUMMARY_SCHEMA])
"""Of the rows; the region is told by their folder."""
COUNTS = ("rows", "rows_left_out", "duplicates", "bytes", "bytes_read")
LEDGER_SCHEMA = pa.schema(
    [
        ("participant", pa.string()),
        ("region", pa.string()),
        ("region_basis", pa.string()),
        ("kind", pa.string()),
        *PLACE,
        ("status", pa.string()),
        *((count, pa.uint64()) for count in COUNTS),
        ("notes", pa.string()),
    ]
)
"""One row per entry; of a participant of whom nothing could be said, one row in all."""
NOTES: dict[Failure, str] = {
    "not_an_export": "no readable archive, or nothing in it that is known as LinkedIn's",
    "limit": "a safety limit was hit",
    "absent": "nothing there that can be read",
    "fault": "a fault of the program",
    "killed": "the worker ended each time; there may be too little memory for it",
}


def outcome(summary: Summary, job: Job, digest: str) -> Outcome:
    """What a participant's redacted summary comes to, with the keyed `digest` of the sources."""
    assert summary.redacted
    known, region = job.participant.id, summary.situation.region
    told = footer(summary)
    del told[f"{FOOTER}source_sha256"]
    table = summary_table(summary)
    ids = pa.array([known] * table.num_rows, pa.string())
    data = _file(table.add_column(0, "participant", ids).cast(DATA_SCHEMA), told)
    rows, made = data_name(region, known), hashlib.sha256(data).hexdigest()
    account = LedgerFooter(job.participant.fingerprint, digest, rows, made, "")
    ledger = _file(_entries(summary, known), {**told, **msgspec.to_builtins(account)})
    return Outcome(known, region, None, len(summary.files), data, ledger)


def failed(job: Job, failure: Failure, detail: str = "") -> Outcome:
    """The one row of a participant of whom nothing could be said; `detail` holds no value."""
    known = job.participant.id
    notes = f"{NOTES[failure]}: {detail}" if detail else NOTES[failure]
    row = {"participant": known, "status": failure, "notes": notes}
    counts = {**dict.fromkeys(COUNTS, 0), "bytes": job.participant.bytes}
    table = pa.Table.from_pylist([{**row, **counts}], schema=LEDGER_SCHEMA)
    account = LedgerFooter(job.participant.fingerprint, "", "", "", failure)
    told = {
        f"{FOOTER}schema_version": str(SCHEMA_VERSION),
        f"{FOOTER}tool_version": __version__,
        **msgspec.to_builtins(account),
    }
    return Outcome(known, None, failure, 0, None, _file(table, told))


def _entries(summary: Summary, participant: str) -> pa.Table:
    rows = [
        {
            "participant": participant,
            **picked(summary.situation, "region", "region_basis"),
            "kind": summary.export.kind,
            **picked(file.reading, "source", "path"),
            "dataset": file.reading.dataset.id if file.reading.dataset else None,
            "category": file.category,
            **picked(file.reading, "status"),
            **picked(file.reading, *COUNTS),
            "notes": "; ".join(file.reading.notes),
        }
        for file in summary.files
    ]
    return pa.Table.from_pylist(rows, schema=LEDGER_SCHEMA)


def _file(table: pa.Table, told: Mapping[str, str]) -> bytes:
    whole = io.BytesIO()
    with pq.ParquetWriter(whole, table.schema, compression="zstd", write_statistics=True) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata(dict(told))
    return whole.getvalue()
