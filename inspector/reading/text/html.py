"""An article's HTML page to one record, by the selectors its dataset names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from inspector.knowledge.dataset import Extraction
from inspector.reading.text.html_limits import MOST_TAGS, MOST_TEXT, is_bounded

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

BREAKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "iframe",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
"""Elements that begin a new line; all others stand within one."""
UNSEEN = frozenset(("head", "script", "style", "template", "title"))
"""Elements of which nothing is shown."""
MOST_ATTRIBUTES = 20
"""Attributes of an element that are looked at, on a page with very many."""
MANY = 20_000
"""Separators from which a page may hold so many attributes that parsing it takes very long."""
_ATTRIBUTE = re.compile(
    r"(?<![\w-])([a-zA-Z][\w-]*+)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))"
)
_MARKUP = re.compile(rb"<[/!a-zA-Z][^<>]*>?")
_BREAK = re.compile(rb"(?<!\s)[^\S\n]*+\n\s*+")
"""A line break and all white space around it."""
_LEFT = re.compile(b"<")
_LETTER = re.compile(rb"\S")
_PIECE = 1 << 18
"""Bytes that are looked through together."""


def extract(html: str, extractions: Sequence[Extraction]) -> dict[str, str] | None:
    """The columns of an article and their values; a missing one is empty.

    None: it has more elements than are parsed.
    """
    page = parsed(html)
    if page is None:
        return None
    return {one.column: _value(page, one) for one in extractions}


class Reading(NamedTuple):
    """What a reader of a fragment of HTML sees."""

    text: str
    is_parsed: bool = True
    """Whether its elements were looked at; else it is what stands between its tags."""


def text_of(html: str) -> str:
    """The text of `reading_of`."""
    return reading_of(html).text


def reading_of(html: str) -> Reading:
    """What a reader of a fragment of HTML sees, lines cut where blocks begin and end.

    A fragment with broken or unclosed tags gives the text a browser would show; one with more
    elements, or more text, than is parsed gives what stands between its tags.
    """
    page = parsed(html)
    if page is None:
        text = between_tags(html.encode("utf-8", "surrogatepass"))
        return Reading(text.decode("utf-8", "surrogatepass"), is_parsed=False)
    body = page.body
    return Reading(_text(body) if body is not None else "")


def between_tags(html: bytes) -> bytes:
    """What stands between the tags of a fragment, without empty lines; both are UTF-8."""
    text = _with_breaks(_MARKUP, _LEFT, html)
    return bytes(_with_breaks(_BREAK, _LETTER, text).strip())


def _with_breaks(
    pattern: re.Pattern[bytes], start: re.Pattern[bytes], text: bytes | bytearray
) -> bytearray:
    """A text with a line break for each match: piece by piece, since many take much room.

    `start`: where a piece may begin, since no match goes on there.
    """
    whole = memoryview(text)
    found, at = bytearray(), 0
    while at < len(whole):
        next_start = start.search(whole, at + _PIECE)
        end = next_start.start() if next_start is not None else len(whole)
        found += pattern.sub(b"\n", whole[at:end])
        at = end
    return found


def parsed(html: str) -> LexborHTMLParser | None:
    """A page as a tree; None for one with more elements, or more text, than is parsed."""
    if len(html) > MOST_TEXT // 4 and len(html.encode("utf-8", "replace")) > MOST_TEXT:
        return None
    if html.count("<") > MOST_TAGS:
        return None
    html = _tamed(html)
    if not is_bounded(html):
        return None
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(html)


def _tamed(html: str) -> str:
    """A page of very many attributes, written anew with a few of each element.

    The parser compares every attribute of an element with all before it. Whatever would let
    it see a tag where none was seen here is escaped.
    """
    if sum(map(html.count, " \t\n\f\r/\"'")) < MANY:
        return html
    return "".join(_tame(piece) for piece in _pieces().finditer(html))


@cache
def _pieces() -> re.Pattern[str]:
    """What a page consists of."""
    return re.compile(
        r"<!--.*?(?:-->|\Z)|<[!?][^>]*>?|"
        r"<(?P<tag>/?[a-zA-Z][a-zA-Z0-9]*)(?P<rest>(?:[^>\"']++|\"[^\"]*+\"?|'[^']*+'?)*+)>?|"
        r"(?P<text>[^<]++|<)",
        re.DOTALL,
    )


def _tame(piece: re.Match[str]) -> str:
    if text := piece["text"]:
        return "&lt;" if text == "<" else text
    if not piece["tag"]:
        return ""
    parts = [piece["tag"]]
    for attribute in itertools.islice(_ATTRIBUTE.finditer(piece["rest"]), MOST_ATTRIBUTES):
        value = attribute[2] or attribute[3] or attribute[4] or ""
        parts.append(f'{attribute[1]}="{value.replace(chr(34), "&quot;")}"')
    return f"<{' '.join(parts)}>"


def _value(page: LexborHTMLParser, extraction: Extraction) -> str:
    for selector in extraction.select:
        nodes = page.css(selector)
        if not nodes:
            continue
        if not extraction.every:
            nodes = nodes[:1]
        value = "\n\n".join(_content(node, extraction.attribute) for node in nodes).strip()
        if extraction.pattern is not None:
            found = re.search(extraction.pattern, value)
            value = found.group(1).strip() if found else ""
        if value:
            return value
    return ""


def _content(node: LexborNode, attribute: str | None) -> str:
    if attribute is not None:
        return node.attributes.get(attribute) or ""
    return node.text() if node.tag in UNSEEN else _text(node)


def _text(node: LexborNode) -> str:
    parts: list[str] = []
    _walk(node, parts)
    lines = (re.sub(r"[ \t\r\f]+", " ", line).strip(" ") for line in "".join(parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _walk(top: LexborNode, parts: list[str]) -> None:
    stack: list[LexborNode | None] = [top]
    while stack:
        node = stack.pop()
        if node is None:
            parts.append("\n")
            continue
        if node.is_text_node:
            parts.append((node.text_content or "").replace("\n", " "))
            continue
        tag = node.tag
        if tag in UNSEEN:
            continue
        if tag in BREAKS and node is not top:
            parts.append("\n")
            if tag == "br":
                continue
            stack.append(None)
        stack.extend(reversed(list(node.iter(include_text=True))))
