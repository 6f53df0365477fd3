"""The bytes of an entry of a ZIP as they flow: inflated in small steps, and never more.

ISA-L inflates in half the time that zlib takes, where it is installed. Where a stream breaks off,
it is inflated anew by zlib in smaller steps, which gives out more of what comes before; some
damage ISA-L lets pass, and the archive's own check tells whether that mattered.
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, BinaryIO

TAKEN, GIVEN = 1 << 20, 1 << 22
"""Bytes read, and bytes inflated at most, at a time."""
STEP = 1 << 16
"""The same where a stream is damaged: what comes before the place is given out."""
STORED, DEFLATED = 0, 8


def _quick() -> ModuleType | None:
    try:
        return importlib.import_module("isal.isal_zlib")
    except ImportError:  # no build of it for this system
        return None


QUICK = _quick()
"""ISA-L in the shape of zlib, where it is installed."""
_crc32: Callable[[bytes, int], int] = (QUICK or zlib).crc32
_FAULTS: tuple[type[Exception], ...] = (zlib.error, *((QUICK.error,) if QUICK else ()))


class BrokenOffError(Exception):
    """The bytes end or break off before their stream does."""


class Stream:
    """One entry's stream between two places of a file."""

    def __init__(self, handle: BinaryIO, start: int, end: int, method: int) -> None:
        self._handle = handle
        self._start, self._end = start, max(start, end)
        self._is_deflated = method == DEFLATED
        self.taken = 0
        """Bytes of the file that were used so far."""
        self.given = 0
        """Bytes that came out so far."""
        self.checksum = 0
        """CRC-32 of what came out so far."""

    def chunks(self) -> Iterator[bytes]:
        """What comes out; raises `BrokenOffError` after the last good bytes."""
        if not self._is_deflated:
            yield from map(self._counted, self._raw(STEP))
            return
        make = (QUICK or zlib).decompressobj
        try:
            yield from map(self._counted, self._inflated(make, TAKEN, GIVEN))
        except BrokenOffError:
            yield from map(self._counted, self._rest())

    def _rest(self) -> Iterator[bytes]:
        """What zlib finds beyond what has come out."""
        known = self.given
        for chunk in self._inflated(zlib.decompressobj, STEP, STEP):
            if known < len(chunk):
                yield chunk[known:]
            known = max(0, known - len(chunk))

    def _raw(self, step: int) -> Iterator[bytes]:
        """The bytes of the file, as they are."""
        self._handle.seek(self._start)
        left = self._end - self._start
        self.taken = 0
        while left > 0:
            raw = self._handle.read(min(step, left))
            if not raw:
                raise BrokenOffError
            left -= len(raw)
            self.taken += len(raw)
            yield raw

    def _inflated(self, make: Callable[[int], Any], taken: int, given: int) -> Iterator[bytes]:
        inflater = make(-15)
        for raw in self._raw(taken):
            while raw and not inflater.eof:
                yield _step(inflater, raw, given)
                raw = inflater.unconsumed_tail
            if inflater.eof:
                self.taken -= len(inflater.unused_data)
                return
        while not inflater.eof:
            chunk = _step(inflater, b"", given)
            if not chunk and not inflater.eof:
                raise BrokenOffError
            yield chunk

    def _counted(self, chunk: bytes) -> bytes:
        self.given += len(chunk)
        self.checksum = _crc32(chunk, self.checksum)
        return chunk


def _step(inflater: Any, raw: bytes, given: int) -> bytes:
    try:
        chunk: bytes = inflater.decompress(raw, given)
    except _FAULTS as fault:
        raise BrokenOffError from fault
    return chunk
