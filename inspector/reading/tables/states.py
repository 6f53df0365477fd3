"""What a record is by its cells: the state on which texts may turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.knowledge.dataset import Column, Condition, Dataset
from inspector.reading.tables.header import Layout

if TYPE_CHECKING:
    import polars as pl


def state_of(dataset: Dataset | None, layout: Layout) -> pl.Expr:
    """The state of a record (String): the first whose conditions all hold, or empty."""
    import polars as pl

    chain = pl.lit("")
    for state in reversed(dataset.states if dataset else ()):
        holds = meets(state.when, dataset, layout)
        if holds is not None:
            chain = pl.when(holds).then(pl.lit(state.id)).otherwise(chain)
    return chain


def meets(
    conditions: tuple[Condition, ...], dataset: Dataset | None, layout: Layout
) -> pl.Expr | None:
    """Whether a record meets all conditions (Boolean); None where no record of the file can."""
    import polars as pl

    tests = [_test(condition, dataset, layout) for condition in conditions]
    found = [test for test in tests if test is not None]
    return pl.all_horizontal(found) if len(found) == len(tests) else None


def cell_of(header: str, dataset: Dataset, layout: Layout) -> pl.Expr | None:
    """The cells of a column of the catalogue; None where the file lacks it."""
    import polars as pl

    position = position_of(header, dataset, layout)
    return None if position is None else pl.col(f"c{position}")


def position_of(header: str, dataset: Dataset, layout: Layout) -> int | None:
    """Where a column of the catalogue stands; None where the file lacks it."""
    wanted: Column | None = dataset.column(header)
    at = (i for i, column in enumerate(layout.columns) if column is not None and column is wanted)
    return next(at, None)


def _test(condition: Condition, dataset: Dataset | None, layout: Layout) -> pl.Expr | None:
    """A missing column counts as empty: it can only meet a condition that asks for emptiness."""
    import polars as pl

    assert dataset is not None
    cell = cell_of(condition.column, dataset, layout)
    if cell is None:
        return pl.lit(True) if condition.empty else None
    if condition.equals is not None:
        return cell.is_in(list(condition.equals))
    if condition.matches is not None:
        is_literal = re.escape(condition.matches) == condition.matches
        return cell.str.contains(condition.matches, literal=is_literal)
    return (cell == "") if condition.empty else (cell != "")
