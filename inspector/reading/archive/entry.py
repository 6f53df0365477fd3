"""What an archive holds: entries that stream their bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from inspector.errors import UsageError, reason, shown
from inspector.language import mark, say
from inspector.reading.archive.limits import Budget


class EntryFault(Exception):
    """An entry cannot be read (further); the message says why, in plain words."""

    def __init__(self, words: str, *, cut: bool = False, intact: bool = False) -> None:
        super().__init__(words)
        self.cut = cut
        """Whether its bytes end in the middle."""
        self.intact = intact
        """Whether all of its bytes came through, whatever became of the archive around them."""


CLOSED = mark("the system would not let it be read")


def refused(path: Path, fault: OSError) -> UsageError:
    """What is said of an archive that the system does not let be read."""
    told = say("{file} cannot be read ({why}); check its permissions, and the disk it is on")
    return UsageError(told.format(file=shown(path), why=reason(fault)))


class Entry(msgspec.Struct, frozen=True):
    """One file of an archive."""

    path: str
    """As the archive names it, with `/` between folders."""
    declared: int
    """Inflated size as declared; what was read may differ."""
    modified: dt.datetime | None
    _budget: Budget
    _stream: Callable[[Budget], Generator[bytes]]
    left_out: str = ""
    """Why its bytes are not even looked at, in plain words; empty where they may be."""

    def chunks(self) -> Generator[bytes]:
        """The entry's bytes; raises `EntryFault` where they end too soon, `LimitError`."""
        return self._stream(self._budget)

    def uncounted(self) -> Entry:
        """The same entry, for a look beside the reading: under limits of its own."""
        return msgspec.structs.replace(self, _budget=Budget(self._budget.limits))


@dataclass(frozen=True, slots=True)
class Archive:
    """One ZIP or folder, with its entries in the archive's order."""

    name: str
    """File name, without folders."""
    bytes: int
    """Size on disk of the ZIP; of a folder, the sum of its files."""
    entries: tuple[Entry, ...]
    inner_name: str = ""
    """Name of the ZIP that was this ZIP's only entry, if one was opened."""
    folder: str = ""
    """Name of the folder it lies in."""
    _sha256: Callable[[], str] = field(repr=False, default=str)
    whole: bool = True
    """False where the directory is lost: entries may be missing."""

    def sha256(self) -> str:
        """Of the ZIP's bytes; of a folder, of its sorted `path NUL sha256 LF` lines.

        Raises `UsageError` where they cannot be read to their end.
        """
        return self._sha256()
