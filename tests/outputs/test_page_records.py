"""Records in the page: those inside, whole, as text that nothing obeys; and a page not to send."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.exports import NAMES
from fixtures.model import BuiltExport
from inspector import resources
from inspector.knowledge import knowledge
from inspector.knowledge.vocabulary import VERDICTS
from inspector.marks.mark import Mark
from inspector.outputs import printable, save
from inspector.outputs.html import page_data
from inspector.outputs.html import summary as page
from inspector.outputs.html.record_sink import MOST, PageRecords
from inspector.outputs.html.records import Whose, value_text
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.summary.summary import Summary
from tests.conftest import run_program
from tests.lib import browser as browsing
from tests.lib.archives import write_zip
from tests.outputs.test_html import DAY, Outline
from tests.outputs.test_page_script import choose, embedded, find, numbers, text

pytestmark = pytest.mark.xdist_group("page")

Built = Callable[[str], tuple[BuiltExport, Path]]
BANNER = "This file holds your texts and names of other people. Do not send or upload it."
HOSTILE = (
    "</script><img src=x onerror=alert(1)>", "<!--", "-->", "]]>", "<![CDATA[", "a\u2028b\u2029c",
    "</p></li></ol>", "{{ 7*7 }}", "{% raw %}", "&lt;b&gt;", "javascript:alert(1)", "\u202eabc",
    "<svg onload=alert(1)>", "</style>", "`${1}`", "'\"><script>alert(1)</script>",
)  # fmt: skip


def taken(path: Path, whose: Whose = "own", most: int = MOST) -> tuple[Summary, PageRecords]:
    session = Session(Request((path,), "eu", DAY))
    records = PageRecords(session.judge(), whose, most)
    session.read(sink=records)
    return session.summary(), records


def page_with(summary: Summary, records: PageRecords | None) -> str:
    return page.render(summary, knowledge.load().policies, records=records)


def shares(*values: str) -> bytes:
    """A file of posts with these texts, a day apart, the first one last."""
    made = io.StringIO()
    table = csv.writer(made)
    table.writerow(["Date", "ShareLink", "ShareCommentary", "SharedUrl", "MediaUrl", "Visibility"])
    for at, value in enumerate(values):
        day = dt.datetime(2024, 1, 1) + dt.timedelta(days=at)
        link = f"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{at}"
        table.writerow([f"{day:%Y-%m-%d %H:%M:%S}", link, value, "", "", "MEMBER_NETWORK"])
    return made.getvalue().encode()


@pytest.mark.parametrize("whose", ["own", "all"])
@pytest.mark.parametrize("name", NAMES)
def test_the_records_are_those_that_count_inside(built: Built, name: str, whose: Whose) -> None:
    summary, records = taken(built(name)[1], whose)
    inside = [summary.totals["inside"]]
    if whose == "own":
        inside = [totals["inside"] for who, totals in summary.by_author.items() if who == "member"]
    assert len(records.found) == sum(one.records for one in inside)
    assert records.left_out == 0
    keys = page_data.keys(records.found, summary)
    rows = [row for row in page_data.rows(summary) if VERDICTS[row[1] or 0] == "inside"]
    for row in rows:
        if whose == "all" or row[4] == 0:
            assert keys.count(tuple(row[:5])) == row[5]  # type: ignore[arg-type]


def test_the_page_shows_each_with_its_file_day_text_and_sentence() -> None:
    summary, records = taken(resources.sample())
    made = page_with(summary, records)
    outline = Outline(made)
    days = [one.day or dt.date.min for one in records.found]
    assert days == sorted(days, reverse=True)
    for one in records.found:
        assert one.fields and all(reference in made for reference in one.clauses)
        for field in one.fields:
            words = " ".join(printable.line(part) for part in field.value.splitlines())
            assert " ".join(words.split()) in outline.words
    posts = [one for one in records.found if one.link]
    assert posts and all(one.link in outline.words for one in posts)
    assert not any(found["href"] in {one.link for one in posts} for found in outline.of("a"))
    assert BANNER in outline.words and BANNER not in Outline(page_with(summary, None)).words


def test_there_is_room_for_the_newest(tmp_path: Path) -> None:
    texts = [f"text {at} " + "x" * 500 for at in range(100)]
    path = write_zip(tmp_path / "e.zip", {"Shares.csv": shares(*texts)})
    _, every = taken(path)
    each = every.found[0].size
    summary, some = taken(path, most=10 * each)
    assert list(some.found) == list(every.found)[:10] and some.left_out == 90
    assert sum(one.size for one in some.found) <= 10 * each
    words = Outline(page_with(summary, some)).words
    assert "90 records left out: a page holds 20 MB of them at most, the newest." in words


def test_an_older_one_does_not_take_the_room_of_a_newer_one(tmp_path: Path) -> None:
    texts = ["short", "x" * 5_000, "y" * 5_000]
    path = write_zip(tmp_path / "e.zip", {"Shares.csv": shares(*texts)})
    _, records = taken(path, most=7_500)
    assert [one.fields[0].value[0] for one in records.found] == ["y"] and records.left_out == 2


def test_a_record_takes_no_more_room_than_was_reckoned() -> None:
    summary, records = taken(resources.sample(), "all")
    more = len(page_with(summary, records).encode()) - len(page_with(summary, None).encode())
    keys = len(json.dumps(page_data.keys(records.found, summary)))
    assert more - keys < sum(one.size for one in records.found) < 3 * more


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--with-records"], "--with-records puts texts into the page for a browser: give --html"),
        (["--with-all-records", "--json"], "--with-all-records puts texts into the page"),
        (["--with-records", "--html", "a.html", "--redacted"], "--redacted holds none"),
    ],
)
def test_it_is_refused_where_it_makes_no_sense(given: list[str], said: str, tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    ran = run_program("demo", *(str(target) if one == "a.html" else one for one in given))
    assert ran.code == 2 and said in ran.err and not target.exists()


def test_the_command_line_writes_them(tmp_path: Path) -> None:
    sizes = {}
    for option in ("--with-records", "--with-all-records"):
        target = tmp_path / f"{option}.html"
        assert run_program("demo", "--html", target, option, "--on", str(DAY)).code == 0
        made = target.read_text(encoding="utf-8")
        assert BANNER in made
        sizes[option] = len(embedded(made)["records"])
    summary, _ = taken(resources.sample())
    assert sizes == {
        "--with-records": summary.by_author["member"]["inside"].records,
        "--with-all-records": summary.totals["inside"].records,
    }


def test_the_application_writes_them(tmp_path: Path) -> None:
    session = Session(Request((resources.sample(),), "eu", DAY))
    session.keep()
    target = tmp_path / "texts.html"
    save.take(session, session.summary(), "page-records", target, force=False)
    _, records = taken(resources.sample())
    assert BANNER in target.read_text(encoding="utf-8")
    assert len(embedded(target.read_text(encoding="utf-8"))["records"]) == len(records.found)


# Hostile values ------------------------------------------------------------------------------


@given(st.text() | st.lists(st.sampled_from(HOSTILE)).map("".join))
def test_a_value_is_text(value: str) -> None:
    outline = Outline(f"<p>{value_text(value)}</p>")
    assert outline.tags == [("p", {})]
    shown = "".join(outline.text)
    assert shown == "\n".join(printable.line(one) for one in value.splitlines())
    assert not set(shown) & set("\x1b\u202e\u2028\u2029")


def shape(made: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(tag, tuple(found)) for tag, found in Outline(made).tags]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=4).map("".join))
def test_no_value_changes_the_structure_of_the_page(
    tmp_path_factory: pytest.TempPathFactory, value: str
) -> None:
    folder = tmp_path_factory.mktemp("e")
    made = []
    for name, text_ in (("a", "words"), ("b", f"x{value}".replace("\r", "").replace("\0", ""))):
        path = write_zip(folder / f"{name}.zip", {"Shares.csv": shares(text_)})
        made.append(page_with(*taken(path)))
    assert shape(made[0]) == shape(made[1])
    assert len(embedded(made[1])["records"]) == 1


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browsing.Tab]:
    if browsing.browser() is None:
        pytest.skip("no headless browser is installed here")
    with browsing.opened(tmp_path_factory.mktemp("profile")) as tab:
        yield tab


def test_hostile_values_stay_text_in_a_browser(tab: browsing.Tab, tmp_path: Path) -> None:
    names = {f"{at}<img src=x onerror=alert(1)>.csv": b"a,b\n1,2\n" for at in range(2)}
    path = write_zip(tmp_path / "e.zip", {"Shares.csv": shares(*HOSTILE), **names})
    target = tmp_path / "page.html"
    target.write_text(page_with(*taken(path)), encoding="utf-8")
    tab.open(target)
    assert tab.requests == [target.resolve().as_uri()] and tab.complaints == []
    assert tab.evaluate("document.querySelectorAll('img, svg [onload], ol script').length") == 0
    told = tab.evaluate(
        "[...document.querySelectorAll('#records .value')].map(one => one.lastChild.data)"
    )
    wanted = ["\n".join(printable.line(part) for part in one.splitlines()) for one in HOSTILE]
    assert told == wanted[::-1]
    for hostile in ("</script><img", "<!--", "]]>"):
        assert numbers(find(tab, hostile)), hostile
        assert hostile in text(tab, "#found button")
    assert tab.complaints == []


def test_filters_and_search_hold_for_records(tab: browsing.Tab, tmp_path: Path) -> None:
    summary, records = taken(resources.sample())
    target = tmp_path / "page.html"
    target.write_text(page_with(summary, records), encoding="utf-8")
    tab.open(target)
    shown = "document.querySelectorAll('#records .record:not([hidden])').length"
    assert tab.evaluate(shown) == len(records.found)
    choose(tab, {"verdict": "2"})
    assert tab.evaluate(shown) == 0
    choose(tab, {"verdict": "0", "author": "0", "year": "2021"})
    told = numbers(text(tab, "#count"))[0]
    assert tab.evaluate(shown) == told == numbers(text(tab, "#records-count"))[0] > 0
    choose(tab, {"year": "", "category": "posts"})
    assert tab.evaluate(shown) == numbers(text(tab, "#count"))[0]
    post = next(one for one in records.found if "Shares" in summary.files[one.entry].reading.path)
    find(tab, post.fields[0].value.splitlines()[0])
    held = [
        one for one in records.found if post.fields[0].value.splitlines()[0] in one.fields[0].value
    ]
    assert 1 <= tab.evaluate(shown) <= len(held)
    tab.evaluate("document.querySelector('#found button').click()")
    assert tab.evaluate("document.activeElement.checkVisibility()")
    assert tab.complaints == []


def test_marks_are_lit_as_the_records_file_has_them(tmp_path: Path) -> None:
    given_out: list[str | Path] = [
        "--on",
        "2026-11-21",
        "--html",
        tmp_path / "p.html",
        "--with-records",
    ]
    ran = run_program("demo", *given_out, "--records", tmp_path / "r.parquet", "--quiet")
    assert ran.code == 0, ran.err
    text = (tmp_path / "p.html").read_text("utf-8")
    rows = pl.read_parquet(tmp_path / "r.parquet").filter(
        verdict="inside", author="member", role="text"
    )
    spans = rows.explode("marks").drop_nulls("marks").unnest("marks")
    places = spans.select("path", "record", "column", "start").unique().height
    assert text.count("<mark ") == places > 0
    alone = run_program("demo", *given_out, "--force", "--quiet")
    assert alone.code == 0, alone.err
    assert (tmp_path / "p.html").read_text("utf-8").count("<mark ") == places


@given(
    st.text(alphabet="ab<>&\"'\n\r\u2028é😀 ", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=5),
)
@settings(max_examples=200, deadline=None)
def test_a_text_with_marks_is_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [
        Mark("name", start, length, "name.whole", "likely")
        for start, length in sorted(spans)
        if start + length <= len(text)
    ]
    shown = value_text(text, marks)
    bare = re.sub(r"</?mark[^>]*>", "", shown)
    plain = html.unescape(bare)
    assert "<" not in bare.replace("&lt;", "") and ">" not in bare.replace("&gt;", "")
    lines = re.split(r"\r\n|[\n\r\u2028]", text)
    assert plain.replace("\n", "") == "".join(map(printable.line, lines)) or marks
    assert len(re.findall("<mark ", shown)) <= len(marks)
