"""`--marks`: what is said of marks, and where nothing may be said of them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import polars as pl
import pytest

from inspector import resources
from tests.conftest import run_program
from tests.lib.archives import write_zip
from tests.marks.test_tally import FILES

ON = ("--region", "eu", "--on", "2026-11-21", "--lang", "en")
NAME = "Complete_LinkedInDataExport_07-20-2025.zip"
SCHEMA = json.loads((resources.schemas() / "summary.schema.json").read_text("utf-8"))
INSIDE = {
    "member": {
        "email": {"values": 1, "records": 1},
        "birth_date": {"values": 1, "records": 1},
        "address": {"values": 1, "records": 1},
        "own": {"values": 2, "records": 2},
        "name": {"values": 1, "records": 1},
    }
}


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export whose marks are known."""
    entries = {name: content.encode() for name, content in FILES.items()}
    return write_zip(tmp_path_factory.mktemp("marks") / NAME, entries)


def test_the_document_counts_them_where_asked_to(export: Path) -> None:
    ran = run_program(export, "--json", "--marks", *ON)
    assert (ran.code, ran.err) == (0, "")
    made = json.loads(ran.out)
    assert made["marks"]["inside"] == INSIDE
    assert set(made["marks"]) == {"inside", "outside", "unclear"}
    jsonschema.validate(made, SCHEMA)
    plain = json.loads(run_program(export, "--json", *ON).out)
    assert plain.pop("marks") is None
    del made["marks"]
    assert made == plain


def test_the_document_says_neither_whom_nor_what(export: Path) -> None:
    marks = json.dumps(json.loads(run_program(export, "--json", "--marks", *ON).out)["marks"])
    assert not any(word in marks.lower() for word in ("zo", "lilas", "quenneville", "1990", "42"))


def test_the_text_says_what_was_found_inside(export: Path) -> None:
    told = " ".join(run_program(export, "--full", "--marks", *ON).out.split())
    assert (
        "In what is inside, found by these rules (docs/marks.md): 1 e-mail address; 1 date of "
        "birth; 1 postal address; your e-mail address; your date of birth; your address; "
        "2 places where a name from your contacts stands."
    ) in told
    assert "these rules" not in run_program(export, "--full", *ON).out


def test_the_page_says_what_was_found_inside(export: Path, tmp_path: Path) -> None:
    page, plain = tmp_path / "page.html", tmp_path / "plain.html"
    ran = run_program(export, "--html", page, "--marks", "--quiet", *ON)
    assert (ran.code, ran.out) == (0, "")
    told = "In what is inside, found by these rules (docs/marks.md): 1 e-mail address; 1 date of"
    assert told in " ".join(page.read_text("utf-8").split())
    assert run_program(export, "--html", plain, "--quiet", *ON).code == 0
    assert "these rules" not in plain.read_text("utf-8")


def test_where_nothing_is_found_no_number_is_said(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / NAME, {"Profile.csv": "First Name,Last Name\nYsaline,Quenneville\n"}
    )
    told = " ".join(run_program(path, "--full", "--marks", *ON).out.split())
    assert "In what is inside, none found by these rules (docs/marks.md)." in told


def test_records_are_the_same_beside_marks(export: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.parquet", tmp_path / "other.parquet"
    assert run_program(export, "--records", one, *ON).code == 0
    ran = run_program(export, "--json", "--marks", "--records", other, *ON)
    assert json.loads(ran.out)["marks"]["inside"] == INSIDE
    assert one.read_bytes() == other.read_bytes()


def test_records_hold_the_places_of_marks(export: Path, tmp_path: Path) -> None:
    target = tmp_path / "records.parquet"
    assert run_program(export, "--records", target, "--quiet", *ON).code == 0
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    rows = pl.read_parquet(target)
    assert (
        rows.filter(pl.col("role") != "text")["marks"].null_count()
        == rows.filter(pl.col("role") != "text").height
    )
    assert rows.filter(pl.col("role") == "text")["marks"].null_count() == 0
    found = {
        (row["dataset"], row["column"], mark["kind"], text[mark["start"] :][: mark["length"]])
        for row in rows.filter(pl.col("marks").list.len() > 0).iter_rows(named=True)
        for text in [row["shown"] or row["value"]]
        for mark in row["marks"]
    }
    assert found == {
        ("profile", "Summary", "email", "y@quenneville.org"),
        ("profile", "Summary", "own", "y@quenneville.org"),
        ("profile", "Summary", "birth_date", "12 April 1990"),
        ("profile", "Summary", "own", "12 April 1990"),
        ("profile", "Address", "address", "12 rue des Lilas, 75011 Paris"),
        ("posts", "ShareCommentary", "name", "ZOE Müller-Œst"),
        ("posts", "ShareCommentary", "name", "Zoë Müller-Œst"),
        ("posts", "ShareCommentary", "address", "12 rue des Lilas"),
        ("posts", "ShareCommentary", "own", "12 rue des Lilas"),
        ("messages", "SUBJECT", "phone", "+33 1 42 68 53 00"),
        ("messages", "CONTENT", "phone", "+33 1 42 68 53 00"),
        ("messages", "CONTENT", "name", "Quill Harrowgate"),
    }
    html = rows.filter(column="CONTENT").row(0, named=True)
    assert html["value"].startswith("<p>Call <b>+33")
    assert html["shown"] == "Call +33 1 42 68 53 00 & ask Quill Harrowgate"
    assert rows.filter(pl.col("shown").is_not_null()).height == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--json", "--redacted"], "leave out --marks"),
        (["--full", "--redacted"], "leave out --marks"),
        (["--html", "page.html", "--redacted"], "leave out --marks"),
        ([], "--json, --full or --html"),
        (["--plain"], "--json, --full or --html"),
    ],
)
def test_what_does_not_go_with_it(export: Path, words: list[str], told: str) -> None:
    ran = run_program(export, "--marks", *words, *ON)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
