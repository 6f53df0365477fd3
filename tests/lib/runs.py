"""Whole runs, from paths on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inspector.outputs.record_marks import records_draft
from inspector.reading.tables.records import Sink
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.summary.summary import Summary


def inspect(request: Request, sink: Sink | None = None) -> Summary:
    """An export read and judged, no record kept (`sink`: takes them as they pass)."""
    session = Session(request)
    session.read(sink=sink)
    return session.summary()


def write_records(request: Request, target: Path) -> Summary:
    """As `inspect`, with every record to a Parquet file."""
    session = Session(request)
    with records_draft(session, target) as sink:
        session.read(sink=sink)
        summary = session.summary()
        sink.finish(summary)
    return summary


def opened(paths: tuple[Path, ...], **more: Any) -> tuple[Session, ...]:
    """A session for each of some exports, nothing read."""
    return tuple(Session(Request((path,), **more)) for path in paths)
