"""The page for a browser: it holds the summary, obeys nothing of the export, asks for nothing."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fixtures.model import BuiltExport
from inspector import resources
from inspector.advice.opt_out import opting_out
from inspector.advice.steps import advise
from inspector.knowledge import catalogue, knowledge, policy_loader
from inspector.knowledge.policy import REGIONS, Region
from inspector.knowledge.vocabulary import VERDICTS
from inspector.outputs.html import summary as page
from inspector.outputs.html.charts import chart
from inspector.outputs.html.charts import place as placed
from inspector.outputs.wording import answers, policy_texts, sentences
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.summary.beginning import beginning
from inspector.summary.summary import Summary
from inspector.summary.timeline import by_year, timeline
from inspector.verdicts.situation import Situation
from tests.conftest import run_program
from tests.lib import browser as browsing
from tests.lib.archives import write_zip
from tests.lib.runs import inspect

pytestmark = pytest.mark.xdist_group("page")  # what the module builds is built once

Built = Callable[[str], tuple[BuiltExport, Path]]
DAY = dt.date(2026, 11, 22)
AXE = os.environ.get("AXE_CORE", "")
"""Where axe.min.js lies, if the accessibility checker is at hand."""
SITUATIONS: list[dict[str, Any]] = [
    *({"region": region} for region in REGIONS),
    {"opted_out": dt.date(2025, 10, 1)},
    {"opted_out": dt.date(2025, 12, 1)},
    {"under_18": True},
    {"on": dt.date(2025, 5, 1)},
    {"region": "us", "on": dt.date(2024, 1, 1)},
]


def page_of(summary: Summary) -> str:
    known = knowledge.load()
    opt_out = opting_out(summary, known)
    return page.render(summary, known.policies, advise(summary, known), opt_out)


def summary_of(path: Path) -> Summary:
    return inspect(Request((path,), on=DAY))


@cache
def session() -> Session:
    opened = Session(Request((resources.sample(),), region="eu", on=DAY))
    opened.keep()
    return opened


def judged(region: Region = "eu", on: dt.date = DAY, **more: Any) -> Summary:
    return session().summary(Situation(region, "option", on, **more))


@pytest.fixture(scope="module")
def sample() -> str:
    return page_of(judged())


class Outline(HTMLParser):
    """Tags, headings, ids and links of a page."""

    VOID = ("meta", "rect", "path", "br", "link", "img", "input")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.text.append(data)

    def of(self, name: str) -> list[dict[str, str]]:
        return [found for tag, found in self.tags if tag == name]

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())


def test_it_says_what_the_summary_says(sample: str) -> None:
    summary = judged()
    words = Outline(sample).words
    assert answers.headline(summary) in words
    assert sentences.situation(summary.situation) in words
    for file in summary.files:
        assert file.reading.path in words
    for finding in (*summary.surprises, *summary.missing):
        assert finding.text in words
    for verdict in VERDICTS:
        assert f"{summary.totals[verdict].words:,}" in words
    policies = policy_loader.load(catalogue.load())
    for file in summary.files:
        for clause in file.clauses:
            assert " ".join(policies.clause(clause)[1].quote.split()) in words


def test_the_age_of_the_sources_stands_on_the_page() -> None:
    summary = judged()
    assert summary.stale
    assert sentences.stale(summary) in Outline(page_of(summary)).words


def test_each_text_is_named_with_its_age() -> None:
    words = Outline(page_of(judged())).words
    assert "European notice (2026-08-21, read 3 months before)" in words
    assert "Generative AI FAQ (2025-09-17, read 12 months before)" in words


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (dt.date(2026, 8, 22), "read on that day or since"),
        (dt.date(2026, 8, 1), "read on that day or since"),
        (dt.date(2026, 8, 23), "read 1 day before"),
        (dt.date(2026, 10, 20), "read 59 days before"),
        (dt.date(2026, 10, 21), "read 1 month before"),
        (dt.date(2026, 10, 22), "read 2 months before"),
        (dt.date(2028, 8, 21), "read 23 months before"),
        (dt.date(2028, 8, 22), "read 2 years before"),
    ],
)
def test_the_age_of_a_text_is_said_in_the_unit_that_fits(on: dt.date, said: str) -> None:
    text = knowledge.load().policies.texts["erpn-2026-08-21"]
    assert policy_texts.age(text, on) == said


def test_a_file_unfolds_to_its_columns() -> None:
    summary = judged()
    for file in summary.files:
        groups = page.column_groups(file)
        told = {(name, g.verdict, g.basis, g.clauses) for g in groups for name in g.names}
        assert told == {(c.name, c.verdict, c.basis, c.clauses) for c in file.columns}
    made = page_of(summary)
    row = re.search(
        r'<tr id="f\d+"><th scope="row"><details.*?Shares\.csv.*?</th>', made, re.DOTALL
    )
    assert row is not None
    words = Outline(row[0] + "</tr>").words
    assert "ShareCommentary" in words and "inside , named" in words and 'href="#s' in row[0]


@pytest.mark.parametrize("given", SITUATIONS, ids=str)
def test_the_chart_marks_the_day_on_which_training_begins(given: dict[str, Any]) -> None:
    summary = judged(**given)
    policies = knowledge.load().policies
    found = beginning(summary, policies)
    began = policies.programmes[summary.situation.region].began
    made = page_of(summary)
    if began is None or began > summary.situation.on:
        assert found is None and '<text class="start"' not in made
        return
    assert found is not None and found.day == began
    told = answers.beginning_shortly(found)
    assert made.count(f">{told}</text>") == (1 if summary.totals["inside"].words else 0)
    assert found.is_start == (summary.situation.region in ("eu", "ch", "uk"))


def test_a_day_stands_in_the_chart_where_its_month_does() -> None:
    made = chart(timeline(judged(), "inside", 96))
    assert made is not None
    assert placed(made.first, made) == 0
    ends = dt.date(made.last.year + 1, made.last.month, 1)
    assert placed(ends, made) is None and placed(dt.date(2000, 1, 1), made) is None
    middle = placed(dt.date(2025, 11, 3), made)
    assert middle is not None
    bar = made.columns[int(len(made.columns) * middle / 100)]
    steps = timeline(judged(), "inside", 96).steps
    assert steps[made.columns.index(bar)].holds(dt.date(2025, 11, 3))


def test_years_and_steps_add_up_to_the_totals() -> None:
    summary = judged()
    years = by_year(summary)
    for verdict in VERDICTS:
        dated = sum(counts[verdict] for _, counts in years.years)
        assert dated + years.undated[verdict] == summary.totals[verdict].words
    line = timeline(summary, "inside", 96)
    assert sum(step.words for step in line.steps) == sum(c["inside"] for _, c in years.years)


@pytest.mark.parametrize("given", SITUATIONS, ids=str)
def test_it_is_well_formed_in_every_situation(given: dict[str, Any]) -> None:
    outline = Outline(page_of(judged(**given)))
    assert not outline.open
    ids = [found["id"] for _, found in outline.tags if "id" in found]
    assert len(set(ids)) == len(ids)
    for found in outline.of("a"):
        if found["href"].startswith("#"):
            assert found["href"][1:] in ids
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tables = len(outline.of("table"))
    assert tables == len(outline.of("caption")) and all(th.get("scope") for th in outline.of("th"))
    for picture in outline.of("svg"):
        assert picture.get("aria-hidden") == "true" or picture["role"] == "img"


def test_it_can_fetch_nothing(sample: str) -> None:
    outline = Outline(sample)
    names = {tag for tag, _ in outline.tags}
    assert not names & {"img", "link", "iframe", "object", "embed", "form", "base",
                        "audio", "video", "source", "image", "use"}  # fmt: skip
    loud = ("src", "srcset", "style", "background", "xlink:href", "ping", "action")
    for _, found in outline.tags:
        assert not any(name in loud or name.startswith("on") for name in found)
    style = re.search(r"<style>(.*?)</style>", sample, re.DOTALL)
    assert style is not None and "url(" not in style[1] and "@import" not in style[1]
    allowed = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert outline.of("script") == [{"type": "application/json", "id": "data"}, {}]
    script = re.search(r"<script>(.*?)</script>", sample, re.DOTALL)
    assert script is not None
    runs = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    rules = outline.of("meta")[1]
    assert rules["http-equiv"] == "Content-Security-Policy"
    assert rules["content"].split("; ") == [
        "default-src 'none'", f"style-src 'sha256-{allowed}'", f"script-src 'sha256-{runs}'",
        "base-uri 'none'", "form-action 'none'",
    ]  # fmt: skip
    for found in outline.of("a"):
        if not found["href"].startswith("#"):
            assert found["href"].startswith(("https://", "http://"))
            assert "noreferrer" in found["rel"].split()


def test_links_come_from_the_texts_alone(built: Built) -> None:
    policies = policy_loader.load(catalogue.load())
    known = {clause.source for text in policies.texts.values() for clause in text.clauses}
    known |= {text.source for text in policies.texts.values()}
    steps = knowledge.load().acting
    known |= {basis.source for basis in knowledge.load().rights.bases}
    known |= {one.address for one in knowledge.load().authorities.authorities}
    known |= {link for s in steps.sections for one in s.steps for link in (one.link, one.source)}
    for name in ("complete-2026", "hostile-2026"):
        for found in Outline(page_of(summary_of(built(name)[1]))).of("a"):
            assert found["href"].startswith("#") or found["href"] in known


def test_names_from_the_export_are_text(tmp_path: Path) -> None:
    name = "<script>alert(1)</script>\"' onx=1 \u202e\x1b[31m{{ 7*7 }}.csv"
    path = write_zip(tmp_path / "e.zip", {name: "a,b\n1,2\n", "Skills.csv": "Name\nA\n"})
    made = page_of(summary_of(path))
    outline = Outline(made)
    assert len(outline.of("script")) == 2
    assert "<script>alert(1)" in outline.words and "{{ 7*7 }}" in outline.words
    assert not set(made) & {"\u202e", "\x1b"}


def test_it_is_written_as_files_are(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    ran = run_program("demo", "--html", target, "--redacted")
    assert (ran.code, ran.out, ran.err) == (0, "", "wrote page.html\n")
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert run_program("demo", "--html", target).code == 2
    twice = run_program("demo", "--html", target, "--parquet", target, "--force")
    assert twice.code == 2
    text = target.read_text(encoding="utf-8")
    assert "Redacted" in text and "ysaline" not in text.casefold()


# In a browser --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browsing.Tab]:
    if browsing.browser() is None:
        pytest.skip("no headless browser is installed here")
    with browsing.opened(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, sample: str) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(sample, encoding="utf-8")
    return path


@pytest.mark.parametrize(("width", "dark"), [(1000, False), (1000, True), (360, False)])
def test_a_browser_asks_for_nothing_and_complains_of_nothing(
    tab: browsing.Tab, place: Path, width: int, dark: bool
) -> None:
    tab.open(place, width=width, dark=dark)
    assert tab.requests == [place.resolve().as_uri()]
    assert tab.complaints == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    paper = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    bright = sum(map(int, re.findall(r"\d+", paper)[:3])) > 380
    assert bright != dark


@pytest.mark.parametrize("name", ["hostile-2026", "complete-2018"])
def test_no_export_makes_the_page_ask_or_break(
    tab: browsing.Tab, built: Built, tmp_path: Path, name: str
) -> None:
    page = tmp_path / "page.html"
    page.write_text(page_of(summary_of(built(name)[1])), encoding="utf-8")
    tab.open(page, width=360)
    assert tab.requests == [page.resolve().as_uri()]
    assert tab.complaints == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_browser_would_tell_of_a_request_and_of_a_breach(
    tab: browsing.Tab, tmp_path: Path, sample: str
) -> None:
    page = tmp_path / "loud.html"
    page.write_text("<img src='http://127.0.0.1:9/x.png'>", encoding="utf-8", newline="\n")
    tab.open(page)
    assert len(tab.requests) == 2
    page.write_text(
        sample.replace("<main ", "<img src='x.png'><main style='color:red' ", 1),
        encoding="utf-8",
        newline="\n",
    )
    tab.open(page)
    assert tab.complaints


def test_it_prints(tab: browsing.Tab, place: Path) -> None:
    tab.open(place)
    made = tab.printed()
    assert made.startswith(b"%PDF")
    assert 1 < len(re.findall(rb"/Type\s*/Page\b", made)) <= 8


def test_the_accessibility_checker_finds_nothing_serious(tab: browsing.Tab, place: Path) -> None:
    if not AXE:
        pytest.skip("AXE_CORE does not say where axe.min.js of axe-core lies")
    script = Path(AXE).read_text(encoding="utf-8")
    bare = place.with_name("bare.html")  # as it stands where no script runs
    text = re.sub(r"<script>.*?</script>", "", place.read_text(encoding="utf-8"), flags=re.DOTALL)
    bare.write_text(text, encoding="utf-8")
    unfold = "for (const one of document.querySelectorAll('.fold, .more')) one.open = true"
    looks = ((place, 1000, False), (place, 360, True), (bare, 1000, True), (bare, 390, False))
    for path, width, dark in looks:
        tab.open(path, width=width, dark=dark)
        for before in ("0", unfold):
            tab.evaluate(before)
            tab.evaluate(script + ";0")
            found = tab.evaluate(
                "axe.run(document).then(found => found.violations.map(one => [one.id, one.impact,"
                " one.nodes[0].html]))"
            )
            assert found == [], (path.name, width, dark, before)
