"""The texts of an export, kept while it is read, until everything is known that is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import polars as pl

from inspector.knowledge.mark_rules import MarkRules
from inspector.reading.counts.meter import is_text
from inspector.reading.tables.header import Layout
from inspector.reading.tables.records import Batch
from inspector.session.blocks import BatchBlocks

_TOLD = ("state", "author")
"""What is kept of a record beside its texts."""


class Texts(Protocol):
    """Where marks are looked for: what `tally` asks of a store of records."""

    @property
    def entries(self) -> tuple[int, ...]:
        """Files of which there are records."""

    def layout(self, entry: int) -> Layout:
        """The header of a file."""

    def batches(self) -> Iterable[Batch]:
        """Every batch, in the order of the files."""

    def frame(self, entry: int, names: Sequence[str] | None = None) -> pl.DataFrame:
        """Columns of all records of a file."""


class KeptTexts:
    """A sink that keeps, compressed, what marks are read of: texts, account data, names."""

    def __init__(self, rules: MarkRules) -> None:
        self._sources = {(one.dataset, one.column) for one in rules.sources.own}
        for several in rules.sources.names:
            self._sources |= {(several.dataset, column) for column in several.columns}
        self._files: dict[int, tuple[Layout, list[BatchBlocks]]] = {}

    def __call__(self, batch: Batch, /) -> None:
        """Keep a batch."""
        _, blocks = self._files.setdefault(batch.entry, (batch.layout, []))
        first = blocks[-1].first + blocks[-1].height if blocks else 0
        frame = batch.frame.select(*self._wanted(batch), *_TOLD)
        kept = Batch(frame, batch.entry, batch.layout, batch.dataset, batch.source, batch.path)
        blocks.append(BatchBlocks(kept, first))

    def _wanted(self, batch: Batch) -> list[str]:
        dataset = batch.dataset.id if batch.dataset is not None else ""
        columns = zip(batch.layout.names, batch.layout.columns, strict=True)
        return [
            name
            for name, column in columns
            if is_text(column) or (column is not None and (dataset, column.name) in self._sources)
        ]

    @property
    def entries(self) -> tuple[int, ...]:
        """Files of which there are records."""
        return tuple(self._files)

    def layout(self, entry: int) -> Layout:
        """The header of a file."""
        return self._files[entry][0]

    def batches(self) -> Iterator[Batch]:
        """Every batch, in the order of the files."""
        return (one.batch() for entry in sorted(self._files) for one in self._files[entry][1])

    def frame(self, entry: int, names: Sequence[str] | None = None) -> pl.DataFrame:
        """Columns of all records of a file."""
        return pl.concat([one.frame(names) for one in self._files[entry][1]], rechunk=False)
