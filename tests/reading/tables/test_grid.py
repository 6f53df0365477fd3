"""Cells found as places in a text, and what is told of them, beside the plain way to each."""

from __future__ import annotations

import csv
import io

import numpy as np
import polars as pl
from hypothesis import assume, example, given
from hypothesis import strategies as st

from inspector.reading.counts.row_meter import characters_of, words_of
from inspector.reading.tables import grid
from inspector.reading.tables import quotes as soundness
from inspector.reading.tables.grid import Grid
from inspector.reading.text.bitmap import Ranks, are_marked, marks_of, no_marks, pack, places, put

CELL = st.text('ab,"\n\r <&é\u2003\u3000\xa0𝗯\x1c', max_size=6).filter(
    lambda cell: cell.count("\r") == cell.count("\r\n")
)
ROWS = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=20)
WAYS = st.tuples(
    st.sampled_from(["\n", "\r\n"]), st.sampled_from([0, 1]), st.booleans(), st.booleans()
)
"""End of lines, quoting, whether the last line ends, and whether lines are empty between some."""


def found(text: bytes, width: int) -> Grid | None:
    marked = soundness.marked(soundness.mark(text, ","))
    return None if marked is None else grid.find(marked, width)


def written(rows: list[tuple[str, ...]], way: tuple[str, int, bool, bool]) -> bytes:
    line_end, quoting, is_ended, are_apart = way
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=line_end, quoting=quoting)  # type: ignore[arg-type]  # an int
    for number, row in enumerate(rows):
        writer.writerow(row)
        out.write(line_end * (are_apart and number % 3 == 0))
    text = out.getvalue()
    return (text if is_ended else text.rstrip(line_end)).encode()


def made(rows: list[tuple[str, ...]], way: tuple[str, int, bool, bool]) -> Grid:
    made = found(written(rows, way), 3)
    assert made is not None
    return made


@given(ROWS, WAYS)
def test_cells_are_those_that_were_written(
    rows: list[tuple[str, ...]], way: tuple[str, int, bool, bool]
) -> None:
    kept = [row for row in rows if any(row)]
    cells = made(rows, way)
    assert len(cells) == len(kept)
    assert way[3] or cells.is_whole == (len(kept) == len(rows))
    assert cells.frame().rows() == kept
    assert cells.filled.tolist() == [[bool(cell) for cell in row] for row in kept]
    every = np.arange(len(kept))
    for i in range(3):
        column = [row[i] for row in kept]
        assert cells.texts(i, every) == column
        if kept:
            counted = cells.counts([i])[0]
            assert counted[0].tolist() == [words_of(cell) for cell in column]
            assert counted[1].tolist() == [characters_of(cell) for cell in column]


@given(ROWS, WAYS, st.sampled_from(["a", "ab", ",", "é", " "]))
def test_records_are_found_by_their_cells(
    rows: list[tuple[str, ...]], way: tuple[str, int, bool, bool], wanted: str
) -> None:
    kept = [row for row in rows if any(row)]
    cells = made(rows, way)
    for i in range(3):
        column = [row[i] for row in kept]
        assert cells.equal(i, wanted).tolist() == [n for n, c in enumerate(column) if c == wanted]
        holding = [n for n, cell in enumerate(column) if "<" in cell]
        assert cells.holding(b"<", i).tolist() == holding
        assert {n for n, cell in enumerate(column) if "," in cell} <= {*cells.holding(b",", i)}


@given(ROWS, WAYS)
def test_placeholders_and_cells_apart(
    rows: list[tuple[str, ...]], way: tuple[str, int, bool, bool]
) -> None:
    kept = [row for row in rows if any(row)]
    assume(kept)
    cells = made(rows, way)
    cells.empty_where(1, "a")
    assert cells.column(1).to_list() == ["" if row[1] == "a" else row[1] for row in kept]
    other = pl.Series("c2", [row[2].strip("a") for row in kept])
    cells.put_apart(2, other)
    assert cells.column(2).to_list() == other.to_list()
    assert cells.filled[:, 2].tolist() == [bool(cell) for cell in other]
    assert cells.texts(2, np.arange(len(kept))) == other.to_list()


@given(st.text('a,"\n\r', max_size=12), st.integers(1, 3))
@example("a,\n\na,", 2)
@example("\n\na,b", 2)
@example(",,\na,,b\n", 3)
@example('""\na', 1)
@example("a\r\n\r\nb", 1)
def test_what_is_found_is_what_python_reads(text: str, width: int) -> None:
    data = text.encode()
    if not data.strip(b"\r\n"):
        return
    cells = found(data, width)
    if cells is None:
        return
    rows = [row for row in csv.reader(io.StringIO(text, newline="\n")) if any(row)]
    assert cells.frame().rows() == [tuple(row) for row in rows]
    assert all(len(row) == width for row in rows)


@given(st.lists(st.booleans(), min_size=1, max_size=400))
def test_marks_and_ranks(wanted: list[bool]) -> None:
    marks = np.array(wanted)
    groups = no_marks(len(marks))
    pack(marks, groups, 0)
    assert places(groups, len(wanted)).tolist() == np.flatnonzero(marks).tolist()
    every = np.arange(len(wanted) + 1)
    before = [sum(wanted[:n]) for n in every]
    assert Ranks(groups).before(every).tolist() == before
    assert are_marked(groups, every[:-1]).tolist() == wanted
    put(groups, every[:-1], ~marks)
    assert are_marked(groups, every[:-1]).tolist() == (~marks).tolist()


@given(st.binary(min_size=1, max_size=300))
def test_marks_of_bytes(text: bytes) -> None:
    for byte, groups in zip((b"a", b"\0"), marks_of(text, [b"a", b"\0"], len(text)), strict=True):
        assert places(groups, len(text)).tolist() == [
            n for n, one in enumerate(text) if one == byte[0]
        ]
