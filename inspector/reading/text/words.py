"""How many words and characters cells hold, told of one text and of many.

A word is a run of characters without Unicode White_Space; characters are code points, CRLF
being one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from inspector.reading.text.regex import BESIDE, SPACES, WHITE

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Flags = NDArray[np.bool_]
    Places = NDArray[np.int64]
    Counts = NDArray[np.uint32]

_WORD = re.compile(f"[^{WHITE}]+")
_OTHERWISE = "\r\x1c\x1d\x1e\x1f"
"""What Python counts otherwise than Unicode does, and CRLF, which is one character."""
_TAB, _BREAK, _RETURN, _SPACE = b"\t\n\r "
_LEADS = {2: (0xC2, 0xC2), 3: (0xE1, 0xE3)}
"""By the number of its bytes, between which ones other white space begins in UTF-8."""
_WIDE = {n: [int.from_bytes(b) for one in SPACES if len(b := one.encode()) == n] for n in _LEADS}
"""The same white space, its bytes read as one number."""
BLOCK = 1 << 18
"""Bytes, or characters, that are looked at together: what is found stays in a processor's cache."""


# Of one text


def words_of(text: str) -> int:
    """The words of a text; of a long one piece by piece, since words take more room than it."""
    words = 0
    for at in range(0, len(text), BLOCK):
        piece = text[at : at + BLOCK]
        words += len(_WORD.findall(piece)) if BESIDE.search(piece) else len(piece.split())
        if at and text[at - 1] not in SPACES and text[at] not in SPACES:
            words -= 1
    return words


def characters_of(text: str) -> int:
    """The characters of a text."""
    return len(text) - text.count("\r\n")


def are_plain(texts: Sequence[str]) -> bool:
    """Whether of each of many texts `len` and `split` tell what is counted."""
    text = "".join(texts)
    if len(text) > BLOCK and max(map(len, texts)) > BLOCK:
        return False
    return not any(character in text for character in _OTHERWISE)


# Of many


def counted(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The words and the characters of cells (UInt32), of which none is null."""
    import numpy as np
    import polars as pl

    cells = cells.rechunk()
    lengths = cells.str.len_bytes().to_numpy()
    ends = lengths.cumsum(dtype=np.int64)
    data = cells.cast(pl.Binary).cast(pl.List(pl.UInt8)).explode(empty_as_null=False).to_numpy()
    words = np.zeros(len(cells), np.uint32)
    characters = cells.str.len_chars().to_numpy(writable=True)
    cuts = np.searchsorted(ends, np.arange(BLOCK, len(data), BLOCK))
    for one, other in pairwise((0, *cuts.tolist(), len(cells))):
        begins = ends[one:other] - lengths[one:other]
        block = data[begins[0] : ends[other - 1]] if other > one else data[:0]
        if len(block):
            words[one:other], second = _counted(block, begins - begins[0])
            characters[one:other] -= second
    return pl.Series(words), pl.Series(characters)


def _counted(data: Bytes, begins: Places) -> tuple[Counts, Counts | int]:
    """The words of cells, and how many line feeds belong to the character before them.

    A word begins where white space ends, or a cell with no white space in front.
    """
    import numpy as np

    white = _white(data)
    is_first = np.empty_like(white)
    np.greater(white[:-1], white[1:], out=is_first[1:])
    filled = begins[np.diff(begins, append=len(data)) > 0]
    is_first[filled] = ~white[filled]
    words = _per_cell(is_first, begins)
    if not (data == _RETURN).any():
        return words, 0
    is_second = np.zeros_like(white)
    is_second[1:] = (data[:-1] == _RETURN) & (data[1:] == _BREAK)
    is_second[filled] = False
    return words, _per_cell(is_second, begins)


def _white(data: Bytes) -> Flags:
    """Of each byte whether it belongs to white space; what it takes does not grow with a cell."""
    import numpy as np

    white = np.empty(len(data), np.bool_)
    at = 0
    while at < len(data):
        end = at + BLOCK
        while end < len(data) and data[end] & 0b1100_0000 == 0b1000_0000:
            end += 1
        white[at:end] = _white_of(data[at:end])
        at = end
    return white


def _white_of(data: Bytes) -> Flags:
    """The same of a few bytes that begin and end with a character."""
    import numpy as np

    white: Flags = (data == _SPACE) | (data - _TAB < 5)  # a byte below a tab wraps to a large one
    highest = data.max()
    for size, (first, last) in _LEADS.items():
        if highest < first or not len(places := np.flatnonzero(data - first <= last - first)):
            continue
        letters = (data[places + i].astype(np.int64) << 8 * (size - i - 1) for i in range(size))
        places = places[np.isin(sum(letters), _WIDE[size])]
        for i in range(size):
            white[places + i] = True
    return white


def _per_cell(flags: Flags, begins: Places) -> Counts:
    """How many flags are set in each of the cells that begin there.

    Flags are packed into integers, of which the sums before each are known.
    """
    import numpy as np

    packed = np.zeros(len(flags) // 64 + 1, "<u8")
    packed.view(np.uint8)[: -(-len(flags) // 8)] = np.packbits(flags, bitorder="little")
    counts = np.bitwise_count(packed)
    sums = counts.cumsum(dtype=np.int64)
    at, bit = begins >> 6, begins.astype(np.uint64) & np.uint64(63)
    beyond = np.bitwise_count(packed[at] >> bit)
    before = sums[at] - beyond
    found: Counts = np.diff(before, append=sums[-1]).astype(np.uint32)
    return found
