"""An export with known marks of every kind in every column of text of every table."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from inspector.knowledge import catalogue
from inspector.knowledge.dataset import Dataset
from inspector.knowledge.knowledge import load
from inspector.marks.mark import KINDS, Kind
from inspector.marks.tally import tally
from inspector.reading.counts.meter import is_text
from inspector.session.request import Request
from inspector.session.session import Session
from tests.conftest import run_program
from tests.lib.archives import write_zip
from tests.marks.test_tally import FILES

TEXTS: dict[Kind, tuple[str, ...]] = {
    "email": ("Write to mireille@example.org", "mon courriel : o.talbot@example.net"),
    "phone": ("Appelez le 01 99 00 42 17", "call me: +44 20 7946 0018"),
    "account": ("IBAN FR14 2004 1010 0505 0001 3M02 606", "my card is 4111 1111 1111 1111"),
    "birth_date": ("she was born on 3 May 1985", "née le 12/11/1979"),
    "pay": ("un salaire de 45 k€", "my salary is $85,000"),
    "address": ("I live at 221 Baker Street, London NW1 6XE", "j'habite 8 rue Foch, 69006 Lyon"),
    "own": ("sous le nom de Vauquelin", "Paris (75011), toujours"),
    "name": ("merci ZOE Müller-Œst", "with Zoë Müller-Œst again"),
}
"""Each holds one mark of its kind and none of another."""


def planted(rng: random.Random) -> tuple[dict[str, str], Counter[Kind]]:
    """The files of an export, and how many values of each kind stand in them."""
    files, truth = dict(FILES), Counter[Kind]()
    for dataset in catalogue.load().datasets.values():
        kind = dataset.files[0]
        if is_plain(dataset) and f"{kind.names[0]}.csv" not in files:
            files[f"{kind.names[0]}.csv"] = table(rng, dataset, truth)
    return files, truth


def is_plain(dataset: Dataset) -> bool:
    """A table that holds neither account data nor names, read as it stands."""
    sources = load().mark_rules.sources
    named = {one.dataset for one in (*sources.own, *sources.of_names)}
    first = dataset.files[0]
    odd = dataset.claimed or dataset.repeats or dataset.dialect != type(dataset.dialect)()
    return bool(first.names) and first.format == "table" and not odd and dataset.id not in named


def table(rng: random.Random, dataset: Dataset, truth: Counter[Kind]) -> str:
    """A record for each kind, which stands in one or several of its columns of text."""
    columns = dataset.columns
    target = io.StringIO()
    write = csv.writer(target, lineterminator="\n").writerow
    write([one.name for one in columns])
    for kind in KINDS:
        row = [rng.choice(TEXTS[kind]) if is_text(one) else "" for one in columns]
        truth[kind] += sum(map(bool, row))
        if any(row):
            write(row)
    return target.getvalue()


@pytest.mark.parametrize("seed", [22, 7])
def test_every_mark_is_counted_once_and_no_other(seed: int, tmp_path: Path) -> None:
    files, truth = planted(random.Random(seed))
    assert len(files) > 30
    path = tmp_path / "Complete_LinkedInDataExport_07-20-2025.zip"

    def counts(files: dict[str, str]) -> Counter[Kind]:
        write_zip(path, {name: content.encode() for name, content in files.items()})
        session = Session(Request((path,), region="eu", country="fr", on=dt.date(2026, 11, 21)))
        session.keep()
        found = tally(session, session.summary()).counts
        every = (kinds for authors in found.values() for kinds in authors.values())
        return sum((Counter({k: n.values for k, n in kinds.items()}) for kinds in every), Counter())

    before = counts(FILES)
    assert counts(files) == before + truth


def test_json_and_parquet_hold_what_was_planted(tmp_path: Path) -> None:
    files, truth = planted(random.Random(22))
    path = tmp_path / "Complete_LinkedInDataExport_07-20-2025.zip"
    found = []
    for every in (FILES, files):
        write_zip(path, {name: content.encode() for name, content in every.items()})
        ran = run_program(
            path, "--region", "fr", "--on", "2026-11-21", "--json", "--marks", "--force",
            "--records", tmp_path / "r.parquet", "--quiet",
        )  # fmt: skip
        assert ran.code == 0, ran.err
        told = Counter[str]()
        for authors in json.loads(ran.out)["marks"].values():
            for kinds in authors.values():
                told.update({kind: count["values"] for kind, count in kinds.items()})
        rows = pl.read_parquet(tmp_path / "r.parquet").select("marks").with_row_index()
        kinds = rows.explode("marks").unnest("marks").drop_nulls("kind")
        by_kind = kinds.group_by("kind").agg(pl.col("index").n_unique())
        assert Counter(dict(by_kind.iter_rows())) == told
        found.append(told)
    assert found[1] == found[0] + Counter[str](truth)


EMAIL = r"[\w.]+@example\.(?:org|com|net)"
PHONE = r"\+33 4 65 71 \d\d \d\d"


def test_the_sample_holds_marks_that_a_plain_search_finds(tmp_path: Path) -> None:
    target = tmp_path / "r.parquet"
    ran = run_program(
        "demo", "--on", "2026-11-21", "--json", "--marks", "--records", target, "--quiet"
    )
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)["marks"]["inside"]["member"]
    inside = pl.read_parquet(target).filter(verdict="inside", author="member", role="text")
    for kind, pattern in (("email", EMAIL), ("phone", PHONE)):
        values = inside.filter(pl.coalesce("shown", "value").str.contains(pattern))
        assert told[kind]["values"] == values.height > 0
        marked = values.filter(
            pl.col("marks").list.eval(pl.element().struct["kind"] == kind).list.any()
        )
        assert marked.height == values.height
