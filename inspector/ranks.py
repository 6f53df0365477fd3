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


class Marks:
    """Marks over a text, one for each of its bytes, given from its beginning to its end."""

    def __init__(self, size: int) -> None:
        """`size`: of the text, in bytes."""
        import numpy as np

        self.bits = np.zeros((size // _BITS + 1) * 8, np.uint8)
        self._given = 0

    def add(self, marks: NDArray[np.bool_]) -> None:
        """The next marks; a multiple of 8, unless they are the last."""
        import numpy as np

        packed = np.packbits(marks, bitorder="little")
        self.bits[self._given // 8 :][: len(packed)] = packed
        self._given += len(marks)

    @property
    def groups(self) -> NDArray[np.uint64]:
        """All of them, 64 to a number, the first in its lowest bit."""
        import numpy as np

        return self.bits.view("<u8").astype(np.uint64, copy=False)


class Ranks:
    """Sums over marks."""

    def __init__(self, marks: Marks) -> None:
        import numpy as np

        self._groups = marks.groups
        self._before = np.zeros(len(self._groups) + 1, np.int64)
        np.cumsum(np.bitwise_count(self._groups), out=self._before[1:])

    def before(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each place (0 up to the text's length) the number of marks before it."""
        import numpy as np

        group = places // _BITS
        below = (np.uint64(1) << (places % _BITS).astype(np.uint64)) - np.uint64(1)
        found: NDArray[np.int64] = self._before[group] + np.bitwise_count(
            self._groups[group] & below
        )
        return found
