"""What an archive holds: entries that stream their bytes, under limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from inspector.errors import LimitError, UsageError, reason, shown
from inspector.language import mark, number, say

RATIO_FLOOR = 64 << 20
"""An entry's compression ratio counts once this many bytes have come out of it."""


class Limits(msgspec.Struct, frozen=True):
    """The safety limits; 0 switches one off."""

    max_bytes: int = 4 << 30
    """Bytes inflated in one run."""
    max_entries: int = 20_000
    """Entries in one run."""
    max_ratio: int = 200
    """Inflated by deflated bytes of an entry."""


class EntryFault(Exception):
    """An entry cannot be read (further); the message says why, in plain words."""

    def __init__(self, words: str, *, cut: bool = False) -> None:
        super().__init__(words)
        self.cut = cut
        """Whether its bytes end in the middle."""


CLOSED = mark("the system would not let it be read")


def refused(path: Path, fault: OSError) -> UsageError:
    """What is said of an archive that the system does not let be read."""
    told = say("{file} cannot be read ({why}); check its permissions, and the disk it is on")
    return UsageError(told.format(file=shown(path), why=reason(fault)))


class Budget(msgspec.Struct):
    """What is left of the limits; shared by all archives of a run."""

    limits: Limits
    bytes: int = 0
    entries: int = 0

    def entry(self) -> None:
        """Count an entry; raises `LimitError`."""
        self.entries += 1
        if self.limits.max_entries and self.entries > self.limits.max_entries:
            told = say("more than {n} entries; if you trust the archive, raise --max-entries")
            raise LimitError(told.format(n=number(self.limits.max_entries)))

    def spend(self, count: int, so_far: int, deflated: int) -> None:
        """Count inflated bytes of an entry (`so_far` in all); raises `LimitError`."""
        self.bytes += count
        limits = self.limits
        if limits.max_bytes and self.bytes > limits.max_bytes:
            told = say("more than {n} bytes inflated; if you trust the archive, raise --max-bytes")
            raise LimitError(told.format(n=number(limits.max_bytes)))
        if limits.max_ratio and so_far > RATIO_FLOOR and so_far > limits.max_ratio * deflated:
            told = say(
                "an entry inflates to more than {n} times its size; if you trust the archive, "
                "raise --max-ratio"
            )
            raise LimitError(told.format(n=limits.max_ratio))


class Entry(msgspec.Struct, frozen=True):
    """One file of an archive."""

    path: str
    """As the archive names it, with `/` between folders."""
    declared: int
    """Inflated size as declared; what was read may differ."""
    modified: dt.datetime | None
    _budget: Budget
    _stream: Callable[[Budget], Generator[bytes]]

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
    _sha256: Callable[[], str] = field(repr=False, default=str)
    whole: bool = True
    """False where the directory is lost: entries may be missing."""

    def sha256(self) -> str:
        """Of the ZIP's bytes; of a folder, of its sorted `path NUL sha256 LF` lines.

        Raises `UsageError` where they cannot be read to their end.
        """
        return self._sha256()
