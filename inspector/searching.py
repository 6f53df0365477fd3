"""Finding words in every value of an export, whatever their case, accents or letter style.

Text and query are folded alike: compatibility decomposition (which turns styled letters such as
𝗯𝗼𝗹𝗱 into plain ones), no combining marks, lower case.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from inspector.records import LISTING_SCHEMA, RecordStore, Selection
from inspector.summary import Summary
from inspector.verdicts import VERDICTS, Verdict

SEPARATOR = "\x1f"
"""Stands between the cells of a record in its folded text, so that no hit spans two."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a query found."""

    query: str
    listing: pl.DataFrame
    """The records, as `RecordStore.listing` gives them."""
    counts: dict[Verdict, int]
    """Records found, by verdict."""


class Index:
    """Folded text of the files of a store, made when first searched."""

    def __init__(self, store: RecordStore) -> None:
        self._store = store
        self._folded: dict[int, tuple[int, pl.Series]] = {}

    def search(
        self,
        summary: Summary,
        query: str,
        *,
        stop: Callable[[], bool] = lambda: False,
        most: int = 100_000,
    ) -> Hits:
        """Records that hold the query in one of their cells; the first `most` of them.

        `stop` is asked between files: a search that nobody waits for any more ends early.
        """
        wanted = fold(query)
        parts = [pl.DataFrame(schema=LISTING_SCHEMA)]
        found = 0
        for entry in self._store.entries:
            if not wanted or stop() or found >= most or entry >= len(summary.files):
                break
            positions = self._text(entry).str.contains(wanted, literal=True).arg_true()
            if not positions.len():
                continue
            listing = self._store.listing(summary, Selection(entries=(entry,)))
            hits = listing.filter(pl.col("at").is_in(positions.implode()))
            parts.append(hits)
            found += hits.height
        listing = pl.concat(parts).head(most)
        by_verdict = dict(listing.group_by("verdict").len().iter_rows())
        return Hits(query, listing, {one: by_verdict.get(one, 0) for one in VERDICTS})

    def _text(self, entry: int) -> pl.Series:
        frame = self._store.frame(entry)
        known = self._folded.get(entry)
        if known is None or known[0] != frame.height:
            whole = pl.concat_str(self._store.layout(entry).names, separator=SEPARATOR)
            series = frame.select(folded(whole).alias("text"))["text"]
            self._folded[entry] = known = (frame.height, series)
        return known[1]


def folded(text: pl.Expr) -> pl.Expr:
    """An expression folded for comparison."""
    return text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()


def fold(text: str) -> str:
    """A query folded in the same way."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.category(char).startswith("M")).lower()
