"""HTML as a reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.knowledge.dataset import Extraction
from inspector.reading.text import html as articles
from inspector.reading.text.html import text_of
from tests.lib.archives import look


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello <b>wor</b>ld</p><p>a<br>b</p>", "Hello world\n\na\nb"),
        ("<ul><li>x</li><li>y &amp; z</li></ul>", "x\n\ny & z"),
        ("<p>seen</p><script>bad()</script><style>p{}</style>too", "seen\ntoo"),
        ("broken <b>tags <i>everywhere", "broken tags everywhere"),
        ("a  \n b", "a b"),
        ("", ""),
    ],
)
def test_text_of_html(html: str, text: str) -> None:
    assert text_of(html) == text


def test_every_block_of_an_article_is_read(tmp_path: Path) -> None:
    html = (
        "<html><head><title>T</title><style>x</style></head><body><h1>Title</h1>"
        '<p class="created">Created on 2025-01-02 03:04</p><p class="published">Published on ---</p>'
        "<div><p>one</p></div><div><p>two</p></div></body></html>"
    )
    found = look(tmp_path, "Articles/Articles/x.html", html)
    assert found.file.headers[0] == "title"
    record = dict(zip(found.file.headers, found.rows[0], strict=True))
    assert (record["title"], record["published"]) == ("Title", "")
    assert record["body"].split() == ["one", "two"]
    assert found.states == ["draft"]


def test_a_page_of_very_many_attributes_is_read_with_a_few_of_each() -> None:
    link = '<a href="https://x.example/?a=1&amp;b=2" ' + " ".join(f"x{n}=1" for n in range(30_000))
    page = f"{link}>one</a> <!-- <p> --><b title='<i \"'>2 &lt; 3</b> 1 < 2 & more"
    assert articles.text_of(page) == "one 2 < 3 1 < 2 & more"
    wanted = [Extraction(column="url", select=("a",), attribute="href")]
    assert articles.extract(page, wanted) == {"url": "https://x.example/?a=1&b=2"}


def test_a_fragment_nested_beyond_reason_gives_what_stands_between() -> None:
    assert articles.text_of("<div>" * 100_000 + "words" + "<b>more") == "words\nmore"
    assert articles.text_of("<p>one</p>" * 600).count("one") == 600


def test_an_unclosed_quote_in_a_long_name_costs_no_more() -> None:
    assert articles.text_of("<a " + "a" * 1_000_000 + " / " * 20_000 + '="x>') == ""


STYLES = "".join(f"<b x{n}=1>" for n in range(300))
COSTLY = {
    "styles that every paragraph opens anew": f"<p>{STYLES}" + "<p>x" * 8000,
    "styles that end in another order": STYLES + "<div>" * 150 + "</b>x" * 2000,
    "very many elements": "<p>" * 200_000 + "x",
    "ends that stand in comments": "<span><!--</span>-->x" * 5000,
    "ends that stand in attributes": '<span><br x="</span>">x' * 5000,
    "ends that only look like some": "<span></span<x>x" * 5000,
    "ends that stand in titles": "<title><!--</span></title><span>x" * 5000,
    "ends that stand in scripts": "<script><!--<script></script></span></script>--><span>x" * 5000,
    "table cells within a picture": "<svg>" + "<td>x" * 5000,
    "a picture whose title is none": "<svg><title><!--</title></span>--></title></svg><span>x"
    * 5000,
    "attributes of one body": "".join(f"<body a{n}=1>x" for n in range(15_000)),
    "a long text": "<p>" + "x \U0001f600 " * 800_000,
}


@pytest.mark.parametrize("html", COSTLY.values(), ids=COSTLY)
def test_what_would_cost_the_parser_much_is_not_parsed(html: str) -> None:
    text, is_parsed = articles.reading_of(html)
    assert not is_parsed
    assert "x" in text
    assert articles.extract(html, [Extraction(column="x", select=("p",))]) is None


def test_much_html_of_the_usual_kind_is_parsed() -> None:
    parts = (
        '<p class="a b">One <b>two</b>, <a href="https://x.example">three</a><br>four</p>',
        "<ul><li>x<li>y</ul><!-- note --><script>if (a<b) {}</script><style>p>a{}</style>",
        "<table><tr><td><font color=red>x</font></td></tr></table><b>never closed",
        "<p><b>ends <i>in another</b> order</i></p>",
    )
    for html in (*(part * 300 for part in parts), "".join(parts) * 100):
        assert articles.reading_of(html).is_parsed


def test_white_space_without_a_line_break_stays_between_tags() -> None:
    html = "<div>" * 600 + "a  b" + " " * 300_000 + "c\n \n d<p>\u00a0e"
    text, is_parsed = articles.reading_of(html)
    assert not is_parsed
    assert text == "a  b" + " " * 300_000 + "c\nd\n\u00a0e"
    long = " x\n\n" * 300_000 + "<i>y</i>" * 100_000
    assert articles.reading_of(long).text == "\n".join(["x"] * 300_000 + ["y"] * 100_000)


@pytest.mark.parametrize("rows", [1, 5000])
def test_values_that_are_not_parsed_are_told(tmp_path: Path, rows: int) -> None:
    head = "CONVERSATION ID,FROM,DATE,CONTENT\n"
    row = 'c{},A,2025-01-01 00:00:00 UTC,"<p>{}"\n'
    text = head + "".join(row.format(n, "hello") for n in range(rows))
    text += row.format("x", "<div>" * 501 + "one two")
    found = look(tmp_path, "messages.csv", text).file
    assert found.status == "repaired"
    assert found.notes == (
        "1 value with more HTML than is parsed, read as the text between its tags",
    )
