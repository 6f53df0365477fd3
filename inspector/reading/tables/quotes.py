"""Whether a text is plain quoted CSV by the letter, so that its cells cannot be misread.

Polars reads on where a quote stands out of place, and takes lines below an open quote for its
cell. There are two ways with one result: one for short texts, and one that looks at all bytes
of a text at once and leaves marks, one bit for each byte, by which cells are found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.reading.text.bitmap import (
    GROUP,
    marks_of,
    moved_down,
    moved_up,
    no_marks,
    parities,
    upto,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bits = NDArray[np.uint64]

_SOME = 1 << 18


@dataclass(frozen=True, slots=True)
class Marks:
    """A text, and where the bytes that matter stand in it, whether within quotes or not."""

    text: bytes
    size: int
    """Bytes of the text that count."""
    delimiter: bytes
    separators: Bits
    breaks: Bits
    """Line feeds."""
    quotes: Bits | None
    """None where there are none."""
    returns: Bits | None
    """Carriage returns; None where there are none."""

    @property
    def quote_count(self) -> int:
        """How many quotes there are."""
        import numpy as np

        return 0 if self.quotes is None else int(np.bitwise_count(self.quotes).sum())

    def upto(self, size: int) -> Marks:
        """The same of the beginning of the text."""
        separators, breaks = upto(self.separators, size), upto(self.breaks, size)
        quotes, returns = (
            kept if one is not None and (kept := upto(one, size)).any() else None
            for one in (self.quotes, self.returns)
        )
        return Marks(self.text, size, self.delimiter, separators, breaks, quotes, returns)


@dataclass(frozen=True, slots=True)
class Marked:
    """A sound text, and where what matters stands in it."""

    text: bytes
    size: int
    """Bytes of the text that count."""
    delimiter: bytes
    separators: Bits
    """Those between cells."""
    breaks: Bits
    """Line feeds between lines."""
    opening: Bits | None
    """Quotes that open a cell; None where there are no quotes."""
    doubled: Bits | None
    """The second ones of two quotes that stand for one."""
    every_break: Bits
    """All line feeds, within quotes, too."""
    every_return: Bits | None
    """All carriage returns; None where there are none."""

    @property
    def between(self) -> int:
        """The number of separators between cells."""
        import numpy as np

        return int(np.bitwise_count(self.separators).sum())


def separators(text: bytes, delimiter: str) -> int | None:
    """The number of separators between cells, or None where the text is not sound.

    It is where every quote opens a cell, closes it or is doubled, and every line ends in LF or
    CRLF. What stands outside of quotes ends with a separator before each and begins with one
    after.
    """
    between = delimiter.encode()
    if b"\r" in text and text.count(b"\r") != text.count(b"\r\n"):
        return None
    parts = text.split(b'"')
    if len(parts) % 2 == 0:
        return None
    outside = parts[::2]
    if not {part[-1:] for part in outside[:-1]} <= {b"", between, b"\n"}:
        return None
    if not {part[:1] for part in outside[1:]} <= {b"", between, b"\n", b"\r"}:
        return None
    return b"".join(outside).count(between)


def mark(text: bytes, delimiter: str) -> Marks:
    """Mark the bytes that matter, with few looks at many bytes, so that other threads go on."""
    separator = delimiter.encode()
    wanted = [one for one in (separator, b"\n", b'"', b"\r") if one in text]
    found = dict(zip(wanted, marks_of(text, wanted, len(text)), strict=True))
    none = no_marks(len(text))
    return Marks(
        text, len(text), separator, found.get(separator, none), found.get(b"\n", none),
        found.get(b'"'), found.get(b"\r"),
    )  # fmt: skip


def marked(marks: Marks) -> Marked | None:
    """As `separators`, by marks: 64 bytes are looked at in one go."""
    import numpy as np

    separators, breaks, quotes, returns = (
        marks.separators, marks.breaks, marks.quotes, marks.returns
    )  # fmt: skip
    if returns is not None and (returns & ~moved_down(breaks)).any():
        return None
    opening = doubled = None
    if quotes is not None:
        if int(np.bitwise_count(quotes).sum()) % 2:
            return None
        inside = parities(quotes)
        may_close = separators | breaks
        after = moved_up(may_close)
        after[0] |= np.uint64(1)  # what begins the text
        first = quotes & inside
        opening, doubled = first & after, first & moved_up(quotes)
        may_close |= quotes
        if returns is not None:
            may_close |= returns
        may_close[-1] |= np.uint64(1) << np.uint64(marks.size % GROUP)  # what ends it
        misplaced = first ^ (opening | doubled)
        outside = np.invert(inside, out=inside)
        misplaced |= quotes & outside & ~moved_down(may_close)
        if misplaced.any():
            return None
        separators, breaks = separators & outside, breaks & outside
    return Marked(
        marks.text, marks.size, marks.delimiter, separators, breaks, opening, doubled,
        marks.breaks, returns,
    )  # fmt: skip


def count(text: bytes, byte: bytes) -> int:
    """How often a byte stands in a text."""
    if len(text) < _SOME:
        return text.count(byte)
    import numpy as np

    return int(np.count_nonzero(np.frombuffer(text, np.uint8) == byte[0]))
