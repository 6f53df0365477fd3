"""Records inside that have an address of their own, where the member can edit or delete them."""

from __future__ import annotations

import polars as pl

from inspector.knowledge.knowledge import Knowledge
from inspector.session.listing import LISTING_SCHEMA, Selection, SortKey
from inspector.session.record_store import RecordStore
from inspector.summary.summary import Summary

ITEMS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    **LISTING_SCHEMA, "text": pl.String, "link": pl.String,
}  # fmt: skip
"""A listing with the beginning of the item's text and its own address."""


def items(store: RecordStore, summary: Summary, knowledge: Knowledge) -> pl.DataFrame:
    """Records inside that have an address of their own (`ITEMS_SCHEMA`), longest first."""
    parts = [pl.DataFrame(schema=ITEMS_SCHEMA)]
    for entry in store.entries:
        columns = store.layout(entry).columns
        own = next((n for n, column in enumerate(columns) if column and column.own_link), None)
        if own is None or entry >= len(summary.files):
            continue
        name = store.layout(entry).names[own]
        links = store.frame(entry, [name]).select(
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("at"),
            pl.col(name).str.strip_chars().alias("link"),
        )
        inside = store.listing(summary, Selection(entries=(entry,), verdict="inside"))
        linked = inside.join(links, on="at", how="inner", maintain_order="left").filter(
            pl.col("link").str.contains(knowledge.acting.own_link)
        )
        told = linked.with_columns(text=store.previews(linked))
        parts.append(told.select(ITEMS_SCHEMA.keys()))
    found = pl.concat(parts)
    return found.sort("words", "day", descending=True, nulls_last=True, maintain_order=True)


def arranged(found: pl.DataFrame, key: SortKey, *, descending: bool) -> pl.DataFrame:
    """Items (`ITEMS_SCHEMA`) in the order of one of their columns, letters in any case alike."""
    by = pl.col(key).str.to_lowercase() if key == "text" else pl.col(key)
    return found.sort(by, descending=descending, nulls_last=True, maintain_order=True)
