"""How many words and characters cells hold.

A word is a run of characters without Unicode White_Space; characters are code points, CRLF
being one. There are two ways with one result: expressions, for cells that Polars looks at one
after the other, and `counts_of`, which looks at the bytes of many cells at once and takes a
tenth of the time, but a library that takes its own time to load.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING

from inspector.reading.text.bitmap import (
    BLOCK,
    Ranks,
    marks_of,
    moved_down,
    moved_up,
    no_marks,
    pack,
    places,
    put,
)

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

MANY = 2 << 20
"""Bytes of cells from which on looking at all of them at once pays."""
_WHITE = (b" ", b"\t", b"\v", b"\f")
"""White_Space of one byte within a line."""
_TWO = (b"\xc2\x85", b"\xc2\xa0")
"""White_Space of two bytes."""
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

    def __init__(
        self,
        text: bytes,
        size: int,
        unseen: NDArray[np.uint64] | None = None,
        breaks: NDArray[np.uint64] | None = None,
        returns: NDArray[np.uint64] | None = None,
    ) -> None:
        """`text`: UTF-8, of which so many bytes count; spans begin and end between characters.

        `unseen`: marks of bytes that count for nothing and are no white space. `breaks, returns`:
        marks of all LF and CR, the latter where there are any, where they are known.
        """
        import numpy as np

        self._data = data = np.frombuffer(text, np.uint8, size)
        if breaks is None:
            breaks, returns = marks_of(text, (b"\n", b"\r"), size)
        starts = _after_white(text, size, breaks if returns is None else breaks | returns)
        self._wide = np.empty(0, np.int64)
        fewer = [] if unseen is None else [unseen]
        if not text.isascii():
            further, most = _further(data)
            fewer.append(further)
            leads = [lead for lead in _LEADS if lead[0] <= most and lead in text]
            if leads:
                self._wide, after = _wide(text, data, leads)
                put(starts, after, ~_is_white(data[after]))
                put(starts, self._wide, np.zeros(len(self._wide), np.bool_))
        self._starts = Ranks(starts)
        self._fewer = Ranks(reduce(or_, fewer)) if fewer else None
        self._returns: Ranks | None = None
        if returns is not None and (pairs := returns & moved_down(breaks)).any():
            self._returns = Ranks(pairs)

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


def _after_white(text: bytes, size: int, line_ends: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Which bytes are none of white space and follow one.

    White space of several bytes counts for none.
    """

    others = marks_of(text, [one for one in _WHITE if one in text], size)
    white = reduce(or_, others, line_ends)
    return moved_up(white) & ~white


def _further(data: NDArray[np.uint8]) -> tuple[NDArray[np.uint64], int]:
    """Which bytes begin no character, and the greatest byte there is."""
    import numpy as np

    found = no_marks(len(data))
    room = np.empty(min(BLOCK, len(data)), np.bool_)
    most = 0
    for at in range(0, len(data), BLOCK):
        block = data[at : at + BLOCK]
        pack(np.less(block.view(np.int8), _FURTHER, out=room[: len(block)]), found, at)
        most = max(most, int(block.max()))
    return found, most


def _wide(
    text: bytes, data: NDArray[np.uint8], leads: Sequence[bytes]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where white space of several bytes begins, and what follows it."""
    import numpy as np

    at = places(reduce(or_, marks_of(text, leads, len(data))), len(data))
    first, second = data[at].astype(np.uint32), data[at + 1].astype(np.uint32)
    third = data[np.minimum(at + 2, len(data) - 1)]
    two = at[(first == _TWO[0][0]) & np.isin(second, [one[1] for one in _TWO])]
    three = at[np.isin(first << 16 | second << 8 | third, _THREE)]
    after = np.concatenate((two + 2, three + 3))
    return np.concatenate((two, three)), after[after < len(data)]
