"""A page with one article to one record."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.knowledge.dataset import Dataset
from inspector.reading.tables.chunks import Chunk
from inspector.reading.tables.header import Layout, layout_of
from inspector.reading.tables.records import Rows
from inspector.reading.tables.row_account import Account
from inspector.reading.text import html as pages


class Article:
    """A page on its way from text to its record."""

    def __init__(self, text: Iterator[bytes], dataset: Dataset) -> None:
        self._text = text
        self._wanted = dataset.extract
        self.layout: Layout = layout_of(dataset, [one.column for one in dataset.extract])
        self.account = Account()
        self.is_empty = True
        """Whether there was no text at all, once it is read."""

    def pieces(self) -> Iterator[Chunk]:
        """The page, whole."""
        yield Chunk(b"".join(self._text))

    def records(self, piece: Chunk) -> Iterator[Rows]:
        """Its record, if an article is recognised in it."""
        html = piece.text.decode("utf-8", "replace")
        self.is_empty = not html.strip()
        values = pages.extract(html, self._wanted)
        cells = []
        if values is not None and any(values.values()):
            self.account.rows += 1
            cells = [[values[header] for header in self.layout.headers]]
        elif not self.is_empty:
            self.account.leave_out()
            self.account.unparsed = values is None
            self.account.unrecognised = values is not None
        yield Rows(range(1, len(cells) + 1), cells)
