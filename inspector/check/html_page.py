"""A saved HTML page as blocks: what a reader of it sees, and nothing else of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from inspector.check.page import Block
from inspector.reading.text import html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LISTS = frozenset(("dl", "menu", "ol", "ul"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
MOST_TAGS = 200_000
_UNSEEN = html.UNSEEN | {
    "audio", "button", "canvas", "input", "noscript", "object", "option", "select", "textarea",
    "video",
}  # fmt: skip
_UNREAD = re.compile(r"<(?:(!--)|(math|noscript|script|style|svg|template)(?=[\s/>]))", re.I)
"""Where something begins of which nothing is shown, and in which anything may look like a tag."""
_ENDS = {
    name: re.compile(rf"</{name}(?=[\s/>])[^>]{{0,200}}>", re.I)
    for name in ("math", "noscript", "script", "style", "svg", "template")
}
_COMMENT_END = re.compile("--!?>")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def blocks(contents: Iterable[str]) -> list[Block] | None:
    """The blocks of a page and its frames; None for one of more tags or nests than is reason."""
    found: list[Block] = []
    numbers = itertools.count()
    tags = 0
    for content in contents:
        content = "".join(_read(content))
        tags += content.count("<")
        tree = html.parsed(content) if tags <= MOST_TAGS else None
        if tree is None:
            return None
        if tree.body is not None:
            found += _of(tree.body, numbers)
    return found


def _of(body: LexborNode, numbers: Iterator[int]) -> Iterator[Block]:
    """The blocks of one document; a list with headings in it is its layout, and no list."""
    layout: set[int] = set()
    for block in list(_blocks(body, numbers, layout)):
        yield replace(block, places=tuple(one for one in block.places if one not in layout))


def _read(content: str) -> Iterator[str]:
    """A page without scripts, styles, drawings and comments; one without an end takes the rest."""
    at = 0
    while (found := _UNREAD.search(content, at)) is not None:
        yield content[at : found.start()]
        yield " "
        ending = _COMMENT_END if found[1] else _ENDS[found[2].lower()]
        end = ending.search(content, found.end())
        if end is None:
            return
        at = end.end()
    yield content[at:]


def _blocks(body: LexborNode, numbers: Iterator[int], layout: set[int]) -> Iterator[Block]:
    """Text between one break and the next, with the innermost list and row around it.

    `layout` takes the lists that hold a heading.
    """
    pieces: list[str] = []
    # A node still to be gone into, or a break, with the list and the row that hold there.
    stack: list[tuple[LexborNode | None, int | None, int | None]] = [(body, None, None)]
    while stack:
        node, in_list, in_row = stack.pop()
        if node is not None and node.is_text_node:
            pieces.append(node.text_content or "")
            continue
        if node is not None and not _is_seen(node):
            continue
        name = node.tag or "" if node is not None else ""
        if node is None or name in html.BREAKS:
            if text := "".join(pieces).strip():
                yield Block(text, tuple(at for at in (in_list, in_row) if at is not None))
            pieces = []
        if node is None:
            continue
        if name in _LISTS or name == "tr":
            in_list, in_row = (next(numbers), in_row) if name in _LISTS else (None, next(numbers))
        if name in _HEADINGS and in_list is not None:
            layout.add(in_list)
        if name in html.BREAKS:
            stack.append((None, in_list, in_row))
        stack.extend((one, in_list, in_row) for one in reversed(list(node.iter(include_text=True))))
    if text := "".join(pieces).strip():
        yield Block(text)


def _is_seen(node: LexborNode) -> bool:
    if node.tag in _UNSEEN:
        return False
    given = node.attributes
    return not ("hidden" in given or _HIDDEN.search(given.get("style") or ""))
