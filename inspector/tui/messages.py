"""What the work in the background tells the applications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from inspector.errors import InspectError

if TYPE_CHECKING:
    from inspector.diff.export_diff import ExportDiff
    from inspector.reading.reader import Progress
    from inspector.summary.summary import Summary
    from inspector.tui.models.changed_records import ChangedRecords


@dataclass(eq=False, repr=False)
class Readiness(Message):
    """All that reading and judging take is at hand; with the summary of nothing."""

    summary: Summary


@dataclass(eq=False, repr=False)
class ReadingProgress(Message):
    """Something was read: how far it is, and the summary so far."""

    progress: Progress | None
    """None once everything is read."""
    summary: Summary


@dataclass(eq=False, repr=False)
class Rejudgement(Message):
    """The export was judged in another situation."""

    summary: Summary


@dataclass(eq=False, repr=False)
class ReadingFailure(Message):
    """The reading ended early."""

    fault: InspectError


@dataclass(eq=False, repr=False)
class DiffProgress(Message):
    """How far the reading is."""

    progress: Progress


@dataclass(eq=False, repr=False)
class ExportComparison(Message):
    """Both exports are read."""

    difference: ExportDiff
    records: ChangedRecords
