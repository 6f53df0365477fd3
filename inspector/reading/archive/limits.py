"""The safety limits of a run, and what is left of them while bytes flow."""

from __future__ import annotations

import time

import msgspec

from inspector.errors import LimitError
from inspector.language import number, say

RATIO_FLOOR = 64 << 20
"""An entry's compression ratio counts once this many bytes have come out of it."""


class Limits(msgspec.Struct, frozen=True):
    """The safety limits; 0 switches one off."""

    max_bytes: int = 4 << 30
    """Bytes inflated in one run."""
    max_entries: int = 20_000
    """Entries in one run; as many files, and as many folders, are looked at in folders."""
    max_ratio: int = 200
    """Inflated by deflated bytes of an entry."""
    max_seconds: int = 0
    """Time of one run."""


class Deadline:
    """When the time of a run is over."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.max_seconds
        self._began = time.monotonic()

    def check(self) -> None:
        """Raises `LimitError` once it is."""
        if self._most and time.monotonic() - self._began > self._most:
            told = say("it takes more than {n} seconds; if you can wait, raise --max-seconds")
            raise LimitError(told.format(n=number(self._most)))


class Budget(msgspec.Struct):
    """What is left of the limits; shared by all archives of a run."""

    limits: Limits
    bytes: int = 0
    entries: int = 0
    files: int = 0
    folders: int = 0

    def entry(self) -> None:
        """Count an entry; raises `LimitError`."""
        self.entries += 1
        self._bound(self.entries)

    def file(self) -> None:
        """Count a file of a folder, whatever it holds; raises `LimitError`."""
        self.files += 1
        self._bound(self.files)

    def folder(self) -> None:
        """Count a folder that is gone into; raises `LimitError`."""
        self.folders += 1
        self._bound(self.folders)

    def _bound(self, count: int) -> None:
        if self.limits.max_entries and count > self.limits.max_entries:
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
