"""What a record is by its cells: the state on which texts may turn.

Conditions are told twice with one result: of rows in plain Python, and of frames in Polars.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from inspector.knowledge.dataset import Column, Condition, Dataset
from inspector.reading.tables.header import Layout
from inspector.reading.text.regex import compiled

if TYPE_CHECKING:
    import polars as pl

Row = Sequence[str]
Test = Callable[[Row], bool]


def position_of(header: str | None, dataset: Dataset, layout: Layout) -> int | None:
    """Where a column of the catalogue stands; None where the file lacks it."""
    wanted: Column | None = dataset.column(header) if header is not None else None
    at = (i for i, column in enumerate(layout.columns) if column is not None and column is wanted)
    return next(at, None)


def _placed(
    conditions: Sequence[Condition], dataset: Dataset, layout: Layout
) -> list[tuple[int, Condition]] | None:
    """Conditions and where their columns stand; None where no record of the file can meet them.

    A missing column counts as empty: it can only meet a condition that asks for emptiness.
    """
    found = []
    for condition in conditions:
        position = position_of(condition.column, dataset, layout)
        if position is not None:
            found.append((position, condition))
        elif not condition.empty:
            return None
    return found


# Of rows


class RowStates:
    """Tells the states of the records of one file, row by row."""

    def __init__(self, dataset: Dataset | None, layout: Layout) -> None:
        self._states = [
            (state.id, test)
            for state in (dataset.states if dataset else ())
            if dataset is not None and (test := row_meets(state.when, dataset, layout)) is not None
        ]

    def of(self, rows: Sequence[Row]) -> Iterable[str]:
        """Of each record the first state whose conditions all hold, or none (`""`)."""
        return map(self._state, rows) if self._states else repeat("", len(rows))

    def _state(self, row: Row) -> str:
        for state, holds in self._states:
            if holds(row):
                return state
        return ""


def row_meets(conditions: Sequence[Condition], dataset: Dataset, layout: Layout) -> Test | None:
    """Whether a record meets all conditions; None where no record of the file can."""
    placed = _placed(conditions, dataset, layout)
    if placed is None:
        return None
    tests = [_row_test(position, condition) for position, condition in placed]
    return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)


def _row_test(position: int, condition: Condition) -> Test:
    if condition.equals is not None:
        wanted = frozenset(condition.equals)
        return lambda row: row[position] in wanted
    if condition.matches is not None:
        pattern = compiled(condition.matches)
        return lambda row: pattern.search(row[position]) is not None
    return lambda row: (row[position] == "") == bool(condition.empty)


# Of frames


def state_of(dataset: Dataset | None, layout: Layout) -> pl.Expr:
    """The state of a record (String): the first whose conditions all hold, or empty."""
    import polars as pl

    chain = pl.lit("")
    if dataset is None:
        return chain
    for state in reversed(dataset.states):
        holds = meets(state.when, dataset, layout)
        if holds is not None:
            chain = pl.when(holds).then(pl.lit(state.id)).otherwise(chain)
    return chain


def meets(conditions: Sequence[Condition], dataset: Dataset, layout: Layout) -> pl.Expr | None:
    """Whether a record meets all conditions (Boolean); None where no record of the file can."""
    import polars as pl

    placed = _placed(conditions, dataset, layout)
    if placed is None:
        return None
    tests = [_test(pl.col(f"c{position}"), condition) for position, condition in placed]
    return pl.all_horizontal(tests or pl.lit(True))


def _test(cell: pl.Expr, condition: Condition) -> pl.Expr:
    if condition.equals is not None:
        return cell.is_in(list(condition.equals))
    if condition.matches is not None:
        is_literal = re.escape(condition.matches) == condition.matches
        return cell.str.contains(condition.matches, literal=is_literal)
    return (cell == "") if condition.empty else (cell != "")
