"""The page's own script: it filters to the same counts as the other outputs, sorts, searches."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from inspector.knowledge.vocabulary import VERDICTS
from inspector.outputs import parquet
from inspector.outputs.html import environment, page_data
from inspector.reading.counts.author import AUTHORS
from inspector.summary.summary import Summary
from tests.lib import browser as browsing
from tests.outputs.test_html import Outline, judged, page_of

pytestmark = pytest.mark.xdist_group("page")

FILTERS = 20
FIELDS = ("verdict", "category", "author", "year", "clause")
SCRIPT = (environment.FOLDER / "page.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(page_of(judged()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browsing.Tab]:
    if browsing.browser() is None:
        pytest.skip("no headless browser is installed here")
    with browsing.opened(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


def choices(tab: browsing.Tab) -> dict[str, list[str]]:
    """The values of every choice."""
    found: dict[str, list[str]] = tab.evaluate(
        f"Object.fromEntries({json.dumps(FIELDS)}.map(name => [name, "
        "[...document.getElementById('by-' + name).options].map(one => one.value)]))"
    )
    return found


def choose(tab: browsing.Tab, given: dict[str, str]) -> None:
    """As a reader does who changes each choice."""
    tab.evaluate(
        f"for (const [name, value] of Object.entries({json.dumps(given)})) {{"
        "const one = document.getElementById('by-' + name); one.value = value;"
        "one.dispatchEvent(new Event('change'))}"
    )


def text(tab: browsing.Tab, selector: str) -> str:
    return str(tab.evaluate(f"document.querySelector({json.dumps(selector)}).textContent"))


def numbers(said: str) -> list[int]:
    return [int(one.replace(",", "")) for one in re.findall(r"\d[\d,]*", said)]


def expected(summary: Summary, given: dict[str, str]) -> pl.DataFrame:
    """What the Parquet file has for a choice, by file."""
    table = pl.from_arrow(parquet.summary_table(summary))
    assert isinstance(table, pl.DataFrame)
    clause = pl.col("policy") + ":" + pl.col("clause")
    tests = []
    if one := given["verdict"]:
        tests.append(pl.col("verdict") == VERDICTS[int(one)])
    if one := given["category"]:
        tests.append(pl.col("category") == one)
    if one := given["author"]:
        tests.append(pl.col("author") == AUTHORS[int(one)])
    if one := given["year"]:
        year = pl.col("month").dt.year()
        tests.append(year.is_null() if one == "none" else year == int(one))
    if one := given["clause"]:
        known = page_data.clauses(summary)
        tests.append(clause.is_null() if one == "none" else clause == known[int(one)])
    found = table.filter(*tests) if tests else table
    return found.group_by("source", "path").agg(pl.col("records", "values", "words").sum())


def test_filters_give_the_counts_of_the_parquet_file(tab: browsing.Tab, place: Path) -> None:
    tab.open(place)
    summary, chance = judged(), random.Random(23)
    known = choices(tab)
    matched = 0
    for _ in range(FILTERS):
        given = {name: chance.choice([*values, ""]) for name, values in known.items()}
        for name in chance.sample(FIELDS, 2):  # else next to none matches anything
            given[name] = ""
        choose(tab, given)
        rows = expected(summary, given)
        wanted = [rows[name].sum() for name in ("records", "values", "words")]
        assert numbers(text(tab, "#count")) == [*wanted, rows.height], given
        listed = tab.evaluate(
            "[...document.querySelectorAll('#matching tbody tr')].map(row => "
            "[...row.cells].map(cell => cell.textContent))"
        )
        if any(given.values()):
            in_file = rows.select("path", "words", "records", "values").rows()
            told = [(path, *(sum(numbers(n)) for n in more)) for path, *more in listed]
            assert sorted(told) == sorted(in_file), given
        matched += bool(rows.height)
    assert matched > FILTERS // 3
    assert tab.complaints == []


def test_without_a_choice_everything_is_counted(tab: browsing.Tab, place: Path) -> None:
    tab.open(place)
    totals = judged().totals.values()
    wanted = [sum(getattr(one, name) for one in totals) for name in ("records", "values", "words")]
    assert numbers(text(tab, "#count"))[:3] == wanted
    choose(tab, {"verdict": "0"})
    tab.evaluate("document.getElementById('reset').click()")
    assert numbers(text(tab, "#count"))[:3] == wanted
    assert tab.evaluate("document.getElementById('matching').hidden")


def find(tab: browsing.Tab, words: str) -> str:
    """Search, and wait until it is done."""
    tab.evaluate(
        f"(() => {{ const one = document.getElementById('find'); one.value = {json.dumps(words)};"
        "one.dispatchEvent(new Event('input'));"
        "return new Promise(done => setTimeout(done, 2 * PAUSE)) })()"
    )
    return text(tab, "#found-count")


def test_a_search_finds_what_is_folded_and_leads_there(tab: browsing.Tab, place: Path) -> None:
    tab.open(place)
    assert find(tab, "CLOSED resumes member") == "Nothing on this page holds these letters."
    assert find(tab, "") == ""
    said = find(tab, "sharecommentary")
    assert said == "1 place on this page"
    tab.evaluate("document.querySelector('#found button').click()")
    assert tab.evaluate("document.activeElement.closest('table.every') !== null")
    assert tab.evaluate("document.activeElement.checkVisibility()")
    assert "ShareCommentary" in str(tab.evaluate("document.activeElement.textContent"))
    accents = numbers(find(tab, "RESUME"))
    assert accents == numbers(find(tab, "résumé")) and accents[0] > 1
    assert find(tab, "<img onerror=") == "Nothing on this page holds these letters."
    assert tab.complaints == []


def test_a_link_to_a_sentence_opens_its_fold(tab: browsing.Tab, place: Path) -> None:
    tab.open(place)
    is_open = "document.getElementById('s3').closest('details').open"
    assert not tab.evaluate(is_open)
    tab.evaluate("document.querySelector('a[href=\"#s3\"]').click()")
    assert tab.evaluate(is_open)
    tab.open(place, fragment="#s3")
    assert tab.evaluate(is_open)
    for other in ("#%", "#nowhere", "#"):
        tab.open(place, fragment=other)
        assert tab.complaints == []
        assert tab.evaluate("document.getElementById('panel').checkVisibility()")


def test_without_script_all_can_be_read(tab: browsing.Tab, place: Path) -> None:
    tab.open(place, script=False)
    assert tab.complaints == [] and len(tab.requests) == 1
    assert not tab.evaluate("document.getElementById('panel').checkVisibility()")
    assert tab.evaluate("document.querySelectorAll('th button, .copy').length") == 0
    # What is folded is unfolded by a click on its head, as the browser does without any script.
    left = tab.evaluate(
        "(() => { const folds = [...document.querySelectorAll('details')];"
        "for (const one of folds) one.querySelector('summary').click();"
        "return folds.filter(one => !one.open).length })()"
    )
    assert left == 0
    outline = Outline(place.read_text(encoding="utf-8"))
    hidden = tab.evaluate(
        "[...document.querySelectorAll('main *, footer *')].filter(one => !one.closest('#panel') "
        "&& !one.closest('svg') && !one.matches('.paper, option') && !one.checkVisibility()).length"
    )
    assert hidden == 0 and len(outline.words) > 10_000
    tab.open(place, script=False, fragment="#s3")
    assert tab.evaluate("document.getElementById('s3').checkVisibility()")


def test_tables_sort_by_each_head(tab: browsing.Tab, place: Path) -> None:
    tab.open(place)
    column = (
        "(at => [...document.querySelectorAll('table.every tbody tr')].map("
        "row => (row.cells[at].querySelector('.path') ?? row.cells[at]).textContent.trim()))"
    )
    head = "document.querySelectorAll('table.every thead th')"
    tab.evaluate(f"{head}[2].querySelector('button').click()")
    words = [sum(numbers(one)) for one in tab.evaluate(f"{column}(2)")]
    assert words == sorted(words, reverse=True) and words[0] > words[-1]
    assert tab.evaluate(f"{head}[2].getAttribute('aria-sort')") == "descending"
    tab.evaluate(f"{head}[2].querySelector('button').click()")
    assert [sum(numbers(one)) for one in tab.evaluate(f"{column}(2)")] == sorted(words)
    tab.evaluate(f"{head}[0].querySelector('button').click()")
    assert tab.evaluate(f"{head}[2].getAttribute('aria-sort')") is None
    paths = tab.evaluate(f"{column}(0)")
    assert sorted(paths) == sorted(one.reading.path for one in judged().files)
    assert paths[0].casefold() < paths[-1].casefold()
    rest = "[...document.querySelectorAll('#time')].at(0).closest('section')"
    tab.evaluate(f"{rest}.querySelector('th button').click()")
    tab.evaluate(f"{rest}.querySelector('th button').click()")
    assert tab.evaluate(f"{rest}.querySelector('tbody tr:last-child th').textContent") == "no date"
    assert tab.complaints == []


@pytest.mark.parametrize("allowed", [True, False])
def test_a_citation_is_copied_or_selected(tab: browsing.Tab, place: Path, allowed: bool) -> None:
    tab.open(place)
    answer = "async text => { window.taken = text }" if allowed else "async () => { throw 1 }"
    tab.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: " + answer + "}});"
        "document.querySelector('#sentences').closest('details').open = true;"
        "document.querySelector('#s1 .copy').click()"
    )
    quote = str(tab.evaluate("document.querySelector('#s1 q').textContent"))
    said = tab.evaluate("document.querySelector('#s1 .copy').textContent")
    if allowed:
        taken = str(tab.evaluate("window.taken"))
        assert said == "Copied" and taken.startswith(f"“{quote}” LinkedIn")
        assert re.search(r" [\w-]+:[\w-]+( https://\S+)?$", taken)
    else:
        assert said.startswith("Selected")
        assert quote in str(tab.evaluate("getSelection().toString()"))


def test_no_choice_is_kept(tab: browsing.Tab, place: Path) -> None:
    tab.open(place)
    before = tab.evaluate("location.href")
    choose(tab, {"verdict": "0", "year": "2021"})
    find(tab, "résumé")
    assert tab.evaluate("location.href") == before
    assert tab.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0, 0, "",
    ]  # fmt: skip
    tab.open(place)
    values = tab.evaluate(
        f"{json.dumps(FIELDS)}.map(name => document.getElementById('by-' + name).value)"
    )
    assert set(values) == {""} and tab.evaluate("document.getElementById('find').value") == ""


def test_the_field_tells_nobody_what_is_searched_for() -> None:
    (field,) = Outline(page_of(judged())).of("input")
    assert field["spellcheck"] == "false" and field["autocomplete"] == "off"
    assert "name" not in field


def test_the_script_makes_no_markup_and_calls_nobody() -> None:
    banned = (
        "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(", "fetch(",
        "XMLHttp", "Beacon", "WebSocket", "import(", "Storage", "cookie", "setAttribute(\"on",
        "</script", "<!--", "new RegExp", "srcdoc", "DOMParser",
    )  # fmt: skip
    assert [one for one in banned if one.casefold() in SCRIPT.casefold()] == []


def embedded(made: str) -> dict[str, Any]:
    """The data of a page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', made, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_rows_add_up_to_the_totals() -> None:
    summary = judged()
    rows = embedded(page_of(summary))["rows"]
    for at, verdict in enumerate(VERDICTS):
        mine = [row for row in rows if row[1] == at]
        totals = summary.totals[verdict]
        assert [sum(row[n] for row in mine) for n in (5, 6, 7)] == [
            totals.records, totals.values, totals.words,
        ]  # fmt: skip


@pytest.mark.parametrize("text", ["</script><img onerror=x>", "<!--", "]]>", "a\u2028b", "&amp;"])
def test_nothing_ends_the_element_of_the_data(text: str) -> None:
    made = page_data.embedded({"files": [text]})
    assert not set(made) & set("<>&\u2028\u2029")
    assert json.loads(made) == {"files": [text]}
