"""Files that are taken for pages, and those that are not: hostile ones among them."""

from __future__ import annotations

import builtins
import importlib.util
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.check import html_page, page, page_check, page_file, pdf_page, text_page, web_archive
from inspector.check.page import Page
from inspector.errors import InspectError, LimitError, NotAnExportError, UsageError
from inspector.knowledge import knowledge as known

POLICIES = known.load().policies
QUOTES = [clause.quote for text in POLICIES.texts.values() for clause in text.clauses]
MIME = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n"


def read(tmp_path: Path, content: bytes | str, name: str = "page.txt") -> Page:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return page_file.read(path)


def lines(found: Page) -> list[tuple[str, int]]:
    """The blocks, each with how many lists and rows are around it."""
    return [(block.text, len(block.places)) for block in found.blocks]


def test_html_is_what_a_reader_sees(tmp_path: Path) -> None:
    html = (
        "<!doctype html><title>no</title><p>One <b>t</b>wo<!-- no -->&nbsp;three<script>no</script>"
        "<ul><li>item <i>a</i><li>item b</ul>after<table><tr><td>c<td><ul><li>d</ul>e</table>"
        "<p hidden>no<p style='DISPLAY:none'>no<textarea>no</textarea><svg><text>no</text></svg>"
        "<ul><li><h2>head</h2><p>long</ul><select><option>no</select><noscript>no</noscript>last"
    )
    found = [("One two three", 0), ("item a", 1), ("item b", 1), ("after", 0), ("c", 1), ("d", 2),
             ("e", 1), ("head", 0), ("long", 0), ("last", 0)]  # fmt: skip
    assert lines(read(tmp_path, html)) == found
    assert lines(read(tmp_path, html.removeprefix("<!doctype html>"), "x.htm")) == found


def test_text_has_the_lists_and_rows_that_its_marks_tell_of(tmp_path: Path) -> None:
    text = (
        "# Head\n\nOne [two](https://x.example/a)\n**three**\n\n- item\n  goes on\n\n\u2022 item b\n"
        "\nafter\n| c | \\- d<br>e |\n| --- | --- |\nf\tg\n1. first\n2. second\n"
    )
    assert lines(read(tmp_path, text)) == [
        ("Head", 0), ("One two three", 0), ("item goes on", 1), ("item b", 1), ("after", 0),
        ("c", 1), ("d", 1), ("e", 1), ("f", 1), ("g", 1), ("first", 1), ("second", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Les données que vous avez créées — et celles d’à côté — servent à l’entraînement.\n" * 3
    assert read(tmp_path, text.encode(encoding)).text.split()[:2] == ["Les", "données"]


def test_an_archive_of_a_browser_in_its_own_encoding(tmp_path: Path) -> None:
    part = "Content-Type: text/html; charset=iso-8859-15\n\n<p>10 \u20ac</p>".encode("iso-8859-15")
    assert read(tmp_path, MIME + b"--a\n" + part + b"\n--a--\n", "x.mhtml").text == "10 \u20ac"
    wrong = part.replace(b"iso-8859-15", b"no-such-one")
    assert "10" in read(tmp_path, MIME + b"--a\n" + wrong + b"\n--a--\n", "x.mhtml").text


@pytest.mark.parametrize(
    ("content", "name", "kind", "why"),
    [
        (b"bplist00abc", "x.webarchive", NotAnExportError, "Page Source"),
        (b"PK\x03\x04abc", "x.docx", NotAnExportError, "plain text file"),
        (b"\x89PNG", "x.png", NotAnExportError, "a picture"),
        (b"", "x.txt", NotAnExportError, "no text"),
        (b"<html><script>x</script>", "x.html", NotAnExportError, "no text"),
        (MIME + b"--a\nContent-Type: image/png\n\nx\n--a--", "x.mhtml", NotAnExportError, "no text"),
        (b"%PDF-1.7\nno such thing", "x.pdf", InspectError, "as HTML"),
        (b"<html>" + b"<div>" * 1000, "x.html", LimitError, "copy the page's text"),
        (b"<html>" + b"<br>" * html_page.MOST_TAGS, "x.html", LimitError, "copy the page's text"),
        (b"x\n\n" * (page.MOST_BLOCKS + 1), "x.txt", LimitError, "save LinkedIn's page alone"),
        (b"a " * page.MOST_CHARACTERS, "x.txt", LimitError, "save LinkedIn's page alone"),
        (MIME + b"--a\n" * web_archive.MOST_PARTS + b"\n--a", "x.mhtml", LimitError, "copy"),
        (MIME[:-2] + b";" + b"a=b;" * 9000 + b"\n\n", "x.mhtml", LimitError, "copy"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused_with_what_to_do(
    tmp_path: Path, content: bytes, name: str, kind: type[InspectError], why: str
) -> None:
    with pytest.raises(kind) as refused:
        read(tmp_path, content, name)
    told = str(refused.value)
    assert why in told and name in told and "\n" not in told


def test_too_large_a_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_file, "LARGEST", 1 << 20)
    with pytest.raises(LimitError, match="larger than 1 MiB"):
        read(tmp_path, b"x" * ((1 << 20) + 1))


@pytest.mark.skipif(os.name != "posix", reason="the system has no pipes with names")
def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="no ordinary file"):
        page_file.read(tmp_path / "pipe")


def test_a_pdf_without_the_extra_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any, **others: Any) -> Any:
        if name == "pypdf":
            raise ModuleNotFoundError(name)
        return real(name, *more, **others)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match=r"linkedin-inspect\[pdf\]"):
        read(tmp_path, b"%PDF-1.7", "x.pdf")


@pytest.mark.skipif(importlib.util.find_spec("pypdf") is None, reason="pypdf is an extra")
@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj"])
def test_a_broken_pdf_is_refused_in_silence(
    content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(NotAnExportError, match="this PDF cannot be read"):
        pdf_page.text(content, "x.pdf")
    assert not caplog.records


HOSTILE = {
    "the": "the " * 50_000,
    "clauses": " ".join(QUOTES * 20),
    "nearly": f"{QUOTES[5][:-1]}x. " * 800,
    "marks": "a" + "\u0301\u0323" * 100_000,
    "links": "[a](" * 200_000,
    "scripts": "<html>" + "<script " * 100_000,
    "ends": "<html><script>" + "</script " * 100_000,
    "comments": "<html>" + "<!--" * 200_000,
    "formats": "<html><p>"
    + "".join(f"<b a={n}>" for n in range(400))
    + "</p>"
    + "<p>x</p>" * 40_000,
    "attributes": "<html><a " + " ".join(f"x{n}=1" for n in range(100_000)),
    "rows": "<html><table>" + f"<tr><td>{QUOTES[20]}<td>y" * 3000,
    "items": "<html><ul><li>" + QUOTES[20] + "<li>word and another" * 20_000,
    "headers": "MIME-Version: 1.0\n" + "A: b\n" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_answered_or_refused(tmp_path: Path, name: str) -> None:
    try:
        found = read(tmp_path, HOSTILE[name])
    except InspectError:
        return
    checked = page_check.check_page(found, "page", POLICIES, None)
    assert len(checked.near) <= page_check.MOST_NEAR
    assert all(len(one) <= page_check.LONGEST_NEAR for one in checked.near)


MARKUP = st.lists(
    st.sampled_from(
        ["<ul>", "</ul>", "<li>", "<tr>", "<td>", "<p>", "</p>", "<b>", "<table>", "<!--", "-->",
         "<script>", "</script>", "<div hidden>", "</div>", "<svg>", "&nbsp;", "&#0;", "| ", "- ",
         "\n", "\n\n", "\t", "words ", "\u202e", "\x1b[31m", "\u0301", "\ud800", *QUOTES[:6]]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(MARKUP, st.sampled_from(["html", "text"]))
def test_any_markup_is_read_and_answered(content: str, kind: str) -> None:
    blocks = html_page.blocks([content]) if kind == "html" else list(text_page.blocks(content))
    assert blocks is not None
    found = Page(blocks)
    assert found.text == "\n".join(block.text for block in found.blocks)
    checked = page_check.check_page(found, "page", POLICIES, POLICIES.texts["erpn-2026-08-21"])
    for one in checked.texts[0].held.clauses:
        assert (one.standing == "verbatim") is bool(found.letters.spans(one.clause.quote))


@given(st.binary(max_size=300), st.sampled_from([b"", MIME, b"<html>", b"--a\nContent-Type: x/y"]))
def test_any_bytes_are_answered_or_refused(content: bytes, before: bytes) -> None:
    made = web_archive.pages(MIME + before + content)
    assert made is None or all(isinstance(one, bytes) for one, _ in made)
