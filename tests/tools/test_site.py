"""The site: every page in its place, every link leading somewhere, every name in the reference."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from inspector.cli.group import walk
from inspector.cli.main import build
from inspector.knowledge import knowledge
from tests.conftest import ROOT
from tests.lib import browser as browsing
from tests.lib.json_schema import described, values
from tools.manual import options
from tools.site import manual_page, source, text_page
from tools.site.links import Site
from tools.site.look import NARROW, faults, requests
from tools.site.schema_pages import Reference, references

HOME = source.PROJECT / "index.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [*(ROOT / name for name in source.TOP), *DOCS]
SCHEMAS = {one.name: one for one in references(ROOT / "schemas")}
MARKDOWN = MarkdownIt("commonmark").enable("table")


def shown(page: str) -> LexborHTMLParser:
    """A page of Markdown as a browser gets it."""
    return LexborHTMLParser(MARKDOWN.render(page))


def anchors(path: Path) -> set[str]:
    """The places of a page of Markdown, by its headings."""
    headings = shown(path.read_text("utf-8")).css("h1, h2, h3, h4")
    named = (re.sub(r"[^\w\- ]", "", one.text().strip().lower()) for one in headings)
    return {one.replace(" ", "-") for one in named}


def listed() -> set[str]:
    """The pages that the home page leads to."""
    lists = re.findall(r"```\{toctree\}\n(.*?)```", HOME.read_text("utf-8"), re.DOTALL)
    lines = [line for one in lists for line in one.splitlines() if line and line[0] != ":"]
    return {re.sub(r".*<(.*)>", r"\1", line) for line in lines}


def test_every_page_is_in_the_navigation() -> None:
    made = {name.removesuffix(".md") for name in source.reference() if "/" not in name}
    own = {path.stem for path in source.PROJECT.glob("*.md")} - {"index"}
    own |= {f"reference/{path.stem}" for path in (source.PROJECT / "reference").glob("*.md")}
    there = {path.relative_to(ROOT).with_suffix("").as_posix() for path in PAGES}
    wanted = there | own | {f"reference/{name}" for name in made}
    assert listed() == wanted, (
        "a page without its line in tools/site/project/index.md, or a line without a page"
    )


def test_the_home_page_takes_parts_of_the_readme_that_are_there() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    marks = re.findall(r':(?:start-after|end-before): "(.*)"', HOME.read_text("utf-8"))
    assert len(marks) == 5
    assert [readme.count(f"\n{mark}") for mark in marks] == [1] * 5


@pytest.mark.parametrize("path", PAGES, ids=lambda one: one.name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    for node in shown(path.read_text("utf-8")).css("a, img"):
        given = urlsplit(node.attributes.get("href") or node.attributes.get("src") or "")
        if given.scheme:
            assert given.scheme in ("https", "mailto"), given
            continue
        target = (path.parent / unquote(given.path)).resolve() if given.path else path
        assert target.is_file(), given.path
        assert not given.fragment or given.fragment in anchors(target), given.fragment


@pytest.mark.parametrize("path", PAGES, ids=lambda one: one.name)
def test_every_page_has_one_title_and_headings_in_order(path: Path) -> None:
    headings = shown(path.read_text("utf-8")).css("h1, h2, h3, h4, h5, h6")
    levels = [int((one.tag or "h0")[1:]) for one in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_reference_names_every_property_and_value(name: str) -> None:
    schema = SCHEMAS[name].schema
    rows = [
        [cell.text() for cell in row.css("td")] for row in shown(SCHEMAS[name].page()).css("tr")
    ]
    told = {row[0]: "" for row in rows if row}
    for row in filter(None, rows):
        told[row[0]] += row[1]
    assert told.keys() == {path.rpartition("/")[2] for path in described(schema)}
    everything = " ".join(told.values())
    for _, allowed in values(schema):
        assert all((one or "null") in everything for one in allowed)


def test_the_reference_says_what_is_required_and_what_it_is() -> None:
    schema = {
        "title": "A thing",
        "type": "object",
        "additionalProperties": False,
        "required": ["kind"],
        "properties": {
            "kind": {"enum": ["a|b", None], "description": "Of `it`, *so*."},
            "many": {"type": "array", "items": {"$ref": "#/$defs/one"}},
            "same": {"$ref": "#/properties/many/items"},
            "by": {
                "type": "object",
                "propertyNames": {"pattern": "^[a-z]$"},
                "additionalProperties": {"type": ["integer", "null"], "minimum": 3},
            },
        },
        "$defs": {
            "one": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"day": {"type": "string", "format": "date"}},
            }
        },
    }
    page = shown(Reference("thing", schema).page())
    rows = [[cell.text() for cell in row.css("td")] for row in page.css("tr")]
    assert [row for row in rows if row] == [
        ["kind", "string or null; one of a|b, null", "Of it, *so*.", "yes"],
        ["many", "list of one", "", "no"],
        ["same", "one", "", "no"],
        ["by", "object, of each key integer or null; each key matches ^[a-z]$; each value at least 3", "", "no"],
        ["day", "string (date)", "", "no"],
    ]  # fmt: skip
    assert {node.attributes["href"] for node in page.css("td a")} == {"#thing-one"}


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": {}, "additionalProperties": False, "not": {}},
        {"properties": {"a": {"type": "string", "maxLength": 3}}, "additionalProperties": False},
        {"properties": {}},
    ],
)
def test_the_reference_refuses_what_it_would_not_say(schema: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"thing\.schema\.json"):
        Reference("thing", {"title": "A thing", **schema}).page()


def test_every_text_stands_word_for_word_with_its_source() -> None:
    policies = knowledge.load().policies
    page = shown(text_page.page(policies))
    quotes = {(one.css_first("p") or one).text() for one in page.css("blockquote")}
    links = {one.attributes.get("href") for one in page.css("a")}
    for text in policies.texts.values():
        for clause in text.clauses:
            assert any(" ".join(clause.quote.split()) in quote for quote in quotes), clause.id
            assert not clause.link or clause.link in links


def test_every_command_and_option_is_on_the_page_of_commands() -> None:
    page = shown(source.reference()["commands.md"])
    code = " ".join(one.text() for one in page.css("code"))
    for path, command in walk(build("en"), "inspect"):
        assert path in code
        for option in options(command):
            assert all(name in page.text() for name in option.opts)


def test_the_page_of_commands_refuses_a_macro_that_it_does_not_know() -> None:
    with pytest.raises(ValueError, match=r"\.RS"):
        manual_page.page(".SH NAME\n.RS 4\nwords\n")


def test_names_of_pages_and_schemas_lead_there() -> None:
    text = """See `docs/marks.md`, [`docs/page.md`](page.md), `README.md`, `docs/guide.md`, `docs/no.md`,
`schemas/diff.schema.json` and `schemas/facts.toml`.
```
`docs/marks.md`
```
"""
    made = source.linked(text, "docs/guide.md")
    links = [(one.text(), one.attributes["href"]) for one in shown(made).css("a")]
    assert links == [
        ("docs/marks.md", "marks.md"),
        ("docs/page.md", "page.md"),
        ("README.md", "../README.md"),
        ("schemas/diff.schema.json", "../reference/schemas/diff.md"),
    ]
    assert shown(made).text() == shown(text).text()
    assert "(docs/marks.md)" in source.linked(text, "README.md")


def test_pictures_take_no_letters_from_a_host() -> None:
    for path in (ROOT / "docs" / "pictures").glob("*.svg"):
        made = source.without_fonts(path.read_text("utf-8"))
        assert "@import" not in made
        assert re.findall(r"url\((?!#)", made) == []
        assert ElementTree.fromstring(made).tag.endswith("svg")  # noqa: S314


HELD = """<!doctype html><title>x</title><link rel=stylesheet href=a.css><script src="s/b.js"></script>
<h1 id=top>x</h1><a href="s/other.html#there">x</a><a href="#top">x</a><a href="https://example.org/x">x</a>
<img src="data:image/gif;base64,AAAA" srcset="p.svg 1x, p.svg 2x"><form action="s/other.html"></form>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site in which everything holds."""
    (tmp_path / "s").mkdir()
    for name, text in {
        "index.html": HELD,
        "s/other.html": "<title>y</title><p id=there style='background: url(../p.svg)'>y</p>",
        "a.css": "/* url(https://example.org/a) */ p { background: url('p.svg#b') }",
        "s/b.js": "// see https://example.org/\nlet a = 'http://www.w3.org/2000/svg';",
        "p.svg": "<svg xmlns='http://www.w3.org/2000/svg'><g id='b'/><use href='#b'/></svg>",
    }.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_site_that_holds_has_no_fault(site: Path) -> None:
    assert list(Site(site).faults()) == []


@pytest.mark.parametrize(
    ("name", "more", "fault"),
    [
        ("index.html", '<a href="gone.html">x</a>', "leads nowhere: gone.html"),
        ("index.html", '<a href="s/other.html#top">x</a>', "no such place in a page"),
        ("index.html", '<a href="../outside.html">x</a>', "leads nowhere"),
        ("index.html", '<a href="/s/other.html">x</a>', "asks another place"),
        ("index.html", '<a href="javascript:void(0)">x</a>', "asks another place"),
        ("index.html", '<img src="https://example.org/x.png">', "asks another place"),
        ("index.html", '<img srcset="p.svg 1x, //example.org/x.png 2x">', "asks another place"),
        ("index.html", '<link rel="preconnect" href="https://example.org">', "asks another place"),
        ("index.html", "<iframe src=https://example.org></iframe>", "asks another place"),
        ("index.html", "<form action=https://example.org></form>", "asks another place"),
        ("index.html", "<base href=https://example.org/>", "asks another place"),
        ("index.html", "<p style=\"background: url('//example.org/x')\">", "asks another place"),
        ("index.html", "<style>@import 'https://example.org/x.css';</style>", "asks another place"),
        ("index.html", "<script>fetch('https://example.org/')</script>", "names example.org"),
        ("index.html", '<meta http-equiv=refresh content="0; url=s/other.html">', "by itself"),
        ("index.html", "<svg><use xlink:href='https://example.org/#x'/></svg>", "asks another place"),
        ("a.css", "@font-face { src: url(https://example.org/f.woff2) }", "asks another place"),
        ("a.css", "@import url('gone.css');", "leads nowhere"),
        ("s/b.js", "fetch('//example.org/x')", "names example.org"),
        ("s/b.js", "new WebSocket(`wss://example.org/x`)", "names example.org"),
        ("p.svg", "<svg><image href='https://example.org/x.png'/></svg>", "asks another place"),
        ("p.svg", "<svg><style>@font-face{src:url(https://example.org/f)}</style></svg>", "asks another place"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_file(site: Path, name: str, more: str, fault: str) -> None:
    (site / name).write_text((site / name).read_text("utf-8") + more, "utf-8")
    (told,) = Site(site).faults()
    assert told.startswith(f"{name}: ")
    assert fault in told


@pytest.mark.slow
def test_the_browser_tells_of_a_page_that_asks_another(site: Path) -> None:
    if browsing.browser() is None:
        pytest.skip("no browser is installed that this can drive")
    head = (
        '<!doctype html><meta name=viewport content="width=device-width"><link rel=icon href=p.svg>'
    )
    (site / "s" / "other.html").unlink()
    (site / "index.html").write_text(head, "utf-8")
    (site / "search.html").write_text(f"{head}<ul class=search><li>x</ul>", "utf-8")
    assert list(faults(Site(site))) == []
    other = "<script>fetch('http://127.0.0.2:9/x').catch(() => 0)</script>"
    (site / "index.html").write_text(f"{head}<p style='width: 500px'>x</p>{other}", "utf-8")
    told = list(faults(Site(site)))
    assert "index.html: asks http://127.0.0.2:9/x" in told
    assert "a page had the browser ask http://127.0.0.2:9/x" in told
    assert f"index.html: is wider than {NARROW} pixels" in told


LOG = """{"constants": {"logEventTypes": {"URL_REQUEST_START_JOB":7,"OTHER":8}},
"events": [
{"params":{"initiator":"http://127.0.0.1:1","url":"https://example.org/"},"phase":1,"type":7},
{"params":{"initiator":"not an origin","url":"http://127.0.0.1:1/"},"type":7},
{"phase":2,"type":7},
{"params":{"initiator":"http://a","url":"b"},"type":8}"""


@pytest.mark.parametrize("end", ['],\n"polledData": []}', ',\n{"params":{"initi', ",\n"])
def test_the_log_of_a_browser_tells_who_asked_for_what(end: str) -> None:
    assert requests(LOG + end) == [
        ("http://127.0.0.1:1", "https://example.org/"),
        ("", "http://127.0.0.1:1/"),
    ]
