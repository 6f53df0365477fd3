"""The central directory of a ZIP, entry by entry, and not believed where it can be checked.

Python's own reader takes the whole directory into memory before anything can be counted, and
gives up on the archive for one name in a wrong encoding.
"""

from __future__ import annotations

import datetime as dt
import stat
import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import msgspec

from inspector.language import later, mark, number, say

LONGEST_NAME = 1024
"""Letters of a name; a longer one is cut, and its entry not read."""
LINK = mark("a link or no regular file: not followed")
OVERLAP = mark("its place in the archive is taken by another file")
LONG_NAME = later(lambda: say("its name is longer than {n} letters").format(n=number(LONGEST_NAME)))

_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR_SIZE = 20
_RECORD = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_ENCRYPTED, _UTF8 = 0x1, 0x800
_UNIX = 3
_FULL_32 = 0xFFFF_FFFF


class DamagedError(Exception):
    """The archive has no directory that could be believed."""


class DirectoryEntry(msgspec.Struct, frozen=True):
    """What the directory says of one entry."""

    name: str
    method: int
    encrypted: bool
    at: int
    """Where its local header begins."""
    end: int
    """Where its data end at the latest."""
    deflated: int
    size: int
    checksum: int
    modified: dt.datetime | None
    fault: str | None = None
    """Why it is not to be read, in plain words."""

    @property
    def is_folder(self) -> bool:
        """Whether it only names a folder."""
        return self.name.endswith("/") and not self.size


def listed(handle: BinaryIO) -> Iterator[DirectoryEntry]:
    """Every entry, in the directory's order; raises `DamagedError` where it cannot go on."""
    at, end, shift, count = _bounds(handle)
    found = 0
    first = end
    handle.seek(at)
    while at < end:
        raw = handle.read(_RECORD.size)
        if len(raw) < _RECORD.size or not raw.startswith(b"PK\1\2"):
            raise DamagedError
        fields = _RECORD.unpack(raw)
        name, extra, comment = fields[10:13]
        variable = handle.read(name + extra + comment)
        at += _RECORD.size + name + extra + comment
        if len(variable) < name + extra + comment or at > end:
            raise DamagedError
        one = _entry(fields, variable[:name], variable[name : name + extra], shift)
        first = min(first, one.at)
        found += 1
        yield one
    if found & 0xFFFF != count & 0xFFFF:
        raise DamagedError
    handle.seek(0)
    if found and first > 0 and handle.read(4) == b"PK\3\4":  # it is of a ZIP inside this one
        raise DamagedError


def _bounds(handle: BinaryIO) -> tuple[int, int, int, int]:
    """Where the directory begins and ends, how far offsets are shifted, how many entries."""
    size = handle.seek(0, 2)
    tail_at = max(0, size - _END.size - 0xFFFF)
    handle.seek(tail_at)
    tail = handle.read()
    found = tail.rfind(b"PK\5\6")
    if found < 0 or len(tail) - found < _END.size:
        raise DamagedError
    end = tail_at + found
    _, _, _, _, count, length, offset, _ = _END.unpack_from(tail, found)
    if _FULL_32 in (length, offset) or count == 0xFFFF:
        at = end - _LOCATOR_SIZE - _END_64.size
        if at >= 0:
            handle.seek(at)
            raw = handle.read(_END_64.size)
            if raw.startswith(b"PK\6\6"):
                count, length, offset = _END_64.unpack(raw)[7:]
                end = at
    start = end - length
    if start < offset:
        raise DamagedError
    return start, end, start - offset, count


def _entry(fields: Sequence[int], raw: bytes, extra: bytes, shift: int) -> DirectoryEntry:
    made_by, _, flags, method, clock, day, checksum, deflated, size = fields[1:10]
    outside, at = fields[15:]
    size, deflated, at = _wide(extra, size, deflated, at)
    kind = stat.S_IFMT(outside >> 16)
    name = decoded_name(raw, utf8=bool(flags & _UTF8))
    fault = None
    if made_by >> 8 == _UNIX and kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        fault = LINK
    if len(name) > LONGEST_NAME:
        name, fault = name[:LONGEST_NAME] + "…", LONG_NAME
    at += shift
    return DirectoryEntry(
        name, method, bool(flags & _ENCRYPTED), at, at + _LOCAL.size + len(raw) + deflated,
        deflated, size, checksum, _moment(day, clock), fault,
    )  # fmt: skip


def decoded_name(raw: bytes, *, utf8: bool) -> str:
    """A name as letters, whatever its bytes; folders are cut by `/`."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("utf-8", "replace") if utf8 else raw.decode("cp437")
    return name.replace("\\", "/")


def _wide(extra: bytes, *values: int) -> list[int]:
    """Sizes and offset, those of 64 bits from the extra field."""
    found = list(values)
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        body, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == 1:
            for position, value in enumerate(found):
                if value == _FULL_32 and len(body) >= 8:
                    found[position] = int.from_bytes(body[:8], "little")
                    body = body[8:]
    return found


def _moment(day: int, clock: int) -> dt.datetime | None:
    try:
        when = dt.datetime(
            1980 + (day >> 9),
            day >> 5 & 15,
            day & 31,
            clock >> 11,
            clock >> 5 & 63,
            (clock & 31) * 2,
        )
    except ValueError:
        return None
    return when if when.year > 1980 else None


def without_overlaps(entries: Sequence[DirectoryEntry]) -> list[DirectoryEntry]:
    """The same entries; those that share bytes with one before them have a fault."""
    refused: set[int] = set()
    reached = 0
    for position in sorted(range(len(entries)), key=lambda i: entries[i].at):
        one = entries[position]
        if one.at < reached and not one.is_folder:
            refused.add(position)
        reached = max(reached, one.end)
    return [
        msgspec.structs.replace(one, fault=OVERLAP) if position in refused else one
        for position, one in enumerate(entries)
    ]


def data_at(handle: BinaryIO, entry: DirectoryEntry) -> int:
    """Where an entry's data begin; raises `DamagedError` where its local header is another's."""
    handle.seek(entry.at)
    raw = handle.read(_LOCAL.size)
    if len(raw) < _LOCAL.size or not raw.startswith(b"PK\3\4"):
        raise DamagedError
    _, _, flags, *_, name, extra = _LOCAL.unpack(raw)
    if decoded_name(handle.read(name), utf8=bool(flags & _UTF8)) != entry.name:
        raise DamagedError
    return entry.at + _LOCAL.size + int(name) + int(extra)
