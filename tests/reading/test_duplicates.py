"""Records that several archives share are counted as often as in the one that has most."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.knowledge import catalogue
from inspector.reading.archive.archive import open_archives
from inspector.reading.archive.limits import Limits
from inspector.reading.reader import read
from tests.lib.archives import write_zip

REACTIONS = "Date,Type,Link\n"


def row(name: str) -> str:
    return f"2025-01-01 00:00:00,LIKE,{name}\n"


@given(st.lists(st.lists(st.sampled_from("abc"), max_size=6), min_size=2, max_size=4))
@settings(max_examples=40, deadline=None)
def test_the_most_of_any_archive_counts(
    tmp_path_factory: pytest.TempPathFactory, exports: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("archives")
    paths = [
        write_zip(folder / f"{n}.zip", {"Reactions.csv": REACTIONS + "".join(map(row, names))})
        for n, names in enumerate(exports)
    ]
    files = read(open_archives(paths, Limits()), catalogue.load())
    most: Counter[str] = Counter()
    for file, names in zip(files, exports, strict=True):
        before = sum(most.values())
        most |= Counter(names)
        assert file.rows == len(names)
        assert file.rows_kept == sum(most.values()) - before


def test_a_column_more_or_less_or_elsewhere_makes_no_difference(tmp_path: Path) -> None:
    old = "Date,ShareLink,ShareCommentary,SharedURL,MediaURL,Visibility\n"
    new = "ShareLink,Date,ShareCommentary,Visibility\n"
    paths = [
        write_zip(tmp_path / "a.zip", {"Shares.csv": old + "2025-01-01 00:00:00,l,text,,,X\n"}),
        write_zip(
            tmp_path / "b.zip", {"Shares_12345678.csv": new + "l,2025-01-01 00:00:00,text,X\n"}
        ),
    ]
    first, second = read(open_archives(paths, Limits()), catalogue.load())
    assert (first.duplicates, second.duplicates) == (0, 1)


def test_repeats_within_a_file_are_merged_before_archives_are_compared(tmp_path: Path) -> None:
    text = "Ad clicked Date,Ad Title/Id\n" + "2025/07/25 17:36:59 UTC,1\n" * 3
    paths = [write_zip(tmp_path / f"{n}.zip", {"Ads Clicked.csv": text}) for n in "ab"]
    first, second = read(open_archives(paths, Limits()), catalogue.load())
    assert (first.duplicates, second.duplicates) == (2, 3)


def test_unknown_files_of_one_name_are_compared_too(tmp_path: Path) -> None:
    paths = [
        write_zip(tmp_path / f"{n}.zip", {"New.csv": "A,B\n1,2\n", "Skills.csv": "Name\n"})
        for n in "ab"
    ]
    files = read(open_archives(paths, Limits()), catalogue.load())
    assert [f.duplicates for f in files if f.path == "New.csv"] == [0, 1]
