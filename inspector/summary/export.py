"""What was read of an export, before any verdict, and the account of all entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from inspector.knowledge.catalogue import Catalogue
from inspector.reading.archive.entry import Archive
from inspector.reading.file_reading import FileReading
from inspector.reading.owner import ExportKind, ToldBy, exported_on, kind_of


class ExportSource(msgspec.Struct, frozen=True):
    """One archive as it was read."""

    name: str
    sha256: str
    """Empty where it is left out."""
    bytes: int


class Ledger(msgspec.Struct, frozen=True):
    """In = read + left out, in bytes and in rows."""

    entries: int
    bytes: int
    bytes_read: int
    bytes_left_out: int
    rows: int
    rows_left_out: int
    duplicates: int


class Export(msgspec.Struct, frozen=True):
    """What was read, before any verdict."""

    sources: tuple[ExportSource, ...]
    kind: ExportKind
    kind_by: ToldBy
    """What tells the kind."""
    exported_on: dt.date | None
    files: tuple[FileReading, ...]
    broken: int = 0
    """Archives that are damaged or broke off, so that files may be missing altogether."""
    same_member: bool | None = None
    """Whether all archives are of one member; None where that is not told, or there is only one."""

    @property
    def ledger(self) -> Ledger:
        """The account of all entries."""
        files = self.files
        size, read = sum(f.bytes for f in files), sum(f.bytes_read for f in files)
        return Ledger(
            len(files), size, read, size - read, sum(f.rows for f in files),
            sum(f.rows_left_out for f in files), sum(f.duplicates for f in files),
        )  # fmt: skip

    @property
    def not_whole(self) -> tuple[FileReading, ...]:
        """Files of which something was lost."""
        return tuple(file for file in self.files if not file.is_whole)

    @property
    def was_read(self) -> bool:
        """Whether anything was read of a file that LinkedIn's exports hold."""
        return any(f.dataset is not None and f.status != "unreadable" for f in self.files)

    @property
    def datasets(self) -> frozenset[str]:
        """Datasets of which at least one record was kept."""
        return frozenset(f.dataset.id for f in self.files if f.dataset and f.rows_kept)


def gather(
    archives: Sequence[Archive],
    files: Sequence[FileReading],
    catalogue: Catalogue,
    same_member: bool | None,
) -> Export:
    """What the archives are, beside their records."""
    sources = tuple(
        ExportSource(catalogue.public_path(archive.name), archive.sha256(), archive.bytes)
        for archive in archives
    )
    days = [day for archive in archives if (day := exported_on(archive, catalogue))]
    return Export(
        sources, *kind_of(archives, files, catalogue), max(days, default=None), tuple(files),
        sum(not archive.whole for archive in archives), same_member,
    )  # fmt: skip
