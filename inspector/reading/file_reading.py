"""What became of one file of an export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inspector.knowledge.dataset import Dataset
from inspector.reading.counts.meter import Measures
from inspector.reading.repetition import Repeated
from inspector.reading.tables.header import Layout

FileStatus = Literal[
    "read", "repaired", "header_only", "empty", "unknown", "partly_read", "unreadable", "ignored"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileReading:
    """What became of one entry."""

    source: int
    """Position of its archive."""
    path: str
    """Without the member id."""
    dataset: Dataset | None
    status: FileStatus
    encoding: str | None
    headers: tuple[str, ...]
    layout: Layout | None
    rows: int
    rows_left_out: int
    duplicates: int
    bytes: int
    bytes_read: int
    measures: Measures | None
    notes: tuple[str, ...]
    withheld: int = 0
    """Values that LinkedIn did not give out."""
    copy_of: int | None = None
    """Position among all files of the one of which it is a copy."""
    intact: bool = False
    """Whether all of its bytes came through although its archive is damaged around it."""
    repeated: tuple[Repeated, ...] = ()
    """Words of it that stand in another kind of file, too."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it was lost that could be read."""
        if self.status == "partly_read":
            return self.intact and not self.rows_left_out
        return self.status != "unreadable"

    @property
    def rows_kept(self) -> int:
        """Records that count."""
        return self.rows - self.rows_left_out - self.duplicates
