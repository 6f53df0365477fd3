"""How many words and characters cells hold.

A word is a run of characters without Unicode White_Space; characters are code points, CRLF
being one. There are two ways with one result: expressions, for cells that Polars looks at one
after the other, and `words_of`, which looks at the bytes of many cells at once and takes a
tenth of the time, but a library that takes its own time to load.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from inspector.ranks import Ranks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MANY = 2 << 20
"""Bytes of cells from which on looking at all of them at once pays."""
_TWO = (0x85, 0xA0)
"""White_Space of two bytes: those that follow 0xC2."""
_THREE = (0xE19A80, *range(0xE28080, 0xE2808B), 0xE280A8, 0xE280A9, 0xE280AF, 0xE2819F, 0xE38080)
"""White_Space of three bytes."""


def words(text: pl.Expr) -> pl.Expr:
    """Runs of characters without Unicode White_Space."""
    return text.str.count_matches(r"\S+")


def characters(text: pl.Expr) -> pl.Expr:
    """Code points, CRLF being one."""
    return text.str.len_chars() - text.str.count_matches("\r\n", literal=True)


@lru_cache(maxsize=1024)
def words_in(name: str) -> pl.Expr:
    """The words of a column's cells."""
    return words(pl.col(name))


@lru_cache(maxsize=1024)
def characters_in(name: str) -> pl.Expr:
    """The characters of a column's cells."""
    return characters(pl.col(name))


def characters_of(cells: pl.Series) -> pl.Series:
    """As `characters` (UInt32), for many cells at once."""
    count = cells.str.len_chars()
    if cells.str.contains("\r\n", literal=True).any():
        return count - cells.str.count_matches("\r\n", literal=True)
    return count


def words_of(cells: pl.Series) -> pl.Series:
    """As `words` (UInt32), for many cells at once; none of them is null."""
    import numpy as np

    sizes = cells.str.len_bytes().to_numpy()
    ends = np.cumsum(sizes, dtype=np.int64)
    if not len(ends) or not ends[-1]:
        return pl.repeat(0, len(cells), dtype=pl.UInt32, eager=True)
    filled = cells.filter(sizes > 0) if (sizes == 0).any() else cells
    data = filled.cast(pl.Binary).cast(pl.List(pl.UInt8)).explode().to_numpy()
    first, last = _white(data)
    starts = ~first
    starts[1:] &= last[:-1]
    openings = (ends - sizes)[sizes > 0]
    starts[openings] = ~first[openings]
    ranks = Ranks(starts)
    counts = np.diff(ranks.before(ends), prepend=0)
    return pl.Series(counts.astype(np.uint32))


def _white(data: NDArray[np.uint8]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where a character of white space begins, and where one ends."""
    import numpy as np

    ascii_white = (data - np.uint8(9) <= 4) | (data == 32)
    lead = np.flatnonzero((data == 0xC2) | (data - np.uint8(0xE1) <= 2))
    if not len(lead):
        return ascii_white, ascii_white
    second = data[lead + 1].astype(np.uint32)
    third = data[np.minimum(lead + 2, len(data) - 1)]
    code = data[lead].astype(np.uint32) << 16 | second << 8 | third
    two = lead[(data[lead] == 0xC2) & np.isin(second, _TWO)]
    three = lead[np.isin(code, _THREE)]
    if not len(two) and not len(three):
        return ascii_white, ascii_white
    first, last = ascii_white.copy(), ascii_white
    first[two] = first[three] = True
    last[two + 1] = last[three + 2] = True
    return first, last
