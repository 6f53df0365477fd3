"""Entries of a ZIP whose directory is missing or damaged, found by their local headers.

A download that broke off has lost the directory at its end; what came before is all there.
LinkedIn's local headers hold size 0, so an entry is inflated to the end of its stream. None counts
as more than partly read; whether its bytes came through whole is told by the sum and the size
behind them.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from inspector.reading.archive.decompression import DEFLATED, STORED
from inspector.reading.archive.zip_directory import LONGEST_NAME, decoded_name

_SIGNATURE = b"PK\x03\x04"
_BEHIND_SIGNATURE = b"PK\x07\x08"
_HEADER = struct.Struct("<4s5H3I2H")
_BEHIND = struct.Struct("<4s3I")
_UNTOLD = -1
_UTF8, _ENCRYPTED, _SIZES_BEHIND = 0x800, 0x1, 0x8


class LocalHeader(msgspec.Struct, frozen=True):
    """One local header."""

    name: str
    method: int
    encrypted: bool
    start: int
    """Where the entry's data begin."""
    end: int
    """Where they end; where no header tells, where the next one begins or the file ends."""


def is_whole(handle: BinaryIO, end: int, checksum: int, given: int) -> bool:
    """Whether what stands behind an entry's data bears out its sum and its size."""
    handle.seek(end)
    behind = handle.read(_BEHIND.size)
    if len(behind) < _BEHIND.size:
        return False
    signature, sum_behind, _, size = _BEHIND.unpack(behind)
    return signature == _BEHIND_SIGNATURE and (sum_behind, size) == (checksum, given)


def find(path: Path) -> Iterator[LocalHeader]:
    """Every local header of a file, in order; false ones inside data are told by their fields."""
    if not path.stat().st_size:
        return
    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for found in _found(data):
            if not found.name.endswith("/"):
                yield found


def _found(data: mmap.mmap) -> Iterator[LocalHeader]:
    last: LocalHeader | None = None
    at = data.find(_SIGNATURE)
    while at >= 0:
        found = _head(data, at)
        if found is not None:
            if last is not None:
                yield _ended(data, last, at)
            last = found
        after = at + 1 if found is None else max(found.start, found.end)
        at = data.find(_SIGNATURE, after)
    if last is not None:
        yield _ended(data, last, len(data))


def _ended(data: mmap.mmap, found: LocalHeader, following: int) -> LocalHeader:
    """The entry with its end, which follows from what comes next where its header has no size."""
    if found.end != _UNTOLD:
        return found
    if found.method == STORED:
        at = data.find(_BEHIND_SIGNATURE, found.start, following)
        while at >= 0:
            if (
                at + _BEHIND.size <= following
                and _BEHIND.unpack_from(data, at)[2] == at - found.start
            ):
                return msgspec.structs.replace(found, end=at)
            at = data.find(_BEHIND_SIGNATURE, at + 1, following)
    return msgspec.structs.replace(found, end=following)


def _head(data: mmap.mmap, at: int) -> LocalHeader | None:
    if at + _HEADER.size > len(data):
        return None
    _, version, flags, method, _, _, _, stored, _, name_size, extra = _HEADER.unpack_from(data, at)
    start = at + _HEADER.size + name_size + extra
    if version > 63 or method not in (STORED, DEFLATED) or start > len(data):
        return None
    if not 0 < name_size <= LONGEST_NAME:
        return None
    raw = data[at + _HEADER.size : at + _HEADER.size + name_size]
    name = decoded_name(raw, utf8=bool(flags & _UTF8))
    if any(ord(char) < 32 for char in name):
        return None
    end = min(start + stored, len(data))
    if flags & _SIZES_BEHIND or data[end : end + 2] not in (b"PK", b""):
        end = _UNTOLD  # a size after which no header comes is a false one
    return LocalHeader(name, method, bool(flags & _ENCRYPTED), start, end)
