"""The program from Python: what is offered, the same numbers as the command line, no surprises."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import inspector
from inspector import resources
from tests.conftest import ROOT, environment, run_program

SAMPLE = resources.sample()
OFFERED = {
    "ClauseAnswer", "ColumnAnswer", "Export", "FileAnswer", "FindingAnswer", "InspectError",
    "JudgedExport", "LimitError", "NotAnExportError", "PolicyText", "Quotation", "SchemaError",
    "Situation", "Split", "Totals", "UsageError", "__version__", "open_export", "policies",
}  # fmt: skip


@pytest.fixture(scope="module")
def export() -> inspector.Export:
    return inspector.open_export(SAMPLE)


def test_what_is_offered_is_pinned_and_documented() -> None:
    assert set(inspector.__all__) == OFFERED
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    for name in OFFERED - {"__version__"}:
        one = getattr(inspector, name)
        assert one.__doc__, name
        assert set(dir(inspector)) >= OFFERED
    for name in ("open_export", "policies", "UsageError", "NotAnExportError", "LimitError"):
        assert name in page
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = inspector.nothing


def test_it_says_what_the_command_line_says(export: inspector.Export) -> None:
    judged = export.judge(region="eu", on=dt.date(2026, 10, 1))
    document = json.loads(run_program("demo", "--region", "eu", "--on", "2026-10-01", "--json").out)
    for verdict, totals in judged.totals.items():
        assert totals.words == document["totals"][verdict]["words"]
        assert totals.values == document["totals"][verdict]["values"]
    assert [one.path for one in judged.files] == [one["path"] for one in document["files"]]
    assert [one.verdict for one in judged.files] == [one["verdict"] for one in document["files"]]
    assert judged.status == document["situation"]["status"]
    assert json.loads(judged.to_json()) == document
    records = judged.records()
    assert records.height == sum(one.values for one in judged.totals.values())
    inside = judged.records(verdict="inside", author="member", category="posts")
    assert inside.height and set(inside["verdict"]) == {"inside"}
    assert set(inside["author"]) == {"member"} and set(inside["category"]) == {"posts"}
    assert inside.schema == records.schema
    assert judged.summary_frame()["words"].sum() == sum(t.words for t in judged.totals.values())
    told = sum(t.words for one in judged.clauses for t in one.totals.values())
    assert told > judged.totals["inside"].words
    assert all(one.quotation.quote and one.quotation.source for one in judged.clauses)
    assert judged.to_html().startswith("<!DOCTYPE html>")
    assert str(judged.totals["inside"].words // 1000) in repr(judged)


def test_words_of_values_add_up_to_the_totals(export: inspector.Export) -> None:
    judged = export.judge(region="us", on="2026-10-01")
    found = judged.records().group_by("verdict").agg(pl.col("words").sum())
    assert dict(found.iter_rows()) == {name: one.words for name, one in judged.totals.items()}


@pytest.mark.parametrize(
    "wanted", [{"verdict": "Inside"}, {"category": "Posts"}, {"author": "Member"}]
)
def test_a_misspelt_filter_is_no_empty_frame(
    export: inspector.Export, wanted: dict[str, Any]
) -> None:
    judged = export.judge(region="eu", on="2026-10-01")
    value = next(iter(wanted.values())).lower()
    with pytest.raises(inspector.UsageError, match=f"wants one of .*{value}"):
        judged.records(**wanted)


def test_frames_hold_what_the_objects_hold(export: inspector.Export) -> None:
    judged = export.judge(region="eu", on="2026-10-01")
    files = judged.files_frame()
    assert files["path"].to_list() == [one.path for one in judged.files]
    assert files["duplicates"].to_list() == [one.duplicates for one in judged.files]
    for verdict, totals in judged.totals.items():
        assert files[f"words_{verdict}"].sum() == totals.words
    kept = sum(totals.records for totals in judged.totals.values())
    counts = files.select(pl.col("rows", "rows_left_out", "duplicates").sum()).row(0)
    assert counts[0] == kept + counts[1] + counts[2] and counts[2] > 0
    columns = judged.columns_frame()
    assert columns.height == sum(len(one.columns) for one in judged.files)
    clauses = judged.clauses_frame()
    assert clauses["reference"].to_list() == [one.quotation.reference for one in judged.clauses]
    silent = judged.summary_frame().filter(pl.col("clause").is_null())["words"].sum()
    assert silent > 0 and set(judged.clauses[0].totals) == set(judged.totals)


def test_opting_out_is_told_by_date(export: inspector.Export) -> None:
    assert export.judge(region="eu", on="2026-10-01").opt_out is None
    late = export.judge(region="eu", on="2026-10-01", opted_out="2025-12-24")
    split = late.opt_out
    assert split is not None
    parts = (split.before, split.after, split.undated)
    assert all(one.words for one in parts)
    assert sum(one.words for one in parts) == late.totals["inside"].words


def test_what_a_cell_shows_is_short(export: inspector.Export) -> None:
    judged = export.judge(region="eu", on="2026-10-01")
    for one in (export, judged, judged.files[0], judged.diff(judged)):
        assert len(repr(one)) < 200
    with inspector.open_export(SAMPLE) as opened:
        pass
    assert "closed" in repr(opened)


def test_days_are_dates_or_text(export: inspector.Export) -> None:
    one = export.judge(region="fr", on="2026-10-01", opted_out=dt.date(2025, 12, 24))
    other = export.judge(
        region="fr", on=dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC), opted_out="2025-12-24"
    )
    assert one.situation == other.situation
    assert (one.situation.region, one.status) == ("eu", "past_use")
    with pytest.raises(inspector.UsageError, match="on wants a date"):
        export.judge(on="soon")
    with pytest.raises(inspector.UsageError):
        export.judge(region="nowhere")


def test_own_texts_are_judged_by(export: inspector.Export, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "policy-texts.md").read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[0], encoding="utf-8")
    plain = export.judge(region="eu", on="2026-10-01")
    judged = export.judge(region="eu", on="2026-10-01", policies=[own])
    assert len(judged.clauses) > len(plain.clauses)
    assert len(inspector.policies([own])) == len(inspector.policies()) + 1


def test_an_export_differs_not_from_itself(export: inspector.Export) -> None:
    judged = export.judge(region="eu", on="2026-10-01")
    difference = judged.diff(export.judge(region="us", on="2026-10-01"))
    assert difference.matches.height == 0
    assert difference.new.situation.region == "us"


def test_errors_are_the_programs_own(tmp_path: Path) -> None:
    for given, error, code in (
        (tmp_path / "none.zip", inspector.UsageError, 2),
        (ROOT / "README.md", inspector.NotAnExportError, 3),
    ):
        with pytest.raises(error) as told:
            inspector.open_export(given)
        assert told.value.exit_code == code
    with pytest.raises(inspector.LimitError):
        inspector.open_export(SAMPLE, max_bytes=1000)
    with pytest.raises(inspector.UsageError):
        inspector.open_export()
    with inspector.open_export(SAMPLE) as opened:
        judged = opened.judge(on="2026-10-01")
    with pytest.raises(inspector.UsageError, match="closed"):
        opened.judge()
    assert judged.totals["inside"].words > 0


def test_importing_it_loads_next_to_nothing() -> None:
    code = (
        "import sys; before = set(sys.modules); import inspector; "
        "new = {name.split('.')[0] for name in set(sys.modules) - before}; "
        "assert not new & {'polars', 'pyarrow', 'msgspec', 'numpy', 'typer', 'rich', 'textual'}, new; "
        "inspector.open_export; inspector.policies(); "
        "assert not {'typer', 'rich', 'textual'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False,
        env=environment(),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_every_recipe_runs(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    cells = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(cells) == 13
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(cells)], capture_output=True, encoding="utf-8", check=False,
        cwd=tmp_path, env=environment(MPLBACKEND="Agg"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "page.html").stat().st_size > 100_000
    assert pl.read_parquet(tmp_path / "summary.parquet").height > 100


SCRIPT = """
import inspector

with inspector.open_export("export.zip", max_seconds=60) as export:
    judged = export.judge(region="eu", on="2026-10-01", opted_out=None)
    words: int = judged.totals["inside"].words
    names: list[str] = [file.path for file in judged.files if file.verdict == "inside"]
    frame = judged.records(verdict="inside")
    days = frame["date"].drop_nulls().to_list()
    quotes: dict[str, str] = {c.quotation.reference: c.quotation.quote for c in judged.clauses}
"""


def test_a_users_script_is_typed(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8", newline="\n")
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        SCRIPT + "judged.records(verdict='maybe')\nexport.judge(on=3)\n",
        encoding="utf-8",
        newline="\n",
    )
    for path, code in ((script, 0), (wrong, 1)):
        done = subprocess.run(
            [sys.executable, "-m", "mypy", "--strict", "--cache-dir", ROOT / ".mypy_cache", path],
            capture_output=True, encoding="utf-8", check=False, cwd=ROOT, env=environment(),
        )  # fmt: skip
        assert done.returncode == code, done.stdout
    assert (ROOT / "inspector" / "py.typed").is_file()
