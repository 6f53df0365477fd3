"""Which cells of a table of participants are not shown, so that few are never told apart.

A cell that holds some participants, but fewer than the least number, is hidden; and further ones
with it, until neither it nor a group as small can be reckoned from rows, columns and totals that
are shown. A zero is shown: nobody is told apart by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

Cell = tuple[str, str]
TOTAL = ""
"""Row and column of the sums."""


def with_totals(
    counts: Mapping[Cell, int], rows: Sequence[str], columns: Sequence[str]
) -> dict[Cell, int]:
    """A table with its sums, as row and column `TOTAL`; cells that are not given are 0."""
    table = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    for row in rows:
        table[row, TOTAL] = sum(table[row, column] for column in columns)
    for column in (*columns, TOTAL):
        table[TOTAL, column] = sum(table[row, column] for row in rows)
    return table


def hidden(table: Mapping[Cell, int], least: int) -> frozenset[Cell]:
    """The cells of a table with totals that are not shown.

    The sum of all is shown, and no empty cell is hidden. Where nothing else helps, every other
    cell is hidden.
    """
    whole = (TOTAL, TOTAL)
    if table[whole] < least:
        return frozenset(table)
    found = {cell for cell, count in table.items() if 0 < count < least}
    free = {cell for cell, count in table.items() if count and cell != whole} - found
    while (helping := _helping(table, found, free, least)) is not None:
        candidates = helping or free
        if not candidates:
            return frozenset(cell for cell in table if cell != whole)
        chosen = min(candidates, key=lambda cell: (table[cell], TOTAL in cell, cell))
        found.add(chosen)
        free.remove(chosen)
    return frozenset(found)


def two_sided(count: int, of: int, least: int) -> bool:
    """Whether neither those counted nor the others are some, but fewer than the least number."""
    return all(not one or one >= least for one in (count, of - count))


def _helping(
    table: Mapping[Cell, int], found: set[Cell], free: set[Cell], least: int
) -> set[Cell] | None:
    """Free cells of which one has to be hidden, too; None where nothing hidden can be reckoned."""
    for line, total in _lines(table):
        mine = [cell for cell in line if cell in found]
        if mine and total not in found and sum(table[cell] for cell in mine) < least:
            return free & {*line, total}
    for cell in sorted(found):
        if _is_bridge(cell, found):
            closing = {one for one in free if not _is_bridge(cell, {*found, one})}
            return closing or {one for one in free if one[0] == cell[0] or one[1] == cell[1]}
    return None


def _lines(table: Mapping[Cell, int]) -> Iterator[tuple[list[Cell], Cell]]:
    """The cells of every row and every column, with the cell of their sum."""
    for row in dict.fromkeys(cell[0] for cell in table):
        yield [cell for cell in table if cell[0] == row and cell[1] != TOTAL], (row, TOTAL)
    for column in dict.fromkeys(cell[1] for cell in table):
        yield [cell for cell in table if cell[1] == column and cell[0] != TOTAL], (TOTAL, column)


def _is_bridge(cell: Cell, found: Iterable[Cell]) -> bool:
    """Whether a hidden cell follows from the sums: it does where no circle of hidden cells,
    along rows and columns in turn, goes through it."""
    start, goal = ("row", cell[0]), ("column", cell[1])
    others = [(("row", one[0]), ("column", one[1])) for one in found if one != cell]
    reached, fresh = {start}, [start]
    while fresh:
        place = fresh.pop()
        for one, other in others:
            for here, there in ((one, other), (other, one)):
                if here == place and there not in reached:
                    reached.add(there)
                    fresh.append(there)
    return goal not in reached
