"""The text of a table in pieces that end where a record ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from inspector.knowledge.dataset import Dialect

PIECE = 8 << 20
"""Bytes of text parsed at a time."""
LONG = 1 << 16
"""Bytes of a text from which on NumPy counts in it."""
LONGEST = 16 << 20
"""Bytes beyond which nothing is believed to be one record."""
_ENDED = re.compile(rb"[^\r\n]\r?\n\Z")
"""The end of a text without blank lines there, which need not be copied."""
MOST_CUT = 100
"""Lines that a record may have which breaks off."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole records as text, or what was left out in their place."""

    text: bytes
    """UTF-8."""
    is_cut: bool = False
    """Whether a record that breaks off was left out at its end."""
    is_endless: bool = False
    """Whether a line longer than any record was left out here; then there is no text."""
    is_last: bool = False


class Boundary:
    """Finds the last place in a piece of text where a record certainly ends."""

    def __init__(self, dialect: Dialect, delimiter: str) -> None:
        self._escaped = dialect.escape == "backslash"
        self._start = None
        if dialect.continues and dialect.record_start:
            self._start = re.compile(
                f'"?(?:{dialect.record_start})"?{re.escape(delimiter)}'.encode()
            )

    def find(self, text: bytes, before: Sequence[bytes] = (), *, within: bool = False) -> int:
        """Offset after the last line end outside quotes, or 0; `before`: the text before it.

        `within`: even where no record begins there, if lines may continue a record.
        """
        if self._escaped and any(part.endswith(b"\\") for part in before):
            return 0  # a quote may be cut off from what escapes it
        quotes = self._quotes(text) + sum(map(self._quotes, before))
        at = len(text)
        for _ in range(1000):
            newline = text.rfind(b"\n", 0, at)
            if newline < 0:
                return 0
            quotes -= self._quotes(text[newline:at])
            at = newline
            after = text[newline + 1 : newline + 200]
            if quotes % 2 == 0 and (within or self._start is None or self._start.match(after)):
                return newline + 1
        return 0

    def finished(self, text: bytes) -> int:
        """Offset up to which records are whole in a text that breaks off at its end."""
        if text.endswith(b"\n") and self._quotes(text) % 2 == 0:
            return len(text)
        cut = self.find(text)
        # So long a tail is no cut record: a quote before it was never closed.
        return cut if text.count(b"\n", cut) <= MOST_CUT else text.rfind(b"\n") + 1

    def _quotes(self, text: bytes) -> int:
        return _count(text) - (text.count(b'\\"') if self._escaped else 0)


def _count(text: bytes) -> int:
    """The quotes of a text; of a long one in a third of the time that Python takes for it."""
    if len(text) < LONG:
        return text.count(b'"')
    import numpy as np

    return int(np.count_nonzero(np.frombuffer(text, np.uint8) == ord('"')))


def pieces(
    first: bytes, text: Iterator[bytes], boundary: Boundary, breaks_off: Callable[[], bool]
) -> Iterator[Chunk]:
    """A text in pieces, in order: what is known of it already, then what comes.

    `breaks_off` is asked once the text has ended: whether that is its end at all.
    """
    parts, size = [first], len(first)
    goal = PIECE
    for chunk in text:
        parts.append(chunk)
        size += len(chunk)
        if size < goal:
            continue
        if cut := boundary.find(chunk, parts[:-1]):
            yield Chunk(b"".join((*parts[:-1], memoryview(chunk)[:cut])))
            parts, size, goal = [chunk[cut:]], len(chunk) - cut, PIECE
            continue
        pending = b"".join(parts)
        cut = boundary.find(pending) or boundary.find(pending, within=True)
        if not cut and size >= LONGEST:  # a quote was never closed: see what there is
            cut = pending.rfind(b"\n") + 1
            if not cut:
                yield Chunk(b"", is_endless=True)
                cut, pending = 0, _after_line(text)
        if cut:
            yield Chunk(pending[:cut])
        parts, size = [pending[cut:]], len(pending) - cut
        goal = PIECE if cut else max(PIECE, 2 * size)
    rest = b"".join(parts)
    is_cut = False
    if breaks_off():
        cut = boundary.finished(rest)
        is_cut = bool(rest[cut:].strip())
        rest = rest[:cut]
    yield Chunk(rest if _ENDED.search(rest[-3:]) else rest.rstrip(b"\r\n"), is_cut, is_last=True)


def _after_line(text: Iterator[bytes]) -> bytes:
    """What follows the line that goes on, in its last part."""
    for chunk in text:
        end = chunk.find(b"\n") + 1
        if end:
            return chunk[end:]
    return b""
