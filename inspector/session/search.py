"""Finding words in every value of an export, whatever their case, accents or letter style."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import polars as pl

from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.reading.tables.header import Layout
from inspector.reading.text.markup import TAG
from inspector.session.blocks import BatchBlocks
from inspector.session.folding import compiled, pattern
from inspector.session.listing import Selection, arranged, empty_listing
from inspector.session.preview import PREVIEW
from inspector.session.record_store import RecordStore
from inspector.summary.summary import Summary

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
        if not wanted:
            return Hits(query, empty_listing(), dict.fromkeys(VERDICTS, 0))
        kept = self._store.kept()
        looked = self._store.each(kept, partial(_found, wanted=wanted, stop=stop))
        among = pl.concat([pl.Series([], dtype=pl.Boolean), *looked])
        compiled(query)  # Ready for the snippets, which are asked for while drawing.
        wants = selection or Selection()
        hits = self._store.judged(kept, summary, wants, among)
        by_verdict = dict(hits.group_by("verdict").len().iter_rows())
        counts = {one: by_verdict.get(one, 0) for one in VERDICTS}
        return Hits(query, arranged(hits, summary, wants), counts)

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


def _found(batch: BatchBlocks, wanted: str, stop: Callable[[], bool]) -> pl.Series:
    """For each record of a batch whether it holds what is wanted; for none once `stop` says so."""
    if stop():
        return pl.repeat(False, batch.height, dtype=pl.Boolean, eager=True)
    frame = batch.frame(batch.layout.names)
    raw = pl.any_horizontal(pl.col(name).str.contains(wanted) for name in batch.layout.names)
    return _without_tags(frame, frame.select(raw.alias("found"))["found"], batch.layout, wanted)


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
