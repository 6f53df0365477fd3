"""What a study is said to have found: the numbers of its truth, and none that tells few apart."""

from __future__ import annotations

import json
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import polars as pl
import pytest

from bench import population
from bench.population import Truth
from inspector import resources
from inspector.errors import UsageError
from inspector.knowledge import catalogue
from inspector.reading.archive.limits import Limits
from inspector.study import manifest
from inspector.study.folder import StudyFolder, agree, opened
from inspector.study.jobs import Job, Terms
from inspector.study.manifest import StudySettings
from inspector.study.participants import find
from inspector.study.pseudonyms import StudyKey
from inspector.study.report import html
from inspector.study.report import json as study_document
from inspector.study.report import plain as study_plain
from inspector.study.report.report import StudyReport, reckon
from inspector.study.report.suppression import TOTAL
from inspector.study.worker import inspect_all
from inspector.version import __version__
from tests.conftest import ROOT, run_program
from tests.lib import json_schema
from tests.lib import pseudo_language as pseudo
from tests.outputs.test_html import DAY, Outline
from tests.test_language import bare

pytestmark = pytest.mark.xdist_group("study_report")  # what the module builds is built once

KEY = StudyKey(b"a key of these tests alone")
SCHEMA = json.loads((resources.schemas() / "study.schema.json").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "study.md").read_text(encoding="utf-8")
QUESTIONS = list(
    zip(
        re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL),
        re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL),
        strict=True,
    )
)
COUNT = 60


@dataclass(frozen=True)
class Studied:
    """A population, and its study."""

    root: Path
    truths: tuple[Truth, ...]

    @property
    def inspected(self) -> list[Truth]:
        return [truth for truth in self.truths if truth.failure is None]

    def report(self, least: int = 5) -> StudyReport:
        return reckon(self.root, least)


def made() -> StudySettings:
    return StudySettings(
        tool_version=__version__, knowledge_sha256=manifest.knowledge(), region="auto", on=DAY,
        opted_out=None, under_18=False, participant_from="folder", key_check=KEY.check,
    )  # fmt: skip


def study_of(exports: Path, root: Path) -> StudyFolder:
    """A study without an engine."""
    terms = Terms(
        __version__, manifest.knowledge(), "auto", DAY, None, False, Limits(), most_copied=0
    )  # fmt: skip
    jobs = tuple(Job(one, KEY.seal(one.id)) for one in find([str(exports)], "folder", KEY))
    with opened(root) as folder:
        folder.begin(agree(root, made(), is_dated=True))
        outcomes = inspect_all(jobs, terms)
        assert isinstance(outcomes, tuple)
        for outcome in outcomes:
            folder.keep(outcome)
        folder.finish(made())
    return folder


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studied]:
    folder = tmp_path_factory.mktemp("studied")
    truths = tuple(population.build(folder / "exports", COUNT, seed=11))
    study_of(folder / "exports", folder / "study")
    yield Studied(folder / "study", truths)


def test_participants_are_counted_by_region_and_kind(studied: Studied) -> None:
    crossing = studied.report(least=1).crossing
    counted = Counter((truth.region, truth.kind) for truth in studied.inspected)
    assert {cell: n for cell, n in crossing.items() if n and TOTAL not in cell} == counted
    for region in {truth.region for truth in studied.inspected}:
        assert crossing[region, TOTAL] == sum(n for cell, n in counted.items() if cell[0] == region)
    assert crossing[TOTAL, TOTAL] == len(studied.inspected) == studied.report().inspected


def test_words_and_their_quartiles_are_those_of_the_truth(studied: Studied) -> None:
    for one in studied.report().verdicts:
        words = sorted(
            sum(n for (_, verdict), n in truth.words.items() if verdict == one.verdict)
            for truth in studied.inspected
        )
        first, median, third = statistics.quantiles(words, n=4, method="inclusive")
        assert (one.quartiles.first, one.quartiles.median, one.quartiles.third) == (
            first,
            median,
            third,
        )
        assert one.words == sum(words)


def test_prevalence_is_that_of_the_truth(studied: Studied) -> None:
    found = {one.category: one for one in studied.report(least=1).categories}
    for category in {category for truth in studied.inspected for category, _ in truth.words}:
        inside = [truth.words[category, "inside"] for truth in studied.inspected]
        some = [words for words in inside if words]
        assert found[category].inside == len(some), category
        if len(some) > 1:
            words = found[category].words
            assert words is not None and words.median == statistics.median(some)
    assert found["ai_prompts"].inside and found["resumes"].inside


def test_what_failed_is_counted_by_why(studied: Studied) -> None:
    report = studied.report(least=1)
    failed = Counter(truth.failure for truth in studied.truths if truth.failure)
    assert report.failures == failed
    assert report.failed == sum(failed.values()) and report.participants == COUNT
    assert report.rows == sum(truth.rows for truth in studied.inspected)


def test_few_are_not_shown(studied: Studied) -> None:
    report = studied.report()
    assert 0 < sum(truth.failure is not None for truth in studied.truths) < 5
    assert (report.failed, report.participants, report.failures) == (None, None, {})
    assert all(n is None or n == 0 or n >= 5 for n in report.crossing.values())
    for one in report.categories:
        for shown in (one.present, one.inside):
            assert shown is None or shown in (0, report.inspected) or shown >= 5
    rare = studied.report(least=40)
    assert any(one.inside is None for one in rare.categories)
    whole = {one.category: one.inside for one in studied.report(least=1).categories}
    for one in rare.categories:
        assert (one.words is None) == ((whole[one.category] or 0) < 40)


def test_of_too_few_nothing_is_shown(studied: Studied) -> None:
    report = studied.report(least=COUNT)
    document = study_document.document(report)
    jsonschema.validate(document, SCHEMA)
    assert document["participants"]["inspected"] is None
    assert not any(
        document[name] for name in ("by_region_and_kind", "words", "categories", "unread")
    )
    for said in (study_plain.render(report, 80), Outline(html.render(report)).words):
        assert f"Fewer than {COUNT} participants were inspected" in said
        for truth in studied.inspected:
            assert not re.search(rf"(?<![\w,]){truth.rows:,}(?![\w,])", said)


@pytest.mark.parametrize("least", [1, 5, 20, COUNT])
def test_the_document_keeps_to_its_schema(studied: Studied, least: int) -> None:
    made = json.loads(
        run_program("study", "report", studied.root, "--json", "--least", str(least)).out
    )
    jsonschema.validate(made, SCHEMA)
    assert made == study_document.document(studied.report(least))
    if least == 1:
        assert json_schema.written(made, SCHEMA) == json_schema.described(SCHEMA)
        assert json_schema.optional(SCHEMA) == set()


def test_the_three_faces_say_the_same(studied: Studied) -> None:
    report = studied.report()
    document = study_document.document(report)
    plain = study_plain.render(report, 200)
    page = Outline(html.render(report)).words
    numbers = [one["participants"] for one in document["by_region_and_kind"]]
    numbers += [one["inside"] for one in document["categories"]]
    numbers += [one["all"] for one in document["words"].values()]
    for number in numbers:
        said = "hidden" if number is None else f"{number:,}"
        assert re.search(rf"(?<![\d,]){said}(?![\d,])", plain) and said in page


@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_it_fits_the_width(studied: Studied, width: int) -> None:
    for least in (1, 5, COUNT):
        lines = study_plain.render(studied.report(least), width).splitlines()
        assert max(map(len, lines)) < width
        assert all(line.strip() for line in lines if line)


def test_the_page_asks_for_nothing_and_is_well_formed(studied: Studied, tmp_path: Path) -> None:
    ran = run_program("study", "report", studied.root, "--html", tmp_path / "p.html")
    assert (ran.code, ran.out, ran.err) == (0, "", "wrote p.html\n")
    text = (tmp_path / "p.html").read_text(encoding="utf-8")
    page = Outline(text)
    assert page.open == []
    assert {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe", "form"} == set()
    (policy,) = [m["content"] for m in page.of("meta") if "http-equiv" in m]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert all(one["href"].startswith("#") for one in page.of("a"))
    ids = [found["id"] for _, found in page.tags if "id" in found]
    assert len(ids) == len(set(ids))
    for _, found in page.tags:
        assert found.get("aria-labelledby", ids[0]) in ids
    assert {one["scope"] for one in page.of("th")} == {"col", "row"}
    assert page.of("html")[0]["lang"] == "en"
    again = run_program("study", "report", studied.root, "--html", tmp_path / "p.html")
    assert again.code == 2 and "--force" in again.err


def test_an_unfinished_study_is_said_to_be_one(studied: Studied, tmp_path: Path) -> None:
    root = tmp_path / "study"
    with opened(root) as folder:
        folder.begin(made())
    assert run_program("study", "report", root).err.endswith("run `inspect study` again\n")
    (root / manifest.LEDGER).mkdir()
    for path in manifest.ledger_files(studied.root):
        (root / manifest.LEDGER / path.name).write_bytes(path.read_bytes())
    report = reckon(root, 5)
    assert not report.manifest.complete and report.verdicts[0].words == 0
    assert "has not been finished" in study_plain.render(report, 80)


def test_rows_without_an_account_do_not_count(studied: Studied, tmp_path: Path) -> None:
    first, *others = manifest.ledger_files(studied.root)
    whole = {one.verdict: one.words for one in studied.report().verdicts}
    for path in (*others, *manifest.data_files(studied.root)):
        target = tmp_path / path.relative_to(studied.root)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    (tmp_path / manifest.MANIFEST).write_bytes((studied.root / manifest.MANIFEST).read_bytes())
    less = {one.verdict: one.words for one in reckon(tmp_path, 5).verdicts}
    mine = next((p for p in manifest.data_files(studied.root) if p.name == first.name), None)
    gone = pl.read_parquet(mine)["words"].sum() if mine is not None else 0
    assert sum(whole.values()) - sum(less.values()) == gone > 0


def test_what_is_no_study_or_damaged_is_said(studied: Studied, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no study"):
        reckon(tmp_path, 5)
    (tmp_path / manifest.MANIFEST).write_text(
        '{"schema_version": 1}', encoding="utf-8", newline="\n"
    )
    with pytest.raises(UsageError, match="cannot be read"):
        reckon(tmp_path, 5)
    (tmp_path / manifest.MANIFEST).write_bytes((studied.root / manifest.MANIFEST).read_bytes())
    (tmp_path / manifest.LEDGER).mkdir()
    (tmp_path / manifest.LEDGER / "x.parquet").write_bytes(b"PAR1")
    with pytest.raises(UsageError, match="is damaged"):
        reckon(tmp_path, 5)
    assert run_program("study", "report", tmp_path, "--least", "0").code == 2


def test_every_category_has_a_name(studied: Studied) -> None:
    known = {dataset.category for dataset in catalogue.load().datasets.values()} | {"other"}
    assert {one.category for one in studied.report(1).categories} <= known


def test_there_are_five_questions() -> None:
    assert len(QUESTIONS) == 5


@pytest.mark.parametrize("at", range(len(QUESTIONS)))
def test_both_answers_to_a_question_are_the_same(
    studied: Studied, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.chdir(studied.root.parent)
    sql, python = QUESTIONS[at]
    with duckdb.connect() as connection:
        answer = connection.execute(sql)
        names = [column[0] for column in answer.description or ()]
        rows = answer.fetchall()
    said: dict[str, Any] = {}
    exec(python, said)  # noqa: S102 -- of our own page
    assert said["found"].columns == names
    assert said["found"].rows() == rows
    assert rows


@pytest.mark.parametrize("least", [1, 5, 50, 1000])
def test_no_report_is_left_in_english(
    studied: Studied, monkeypatch: pytest.MonkeyPatch, least: int
) -> None:
    report = studied.report(least)
    with pseudo.speaking(monkeypatch):
        text, page = study_plain.render(report, 200), html.render(report)
    assert pseudo.unmarked(text) == []
    assert pseudo.unmarked(bare(page), report.manifest.made.knowledge_sha256) == []


def test_a_report_in_french(studied: Studied) -> None:
    found = run_program("study", "report", studied.root, "--lang", "fr")
    assert found.code == 0
    assert "participants examinés" in found.out and "médiane" in found.out
    english = run_program("study", "report", studied.root, "--json")
    assert run_program("study", "report", studied.root, "--json", "--lang", "fr") == english
