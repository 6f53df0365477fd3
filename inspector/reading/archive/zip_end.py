"""Where a ZIP's central directory lies, told from the records at the file's end.

The signature of an end may stand in a comment, or in another ZIP; ends are tried from the last one
on, and one that is followed by just its own comment, and leads to a directory, is believed first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import msgspec

RECORD_SIGNATURE = b"PK\1\2"
_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR = struct.Struct("<4sIQI")
_COUNTED_64 = 12
"""Bytes of a ZIP64 end that the size in it does not count."""
_SECTOR = 1 << 16
"""Bytes before its locator in which a ZIP64 end is looked for, where it is not where that says."""
_TRIED = 16
"""Signatures of a ZIP64 end that are tried there."""
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFF_FFFF


class DamagedError(Exception):
    """The archive has no directory that could be believed."""


class Directory(msgspec.Struct, frozen=True):
    """What the end of an archive says of its directory."""

    start: int
    end: int
    """Where the directory itself ends; the records of the end follow."""
    shift: int
    """Bytes before the archive, which its offsets do not count."""
    count: int
    archive_end: int
    """Where the archive ends, its comment included."""
    disk: int
    """Number of this part of an archive in parts; 0 where it is in one."""
    is_exact: bool
    """Whether nothing follows the archive, and nothing of its comment is missing."""


def find(handle: BinaryIO) -> Directory:
    """The directory; raises `DamagedError` where no end leads to one."""
    size = handle.seek(0, 2)
    tail_at = max(0, size - _END.size - _FULL_16)
    handle.seek(tail_at)
    tail = handle.read()
    least: Directory | None = None
    for found in _last_first(tail, b"PK\5\6"):
        if len(tail) - found < _END.size:
            continue
        one = _directory(handle, tail_at + found, _END.unpack_from(tail, found), size)
        if one is None:
            continue
        if one.count and one.is_exact:
            return one
        if least is None or (one.count and not least.count):
            least = one
    if least is None:
        raise DamagedError
    return least


def _last_first(data: bytes, wanted: bytes) -> Iterator[int]:
    at = data.rfind(wanted)
    while at >= 0:
        yield at
        at = data.rfind(wanted, 0, at + len(wanted) - 1)


def _directory(handle: BinaryIO, at: int, fields: tuple[int, ...], size: int) -> Directory | None:
    """The directory that an end at some place leads to, if it does."""
    _, disk, _, _, count, length, offset, comment = fields
    archive_end = at + _END.size + comment
    end = at
    if wide := _end_64(handle, at):
        end, *told = wide
        seen = zip((count, length, offset), told, (_FULL_16, _FULL_32, _FULL_32), strict=True)
        if any(short not in (full, long) for short, long, full in seen):
            return None
        count, length, offset = told
    for start in dict.fromkeys((end - length, offset)):
        if start < offset or start + length > end:
            continue
        handle.seek(start)
        if handle.read(4) == RECORD_SIGNATURE or not (count or length):
            return Directory(
                start, start + length, start - offset, count, min(archive_end, size),
                0 if disk == _FULL_16 else disk, archive_end == size,
            )  # fmt: skip
    return None


def _end_64(handle: BinaryIO, at: int) -> tuple[int, int, int, int] | None:
    """Where the ZIP64 end before an end begins, with its count, length and offset."""
    locator_at = at - _LOCATOR.size
    if locator_at < _END_64.size:
        return None
    handle.seek(locator_at)
    signature, _, told, _ = _LOCATOR.unpack(handle.read(_LOCATOR.size))
    if signature != b"PK\6\7":
        return None
    before = max(0, locator_at - _SECTOR)
    handle.seek(before)
    sector = handle.read(locator_at - before)
    places = (before + found for found in _last_first(sector, b"PK\6\6"))
    for place in (told, *islice(places, _TRIED)):
        if not 0 <= place <= locator_at - _END_64.size:
            continue
        handle.seek(place)
        fields = _END_64.unpack(handle.read(_END_64.size))
        if fields[0] == b"PK\6\6" and place + _COUNTED_64 + fields[1] == locator_at:
            return place, *fields[7:]
    return None
