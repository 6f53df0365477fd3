"""Records inside that have an address of their own, where the member can edit or delete them."""

from __future__ import annotations

import polars as pl

from inspector.knowledge.knowledge import Knowledge
from inspector.session.listing import LISTING_SCHEMA, Selection
from inspector.session.record_store import RecordStore
from inspector.summary.summary import Summary

ITEMS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {**LISTING_SCHEMA, "link": pl.String}
"""A listing with the item's own address."""


def items(store: RecordStore, summary: Summary, knowledge: Knowledge) -> pl.DataFrame:
    """Records inside that have an address of their own (`ITEMS_SCHEMA`), longest first."""
    parts = [pl.DataFrame(schema=ITEMS_SCHEMA)]
    for entry in store.entries:
        columns = store.layout(entry).columns
        own = next((n for n, column in enumerate(columns) if column and column.own_link), None)
        if own is None or entry >= len(summary.files):
            continue
        links = store.frame(entry).select(
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("at"),
            pl.col(store.layout(entry).names[own]).str.strip_chars().alias("link"),
        )
        inside = store.listing(summary, Selection(entries=(entry,), verdict="inside"))
        parts.append(inside.join(links, on="at", how="inner").select(ITEMS_SCHEMA.keys()))
    found = pl.concat(parts).filter(pl.col("link").str.contains(knowledge.acting.own_link))
    return found.sort("words", "day", descending=True, nulls_last=True, maintain_order=True)
