"""Marks over a long text, one bit for each byte, and how many stand before a place.

For what would need a look at every byte, or a running sum over them: only whole groups of 64
bytes are looked at, or added up.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bits = NDArray[np.uint64]

GROUP = 64
"""Bytes whose marks are one number."""
BLOCK = 4 << 20
"""Bytes looked at in one go: few enough to stay near the processor from one look to the next, and
so many that threads do not wait for one another at each of them."""
_IS_LITTLE = sys.byteorder == "little"
_DENSE = 2
"""Marks of eight bytes beyond which each byte is looked at."""


def no_marks(size: int) -> Bits:
    """Marks of a text of so many bytes, none of them set; the last group has room for one more."""
    import numpy as np

    return np.zeros(size // GROUP + 1, np.uint64)


def pack(marks: NDArray[np.bool_], groups: Bits, at: int) -> None:
    """Put marks of bytes where they belong, from a byte on that begins a group."""
    import numpy as np

    some = np.packbits(marks, bitorder="little")
    if not _IS_LITTLE:
        some = np.pad(some, (0, -len(some) % 8)).view("<u8").astype(np.uint64).view(np.uint8)
    groups.view(np.uint8)[at // 8 :][: len(some)] = some


def marks_of(text: bytes, wanted: Sequence[bytes], size: int) -> list[Bits]:
    """For each of the bytes where it stands, in the first ones of a text."""
    import numpy as np

    data = np.frombuffer(text, np.uint8, size)
    found = np.empty(min(BLOCK, len(data)), np.bool_)
    every = [no_marks(len(data)) for _ in wanted]
    for at in range(0, len(data), BLOCK):
        block = data[at : at + BLOCK]
        for byte, groups in zip(wanted, every, strict=True):
            pack(np.equal(block, byte[0], out=found[: len(block)]), groups, at)
    return every


class Ranks:
    """Sums over marks."""

    def __init__(self, groups: Bits) -> None:
        import numpy as np

        self._groups = groups
        self._before = np.zeros(len(groups) + 1, np.int64)
        np.cumsum(np.bitwise_count(groups), out=self._before[1:])

    def before(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each place (0 up to the text's length) the number of marks before it."""
        import numpy as np

        group = places >> 6
        below = (np.uint64(1) << (places & (GROUP - 1)).view(np.uint64)) - np.uint64(1)
        below &= self._groups.take(group)
        found: NDArray[np.int64] = self._before.take(group)
        found += np.bitwise_count(below)
        return found


def put(groups: Bits, places: NDArray[np.int64], marks: NDArray[np.bool_]) -> None:
    """Set or take away the marks at some places."""
    import numpy as np

    bit = np.uint64(1) << (places & (GROUP - 1)).view(np.uint64)
    np.bitwise_or.at(groups, (places >> 6)[marks], bit[marks])
    np.bitwise_and.at(groups, (places >> 6)[~marks], ~bit[~marks])


def upto(groups: Bits, size: int) -> Bits:
    """The marks of the first bytes of a text; the last group has room for one more."""
    import numpy as np

    found = groups[: size // GROUP + 1].copy()
    found[-1] &= (np.uint64(1) << np.uint64(size % GROUP)) - np.uint64(1)
    return found


def places(groups: Bits, size: int) -> NDArray[np.int64]:
    """Where the marks of a text of so many bytes stand, in order."""
    import numpy as np

    eights = groups.astype("<u8", copy=False).view(np.uint8)
    with_any = np.flatnonzero(eights != 0)
    if int(np.bitwise_count(groups).sum()) > _DENSE * len(with_any):
        each = np.unpackbits(eights, bitorder="little")
        return np.flatnonzero(each[:size].view(np.bool_))
    lowest = _lowest()
    left, at = eights.take(with_any), with_any << 3
    parts = []
    while len(left):  # the lowest mark of each eight, then the next of those that have more
        parts.append(at + lowest.take(left))
        left &= left - 1
        more = np.flatnonzero(left != 0)
        left, at = left.take(more), at.take(more)
    found = np.concatenate(parts) if parts else with_any
    if len(parts) > 1:
        found.sort(kind="stable")
    return found[: np.searchsorted(found, size)]


@cache
def _lowest() -> NDArray[np.int64]:
    """For each byte the place of its lowest bit that is set."""
    import numpy as np

    every = np.arange(256)
    found: NDArray[np.int64] = np.bitwise_count((every & -every) - 1).astype(np.int64)
    return found


def are_marked(groups: Bits, places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which places have a mark."""
    import numpy as np

    shifted = groups[places >> 6] >> (places & (GROUP - 1)).view(np.uint64)
    found: NDArray[np.bool_] = (shifted & np.uint64(1)).astype(np.bool_)
    return found


def moved_up(groups: Bits) -> Bits:
    """Each mark one place later."""
    import numpy as np

    found = groups << np.uint64(1)
    found[1:] |= groups[:-1] >> np.uint64(63)
    return found


def moved_down(groups: Bits) -> Bits:
    """Each mark one place earlier."""
    import numpy as np

    found = groups >> np.uint64(1)
    found[:-1] |= groups[1:] << np.uint64(63)
    return found


def parities(groups: Bits) -> Bits:
    """For each place whether the number of marks up to and with it is odd."""
    import numpy as np

    found = groups.copy()
    for step in (1, 2, 4, 8, 16, 32):
        found ^= found << np.uint64(step)
    odd = np.bitwise_xor.accumulate(found >> np.uint64(63))
    found[1:] ^= np.uint64(0) - odd[:-1]
    return found
