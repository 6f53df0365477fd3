"""An article's HTML page to one record, by the selectors its dataset names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from inspector.knowledge.dataset import Extraction

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
MOST_NESTED = 500
"""Elements within each other beyond which no page is parsed: it would take very long."""
MOST_REOPENED = 1_000_000
"""Times that `_FORMATS` left open may be opened anew on a page, all together."""
_FORMATS = frozenset("a b big code em font i nobr s small strike strong tt u".split())
"""Elements that a parser opens anew in every block until their own end comes."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_MARKUP = re.compile(r"<[/!a-zA-Z][^<>]*>?")
_NEVER_NEST = frozenset(
    "area base br col dd dt embed hr img input li link meta option p source td th tr wbr".split()
)
"""Elements that hold nothing, or that end where the next one of them begins."""


def extract(html: str, extractions: Sequence[Extraction]) -> dict[str, str]:
    """The columns of an article and their values; a missing one is empty."""
    page = parsed(html)
    if page is None:
        return {one.column: "" for one in extractions}
    return {one.column: _value(page, one) for one in extractions}


def text_of(html: str) -> str:
    """What a reader of a fragment of HTML sees, lines cut where blocks begin and end.

    A fragment with broken or unclosed tags gives the text a browser would show; one nested
    beyond all reason gives what stands between its tags.
    """
    page = parsed(html)
    if page is None:
        return re.sub(r"\s*\n\s*", "\n", _MARKUP.sub("\n", html)).strip()
    return _text(page.body) if page.body is not None else ""


def parsed(html: str) -> LexborHTMLParser | None:
    """A page as a tree; None for one nested beyond all reason, which would take very long."""
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(_tamed(html)) if not _too_deep(html) else None


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


def _too_deep(html: str) -> bool:
    """Whether elements may stand in each other beyond `MOST_NESTED`, or be opened anew too often.

    Once an element of `_FORMATS` is left open, every block after it holds one of its own.
    """
    if html.count("<") <= MOST_NESTED:
        return False
    unclosed: dict[str, int] = {}
    depth = formats = reopened = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _FORMATS:
            formats = max(formats + (-1 if tag[1] else 1), 0)
        reopened += formats
        if reopened > MOST_REOPENED:
            return True
        if name in _NEVER_NEST:
            continue
        if not tag[1]:
            unclosed[name] = unclosed.get(name, 0) + 1
            depth += 1
        elif unclosed.get(name):
            unclosed[name] -= 1
            depth -= 1
        if depth > MOST_NESTED:
            return True
    return False


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
        if node.tag in UNSEEN:
            continue
        if node.tag in BREAKS and node is not top:
            parts.append("\n")
            if node.tag != "br":
                stack.append(None)
        children = list(node.iter(include_text=True))
        stack.extend(reversed(children))
