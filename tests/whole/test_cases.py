"""Every hostile case, as tests/cases says it."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from inspector.cli.main import main
from tests.cases.account import adds_up
from tests.cases.building import build
from tests.cases.model import GIANT, HEAVY, KINDS, STRANGER, Case, Expected, load
from tests.cases.running import MOST_MEBIBYTES, Outcome, arguments, run
from tests.lib.archives import write_zip
from tests.reading.tables.test_table import DAMAGED, HEAD
from tests.reading.text.test_encoding import ENCODINGS

SMALL = [pytest.param(case, id=f"{kind}: {case.name}") for kind in KINDS for case in load(kind)]
LARGE = [pytest.param(case, id=case.name) for case in load(HEAVY)]
LARGE += [pytest.param(case, id=case.name, marks=pytest.mark.slow) for case in load(GIANT)]


@pytest.mark.parametrize("case", SMALL)
def test_a_case(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if os.name != "posix" and any(item.link or item.pipe for item in case.entries):
        pytest.skip("the system has no such files")
    if sys.platform == "win32" and any(item.deep > 50 for item in case.entries):
        pytest.skip("Windows takes no path as long")
    path = build(case, tmp_path)
    code = main(arguments(case, path))
    said = capsys.readouterr()
    check(case, Outcome(code, said.out, said.err))


@pytest.mark.parametrize("case", LARGE)
def test_a_large_case(case: Case, tmp_path: Path) -> None:
    took = run(case, tmp_path)
    check(case, took)
    assert took.mebibytes < MOST_MEBIBYTES


@pytest.mark.parametrize("data", [row[0] for row in ENCODINGS])
def test_the_table_of_encodings(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("Skills.csv", "Comments.csv", "Articles/a.html"):
        walked(tmp_path, capsys, name, data)


@pytest.mark.parametrize("text", [row[0] for row in DAMAGED])
def test_the_table_of_quotes(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    walked(tmp_path, capsys, "Organizations.csv", HEAD + text)


def walked(folder: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | str) -> None:
    """What holds for every case, of one file."""
    path = write_zip(folder / "e.zip", {name: data})
    case = Case(name)
    code = main(arguments(case, path))
    said = capsys.readouterr()
    check(case, Outcome(code, said.out, said.err))


def test_there_are_many_and_no_two_of_one_name() -> None:
    names = [case.name for kind in (*KINDS, HEAVY, GIANT) for case in load(kind)]
    assert len(names) >= 60
    assert len(set(names)) == len(names)


def check(case: Case, took: Outcome) -> None:
    """What holds for every case, and what the case itself says."""
    assert took.code == case.code, took.err
    assert "Traceback" not in took.err
    assert STRANGER not in took.err
    assert not any(ord(char) < 32 and char != "\n" for char in took.err)
    if case.code > 1:
        assert took.out == ""
        assert case.error in took.err
        assert took.err.count("\n") == 1
        return
    found = json.loads(took.out)
    adds_up(found)
    if case.files is None:
        return
    assert [file["path"] for file in found["files"]] == [one.path for one in case.files]
    for file, expected in zip(found["files"], case.files, strict=True):
        compare(file, expected)


def compare(file: dict[str, Any], expected: Expected) -> None:
    """One entry's line."""
    told = (file["path"], file["status"], file["rows_left_out"], file["duplicates"])
    wanted = (expected.path, expected.status, expected.left_out, expected.duplicates)
    assert told == wanted, file["notes"]
    if expected.atleast:
        assert file["rows"] >= expected.rows
    else:
        assert file["rows"] == expected.rows
    if expected.encoding is not None:
        assert file["encoding"] == expected.encoding
    assert any(expected.note in note for note in file["notes"]) or not expected.note
