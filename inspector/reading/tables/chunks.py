"""The text of a table in pieces that end where a record ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from inspector.reading.tables.frame import Boundary
from inspector.reading.tables.quotes import Marks

PIECE = 8 << 20
"""Bytes of text parsed at a time."""
LONGEST = 32 << 20
"""Bytes beyond which nothing is believed to be one record."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole records as text, or what was left out in their place."""

    text: bytes
    """UTF-8."""
    marks: Marks | None = None
    """The text instead, and where what matters stands in it, where that was asked for."""
    is_cut: bool = False
    """Whether a record that breaks off was left out at its end."""
    is_endless: bool = False
    """Whether a line longer than any record was left out here; then there is no text."""


def pieces(
    first: bytes,
    text: Iterator[bytes],
    boundary: Boundary,
    breaks_off: Callable[[], bool],
    mark: Callable[[bytes], Marks] | None = None,
) -> Iterator[Piece]:
    """A text in pieces, in order: what is known of it already, then what comes.

    `breaks_off` is asked once the text has ended: whether that is its end at all. `mark`: what
    marks a text, where marks are wanted; then quotes need not be counted besides.
    """
    parts, size = [first], len(first)
    goal = PIECE
    for chunk in text:
        parts.append(chunk)
        size += len(chunk)
        if size < goal:
            continue
        if mark is not None and boundary.is_plain:
            pending = b"".join(parts)
            marks = mark(pending)
            if cut := boundary.find_marked(marks):
                yield Piece(b"", marks.upto(cut))
                parts, size, goal = [pending[cut:]], len(pending) - cut, PIECE
                continue
        if cut := boundary.find(chunk, parts[:-1]):
            yield Piece(b"".join((*parts[:-1], chunk[:cut])))
            parts, size, goal = [chunk[cut:]], len(chunk) - cut, PIECE
            continue
        pending = b"".join(parts)
        cut = boundary.find(pending)
        if not cut and size >= LONGEST:  # a quote was never closed: see what there is
            cut = pending.rfind(b"\n") + 1
            if not cut:
                yield Piece(b"", is_endless=True)
                cut, pending = 0, _after_line(text)
        if cut:
            yield Piece(pending[:cut])
        parts, size = [pending[cut:]], len(pending) - cut
        goal = PIECE if cut else max(PIECE, 2 * size)
    rest = b"".join(parts)
    is_cut = False
    if breaks_off():
        cut = boundary.finished(rest)
        is_cut = bool(rest[cut:].strip())
        rest = rest[:cut]
    yield Piece(rest.rstrip(b"\r\n"), is_cut=is_cut)


def _after_line(text: Iterator[bytes]) -> bytes:
    """What follows the line that goes on, in its last part."""
    for chunk in text:
        end = chunk.find(b"\n") + 1
        if end:
            return chunk[end:]
    return b""
