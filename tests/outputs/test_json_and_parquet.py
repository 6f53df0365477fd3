"""JSON, Parquet and records: one contract, one set of numbers, whoever reads them."""

from __future__ import annotations

import datetime as dt
import json
import os
import stat
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import polars as pl
import pyarrow.parquet as pq
import pytest

import fixtures.exports
from fixtures.model import BuiltExport
from inspector import resources
from inspector.knowledge import catalogue, policy_loader
from inspector.outputs import parquet
from inspector.outputs.json import summary as document
from inspector.session.request import Request
from inspector.summary.summary import Summary
from tests.lib import runs
from tests.lib.runs import inspect

pytestmark = pytest.mark.xdist_group("outputs")  # what the module builds is built once

Built = Callable[[str], tuple[BuiltExport, Path]]
MEASURES = ("records", "values", "words", "characters")
DAY = dt.date(2026, 11, 22)
SCHEMA = json.loads((resources.schemas() / "summary.schema.json").read_text(encoding="utf-8"))


def summary_of(*paths: Path, **more: Any) -> Summary:
    return inspect(Request(paths, **{"on": DAY, **more}))


@pytest.fixture(scope="module", params=fixtures.exports.NAMES)
def summary(request: pytest.FixtureRequest, built: Built) -> Summary:
    return summary_of(built(request.param)[1])


def test_the_document_keeps_its_schema(summary: Summary) -> None:
    text = document.render(summary)
    jsonschema.validate(
        json.loads(text), SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert json.loads(text) == document.document(summary)


def test_totals_add_up(summary: Summary) -> None:
    made = document.document(summary)
    for verdict, totals in made["totals"].items():
        for measure in MEASURES:
            files = [file["totals"][verdict][measure] for file in made["files"]]
            assert totals[measure] == sum(files)
    ledger = made["ledger"]
    assert ledger["bytes"] == ledger["bytes_read"] + ledger["bytes_left_out"]
    assert ledger["entries"] == len(made["files"])
    for key in ("rows", "rows_left_out", "duplicates", "bytes"):
        assert ledger[key] == sum(file[key] for file in made["files"])


def test_every_verdict_has_clauses_that_exist(summary: Summary) -> None:
    known = set(policy_loader.load(catalogue.load()).references())
    made = document.document(summary)
    texts = {text["id"] for text in made["policies"]}
    for file in made["files"]:
        for part in (file, *file["columns"]):
            cited = set(part["clauses"])
            assert cited <= known
            assert {clause.partition(":")[0] for clause in cited} <= texts
            if part["verdict"] in ("inside", "outside") or part["basis"] == "disputed":
                assert cited, (file["path"], part)
        if file["totals"]["outside"]["values"]:
            assert file["promise"]


def test_no_member_id_and_no_member_name_in_the_document(built: Built) -> None:
    export, path = built("complete-2026")
    text = document.render(summary_of(path))
    assert str(export.member.member_id) not in text
    assert export.member.last_name not in text


def sums_of(table: Any) -> dict[str, dict[str, int]]:
    return {row[0]: dict(zip(MEASURES, map(int, row[1:]), strict=True)) for row in table}


def test_every_reader_of_parquet_finds_the_totals(summary: Summary, tmp_path: Path) -> None:
    target = tmp_path / "summary.parquet"
    parquet.write_summary(summary, target)
    wanted = {
        verdict: totals
        for verdict, totals in document.document(summary)["totals"].items()
        if any(totals.values())
    }
    by_duckdb = duckdb.sql(
        f"select verdict, {', '.join(f'sum({m})' for m in MEASURES)} from '{target}' group by 1"
    )
    assert by_duckdb is not None
    assert sums_of(by_duckdb.fetchall()) == wanted
    by_polars = pl.read_parquet(target).group_by("verdict").agg(pl.col(MEASURES).sum())
    assert sums_of(by_polars.rows()) == wanted
    by_arrow = pq.read_table(target).group_by("verdict").aggregate([(m, "sum") for m in MEASURES])
    columns = ["verdict", *(f"{measure}_sum" for measure in MEASURES)]
    assert sums_of([[row[c] for c in columns] for row in by_arrow.to_pylist()]) == wanted


def test_the_parquet_schema_is_pinned(tmp_path: Path, built: Built) -> None:
    summary = summary_of(built("basic-2025")[1])
    parquet.write_summary(summary, tmp_path / "s.parquet")
    schema = pq.read_schema(tmp_path / "s.parquet")
    assert [(field.name, str(field.type)) for field in schema] == [
        ("source", "int32"),
        ("path", "string"),
        ("dataset", "string"),
        ("category", "string"),
        ("verdict", "string"),
        ("basis", "string"),
        ("policy", "string"),
        ("clause", "string"),
        ("month", "date32[day]"),
        ("records", "uint64"),
        ("values", "uint64"),
        ("words", "uint64"),
        ("characters", "uint64"),
        ("author", "string"),
        ("repeated_words", "uint64"),
    ]
    metadata = pq.read_metadata(tmp_path / "s.parquet")
    keys = {key.decode() for key in metadata.metadata}
    assert keys >= {
        "inspect.schema_version",
        "inspect.tool_version",
        "inspect.policies",
        "inspect.situation",
        "inspect.source_sha256",
    }
    assert metadata.row_group(0).column(0).compression == "ZSTD"
    assert metadata.row_group(0).column(0).statistics is not None


def write_records(path: Path, target: Path) -> Summary:
    return runs.write_records(Request((path,), on=DAY), target)


@pytest.mark.parametrize("name", ["complete-2026", "complete-2018", "hostile-2026"])
def test_records_agree_with_the_summary(built: Built, tmp_path: Path, name: str) -> None:
    _, path = built(name)
    target = tmp_path / "records.parquet"
    summary = write_records(path, target)
    rows = pl.read_parquet(target)
    values = dict(rows.group_by("verdict").len().iter_rows())
    assert values == {v: t.values for v, t in summary.totals.items() if t.values}
    keys = ("verdict", "basis", "policy", "clause")
    mine = Counter[tuple[str | None, ...]]()
    for file in summary.files:
        for row in file.rows:
            text, _, clause = (row.clause or "").partition(":")
            mine[row.verdict, row.basis, text or None, clause or None] += row.totals.values
    theirs = {tuple(r[:4]): r[4] for r in rows.group_by(keys).len().iter_rows()}
    assert theirs == {key: count for key, count in mine.items() if count}
    order = rows.select("source", "path").unique(maintain_order=True)
    assert order.height == rows.select(pl.struct("source", "path").rle_id().n_unique()).item()


def test_records_hold_the_values_whole(built: Built, tmp_path: Path) -> None:
    export, path = built("complete-2026")
    target = tmp_path / "records.parquet"
    write_records(path, target)
    rows = pl.read_parquet(target)
    posts = rows.filter(dataset="posts", column="ShareCommentary")["value"].to_list()
    entry = next(entry for entry in export.entries if entry.dataset == "posts")
    assert posts == [r["ShareCommentary"] for r in entry.records if r["ShareCommentary"]]


@pytest.mark.parametrize("name", ["complete-2026", "hostile-2026"])
def test_marks_lie_in_what_is_shown_and_apart(built: Built, tmp_path: Path, name: str) -> None:
    _, path = built(name)
    target = tmp_path / "records.parquet"
    write_records(path, target)
    rows = pl.read_parquet(target).with_row_index("n")
    text = pl.coalesce("shown", "value").str.len_chars()
    marks = rows.select("n", "role", "marks", letters=text).explode("marks").unnest("marks")
    marks = marks.drop_nulls("kind").sort("n", "kind", "start")
    assert set(marks["role"]) <= {"text"}
    assert marks.height or name == "hostile-2026"
    assert marks.filter(pl.col("start") + pl.col("length") > pl.col("letters")).is_empty()
    before = (pl.col("start") + pl.col("length")).shift().over("n", "kind")
    assert marks.filter(before > pl.col("start")).is_empty()
    assert (rows["shown"].is_null() | (rows["shown"] != rows["value"])).all()


def test_same_input_same_bytes(built: Built, tmp_path: Path) -> None:
    _, path = built("complete-2026")
    for turn in "ab":
        parquet.write_summary(write_records(path, tmp_path / f"r{turn}"), tmp_path / f"s{turn}")
    for kind in "rs":
        one, two = ((tmp_path / f"{kind}{turn}").read_bytes() for turn in "ab")
        assert one == two


@pytest.mark.skipif(os.name != "posix", reason="the system has no modes")
def test_files_are_for_their_owner_alone(built: Built, tmp_path: Path) -> None:
    from inspector.outputs.atomic_file import placed

    target = tmp_path / "out"
    with placed(target) as beside:
        beside.write_text("whole", encoding="utf-8", newline="\n")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    from inspector.outputs.atomic_file import placed

    target = tmp_path / "out"
    target.write_text("old", encoding="utf-8", newline="\n")
    with pytest.raises(ValueError, match="half"), placed(target) as beside:
        beside.write_text("half", encoding="utf-8", newline="\n")
        raise ValueError("half way")
    assert target.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_real_shaped_exports(shared: Path) -> None:
    for path in sorted((shared / "exports").glob("*.zip")):
        made = document.document(summary_of(path))
        jsonschema.validate(made, SCHEMA)
        assert made["ledger"]["rows_left_out"] == 0
        assert made["totals"]["inside"]["words"] > 0


def test_kinds_of_exports(tmp_path: Path) -> None:
    from tests.lib.archives import write_zip

    profile = "First Name,Last Name,Geo Location\nA,B,Lyon\n"
    votes = "Date,Link,OptionText\n"
    for name, entries, kind in (
        ("a", {"Profile.csv": profile, "Votes.csv": votes, "Skills.csv": "Name\n"}, "complete"),
        ("b", {"Profile.csv": profile, "Skills.csv": "Name\n"}, "basic"),
        ("c", {"Votes.csv": votes, "Skills.csv": "Name\n"}, "partial"),
        ("Basic_LinkedInDataExport_07-10-2026", {"Votes.csv": votes}, "basic"),
    ):
        path = write_zip(tmp_path / f"{name}.zip", entries)
        assert summary_of(path).export.kind == kind, name


def test_the_newest_profile_tells_the_region_else_an_older_one(tmp_path: Path) -> None:
    from tests.lib.archives import write_zip

    def archive(day: str, place: str) -> Path:
        name = f"Basic_LinkedInDataExport_{day}.zip"
        return write_zip(tmp_path / name, {"Profile.csv": f"First Name,Geo Location\nA,{place}\n"})

    old, new = archive("01-01-2025", "Zurich Switzerland"), archive("02-01-2026", "")
    older = archive("01-01-2024", '"London, United Kingdom"')
    newest = archive("03-01-2026", '"Lyon, France"')
    for paths, region in (
        ((newest, older), "eu"),
        ((older, newest), "eu"),
        ((older, new, old), "uk"),
    ):
        assert summary_of(*paths).situation.region == region


def test_a_record_is_counted_at_its_first_value_not_its_last(tmp_path: Path) -> None:
    from tests.lib.archives import write_zip

    text = "Name,Url,Authority,Started On,Finished On,License Number\nA,https://x.example,B,,,77\n"
    summary = summary_of(write_zip(tmp_path / "e.zip", {"Certifications.csv": text}))
    rows = {row.basis: row.totals for row in summary.files[0].rows}
    assert (rows["stated"].records, rows["inferred"].records) == (1, 0)


def test_two_entries_of_one_path_are_told_apart(tmp_path: Path) -> None:
    from tests.lib.archives import write_zip

    posts = "Date,ShareLink,ShareCommentary\n2025-01-01 00:00:00,https://x.example,words here\n"
    path = write_zip(tmp_path / "e.zip", {"Shares.csv": posts, "Shares_123456789.csv": posts})
    parquet.write_summary(summary_of(path), tmp_path / "s.parquet")
    rows = pl.read_parquet(tmp_path / "s.parquet")
    keys = [name for name in rows.columns if name not in (*MEASURES, "repeated_words")]
    assert rows.select(keys).is_unique().all()
    assert set(rows["path"]) == {"Shares.csv"}
    assert rows["words"].sum() == 2
    more = posts + "2025-01-02 00:00:00,https://y.example,words here\n"
    path = write_zip(tmp_path / "e.zip", {"Shares.csv": posts, "Shares_123456789.csv": more})
    parquet.write_summary(summary_of(path), tmp_path / "s.parquet")
    rows = pl.read_parquet(tmp_path / "s.parquet")
    assert set(rows["path"]) == {"Shares.csv", "Shares.csv (2)"}
    assert rows["words"].sum() == 4
