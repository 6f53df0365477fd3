"""Entries of a ZIP whose directory is missing or damaged, found by their local headers.

A download that broke off has lost the directory at its end; what came before is all there.
LinkedIn's local headers hold size 0, so an entry is inflated to the end of its stream. Nothing
tells whether such an entry is whole, so none counts as more than partly read.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STEP = 1 << 16
"""Bytes read at a time."""
_SIGNATURE = b"PK\x03\x04"
_HEADER = struct.Struct("<4s5H3I2H")
_STORED, _DEFLATED = 0, 8
_UTF8, _ENCRYPTED, _SIZES_BEHIND = 0x800, 0x1, 0x8


class CutShortError(Exception):
    """The bytes of an entry end or break off before their stream does."""


@dataclass(frozen=True, slots=True)
class Found:
    """One local header."""

    name: str
    method: int
    encrypted: bool
    start: int
    """Where the entry's data begin."""
    end: int
    """Where the next header, or the file, begins or ends."""
    stored: int
    """Deflated size as the header says; 0 where it stands behind the data."""


def find(path: Path) -> list[Found]:
    """Every local header of a file, in order; false ones inside data are told by their fields."""
    if not path.stat().st_size:
        return []
    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return _found(data)


def _found(data: mmap.mmap) -> list[Found]:
    heads = [(at, head) for at in _signatures(data) if (head := _head(data, at)) is not None]
    ends = [*(at for at, _ in heads[1:]), len(data)][: len(heads)]
    return [
        Found(head.name, head.method, head.encrypted, head.start, end, head.stored)
        for (_, head), end in zip(heads, ends, strict=True)
        if not head.name.endswith("/")
    ]


def _signatures(data: mmap.mmap) -> Iterator[int]:
    at = data.find(_SIGNATURE)
    while at >= 0:
        yield at
        at = data.find(_SIGNATURE, at + 1)


def _head(data: mmap.mmap, at: int) -> Found | None:
    if at + _HEADER.size > len(data):
        return None
    _, version, flags, method, _, _, _, stored, _, name_size, extra = _HEADER.unpack_from(data, at)
    start = at + _HEADER.size + name_size + extra
    raw = data[at + _HEADER.size : at + _HEADER.size + name_size]
    if version > 63 or method not in (_STORED, _DEFLATED) or not raw or start > len(data):
        return None
    try:
        name = raw.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        return None
    if any(ord(char) < 32 for char in name):
        return None
    size = 0 if flags & _SIZES_BEHIND else stored
    return Found(name, method, bool(flags & _ENCRYPTED), start, start, size)


def stream(path: Path, found: Found) -> Iterator[bytes]:
    """The entry's bytes as far as they go; raises `CutShortError` where they break off."""
    end = min(found.end, found.start + found.stored) if found.stored else found.end
    with path.open("rb") as handle:
        handle.seek(found.start)
        inflater = zlib.decompressobj(-15) if found.method == _DEFLATED else None
        left = end - found.start
        while left > 0 and (chunk := handle.read(min(STEP, left))):
            left -= len(chunk)
            if inflater is None:
                yield chunk
                continue
            try:
                inflated = inflater.decompress(chunk)
            except zlib.error as fault:
                raise CutShortError from fault
            if inflated:
                yield inflated
            if inflater.eof:
                return
        if inflater is not None and not inflater.eof:
            raise CutShortError
