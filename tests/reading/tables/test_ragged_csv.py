"""Rows of any width come out the same whichever way they are read, and so does their account."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inspector.knowledge import catalogue
from inspector.reading.tables import ragged_csv, strict_csv
from inspector.reading.tables import table as tables
from inspector.reading.tables.header import Layout
from inspector.reading.tables.row_account import Account
from inspector.reading.tables.table import RaggedRows, Strict, Table
from tests.lib.tables import frames_of, refuse

KNOWN = catalogue.load()
HEADS = {
    "organizations": "Name,Description,Position,Started On,Finished On",
    "reactions": "Date,Type,Link",
    "skills": "Name",
    "comments": "Date,Link,Message",
    "": "a,b,c",
}
LETTERS = st.sampled_from(["a,\n", 'a,"\n', 'a,"\n\r', 'ab,,\n\n"', 'a,,,"\n', "é,\n\r"])
TEXT = LETTERS.flatmap(lambda letters: st.text(letters, max_size=60))
WAYS: tuple[tuple[Strict, RaggedRows | None], ...] = (
    (refuse, None), (strict_csv.rows, None), (strict_csv.frame, ragged_csv.frame),
)  # fmt: skip


@pytest.fixture(autouse=True)
def is_never_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_csv, "SHORT", 0)
    monkeypatch.setattr(ragged_csv, "SHORT", 0)


def read(
    text: str, name: str, strict: Strict, ragged: RaggedRows | None
) -> tuple[list[Any], Account]:
    dataset = KNOWN.datasets[name] if name else None
    data = f"{HEADS[name]}\n{text}".encode()
    table = Table(iter([data]), dataset, strict, lambda: False, ragged)
    return [row for frame in frames_of(table) for row in frame.rows()], table.account


@given(TEXT, st.sampled_from(sorted(HEADS)), st.sampled_from([5, 20, 1000]))
@example('\n\naa"\n', "organizations", 20)
@example("\n\n\n\na\n\na", "skills", 5)
@example('"","","","",""\na\n', "organizations", 1000)
@example("a,b,c,d,e,,\na,b,c,d,e,f\n", "organizations", 1000)
@settings(max_examples=300)
def test_all_ways_agree(text: str, name: str, block: int) -> None:
    before, tables.BLOCK = tables.BLOCK, block
    try:
        careful, *others = (read(text, name, *way) for way in WAYS)
    finally:
        tables.BLOCK = before
    for other in others:
        assert other == careful


def test_what_is_read_the_quick_way() -> None:
    layout = Layout(("h",) * 3, (None,) * 3, ",", True)
    found = ragged_csv.frame(b'a\n\nb"c,d\n1,2,3,\n1,2,3,4\n,,\n\n', layout, 5)
    assert found is not None
    assert found.frame.rows() == [(5, "a", "", ""), (6, 'b"c', "d", ""), (7, "1", "2", "3")]
    assert (found.rows, found.left_out, found.short, found.long) == (4, [8], 2, 1)
    assert (found.misplaced, found.blank, found.below) == (1, 1, 1)


@pytest.mark.parametrize("text", ['a\n"b\nc",d\n', 'a,"b"c\n', "a\rb\n", '"","",""\n', 'a,"b\n'])
def test_what_is_left_to_the_lenient_way(text: str) -> None:
    layout = Layout(("h",) * 3, (None,) * 3, ",", True)
    assert ragged_csv.frame(text.encode(), layout, 1) is None
