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
    (url,) = articles.extract(
        page, [Extraction(column="url", select=("a",), attribute="href")]
    ).values()
    assert url == "https://x.example/?a=1&b=2"


def test_a_fragment_nested_beyond_reason_gives_what_stands_between() -> None:
    assert articles.text_of("<div>" * 100_000 + "words" + "<b>more") == "words\nmore"
    assert articles.text_of("<p>one</p>" * 600).count("one") == 600


def test_an_unclosed_quote_in_a_long_name_costs_no_more() -> None:
    assert articles.text_of("<a " + "a" * 1_000_000 + " / " * 20_000 + '="x>') == ""


def test_formats_left_open_are_not_opened_anew_without_end() -> None:
    left_open = "<p>" + "".join(f"<b a={n}>" for n in range(400)) + "</p>"
    page = left_open + "<p>x</p>" * 4000
    assert articles.parsed(page) is None, "a parser makes 400 elements of every block"
    assert articles.text_of(page).split() == ["x"] * 4000
    assert articles.parsed("<b>bold" + "<p>x</p>" * 4000) is not None
    assert articles.text_of("<b>one</b> <i>two" + "<p>x</p>" * 600).split().count("x") == 600
