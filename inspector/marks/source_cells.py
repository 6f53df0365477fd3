"""What of records is kept for account data and names to be gathered from, where nothing else is."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from inspector.knowledge.mark_rules import MarkRules
from inspector.reading.tables.records import Batch


def source_cells(batch: Batch, rules: MarkRules) -> Batch | None:
    """A batch with nothing but those cells, each set of them once; None where it has none."""
    dataset = batch.dataset.id if batch.dataset is not None else None
    sources = rules.sources
    wanted = {one.column for one in sources.own if one.dataset == dataset}
    wanted |= {name for one in sources.names if one.dataset == dataset for name in one.columns}
    columns = zip(batch.layout.names, batch.layout.columns, strict=True)
    kept = [name for name, one in columns if one is not None and one.name in wanted]
    if not kept:
        return None
    others = [name for name in batch.layout.names if name not in kept]
    frame = batch.frame.unique(kept, maintain_order=True)
    return replace(batch, frame=frame.with_columns(pl.lit("").alias(name) for name in others))
