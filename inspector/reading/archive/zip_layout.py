"""Where the entries of a ZIP lie in it, what they share, and what lies between them.

What a local header adds to its entry (a name and extra fields of its own length) is told by that
header alone. Bytes that belong to no entry may hold files that the directory does not name.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import BinaryIO, Literal, NamedTuple

from msgspec.structs import replace

from inspector.language import later, mark, number, say
from inspector.reading.archive.zip_directory import (
    LONG_NAME,
    LONGEST_NAME,
    UTF8,
    DirectoryEntry,
    decoded_name,
)
from inspector.reading.archive.zip_end import Directory

OVERLAP = mark("its place in the archive is taken by another file")
LOCAL_SIGNATURE, BEHIND_SIGNATURE = b"PK\3\4", b"PK\7\x08"
LOCAL = struct.Struct("<4s5H3I2H")
_PARTED = b"PK00", BEHIND_SIGNATURE
"""What programs that cut archives into parts put in front of the first entry."""
_WIDEST = 4
"""Bytes of a letter at most."""
_NARROW, _WIDE = struct.Struct("<3I"), struct.Struct("<I2Q")

Where = Literal["before", "between", "behind"]


def beside(size: int, where: Where) -> str:
    """What is said of bytes that belong to no file."""
    told = {
        "before": mark("bytes before the archive's first file that belong to none: {n}, not read"),
        "between": mark("bytes between the archive's files that belong to none: {n}, not read"),
        "behind": mark("bytes behind the archive's end that belong to no file: {n}, not read"),
    }[where]
    return later(lambda: say(told).format(n=number(size)))


class Gap(NamedTuple):
    """Bytes that belong to no entry."""

    start: int
    end: int
    where: Where
    """Before the first entry, behind the archive's end, or anywhere between these."""


def place(handle: BinaryIO, entries: Sequence[DirectoryEntry]) -> list[DirectoryEntry]:
    """The same entries, in their order, each with where its data begin."""
    size = handle.seek(0, 2)
    placed = list(entries)
    for position in _by_place(entries):
        one = entries[position]
        if one.at + LOCAL.size <= size:
            placed[position] = replace(one, start=_data_at(handle, one))
    return placed


def _by_place(entries: Sequence[DirectoryEntry]) -> list[int]:
    return sorted(range(len(entries)), key=lambda position: entries[position].at)


def _data_at(handle: BinaryIO, entry: DirectoryEntry) -> int:
    """Where an entry's data begin; -1 where its local header is another's, or none."""
    handle.seek(entry.at)
    raw = handle.read(LOCAL.size)
    if len(raw) < LOCAL.size or not raw.startswith(LOCAL_SIGNATURE):
        return -1
    _, _, flags, *_, name, extra = LOCAL.unpack(raw)
    if entry.fault is not LONG_NAME:
        is_long = name > _WIDEST * LONGEST_NAME
        if is_long or decoded_name(handle.read(name), utf8=bool(flags & UTF8)) != entry.name:
            return -1
    return entry.at + LOCAL.size + int(name) + int(extra)


def without_overlaps(entries: Sequence[DirectoryEntry]) -> list[DirectoryEntry]:
    """The same entries; those that share bytes with one before them have a fault."""
    checked = list(entries)
    reached = 0
    for position in _by_place(entries):
        one = entries[position]
        if one.at < reached and not one.is_folder:
            checked[position] = replace(one, fault=OVERLAP)
        begin = one.start if one.start >= 0 else one.at + LOCAL.size
        reached = max(reached, begin + one.deflated)
    return checked


def is_within(handle: BinaryIO, entries: Sequence[DirectoryEntry]) -> bool:
    """Whether the entries are those of a ZIP inside this one, which has lost its directory."""
    handle.seek(0)
    return min(one.at for one in entries) > 0 and handle.read(4) == LOCAL_SIGNATURE


def gaps(handle: BinaryIO, entries: Iterable[DirectoryEntry], directory: Directory) -> list[Gap]:
    """Every run of bytes that belongs to no entry, and is more than zeros and white space."""
    size = handle.seek(0, 2)
    claimed = [(directory.start, directory.archive_end)]
    handle.seek(0)
    if handle.read(len(_PARTED[0])) in _PARTED:
        claimed.append((0, len(_PARTED[0])))
    for one in entries:
        if one.start >= 0 and one.fault is not OVERLAP:
            end = one.start + one.deflated
            if one.is_followed and end < directory.start:
                end += _behind(handle, one, end)
            claimed.append((one.at, min(end, max(one.start, directory.start))))
    found: list[Gap] = []
    reached = 0
    for start, end in [*sorted(claimed), (size, size)]:
        if reached < start and not is_blank(handle, reached, start):
            where: Where = "between" if reached else "before"
            found.append(Gap(reached, start, "behind" if start == size else where))
        reached = max(reached, end)
    return found


def _behind(handle: BinaryIO, entry: DirectoryEntry, end: int) -> int:
    """Bytes of the sum and the sizes behind an entry's data."""
    handle.seek(end)
    behind = handle.read(len(BEHIND_SIGNATURE) + _WIDE.size)
    return length_behind(behind, entry.checksum, entry.deflated, entry.size)


def length_behind(behind: bytes, checksum: int, deflated: int, size: int) -> int:
    """Bytes that bear out an entry's sum and sizes at the start of these; 0 where none do."""
    signed = len(BEHIND_SIGNATURE) * behind.startswith(BEHIND_SIGNATURE)
    for form in (_WIDE, _NARROW):
        if len(behind) >= signed + form.size:
            whole = form.unpack_from(behind, signed)
            if whole == (checksum, deflated, size):
                return signed + form.size
    return 0


BLOCK = 1 << 20
_BLANK = b"\0 \t\r\n"


def is_blank(handle: BinaryIO, start: int, end: int) -> bool:
    """Whether bytes are zeros and white space only, as fill up a block or follow a line."""
    handle.seek(start)
    while start < end:
        block = handle.read(min(BLOCK, end - start))
        if block.strip(_BLANK):
            return False
        if not block:
            break
        start += len(block)
    return True
