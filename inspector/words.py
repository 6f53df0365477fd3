"""How many words and characters cells hold.

A word is a run of characters without Unicode White_Space; characters are code points, CRLF
being one. There are two ways with one result: expressions, for cells that Polars looks at one
after the other, and `counts_of`, which looks at the bytes of many cells at once and takes a
tenth of the time, but a library that takes its own time to load.
"""

from __future__ import annotations

from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING

from inspector.ranks import Ranks, no_marks, pack, packed, put

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

MANY = 2 << 20
"""Bytes of cells from which on looking at all of them at once pays."""
BLOCK = 1 << 20
"""Bytes looked at in one go; a multiple of the size of a group of marks."""
_TWO = (0x85, 0xA0)
"""White_Space of two bytes: those that follow 0xC2."""
_THREE = (0xE19A80, *range(0xE28080, 0xE2808B), 0xE280A8, 0xE280A9, 0xE280AF, 0xE2819F, 0xE38080)
"""White_Space of three bytes."""
_LEADS = (b"\xc2", b"\xe1", b"\xe2", b"\xe3")
"""What begins them."""
_FURTHER = -64
"""Bytes of a character beyond its first are less than this, as signed numbers."""


def words(text: pl.Expr) -> pl.Expr:
    """Runs of characters without Unicode White_Space."""
    return text.str.count_matches(r"\S+")


def characters(text: pl.Expr) -> pl.Expr:
    """Code points, CRLF being one."""
    return text.str.len_chars() - text.str.count_matches("\r\n", literal=True)


@lru_cache(maxsize=1024)
def words_in(name: str) -> pl.Expr:
    """The words of a column's cells."""
    import polars as pl

    return words(pl.col(name))


@lru_cache(maxsize=1024)
def characters_in(name: str) -> pl.Expr:
    """The characters of a column's cells."""
    import polars as pl

    return characters(pl.col(name))


def counts_of(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """As `words` and `characters` (UInt32), for many cells at once; none of them is null."""
    import numpy as np
    import polars as pl

    sizes = cells.str.len_bytes().to_numpy()
    ends = np.cumsum(sizes, dtype=np.int64)
    if not len(ends) or not ends[-1]:
        none = pl.repeat(0, len(cells), dtype=pl.UInt32, eager=True)
        return none, none
    is_filled = sizes > 0
    filled = cells if is_filled.all() else cells.filter(is_filled)
    data = filled.cast(pl.Binary).cast(pl.List(pl.UInt8)).explode().to_numpy()
    words, characters = Spans(data.tobytes(), len(data)).counts(ends - sizes, ends)
    return pl.Series(words.astype(np.uint32)), pl.Series(characters.astype(np.uint32))


class Spans:
    """Counts the words and characters of any spans of a text, by marks over its bytes."""

    def __init__(self, text: bytes, size: int, unseen: NDArray[np.uint64] | None = None) -> None:
        """`text`: UTF-8, of which so many bytes count; spans begin and end between characters.

        `unseen`: marks of bytes that count for nothing and are no white space.
        """
        import numpy as np

        self._data = data = np.frombuffer(text, np.uint8, size)
        is_ascii = text.isascii()
        starts, further = _marked(data, is_ascii=is_ascii)
        self._wide = np.empty(0, np.int64)
        if not is_ascii and any(lead in text for lead in _LEADS):
            self._wide, after = _wide(data)
            put(starts, after, ~_is_white(data[after]))
            put(starts, self._wide, np.zeros(len(self._wide), np.bool_))
        self._starts = Ranks(starts)
        fewer = [one for one in (further, unseen) if one is not None]
        self._fewer = Ranks(reduce(or_, fewer)) if fewer else None
        self._returns: Ranks | None = None
        if b"\r" in text:
            pairs = data == 13
            pairs[:-1] &= data[1:] == 10
            self._returns = Ranks(packed(pairs))

    def counts(
        self, starts: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Words and characters between each start and the end that belongs to it."""
        import numpy as np

        is_filled = ends > starts
        if not is_filled.all():
            counted = np.zeros((2, len(starts)), np.int64)
            if is_filled.any():
                counted[:, is_filled] = self.counts(starts[is_filled], ends[is_filled])
            return counted[0], counted[1]
        words = self._starts.before(ends) - self._starts.before(starts + 1)
        begins = ~_is_white(self._data.take(starts))
        if len(self._wide):
            begins &= ~np.isin(starts, self._wide)
        words += begins
        characters = ends - starts
        if self._fewer is not None:
            characters -= self._fewer.before(ends) - self._fewer.before(starts)
        if self._returns is not None:  # a last one is followed by what stands outside
            characters -= self._returns.before(ends - 1) - self._returns.before(starts)
        return words, characters


def _is_white(data: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which bytes are white space by themselves."""
    import numpy as np

    is_white: NDArray[np.bool_] = (data - np.uint8(9) <= 4) | (data == 32)
    return is_white


def _marked(
    data: NDArray[np.uint8], *, is_ascii: bool
) -> tuple[NDArray[np.uint64], NDArray[np.uint64] | None]:
    """Which bytes are none of white space and follow one; which begin no character.

    White space of several bytes counts for none. Goes by blocks, which stay near the processor
    from one look to the next.
    """
    import numpy as np

    size = min(BLOCK, len(data))
    starts = no_marks(len(data))
    further = None if is_ascii else no_marks(len(data))
    shifted = np.empty(size, np.uint8)
    white, other = np.empty(size, np.bool_), np.empty(size, np.bool_)
    before = np.bool_(True)
    for at in range(0, len(data), BLOCK):
        block = data[at : at + BLOCK]
        moved, is_white, is_other = (
            shifted[: len(block)], white[: len(block)], other[: len(block)]
        )  # fmt: skip
        np.subtract(block, 9, out=moved)
        np.less_equal(moved, 4, out=is_white)
        np.equal(block, 32, out=is_other)
        np.logical_or(is_white, is_other, out=is_white)
        np.greater(is_white[:-1], is_white[1:], out=is_other[1:])
        is_other[0] = before and not is_white[0]
        before = is_white[-1]
        pack(is_other, starts, at)
        if further is not None:
            pack(np.less(block.view(np.int8), _FURTHER, out=is_other), further, at)
    return starts, further


def _wide(data: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where white space of several bytes begins, and what follows it."""
    import numpy as np

    leads = np.flatnonzero((data == 0xC2) | (data - np.uint8(0xE1) <= 2))
    second = data[leads + 1].astype(np.uint32)
    third = data[np.minimum(leads + 2, len(data) - 1)]
    code = data[leads].astype(np.uint32) << 16 | second << 8 | third
    two = leads[(data[leads] == 0xC2) & np.isin(second, _TWO)]
    three = leads[np.isin(code, _THREE)]
    after = np.concatenate((two + 2, three + 3))
    return np.concatenate((two, three)), after[after < len(data)]
