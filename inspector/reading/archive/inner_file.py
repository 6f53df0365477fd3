"""A part of a file, or what it inflates to, as a file of its own: nothing of it is held whole.

An archive is read here and there, a deflated stream only from its start. While it is first gone
through, the state of its inflating is kept every so often, and it is taken up from there again.
"""

from __future__ import annotations

import io
import zlib
from bisect import bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

TAKEN, GIVEN = 1 << 14, 1 << 16
"""Bytes read, and bytes inflated at most, at a time."""
APART = 1 << 20
"""Inflated bytes between two states that are kept, to begin with."""
KEPT = 512
"""States that are kept at most, each of some 50 KiB; then every other one is dropped."""


class _State(NamedTuple):
    """An inflating that is under way."""

    given: int
    taken: int
    inflater: Any
    """Of zlib's own kind, which has no public name; a copy of it goes on from here."""


class Inflation:
    """What is known of a deflated stream between two places of a file, once it was gone through."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        self.size = 0
        """Bytes that come out of it."""
        self._states = [_State(0, 0, zlib.decompressobj(-15))]
        self._apart = APART

    def learn(self, handle: BinaryIO, spend: Callable[[int, int, int], None]) -> None:
        """Go through it, as far as it is whole.

        `spend` is told of the bytes of each step, and of those given and taken in all.
        """
        run = _Run(handle, self, self.nearest(0))
        while chunk := run.step():
            self.size = run.given
            spend(len(chunk), run.given, max(run.taken, 1))
            if run.given - self._states[-1].given >= self._apart:
                self._states.append(run.state())
            if len(self._states) > KEPT:
                del self._states[1::2]
                self._apart *= 2

    def nearest(self, at: int) -> _State:
        """The last state before a place in what comes out."""
        return self._states[bisect_right(self._states, at, key=lambda one: one.given) - 1]

    def opened(self, handle: BinaryIO) -> BinaryIO:
        """What comes out of it, as a file that closes the one it stands in."""
        return cast("BinaryIO", io.BufferedReader(_InflatedFile(handle, self), GIVEN))


class _Run:
    """An inflating that goes on from a state."""

    def __init__(self, handle: BinaryIO, inflation: Inflation, state: _State) -> None:
        self._handle = handle
        self._left = inflation.end - inflation.start - state.taken
        self._inflater = state.inflater.copy()
        self._raw = b""
        self.given, self.taken = state.given, state.taken
        handle.seek(inflation.start + state.taken)

    def step(self) -> bytes:
        """The next bytes; none where the stream ends or breaks off."""
        while not self._inflater.eof:
            more = self._raw or self._handle.read(min(TAKEN, self._left))
            if not self._raw:
                self._left -= len(more)
            try:
                chunk: bytes = self._inflater.decompress(more, GIVEN)
            except zlib.error:
                return b""
            self._raw = self._inflater.unconsumed_tail
            self.taken += len(more) - len(self._raw) - len(self._inflater.unused_data)
            self.given += len(chunk)
            if chunk or not more:
                return chunk
        return b""

    def state(self) -> _State:
        """The state it is in."""
        return _State(self.given, self.taken, self._inflater.copy())


class _InflatedFile(io.RawIOBase):
    """What a stream inflates to."""

    def __init__(self, handle: BinaryIO, inflation: Inflation) -> None:
        self._handle = handle
        self._inflation = inflation
        self._run = _Run(handle, inflation, inflation.nearest(0))
        self._chunk = b""
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._inflation.size}
        self._at = max(0, base[whence] + offset)
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        if self._at >= self._inflation.size:
            return 0
        nearest = self._inflation.nearest(self._at)
        if not self._run.given - len(self._chunk) <= self._at or nearest.given > self._run.given:
            self._run = _Run(self._handle, self._inflation, nearest)
            self._chunk = b""
        while self._run.given <= self._at:
            self._chunk = self._run.step()
            if not self._chunk:
                raise OSError  # the file has changed since it was gone through
        begin = self._at - (self._run.given - len(self._chunk))
        found = self._chunk[begin : begin + len(view)]
        view[: len(found)] = found
        self._at += len(found)
        return len(found)

    def close(self) -> None:
        self._handle.close()
        super().close()


class _PartFile(io.RawIOBase):
    """What stands between two places of a file."""

    def __init__(self, handle: BinaryIO, start: int, end: int) -> None:
        self._handle = handle
        self._start, self._size = start, end - start
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}
        self._at = max(0, base[whence] + offset)
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        self._handle.seek(self._start + self._at)
        found = self._handle.read(min(len(view), max(0, self._size - self._at)))
        view[: len(found)] = found
        self._at += len(found)
        return len(found)

    def close(self) -> None:
        self._handle.close()
        super().close()


def part(handle: BinaryIO, start: int, end: int) -> BinaryIO:
    """What stands between two places, as a file that closes the one it stands in."""
    return cast("BinaryIO", io.BufferedReader(_PartFile(handle, start, end), GIVEN))
