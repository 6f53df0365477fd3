"""What is read the strict way is what was written, and what the lenient way reads; else nothing."""

from __future__ import annotations

import csv
import io
import re
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inspector.reading.tables import strict_csv
from inspector.reading.tables.header import Layout
from inspector.reading.tables.lenient_csv import Referee
from inspector.reading.tables.records import Rows
from inspector.reading.tables.strict_csv import Shape, frame, rows

CELL = st.text('ab,"\n\r <&é\u2003\u3000\xa0𝗯\x1c', max_size=6).filter(
    lambda cell: cell.count("\r") == cell.count("\r\n")
)
ROWS = st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=20)
TEXT = st.text('a,"\n\r;', max_size=14)


@pytest.fixture(autouse=True)
def is_never_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_csv, "SHORT", 0)


def shape(width: int, delimiter: str = ",", *, start: str = "", is_dense: bool = False) -> Shape:
    layout = Layout(("h",) * width, (None,) * width, delimiter, True)
    return Shape(layout, re.compile(start) if start else None, is_dense)


def by_rows(text: str, one: Shape) -> list[tuple[object, ...]] | None:
    found = rows(text.encode(), one, 7)
    if found is None:
        return None
    return [(n, *row) for n, row in zip(found.numbers, found.cells, strict=True)]


def by_frame(text: str, one: Shape) -> list[tuple[object, ...]] | None:
    found = frame(text.encode(), one, 7)
    return None if found is None else found.rows()


@given(
    ROWS,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.booleans(),
    st.sampled_from(",;\t"),
)
def test_what_was_written_is_read(
    table: list[tuple[str, ...]],
    line_end: str,
    quoting: Literal[0, 1],
    is_ended: bool,
    delimiter: str,
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=line_end, quoting=quoting, delimiter=delimiter)
    writer.writerows(table)
    text = out.getvalue() if is_ended else out.getvalue().removesuffix(line_end)
    expected = [row for row in table if any(row)]
    numbered = [(n, *row) for n, row in enumerate(expected, 7)]
    one = shape(3, delimiter)
    if len(expected) < len(table):  # no row without text is told from a short one by Polars
        assert by_frame(text, one) in (numbered, None)
    else:
        assert by_frame(text, one) == numbered
    assert by_rows(text, one) == numbered


def careful(text: str, one: Shape) -> list[tuple[object, ...]] | None:
    """By a regular expression, as slow as it is plain."""
    cell = rf'(?:[^"\r\n{one.layout.delimiter}]*|"(?:[^"\r]|""|\r\n)*")'
    line = rf"{cell}(?:{one.layout.delimiter}{cell}){{{one.layout.width - 1}}}"
    if not re.fullmatch(rf"(?:{line}\r?\n)*(?:{line})?", text):
        return None
    referee = Referee(text, one.layout.delimiter, one.layout.width, None)
    every = list(referee.rows())
    assert not referee.unclosed
    found = [row for row in every if any(row)]
    if one.is_dense and len(found) < max(len(every), text.count("\n")):
        return None
    return [(n, *row) for n, row in enumerate(found, 7)]


@given(TEXT, st.integers(1, 3), st.sampled_from(",;"))
@example('"x"y,a', 2, ",")
@example('x"y,z"\n', 2, ",")
@example("a,b\nc\n", 2, ",")
@example('"a"b,c\nd\n', 2, ",")
@example('a,"b\n\nc"\n\n', 2, ",")
@example("a,b\n\nc,d", 2, ",")
@example("a,b\n,\nc,d\n", 2, ",")
@example("a\r\n\r\nb", 1, ",")
@example('""', 1, ",")
@example("a,b\rc", 2, ",")
@example('a,b"\n"c,d\n', 2, ",")
@example("a,,b\nc\n", 2, ",")
@settings(max_examples=400)
def test_nothing_else_is_read(text: str, width: int, delimiter: str) -> None:
    one = shape(width, delimiter)
    expected = careful(text, one)
    if not text.strip("\r\n"):
        return
    for found in (by_frame(text, one), by_rows(text, one)):
        if found is not None:
            lenient = Referee(text.removesuffix("\n"), delimiter, width, None)
            cells = [tuple(row) for row in lenient.rows() if any(row)]
            assert [row[1:] for row in found] == cells
            assert {len(row) for row in cells} <= {width}
            assert not lenient.unclosed
    if expected is not None and len(expected) == text.count("\n") + (not text.endswith("\n")):
        assert by_rows(text, one) == expected
        assert by_frame(text, one) == expected


def test_records_begin_as_they_should() -> None:
    text = "1,a\n2,b\nc,d\n"
    for read in (rows, frame):
        assert read(text.encode(), shape(2, start=r"\d"), 1) is None
        found = read(text[:8].encode(), shape(2, start=r"\d"), 1)
        assert found is not None and len(found) == 2
        found = read(text.encode(), shape(2), 1)
        assert found is not None and len(found) == 3


def test_lines_that_may_continue_a_record_are_left_to_the_lenient_way() -> None:
    for text in ("a,b\n\nc,d\n", "a,b\n,\nc,d\n"):
        for read in (rows, frame):
            assert read(text.encode(), shape(2, is_dense=True), 1) is None


def test_a_short_text_is_not_worth_a_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_csv, "SHORT", 5)
    assert frame(b"a,b\n", shape(2), 1) is None
    assert frame(b"a,b\nc,d\n", shape(2), 1) is not None
    assert isinstance(rows(b"a,b\n", shape(2), 1), Rows)
