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


def test_where_nothing_is_found_no_number_is_said(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / NAME, {"Profile.csv": "First Name,Last Name\nYsaline,Quenneville\n"}
    )
    told = " ".join(run_program(path, "--full", "--marks", *ON).out.split())
    assert "In what is inside, none found by these rules (docs/marks.md)." in told


def test_records_are_the_same_beside_marks(export: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.parquet", tmp_path / "other.parquet"
    run_program(export, "--records", one, *ON)
    ran = run_program(export, "--json", "--marks", "--records", other, *ON)
    assert json.loads(ran.out)["marks"]["inside"] == INSIDE
    assert pl.read_parquet(one).equals(pl.read_parquet(other))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--json", "--redacted"], "leave out --marks"),
        (["--full", "--redacted"], "leave out --marks"),
        ([], "--json or --full"),
        (["--plain"], "--json or --full"),
    ],
)
def test_what_does_not_go_with_it(export: Path, words: list[str], told: str) -> None:
    ran = run_program(export, "--marks", *words, *ON)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
