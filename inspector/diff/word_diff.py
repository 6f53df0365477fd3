"""The words of two texts held against each other.

Short ones by difflib, whose time may grow with their cube; of long ones, what stands before and
behind the words in which they differ is the same.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import NamedTuple

MOST = 1 << 18
"""Words of one text times words of the other up to which difflib compares them."""
ALL = 1 << 22
"""The same, of all texts that one comparison of texts compares."""


class Stretch(NamedTuple):
    """Neighbouring words of both texts; either may be without any."""

    is_same: bool
    old: Sequence[str]
    new: Sequence[str]


class WordDiff:
    """Compares the texts of one comparison; what they cost together is bounded."""

    def __init__(self) -> None:
        self._left = ALL

    def stretches(self, old: Sequence[str], new: Sequence[str]) -> list[Stretch]:
        """Two texts in stretches that are the same and stretches that differ."""
        if not self._is_short(old, new):
            first, last = _ends(old, new)
            i, j = len(old) - last, len(new) - last
            whole = (
                Stretch(True, old[:first], new[:first]),
                Stretch(False, old[first:i], new[first:j]),
                Stretch(True, old[i:], new[j:]),
            )
            return [one for one in whole if one.old or one.new]
        matcher = difflib.SequenceMatcher(None, old, new, False)
        return [
            Stretch(tag == "equal", old[i:j], new[k:m]) for tag, i, j, k, m in matcher.get_opcodes()
        ]

    def likeness(self, old: Sequence[str], new: Sequence[str], least: float) -> float:
        """How much of two texts is the same, 0 to 1; 0 where it is less than `least`."""
        matcher = difflib.SequenceMatcher(None, old, new, False)
        if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
            return 0.0
        if self._is_short(old, new):
            return matcher.ratio()
        alike = 2 * sum(_ends(old, new)) / (len(old) + len(new))
        return alike if alike >= least else 0.0

    def _is_short(self, old: Sequence[str], new: Sequence[str]) -> bool:
        """Whether difflib may compare two texts."""
        cost = len(old) * len(new)
        if cost > min(MOST, self._left):
            return False
        self._left -= cost
        return True


def _ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many words are the same at the beginning and, of the rest, at the end."""
    first = _first(old, new)
    return first, _first(list(reversed(old[first:])), list(reversed(new[first:])))


def _first(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    shortest = min(len(old), len(new))
    return next((i for i, (one, other) in pairs if one != other), shortest)
