"""What is hidden in a table cannot be reckoned from what is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.study.report.suppression import TOTAL, Cell, hidden, two_sided, with_totals

LEAST = 5
SIZES = st.one_of(st.just(0), st.integers(1, 4), st.integers(5, 60))
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(SIZES, min_size=width, max_size=width), min_size=1, max_size=5)
)


def table_of(counts: list[list[int]]) -> dict[Cell, int]:
    rows, columns = [f"r{n}" for n in range(len(counts))], [f"c{n}" for n in range(len(counts[0]))]
    cells = {
        (r, c): n
        for r, line in zip(rows, counts, strict=True)
        for c, n in zip(columns, line, strict=True)
    }
    return with_totals(cells, rows, columns)


def sums(table: dict[Cell, int]) -> list[tuple[list[Cell], Cell]]:
    """Which cells add up to which."""
    found = []
    for row in {cell[0] for cell in table}:
        found.append(([c for c in table if c[0] == row and c[1] != TOTAL], (row, TOTAL)))
    for column in {cell[1] for cell in table}:
        found.append(([c for c in table if c[1] == column and c[0] != TOTAL], (TOTAL, column)))
    return found


def determined(table: dict[Cell, int], kept_back: frozenset[Cell]) -> list[Cell]:
    """Hidden cells that the sums leave no choice for."""
    unknown = sorted(kept_back)
    lines = [[(one in cells) - (one == total) for one in unknown] for cells, total in sums(table)]
    matrix = np.array(lines, dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    found = []
    for at, cell in enumerate(unknown):
        alone = np.zeros((1, len(unknown)))
        alone[0, at] = 1
        if np.linalg.matrix_rank(np.vstack([matrix, alone])) == rank:
            found.append(cell)
    return found


@given(TABLES)
def test_no_hidden_cell_follows_from_the_shown_ones(counts: list[list[int]]) -> None:
    table = table_of(counts)
    kept_back = hidden(table, LEAST)
    small = {cell for cell, count in table.items() if 0 < count < LEAST}
    assert small <= kept_back
    if table[TOTAL, TOTAL] < LEAST:
        assert kept_back == frozenset(table)
        return
    assert (TOTAL, TOTAL) not in kept_back
    if kept_back:
        assert determined(table, kept_back) == []
    for cells, total in sums(table):
        mine = [cell for cell in cells if cell in kept_back]
        assert not mine or total in kept_back or sum(table[cell] for cell in mine) >= LEAST


@given(TABLES)
def test_where_nothing_is_small_nothing_is_hidden(counts: list[list[int]]) -> None:
    table = table_of([[count * LEAST for count in line] for line in counts])
    assert not hidden(table, LEAST) or table[TOTAL, TOTAL] == 0


def test_the_test_would_notice_a_cell_that_follows() -> None:
    table = table_of([[3, 20], [30, 40]])
    small = frozenset({("r0", "c0"), (TOTAL, TOTAL)})
    assert ("r0", "c0") in determined(table, small)


def test_one_small_cell_takes_others_with_it() -> None:
    kept_back = hidden(table_of([[3, 20, 50], [30, 40, 60]]), LEAST)
    assert kept_back == {("r0", "c0"), ("r0", "c1"), ("r1", "c0"), ("r1", "c1")}


@pytest.mark.parametrize(
    ("count", "of", "shown"),
    [(0, 50, True), (4, 50, False), (5, 50, True), (45, 50, True), (46, 50, False), (50, 50, True)],
)
def test_both_sides_of_a_share_count(count: int, of: int, shown: bool) -> None:
    assert two_sided(count, of, LEAST) is shown
