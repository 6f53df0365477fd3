"""Whether a text is plain quoted CSV by the letter, so that its cells cannot be misread.

Polars reads on where a quote stands out of place, and takes lines below an open quote for its
cell. There are two ways with one result: one for short texts, and one that looks at all bytes
of a long text at once.
"""

from __future__ import annotations

from inspector.ranks import Marks, Ranks

MANY = 2 << 20
"""Bytes from which on a text is long."""
_SOME = 1 << 18
BLOCK = 1 << 17
"""Bytes looked at in one go: they stay near the processor from one look to the next."""
_QUOTE, _LINE_FEED, _RETURN = b'"\n\r'


def separators(text: bytes, delimiter: str) -> int | None:
    """The number of separators between cells, or None where the text is not sound.

    It is where every quote opens a cell, closes it or is doubled, and every line ends in LF or
    CRLF. What stands outside of quotes ends with a separator before each and begins with one
    after.
    """
    if b"\r" in text and text.count(b"\r") != text.count(b"\r\n"):
        return None
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
    import numpy as np

    data = np.frombuffer(text, np.uint8)
    found = np.empty(BLOCK, np.bool_)
    places = [np.empty(0, np.int64)]
    marks = Marks(len(data))
    for at in range(0, len(data), BLOCK):
        block = data[at : at + BLOCK]
        is_found = found[: len(block)]
        places.append(np.flatnonzero(np.equal(block, _QUOTE, out=is_found)) + at)
        marks.add(np.equal(block, between[0], out=is_found))
    quotes = np.concatenate(places)
    if len(quotes) % 2:
        return None
    opening, closing = quotes[::2], quotes[1::2]
    before = data[opening[opening > 0] - 1]
    fits = (before == between[0]) | (before == _LINE_FEED) | (before == _QUOTE)
    if not fits.all():
        return None
    after = data[closing[closing < len(data) - 1] + 1]
    fits = (after == between[0]) | (after == _LINE_FEED) | (after == _QUOTE) | (after == _RETURN)
    if not fits.all():
        return None
    ranks = Ranks(marks)
    inside = ranks.before(closing) - ranks.before(opening)
    return int(ranks.all - inside.sum())
