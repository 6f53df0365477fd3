"""Whether a text is plain quoted CSV by the letter, so that its cells cannot be misread.

Polars reads on where a quote stands out of place, and takes lines below an open quote for its
cell. There are two ways with one result: one for short texts, and one that looks at all bytes
of a long text at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inspector.ranks import Marks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MANY = 2 << 20
"""Bytes from which on a text is long."""
_SOME = 1 << 18
BLOCK = 1 << 20
"""Bytes looked at in one go: they stay near the processor from one look to the next."""


def separators(text: bytes, delimiter: str) -> int | None:
    """The number of separators between cells, or None where the text is not sound.

    It is where every quote opens a cell, closes it or is doubled, and every line ends in LF or
    CRLF. What stands outside of quotes ends with a separator before each and begins with one
    after.
    """
    between = delimiter.encode()
    return _in_long(text, between) if len(text) >= MANY else _in_short(text, between)


def count(text: bytes, byte: bytes) -> int:
    """How often a byte stands in a text."""
    if len(text) < _SOME:
        return text.count(byte)
    import numpy as np

    data = np.frombuffer(text, np.uint8)
    found = np.empty(BLOCK, np.bool_)
    blocks = (data[at : at + BLOCK] for at in range(0, len(data), BLOCK))
    return sum(
        int(np.count_nonzero(np.equal(block, byte[0], out=found[: len(block)]))) for block in blocks
    )


def _in_short(text: bytes, between: bytes) -> int | None:
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


def _in_long(text: bytes, between: bytes) -> int | None:
    """By marks of one bit for each byte: 64 of them are looked at in one go."""
    import numpy as np

    quotes, separators, breaks, returns = _marked(text, b'"', between, b"\n", b"\r")
    if int(np.bitwise_count(quotes).sum()) % 2:
        return None
    inside = _parities(quotes)
    may_open = separators | breaks | quotes
    may_close = may_open | returns
    may_close[-1] |= np.uint64(1) << np.uint64(len(text) % 64)  # what ends the text
    after = _moved_up(may_open)
    after[0] |= np.uint64(1)  # what begins it
    wrong = quotes & inside & ~after
    wrong |= quotes & ~inside & ~_moved_down(may_close)
    wrong |= returns & ~_moved_down(breaks)
    return None if wrong.any() else int(np.bitwise_count(separators & ~inside).sum())


def _marked(text: bytes, *wanted: bytes) -> list[NDArray[np.uint64]]:
    """For each of the bytes where it stands; the last group has room for one more mark."""
    import numpy as np

    data = np.frombuffer(text, np.uint8)
    found = np.empty(BLOCK, np.bool_)
    every = [Marks(len(data)) for _ in wanted]
    some = [(byte[0], marks) for byte, marks in zip(wanted, every, strict=True) if byte in text]
    for at in range(0, len(data), BLOCK):
        block = data[at : at + BLOCK]
        is_found = found[: len(block)]
        for byte, marks in some:
            marks.add(np.equal(block, byte, out=is_found))
    return [marks.groups for marks in every]


def _moved_up(marks: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each mark one place later."""
    import numpy as np

    found = marks << np.uint64(1)
    found[1:] |= marks[:-1] >> np.uint64(63)
    return found


def _moved_down(marks: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each mark one place earlier."""
    import numpy as np

    found = marks >> np.uint64(1)
    found[:-1] |= marks[1:] << np.uint64(63)
    return found


def _parities(marks: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """For each place whether the number of marks up to and with it is odd."""
    import numpy as np

    found = marks.copy()
    for step in (1, 2, 4, 8, 16, 32):
        found ^= found << np.uint64(step)
    odd = np.bitwise_xor.accumulate(found >> np.uint64(63))
    found[1:] ^= np.uint64(0) - odd[:-1]
    return found
