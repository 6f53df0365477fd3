"""The suites of others: what is right, told, silent and broken of small folders of their kinds."""

from __future__ import annotations

import json
import os
import time
import zipfile
from pathlib import Path

import pytest

from tests.fuzz.oracles import account_of
from tests.lib.archives import write_zip
from tests.suites import archives, encodings, scores, tables
from tests.suites.__main__ import main
from tests.suites.outcome import Outcome, Suite, table
from tests.suites.worker import Worker

CLEAN = b'"Day","Text"\r\n"1 Jan","a, b"\r\n"2 Jan","c"\r\n'


@pytest.fixture
def pollock(tmp_path: Path) -> Path:
    """A folder as Pollock's: a file as it should be, one told, one whose name is not right."""
    folder = tmp_path / "polluted_files"
    polluted = {
        "source.csv": CLEAN,
        "row_more_sep_row2_col1.csv": b'Day,Text\r\n1 Jan,"a, b"\r\n2 Jan,,c\r\n',
        "other.csv": b'Day,Texts\r\n1 Jan,"a, b"\r\n2 Jan,c\r\n',
    }
    for name, data in polluted.items():
        _put(folder / "csv" / name, data)
        _put(folder / "clean" / name, CLEAN)
    weights = {"source.csv": 3.0, "other.csv": 1.0}
    _put(folder / "pollock_weights.json", json.dumps(weights).encode())
    return folder


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def judge(folder: Path) -> dict[str, Outcome]:
    """Without a process of its own: what the program makes of a folder's tables."""
    usual = tables.found(("plain.csv", tables.PLAIN)).told
    return {
        one.name: tables.judged(one, tables.found((one.name, one.data)), usual)
        for one in tables.samples(folder)
    }


def test_tables_are_held_against_their_clean_versions(pollock: Path) -> None:
    found = judge(pollock)
    assert {name: one.verdict for name, one in found.items()} == {
        "source.csv": "read", "row_more_sep_row2_col1.csv": "told", "other.csv": "silent",
    }  # fmt: skip
    source, told = found["source.csv"], found["row_more_sep_row2_col1.csv"]
    assert (source.rows, source.right, source.invented) == (2, 2, 0)
    assert (told.rows, told.right) == (2, 1)
    assert source.measures == (1.0,) * scores.MEASURES


def test_what_is_right_lies_beside_in_other_forms_too(tmp_path: Path) -> None:
    for name in ("objects", "lists", "one", "unknown"):
        _put(tmp_path / "csvs" / f"{name}.csv", b"a,b\n1,2\n")
    for name, value in (
        ("objects", [{"a": "1", "b": "2"}]), ("lists", [["a", "b"], ["1", "3"]]),
        ("one", {"a": "1", "b": "2"}),
    ):  # fmt: skip
        _put(tmp_path / "json" / f"{name}.json", json.dumps(value).encode())
    found = judge(tmp_path)
    assert {name: (one.verdict, one.rows) for name, one in found.items()} == {
        "objects.csv": ("read", 1), "lists.csv": ("silent", 1), "one.csv": ("read", 1),
        "unknown.csv": ("read", 0),
    }  # fmt: skip


def test_the_score_is_the_sum_of_ten_means() -> None:
    right = [["a", "b"], ["1", "2"], ["3", "4"]]
    assert scores.measures(right, right) == (1.0,) * 10
    half = scores.measures(right, [["a", "c"], ["1", "2"], ["3", "5"], ["6", "7"]])
    assert half == pytest.approx((1, *[0.5] * 3, *[0.5, 1 / 3, 0.4], *[0.75, 0.5, 0.6]))
    assert scores.measures([], [["a"]]) == (1.0,) * 10
    outcomes = [Outcome("x", "read", measures=(1.0,) * 10), Outcome("y", "broken")]
    assert scores.simple(outcomes) == 5
    assert scores.weighted(outcomes, {"x": 3, "y": 1}) == 7.5
    assert scores.weighted(outcomes, {}) == 0


def test_archives_are_held_against_another_reader(tmp_path: Path) -> None:
    write_zip(tmp_path / "good.zip", {"Skills.csv": "Name\nWelding\n"})
    inner = (tmp_path / "good.zip").read_bytes()
    write_zip(tmp_path / "inner.zip", {"export.zip": inner})
    (tmp_path / "none.zip").write_bytes(b"no archive at all")
    _put(tmp_path / "below" / "cut.zip", (tmp_path / "good.zip").read_bytes()[:-40])
    found = {path.name: archives.verdict(path) for path in archives.samples(tmp_path)}
    assert found == {"good.zip": "read", "inner.zip": "read", "none.zip": "told", "cut.zip": "told"}
    assert archives.whole(tmp_path / "good.zip").total() == 1
    assert not archives.whole(tmp_path / "none.zip")


def test_an_entry_without_a_line_is_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_zip(tmp_path / "good.zip", {"Skills.csv": "Name\nWelding\n", "a.txt": "b"})
    some = write_zip(tmp_path / "some.zip", {"Skills.csv": "Name\nWelding\n"})
    files = account_of(some, archives.LIMITS)
    monkeypatch.setattr(archives, "account_of", lambda *_: files)
    assert archives.verdict(path) == "silent"


def test_texts_become_tables_of_comments(tmp_path: Path) -> None:
    text = "Я живу в большом городе.\n" * 4
    _put(tmp_path / "KOI8-R" / "a.txt", text.encode("koi8-r"))
    _put(tmp_path / "windows-1251-cyrillic" / "a.txt", text.encode("cp1251"))
    _put(tmp_path / "EUC-TW" / "a.txt", b"\xa4\xa4")
    _put(tmp_path / "utf-8" / "wrong.txt", b"\xff")
    for lines, rows in ((50, 4), (3, 3), (1, 1), (0, 1)):
        found = list(encodings.samples(tmp_path, lines))
        assert [len(one.rows or ()) - 1 for one in found] == [rows, rows]
    assert encodings.encoding_of("iso-8859-9-turkish") == "iso8859-9"
    assert encodings.encoding_of("no-such") == ""
    usual = tables.found(("plain.csv", tables.PLAIN)).told
    for one in encodings.samples(tmp_path, 50):
        seen = tables.found((one.name, one.data))
        assert tables.judged(one, seen, usual).verdict in ("read", "told")


def test_a_worker_outlives_what_breaks_it() -> None:
    with Worker(seconds=60) as worker:
        assert worker.run(len, "abc") == 3
        assert worker.run(int, "x") is None
        assert "ValueError" in worker.why
        assert worker.run(os._exit, 3) is None
        assert worker.why == "the process ended"
        assert worker.run(len, "ab") == 2
        assert worker.why == ""
    with Worker(seconds=0.2) as worker:
        assert worker.run(time.sleep, 30) is None
        assert "more than" in worker.why


def test_the_table_is_printed(
    pollock: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zips = tmp_path / "zips"
    zips.mkdir()
    with zipfile.ZipFile(zips / "a.zip", "w") as file:
        file.writestr("Skills.csv", "Name\nWelding\n")
    assert main(["--pollock", str(pollock), "--zip", str(zips), "--names"]) == 0
    printed = capsys.readouterr().out
    assert (
        "| Pollock  |     3 |    1 |    1 |      1 |      0 |     83.33% |             0 |"
        in printed
    )
    assert (
        "| ZIP zips |     1 |    1 |    0 |      0 |      0 |            |               |"
        in printed
    )
    assert "of 10, simple; 9." in printed
    assert "Pollock: silent: 'other.csv'" in printed


def test_nothing_to_run_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["--zip", "no/such/folder"]):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 2
    assert "no folder" in capsys.readouterr().err


def test_a_broken_file_is_counted() -> None:
    suite = Suite("a", (Outcome("x", "broken", rows=2), Outcome("y", "read", rows=2, right=2)))
    assert suite.cells() == ("a", "2", "1", "0", "0", "1", "50.00%", "0")
    assert len(set(map(len, table([suite]).splitlines()))) == 1
