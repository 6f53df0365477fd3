"""CSV tables, records as JSON lines, the summary as Markdown: the same numbers, and no tricks."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inspector import resources
from inspector.outputs import csv_cells, csv_tables
from tests.conftest import environment, run_program
from tests.lib.archives import write_zip

pytestmark = pytest.mark.xdist_group("tables")  # what the module builds is built once
EVIL = '=HYPERLINK("http://x.example";"a")'
VERDICTS = ("inside", "unclear", "outside")


def _rows(path: Path) -> list[dict[str, str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The sample's tables, beside what JSON says of it."""
    folder = tmp_path_factory.mktemp("tables")
    ran = run_program(
        "demo", "--region", "eu", "--csv", folder / "t", "--jsonl", folder / "r.jsonl",
        "--records", folder / "r.parquet", "--markdown", folder / "s.md", "--json",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    return folder, json.loads(ran.out)


def test_tables_say_what_json_says(written: tuple[Path, dict[str, Any]]) -> None:
    folder, document = written
    files = _rows(folder / "t" / csv_tables.FILES)
    assert [row["path"] for row in files] == [file["path"] for file in document["files"]]
    assert list(files[0]) == list(csv_tables.FILES_HEADER)
    for verdict in VERDICTS:
        for measure in csv_tables.MEASURES:
            total = sum(int(row[f"{verdict}_{measure}"]) for row in files)
            assert total == document["totals"][verdict][measure], (verdict, measure)
    columns = _rows(folder / "t" / csv_tables.COLUMNS)
    told = [(row["path"], row["column"], row["verdict"] or None) for row in columns]
    assert told == [
        (file["path"], column["name"], column["verdict"])
        for file in document["files"]
        for column in file["columns"]
    ]


def test_clauses_add_up_to_what_rests_on_a_clause(written: tuple[Path, dict[str, Any]]) -> None:
    folder, document = written
    clauses = _rows(folder / "t" / csv_tables.CLAUSES)
    assert len({row["clause"] for row in clauses}) == len(clauses)
    assert all(row["quote"] and row["source"] and row["seen"] for row in clauses)
    microsoft = {
        one["id"] for said in document["by_recipient"].values() for one in said["policies"]
    }
    own = [row for row in clauses if row["clause"].partition(":")[0] not in microsoft]
    inside = sum(int(row["inside_words"]) for row in own)
    assert inside == document["totals"]["inside"]["words"]


def test_records_are_the_same_in_every_form(written: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = written
    frame = pl.read_parquet(folder / "r.parquet")
    lines = [json.loads(line) for line in (folder / "r.jsonl").read_text("utf-8").splitlines()]
    assert [line["value"] for line in lines] == frame["value"].to_list()
    assert list(lines[0])[:15] == frame.columns[:15]
    schema = json.loads((resources.schemas() / "record.schema.json").read_text("utf-8"))
    for line in lines[::20]:
        jsonschema.validate(line, schema)
    table = pl.read_csv(
        folder / "t" / csv_tables.RECORDS, infer_schema=False, empty_string_is_null=False
    )
    assert table.height == frame.height
    shown = frame.select(csv_cells.whole(pl.col("value")))["value"]
    assert table["value"].to_list() == shown.to_list()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_rows(
    written: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    folder, _ = written
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
         "--outdir", tmp_path, folder / "t" / csv_tables.RECORDS],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    ours = _rows(folder / "t" / csv_tables.RECORDS)
    with (tmp_path / csv_tables.RECORDS).open(encoding="utf-8-sig", newline="") as file:
        theirs = list(csv.DictReader(file))
    assert [row["value"] for row in theirs] == [row["value"] for row in ours]


def test_what_an_export_says_is_no_formula_and_no_markup(tmp_path: Path) -> None:
    export = write_zip(
        tmp_path / "e.zip",
        {
            "Comments.csv": "Date,Link,Message\n2026-05-01 10:00:00,https://www.linkedin.com/1,"
            + '"' + EVIL.replace('"', '""') + '"\n',
            "`x` [a](http:%2Fx) @you #1 <b>.csv": f'"{EVIL.replace(chr(34), chr(34) * 2)}",b\n1,2\n',
        },
    )  # fmt: skip
    ran = run_program(
        export, "--region", "eu", "--csv", tmp_path / "t", "--markdown", tmp_path / "s.md", "-q"
    )
    assert ran.code == 0, ran.err
    cells = [
        cell
        for name in csv_tables.names(redacted=False)
        for row in _rows(tmp_path / "t" / name)
        for cell in row.values()
    ]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]
    assert any("'" + EVIL[:11] in cell for cell in cells)
    text = (tmp_path / "s.md").read_text("utf-8")
    assert "`` `x` [a](http:%2Fx) @you #1 <b>.csv ``" in text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40))
@settings(max_examples=200, deadline=None)
@example("\t=1")
@example(";=1")
@example("\r\n@x")
def test_no_text_begins_as_a_formula(text: str) -> None:
    frame = pl.DataFrame({"value": [text]}).select(csv_cells.whole(pl.col("value")))
    for shown in (csv_cells.line(text), str(frame["value"][0])):
        assert shown[:1] not in ("=", "+", "-", "@", "\t", "\r")
        for part in shown.replace("|", ";").split(";"):
            assert part.lstrip(" \"'")[:1] not in ("=", "+", "-", "@") or "'" in part


def test_redacted_tables_hold_no_records(tmp_path: Path) -> None:
    ran = run_program("demo", "--redacted", "--csv", tmp_path / "t", "--quiet")
    assert ran.code == 0, ran.err
    assert {one.name for one in (tmp_path / "t").iterdir()} == set(csv_tables.names(redacted=True))
    refused = run_program("demo", "--redacted", "--jsonl", tmp_path / "r.jsonl")
    assert refused.code == 2
    assert "--jsonl" in refused.err


@pytest.mark.parametrize("option", ["--html", "--jsonl", "--parquet"])
def test_a_dash_is_standard_output(option: str, tmp_path: Path) -> None:
    common = ("demo", "--region", "eu", "--on", "2026-10-01", option)
    assert run_program(*common, tmp_path / "file", "--quiet").code == 0
    done = subprocess.run(
        [sys.executable, "-m", "inspector", *common, "-"], capture_output=True, check=True,
        env=environment(),
    )  # fmt: skip
    assert done.stdout == (tmp_path / "file").read_bytes()
    assert done.stderr == b""


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has a terminal for a child")
@pytest.mark.parametrize("option", ["--parquet", "--records"])
def test_a_terminal_is_not_shown_bytes(option: str) -> None:
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "inspector", "demo", option, "-"], stdout=theirs,
        stderr=subprocess.PIPE, check=False, env=environment(), encoding="utf-8",
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert "not for a terminal" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--html", "-", "--markdown", "-"], "only one file"),
        (["--html", "-", "--json"], "--json"),
        (["--html", "-", "--plain"], "--plain"),
        (["--csv", "{folder}/none/t"], "does not exist"),
        (["--csv", "{folder}/file"], "is no folder"),
    ],
)
def test_what_does_not_go_together_is_refused(words: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8", newline="\n")
    ran = run_program("demo", *(word.format(folder=tmp_path) for word in words))
    assert ran.code == 2
    assert said in ran.err


def test_a_table_that_exists_is_replaced_only_by_force(tmp_path: Path) -> None:
    assert run_program("demo", "--csv", tmp_path / "t", "-q").code == 0
    again = run_program("demo", "--csv", tmp_path / "t", "-q")
    assert again.code == 2
    assert "--force" in again.err
    assert run_program("demo", "--csv", tmp_path / "t", "-q", "--force").code == 0


def test_act_takes_the_old_name_of_items(tmp_path: Path) -> None:
    assert run_program("act", "demo", "--items", tmp_path / "a.csv").code == 0
    assert run_program("act", "demo", "--csv", tmp_path / "b.csv").code == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert "--csv" not in run_program("act", "--help").out
