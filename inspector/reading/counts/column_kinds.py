"""What the records of a grid are by their cells: states and authors, as numbers.

The same rules as in `states` and `authors`. A test looks only into cells that may meet it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from inspector.knowledge.dataset import Condition, Dataset
from inspector.reading.counts.author import AUTHORS, Owner, correspondent
from inspector.reading.tables.grid import Grid
from inspector.reading.tables.header import Layout
from inspector.reading.tables.states import position_of

if TYPE_CHECKING:
    import polars as pl

Codes = NDArray[np.uint8]
_SPECIAL = set(r"\.^$*+?{}[]|()")
_REPEATED = set("*?{")


class Kinds:
    """Tells the kinds of records of one file."""

    def __init__(self, dataset: Dataset | None, layout: Layout, owner: Owner) -> None:
        self._dataset = dataset
        self._layout = layout
        self.states: tuple[str, ...] = dataset.state_ids if dataset else ("",)
        """The states that a record may have."""
        self._writer: pl.Expr | None = None
        self._asked: list[int] = []
        letter = dataset.correspondence if dataset else None
        if letter is not None and dataset is not None and owner.is_known:
            writer = correspondent(letter, dataset, layout, owner)
            roots = set(writer.meta.root_names())
            self._asked = [i for i, name in enumerate(layout.names) if name in roots]
            import polars as pl

            self._writer = writer.cast(pl.Enum(AUTHORS)).to_physical().cast(pl.UInt8)

    def state(self, grid: Grid) -> Codes:
        """For each record the position of its state among `states`."""
        found = np.zeros(len(grid), np.uint8)
        for state in reversed(self._dataset.states if self._dataset else ()):
            holds = self._meets(grid, state.when)
            if holds is not None:
                found[holds] = self.states.index(state.id)
        return found

    def author(self, grid: Grid) -> Codes:
        """For each record the position of its author in `AUTHORS`."""
        known = self._dataset.author if self._dataset else "mixed"
        usual = AUTHORS.index("unknown" if known == "mixed" else known)
        if self._dataset is not None and self._dataset.correspondence is not None:
            usual = AUTHORS.index("unknown")
        found = np.full(len(grid), usual, np.uint8)
        if self._writer is not None:
            told = grid.frame(self._asked).select(self._writer).to_series()
            found[:] = told.to_numpy()
        for rule in reversed(self._dataset.authors if self._dataset else ()):
            holds = self._meets(grid, rule.when)
            if holds is not None:
                found[holds] = AUTHORS.index(rule.who)
        return found

    def _meets(self, grid: Grid, conditions: Sequence[Condition]) -> NDArray[np.bool_] | None:
        """Which records meet all conditions; None where no record of the file can."""
        found = np.ones(len(grid), np.bool_)
        assert self._dataset is not None
        for condition in conditions:
            position = position_of(condition.column, self._dataset, self._layout)
            if position is not None:
                found = found & _test(grid, position, condition) if found.any() else found
            elif not condition.empty:
                return None
        return found


def _test(grid: Grid, position: int, condition: Condition) -> NDArray[np.bool_]:
    filled = grid.filled[:, position]
    if condition.equals is not None:
        found = ~filled if "" in condition.equals else np.zeros(len(grid), np.bool_)
        for text in filter(None, condition.equals):
            found[grid.equal(position, text)] = True
        return found
    if condition.matches is None:
        return ~filled if condition.empty else filled
    pattern = condition.matches
    letter = needed(pattern)
    if letter is None:
        return grid.column(position).str.contains(pattern).to_numpy()
    found = np.zeros(len(grid), np.bool_)
    records = grid.holding(letter.encode(), position)
    if len(records):
        import polars as pl

        cells = pl.Series(grid.texts(position, records), dtype=pl.String)
        found[records] = cells.str.contains(pattern).to_numpy()
    return found


def needed(pattern: str) -> str | None:
    """An ASCII letter or mark without which nothing matches a regular expression, if it is plain.

    It is what the expression begins with, where that is no special mark and is not repeated.
    """
    first, after = pattern[:1], pattern[1:2]
    if not first.isascii() or first in _SPECIAL or after in _REPEATED or "|" in pattern:
        return None
    return first or None
