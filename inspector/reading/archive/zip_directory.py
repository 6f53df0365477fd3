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
from inspector.reading.archive.zip_end import RECORD_SIGNATURE, DamagedError, Directory

LONGEST_NAME = 1024
"""Letters of a name; a longer one is cut, and its entry not read."""
LINK = mark("a link or no regular file: not followed")
LONG_NAME = later(lambda: say("its name is longer than {n} letters").format(n=number(LONGEST_NAME)))

_RECORD = struct.Struct("<4s6H3I5H2I")
ENCRYPTED, FOLLOWED, UTF8 = 0x1, 0x8, 0x800
_UNIX = 3
_FULL_32 = 0xFFFF_FFFF


class DirectoryEntry(msgspec.Struct, frozen=True):
    """What the directory says of one entry."""

    name: str
    method: int
    encrypted: bool
    is_followed: bool
    """Whether its sum and sizes stand once more behind its data."""
    at: int
    """Where its local header begins."""
    deflated: int
    size: int
    checksum: int
    modified: dt.datetime | None
    fault: str | None = None
    """Why it is not to be read, in plain words."""
    start: int = -1
    """Where its data begin, as its local header tells; -1 where there is none of its own."""

    @property
    def is_folder(self) -> bool:
        """Whether it only names a folder."""
        return self.name.endswith("/") and not self.size


def listed(handle: BinaryIO, directory: Directory) -> Iterator[DirectoryEntry]:
    """Every entry, in the directory's order; raises `DamagedError` where it cannot go on."""
    at, end = directory.start, directory.end
    found = 0
    handle.seek(at)
    while at < end:
        raw = handle.read(_RECORD.size)
        if len(raw) < _RECORD.size or not raw.startswith(RECORD_SIGNATURE):
            raise DamagedError
        fields = _RECORD.unpack(raw)
        name, extra, comment = fields[10:13]
        variable = handle.read(name + extra + comment)
        at += _RECORD.size + name + extra + comment
        if len(variable) < name + extra + comment or at > end:
            raise DamagedError
        found += 1
        yield _entry(fields, variable[:name], variable[name : name + extra], directory.shift)
    if found & 0xFFFF != directory.count & 0xFFFF:
        raise DamagedError


def _entry(fields: Sequence[int], raw: bytes, extra: bytes, shift: int) -> DirectoryEntry:
    made_by, _, flags, method, clock, day, checksum, deflated, size = fields[1:10]
    outside, at = fields[15:]
    size, deflated, at = wide(extra, size, deflated, at)
    kind = stat.S_IFMT(outside >> 16)
    name = decoded_name(raw, utf8=bool(flags & UTF8))
    fault = None
    if made_by >> 8 == _UNIX and kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        fault = LINK
    if len(name) > LONGEST_NAME:
        name, fault = name[:LONGEST_NAME] + "…", LONG_NAME
    at += shift
    return DirectoryEntry(
        name, method, bool(flags & ENCRYPTED), bool(flags & FOLLOWED), at,
        deflated, size, checksum, _moment(day, clock), fault,
    )  # fmt: skip


def decoded_name(raw: bytes, *, utf8: bool) -> str:
    """A name as letters, whatever its bytes; folders are cut by `/`."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("utf-8", "replace") if utf8 else raw.decode("cp437")
    return name.replace("\\", "/")


def wide(extra: bytes, *values: int) -> list[int]:
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
