"""How many words and characters cells hold.

A word is a run of characters without Unicode White_Space; characters are code points, CRLF
being one. There are two ways with one result: expressions, for cells that Polars looks at one
after the other, and `counts_of`, which looks at the bytes of many cells at once and takes a
tenth of the time, but a library that takes its own time to load.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from inspector.ranks import Marks, Ranks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MANY = 2 << 20
"""Bytes of cells from which on looking at all of them at once pays."""
BLOCK = 1 << 20
"""Bytes looked at in one go."""
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


def counts_of(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """As `words` and `characters` (UInt32), for many cells at once; none of them is null."""
    import numpy as np

    sizes = cells.str.len_bytes().to_numpy()
    ends = np.cumsum(sizes, dtype=np.int64)
    if not len(ends) or not ends[-1]:
        none = pl.repeat(0, len(cells), dtype=pl.UInt32, eager=True)
        return none, none
    is_filled = sizes > 0
    filled = cells if is_filled.all() else cells.filter(is_filled)
    data = filled.cast(pl.Binary).cast(pl.List(pl.UInt8)).explode().to_numpy()
    starts, leads, has_returns = _after_white(data)
    openings = (ends - sizes)[is_filled]
    starts[openings] = ~_is_white(data[openings])
    wide, after = _wide(data, leads)
    starts[after] = ~_is_white(data[after])
    starts[wide] = False
    marks = Marks(len(starts))
    marks.add(starts)
    counts = np.diff(Ranks(marks).before(ends), prepend=0)
    characters = cells.str.len_chars()
    if has_returns:
        characters -= cells.str.count_matches("\r\n", literal=True)
    return pl.Series(counts.astype(np.uint32)), characters


def _is_white(data: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which bytes are white space by themselves."""
    import numpy as np

    is_white: NDArray[np.bool_] = (data - np.uint8(9) <= 4) | (data == 32)
    return is_white


def _after_white(data: NDArray[np.uint8]) -> tuple[NDArray[np.bool_], NDArray[np.int64], bool]:
    """Which bytes are none of white space and follow one; where wider white space may begin.

    And whether there is any carriage return.
    Goes by blocks, which stay near the processor from one look to the next.
    """
    import numpy as np

    starts = np.empty(len(data), np.bool_)
    shifted = np.empty(BLOCK, np.uint8)
    white, other = np.empty(BLOCK, np.bool_), np.empty(BLOCK, np.bool_)
    leads = []
    has_returns = False
    before = np.bool_(True)
    for at in range(0, len(data), BLOCK):
        block = data[at : at + BLOCK]
        size = len(block)
        moved, is_white, is_other = shifted[:size], white[:size], other[:size]
        np.subtract(block, 9, out=moved)
        np.less_equal(moved, 4, out=is_white)
        np.equal(block, 32, out=is_other)
        np.logical_or(is_white, is_other, out=is_white)
        starts[at] = before and not is_white[0]
        np.greater(is_white[:-1], is_white[1:], out=starts[at + 1 : at + size])
        before = is_white[-1]
        has_returns = has_returns or bool(np.equal(block, 13, out=is_white).any())
        np.equal(block, 0xC2, out=is_white)
        np.subtract(block, 0xE1, out=moved)
        np.less_equal(moved, 2, out=is_other)
        np.logical_or(is_white, is_other, out=is_white)
        leads.append(np.flatnonzero(is_white) + at)
    return starts, np.concatenate(leads), has_returns


def _wide(
    data: NDArray[np.uint8], leads: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where white space of several bytes begins, and what follows it."""
    import numpy as np

    second = data[leads + 1].astype(np.uint32)
    third = data[np.minimum(leads + 2, len(data) - 1)]
    code = data[leads].astype(np.uint32) << 16 | second << 8 | third
    two = leads[(data[leads] == 0xC2) & np.isin(second, _TWO)]
    three = leads[np.isin(code, _THREE)]
    after = np.concatenate((two + 2, three + 3))
    return np.concatenate((two, three)), after[after < len(data)]
