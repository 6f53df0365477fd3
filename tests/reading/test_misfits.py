"""Cells that cannot be what their column holds, and more columns than are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.knowledge import catalogue
from inspector.reading import entry_reader
from inspector.reading.archive.archive import open_archives
from inspector.reading.archive.limits import Limits
from inspector.reading.counts.author import NOBODY
from inspector.reading.counts.meter import Subject
from inspector.reading.misfits import Misfits, look_at_frame, look_at_rows
from inspector.reading.reader import read
from inspector.reading.tables.header import layout_of
from inspector.reading.tables.records import Rows
from tests.lib.archives import write_zip

KNOWN = catalogue.load()
CELL = st.one_of(
    st.sampled_from(["", "https://x.example/a", "www.x.example/a", "[BLOG:https://x.example]"]),
    st.sampled_from(["Acme", "Acme Inc. of X", "ann@x.example", "Jan 2020", "today", " http://x"]),
    st.text("ab.:/@ \t\n\x0b\x1c\x85\u3000é1", max_size=8),
)


@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=30))
def test_rows_and_frames_tell_the_same(rows: list[tuple[str, ...]]) -> None:
    dataset = KNOWN.datasets["certifications"]
    layout = layout_of(dataset, ["Name", "Url", "Started On"])
    subject = Subject(layout, dataset, KNOWN, NOBODY)
    cells = [list(row) for row in rows]
    by_rows, by_frame = Misfits(), Misfits()
    look_at_rows(cells, subject, by_rows)
    frame = Rows(range(1, len(cells) + 1), cells).frame(layout.names)
    look_at_frame(frame, subject, by_frame)
    assert by_rows == by_frame


@pytest.mark.parametrize(
    ("cell", "fits"),
    [
        ("https://x.example", True), ("www.x.example/a", True), ("[BLOG:https://x.example]", True),
        ("Acme", False), ("Acme, Inc.", False), ("ann@x.example", False), ("13 Jul 2025", False),
    ],
)  # fmt: skip
def test_what_is_a_link(cell: str, fits: bool) -> None:
    dataset = KNOWN.datasets["certifications"]
    misfits = Misfits()
    subject = Subject(layout_of(dataset, ["Url"]), dataset, KNOWN, NOBODY)
    look_at_rows([[cell]], subject, misfits)
    assert misfits.links == (not fits)


def test_a_link_behind_a_space_is_told() -> None:
    dataset = KNOWN.datasets["certifications"]
    misfits = Misfits()
    subject = Subject(layout_of(dataset, ["Url"]), dataset, KNOWN, NOBODY)
    look_at_rows([[" https://x.example"], ["https://x.example"], [""], [" Acme"]], subject, misfits)
    assert (misfits.spaced, misfits.links) == (1, 1)


def test_more_new_columns_than_are_read_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = ",".join(f"n{at}" for at in range(1000)) + "\n" + ",".join("v" * 1000) + "\n"
    number = entry_reader.MOST_NEW // 1000
    entries = {f"new_{at}.csv": wide for at in range(number + 1)}
    path = write_zip(tmp_path / "export.zip", {**entries, "Skills.csv": "Name\nWelding\n"})
    files = read(open_archives([path], Limits()), KNOWN)
    assert [file.status for file in files] == ["unknown"] * number + ["unreadable", "read"]
    assert files[number].notes == (
        "more than 5,000 columns never seen before, in all files together",
    )
    assert files[number].bytes == len(wide)
