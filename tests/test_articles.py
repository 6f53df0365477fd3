"""HTML as a reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.articles import text_of
from tests.building import look


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
