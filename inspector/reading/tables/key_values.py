"""A plain-text file of `key: value` lines to records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inspector.knowledge.dataset import Blocks, Dataset
from inspector.reading.tables.chunks import Chunk
from inspector.reading.tables.header import Layout, layout_of
from inspector.reading.tables.records import Rows
from inspector.reading.tables.row_account import Account


class KeyValues:
    """A file of lines on its way from text to records."""

    def __init__(self, text: Iterator[bytes], dataset: Dataset, blocks: Blocks) -> None:
        self._text = text
        self._blocks = blocks
        self.layout: Layout = layout_of(dataset, [*blocks.context, *blocks.records])
        self.account = Account()
        self.is_empty = True
        """Whether there was no text at all, once it is read."""

    def pieces(self) -> Iterator[Chunk]:
        """The text, whole."""
        yield Chunk(b"".join(self._text))

    def records(self, piece: Chunk) -> Iterator[Rows]:
        """Its records; a line that belongs to none is left out."""
        text = piece.text.decode("utf-8", "replace")
        self.is_empty = not text.strip()
        found, stray = read(text, self._blocks)
        self.account.rows = len(found)
        self.account.stray = stray
        for _ in range(stray):
            self.account.leave_out()
        cells = [[one.get(header, "") for header in self.layout.headers] for one in found]
        yield Rows(range(1, len(cells) + 1), cells)


def read(text: str, blocks: Blocks) -> tuple[list[dict[str, str]], int]:
    """The records, and how many lines belonged to none.

    A record is one line with a key of `blocks.records` and the lines without a key that
    follow it; the context keys above it hold until they are given anew.
    """
    keys = "|".join(map(re.escape, (*blocks.context, *blocks.records)))
    line_start = re.compile(f"^({keys}):(?: (.*)|$)")
    first = blocks.context[0] if blocks.context else None
    context: dict[str, str] = {}
    records: list[dict[str, str]] = []
    lines: list[str] = []
    """Of the open record's text, so far."""
    open_key: str | None = None
    stray = blank = 0
    for line in _lines(text):
        if found := line_start.match(line):
            if open_key is not None:
                records[-1][open_key] = "\n".join(lines)
            key, value = found.group(1), found.group(2) or ""
            if key in blocks.records:
                records.append({**context, key: value})
                open_key, lines = key, [value]
            else:
                context = {} if key == first else context
                context[key] = value
                open_key = None
        elif not line.strip():
            blank += 1
            continue
        elif open_key is not None:
            lines += [*[""] * blank, line]
        elif line.strip() != blocks.empty:
            stray += 1
        blank = 0
    if open_key is not None:
        records[-1][open_key] = "\n".join(lines)
    return records, stray


def _lines(text: str) -> Iterable[str]:
    return (line.rstrip("\r") for line in text.split("\n"))
