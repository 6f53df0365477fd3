"""Entries of a ZIP that no directory names, found by their local headers.

A download that broke off has lost the directory at its end; what came before is all there.
LinkedIn's local headers hold size 0, so an entry is inflated to the end of its stream. None counts
as more than partly read; whether its bytes came through whole is told by the sum and the sizes in
its header or behind its data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import msgspec

from inspector.reading.archive.decompression import DEFLATED, STORED
from inspector.reading.archive.zip_directory import (
    ENCRYPTED,
    FOLLOWED,
    LONGEST_NAME,
    UTF8,
    decoded_name,
    wide,
)
from inspector.reading.archive.zip_end import RECORD_SIGNATURE
from inspector.reading.archive.zip_layout import (
    BEHIND_SIGNATURE,
    BLOCK,
    LOCAL,
    LOCAL_SIGNATURE,
    Gap,
    is_blank,
    length_behind,
)

FALSE = 1 << 20
"""Signatures in a file that turn out to be false, after which no more are looked for."""
_UNTOLD = -1
_RECORDS = (BEHIND_SIGNATURE, RECORD_SIGNATURE, b"PK\5\6", b"PK\6\6")
"""What follows the data of an entry in any ZIP."""
_CONTROLS = re.compile(rb"[\0-\x1f]")
_NEWEST = 63
"""The newest version of the format that a header may ask for."""
_BEHIND = 24
"""Bytes behind an entry's data at most that tell its sum and its sizes."""


class LocalHeader(msgspec.Struct, frozen=True):
    """One local header."""

    name: str
    method: int
    encrypted: bool
    at: int
    start: int
    """Where the entry's data begin."""
    end: int
    """Where they end; where no header tells, where the next one begins or the gap ends."""
    checksum: int
    size: int


def is_whole(handle: BinaryIO, found: LocalHeader, taken: int, checksum: int, given: int) -> bool:
    """Whether what a header or the bytes behind its entry say bears out what came of it."""
    if (taken, checksum, given) == (found.end - found.start, found.checksum, found.size):
        return True
    handle.seek(found.start + taken)
    return bool(length_behind(handle.read(_BEHIND), checksum, taken, given))


class Search:
    """Looks for local headers in a file; false ones are told by their fields."""

    def __init__(self, handle: BinaryIO) -> None:
        self._handle = handle
        self._left = FALSE

    def find(self, gap: Gap) -> Iterator[LocalHeader]:
        """Every local header in a part of the file, in order."""
        data = _Bytes(self._handle, gap.end)
        last: LocalHeader | None = None
        at = data.find(LOCAL_SIGNATURE, gap.start, gap.end)
        while at >= 0 and self._left:
            found = _head(data, at)
            if found is None:
                self._left -= 1
                at = data.find(LOCAL_SIGNATURE, at + 1, gap.end)
                continue
            if last is not None:
                yield self._ended(data, last, at)
            last = found
            at = data.find(LOCAL_SIGNATURE, max(found.start, found.end), gap.end)
        if last is not None:
            yield self._ended(data, last, gap.end)

    def _ended(self, data: _Bytes, found: LocalHeader, following: int) -> LocalHeader:
        """The entry with its end, which follows from what comes next where no header tells it."""
        if found.end != _UNTOLD:
            return found
        if found.method == STORED:
            at = data.find(BEHIND_SIGNATURE, found.start, following)
            while at >= 0 and self._left:
                deflated = at - found.start
                behind = data.peek(at, _BEHIND)
                sizes = behind[8:12], behind[8:16]
                if deflated in (int.from_bytes(one, "little") for one in sizes):
                    return msgspec.structs.replace(found, end=at)
                self._left -= 1
                at = data.find(BEHIND_SIGNATURE, at + 1, following)
        return msgspec.structs.replace(found, end=following)


def rest_of(handle: BinaryIO, gap: Gap, headers: Sequence[LocalHeader]) -> Iterator[Gap]:
    """What is left of a gap beside the files found in it, and beside records of a ZIP."""
    reached = gap.start
    for start, end in (*((one.at, one.end) for one in headers), (gap.end, gap.end)):
        if reached < start:
            handle.seek(reached)
            if handle.read(4) not in _RECORDS and not is_blank(handle, reached, start):
                yield gap._replace(start=reached, end=start)
        reached = max(reached, end)


class _Bytes:
    """The bytes of a file up to a place, of which one block is held at a time."""

    def __init__(self, handle: BinaryIO, size: int) -> None:
        self._handle = handle
        self.size = size
        self._at = 0
        self._block = b""

    def read(self, at: int, count: int) -> bytes:
        """Bytes from a place on, fewer where they end; at most half a block."""
        if not self._at <= at <= at + count <= self._at + len(self._block):
            self._handle.seek(at)
            self._at, self._block = at, self._handle.read(min(BLOCK, max(0, self.size - at)))
        return self._block[at - self._at : at - self._at + count]

    def peek(self, at: int, count: int) -> bytes:
        """A few bytes from a place on, which need not be near."""
        if self._at <= at <= at + count <= self._at + len(self._block):
            return self._block[at - self._at : at - self._at + count]
        self._handle.seek(at)
        return self._handle.read(min(count, max(0, self.size - at)))

    def find(self, wanted: bytes, start: int, end: int) -> int:
        """Where bytes stand first between two places; -1 where they do not."""
        while start + len(wanted) <= end:
            if len(self.read(start, len(wanted))) < len(wanted):
                break
            at = self._block.find(wanted, start - self._at, end - self._at)
            if at >= 0:
                return self._at + at
            start = self._at + len(self._block) - len(wanted) + 1
        return -1


def _head(data: _Bytes, at: int) -> LocalHeader | None:
    raw = data.read(at, LOCAL.size)
    if len(raw) < LOCAL.size:
        return None
    _, version, flags, method, _, _, checksum, stored, size, name_size, extra = LOCAL.unpack(raw)
    start = at + LOCAL.size + name_size + extra
    if version > _NEWEST or method not in (STORED, DEFLATED) or start > data.size:
        return None
    if not 0 < name_size <= LONGEST_NAME:
        return None
    variable = data.read(at + LOCAL.size, name_size + extra)
    raw = variable[:name_size]
    if _CONTROLS.search(raw):
        return None
    name = decoded_name(raw, utf8=bool(flags & UTF8))
    size, stored = wide(variable[name_size:], size, stored)
    end = min(start + stored, data.size)
    if flags & FOLLOWED or data.peek(end, 2) not in (b"PK", b""):
        end = _UNTOLD  # a size after which no header comes is a false one
    elif method == DEFLATED and start + stored > data.size:
        end = _UNTOLD  # or it is cut; headers that follow it are none of its data
    return LocalHeader(
        name, method, bool(flags & ENCRYPTED), at, start, end, checksum, size
    )  # fmt: skip
