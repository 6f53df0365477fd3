"""A page as blocks of text, each with the list and the row of a table that it stands in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector.check.letters import Letters, Span, readable

MOST_CHARACTERS = 1 << 20
"""Of a page's text."""
MOST_BLOCKS = 100_000
BULLETS = "-*+•◦▪‣·●○–"
_BULLET = re.compile(rf"[{BULLETS}]\s+")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”»)]?\s+(?=[^\W\d_a-zß-öø-ÿ]|[“«\"(\[])")


@dataclass(frozen=True, slots=True)
class Block:
    """Text that no line break of the page divides."""

    text: str
    places: tuple[int, ...] = ()
    """The innermost list and row of a table around it, if any, by numbers that stand for one."""


class Page:
    """The blocks of a page and their text as one."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks: list[Block] = []
        self._starts: list[int] = []
        texts: list[str] = []
        at = 0
        for block in blocks:
            text = " ".join(readable(block.text).split())
            if text:
                self.blocks.append(Block(text, block.places))
                self._starts.append(at)
                texts.append(text)
                at += len(text) + 1
        self.text = "\n".join(texts)
        self.letters = Letters(self.text)

    def touched(self, span: Span) -> Iterator[Block]:
        """The blocks that a span has something of."""
        at = bisect_right(self._starts, span.start) - 1
        while at < len(self.blocks) and self._starts[at] < span.end:
            yield self.blocks[at]
            at += 1

    def sentences(self) -> Iterator[tuple[Block, Span]]:
        """Every sentence with its block, in order; a list item without a stop is one."""
        for block, start in zip(self.blocks, self._starts, strict=True):
            at = start
            for gap in _SENTENCE.finditer(block.text):
                yield block, Span(at, start + gap.start())
                at = start + gap.end()
            if at < start + len(block.text):
                yield block, Span(at, start + len(block.text))

    def said(self, span: Span) -> str:
        """The words of a span, on one line, without a bullet before them."""
        words = " ".join(self.text[span.start : span.end].split())
        found = _BULLET.match(words)
        return words[found.end() :] if found is not None else words
