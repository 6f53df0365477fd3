"""An article's HTML page to one record, by the selectors its dataset names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspector.catalogue import Extraction

_BREAKS = frozenset(
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
_UNSEEN = frozenset(("head", "script", "style", "template", "title"))


def extract(html: str, extractions: Sequence[Extraction]) -> dict[str, str]:
    """The columns of an article and their values; a missing one is empty."""
    page = LexborHTMLParser(html)
    return {one.column: _value(page, one) for one in extractions}


def text_of(html: str) -> str:
    """What a reader of a fragment of HTML sees, lines cut where blocks begin and end.

    A fragment with broken or unclosed tags gives the text a browser would show.
    """
    body = LexborHTMLParser(html).body
    return _text(body) if body is not None else ""


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
    return node.text() if node.tag in _UNSEEN else _text(node)


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
        if node.tag in _UNSEEN:
            continue
        if node.tag in _BREAKS and node is not top:
            parts.append("\n")
            if node.tag != "br":
                stack.append(None)
        children = list(node.iter(include_text=True))
        stack.extend(reversed(children))
