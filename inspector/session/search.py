"""Finding words in every value of an export, whatever their case, accents or letter style."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.reading.tables.header import Layout
from inspector.reading.text.markup import TAG
from inspector.session.folding import compiled, pattern
from inspector.session.listing import Selection, arranged, empty_listing
from inspector.session.record_store import PREVIEW, RecordStore
from inspector.summary.summary import Summary

STRIDE = 50_000
"""Records looked at between two looks at whether anybody waits for them."""
_BEFORE = 24
"""Characters of a snippet before the hit."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a query found."""

    query: str
    listing: pl.DataFrame
    """The records wanted of those found, as `RecordStore.listing` gives them."""
    counts: dict[Verdict, int]
    """All records found, by verdict."""


class Index:
    """Searches the files of a store; it keeps nothing beside them."""

    def __init__(self, store: RecordStore) -> None:
        self._store = store

    def search(
        self,
        summary: Summary,
        query: str,
        selection: Selection | None = None,
        *,
        stop: Callable[[], bool] = lambda: False,
    ) -> Hits:
        """Records that hold the query in one of their cells; a selection narrows and sorts them.

        `stop` is asked again and again: a search that nobody waits for any more ends early.
        """
        wanted = pattern(query)
        parts = [empty_listing()]
        for entry in self._store.entries if wanted else ():
            if stop():
                break
            if entry >= len(summary.files):
                continue
            found = self._found(entry, wanted, stop)
            if found.any():
                listing = self._store.judged(summary, entry)
                parts.append(listing.filter(found.gather(listing["at"])))
        compiled(query)  # Ready for the snippets, which are asked for while drawing.
        listing = pl.concat(parts)
        by_verdict = dict(listing.group_by("verdict").len().iter_rows())
        counts = {one: by_verdict.get(one, 0) for one in VERDICTS}
        return Hits(query, arranged(listing, summary, selection or Selection()), counts)

    def _found(self, entry: int, wanted: str, stop: Callable[[], bool]) -> pl.Series:
        """For each record of a file whether it holds what is wanted."""
        frame, layout = self._store.frame(entry), self._store.layout(entry)
        raw = pl.any_horizontal(pl.col(name).str.contains(wanted) for name in layout.names)
        parts = []
        for start in range(0, frame.height, STRIDE):
            part = frame.slice(start, STRIDE)
            if stop():
                parts.append(pl.repeat(False, part.height, dtype=pl.Boolean, eager=True))
                continue
            found = part.select(raw.alias("found"))["found"]
            parts.append(_without_tags(part, found, layout, wanted))
        return pl.concat(parts)

    def snippet(self, entry: int, at: int, query: str) -> str:
        """The piece of a record's cell in which the query stands; empty where it does not."""
        layout, wanted = self._store.layout(entry), compiled(query)
        for cell, column in zip(self._store.cells(entry, at), layout.columns, strict=True):
            if column is not None and column.markup is not None:
                cell = re.sub(TAG, " ", cell)
            if wanted is not None and (found := wanted.search(cell)):
                start = max(found.start() - _BEFORE, 0)
                return ("…" if start else "") + cell[start : start + PREVIEW]
        return ""


def _without_tags(part: pl.DataFrame, found: pl.Series, layout: Layout, wanted: str) -> pl.Series:
    """Records found, without those where only the name of an HTML tag is like the query."""
    columns = list(zip(layout.names, layout.columns, strict=True))
    if not found.any() or all(column is None or column.markup is None for _, column in columns):
        return found
    text = {
        name: pl.col(name).str.replace_all(TAG, "")
        if column is not None and column.markup is not None
        else pl.col(name)
        for name, column in columns
    }
    again = part.filter(found).select(
        pl.any_horizontal(cell.str.contains(wanted) for cell in text.values()).alias("found")
    )["found"]
    return found.scatter(found.arg_true(), again)
