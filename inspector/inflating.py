"""The bytes of an entry of a ZIP as they flow: inflated in small steps, and never more."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

STEP = 1 << 16
"""Bytes read, and bytes inflated, at a time: what comes before a damaged place is given out."""
STORED, DEFLATED = 0, 8


class BrokenOffError(Exception):
    """The bytes end or break off before their stream does."""


class Stream:
    """One entry's stream between two places of a file."""

    def __init__(self, handle: BinaryIO, start: int, end: int, method: int) -> None:
        self._handle = handle
        self._left = max(0, end - start)
        self._inflater = zlib.decompressobj(-15) if method == DEFLATED else None
        handle.seek(start)
        self.taken = 0
        """Bytes of the file that were used so far."""
        self.given = 0
        """Bytes that came out so far."""
        self.checksum = 0
        """CRC-32 of what came out so far."""

    def chunks(self) -> Iterator[bytes]:
        """What comes out; raises `BrokenOffError` after the last good bytes."""
        while self._left > 0:
            raw = self._handle.read(min(STEP, self._left))
            if not raw:
                raise BrokenOffError
            self._left -= len(raw)
            self.taken += len(raw)
            yield from map(self._counted, self._inflated(raw))
            if self._inflater is not None and self._inflater.eof:
                return
        if self._inflater is not None and not self._inflater.eof:
            raise BrokenOffError

    def _counted(self, chunk: bytes) -> bytes:
        self.given += len(chunk)
        self.checksum = zlib.crc32(chunk, self.checksum)
        return chunk

    def _inflated(self, raw: bytes) -> Iterator[bytes]:
        if self._inflater is None:
            yield raw
            return
        while raw and not self._inflater.eof:
            try:
                chunk = self._inflater.decompress(raw, STEP)
            except zlib.error as fault:
                raise BrokenOffError from fault
            raw = self._inflater.unconsumed_tail
            if chunk:
                yield chunk
