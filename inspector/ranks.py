"""How many marked places stand before a place, for many places of a long text at once.

For what would need a running sum over every byte: marks are kept as bits, and only whole
groups of 64 are added up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BITS = 64


class Ranks:
    """Marks over a text, one for each of its bytes."""

    def __init__(self, marks: NDArray[np.bool_]) -> None:
        import numpy as np

        size = len(marks)
        bits = np.zeros((size // _BITS + 1) * 8, np.uint8)
        packed = np.packbits(marks, bitorder="little")
        bits[: len(packed)] = packed
        self._groups = bits.view("<u8")
        self._before = np.zeros(len(self._groups), np.int64)
        np.cumsum(np.bitwise_count(self._groups[:-1]), out=self._before[1:])

    def before(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each place (0 up to the text's length) the number of marks before it."""
        import numpy as np

        group = places // _BITS
        below = (np.uint64(1) << (places % _BITS).astype(np.uint64)) - np.uint64(1)
        found: NDArray[np.int64] = self._before[group] + np.bitwise_count(
            self._groups[group] & below
        )
        return found
