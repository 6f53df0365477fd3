"""The records of a batch, compressed in blocks that are opened one by one.

A block is a stream of Arrow IPC, compressed by zstd, as Polars writes and reads it; texts lie in it
one after the other, as in the oldest form of Arrow, which compresses better than views of them. It
holds few enough bytes that a record is at hand at once, and enough that they compress well.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import polars as pl

from inspector.reading.tables.records import Batch

BLOCK = 1 << 19
"""Bytes of records in a block, about; more where a single record is longer."""


class BatchBlocks:
    """A batch of records, compressed; it does not change."""

    def __init__(self, batch: Batch, first: int) -> None:
        """`first`: place of its first record among the file's."""
        frame = batch.frame
        self.first = first
        self.height = frame.height
        self.entry = batch.entry
        size = max(int(frame.estimated_size()), 1)
        self._step = max(frame.height * BLOCK // size, 1)
        self._schema = frame.schema
        self.layout = batch.layout
        self._dataset = batch.dataset
        self._source, self._path = batch.source, batch.path
        self._blocks = tuple(_compressed(part) for part in frame.iter_slices(self._step))

    @property
    def starts(self) -> range:
        """For each block the place of its first record among the file's."""
        return range(self.first, self.first + self.height, self._step)

    @property
    def size(self) -> int:
        """Bytes of all blocks."""
        return sum(map(len, self._blocks))

    def open(self, block: int, names: Sequence[str] | None = None) -> pl.DataFrame:
        """The records of a block; only columns of these names, if any are given."""
        columns = None if names is None else list(names)
        return pl.read_ipc_stream(self._blocks[block], columns=columns)

    def frame(self, names: Sequence[str] | None = None) -> pl.DataFrame:
        """All its records; only columns of these names, if any are given."""
        if not self._blocks:
            return pl.DataFrame(schema=self._schema).select(names or pl.all())
        return pl.concat([self.open(n, names) for n in range(len(self._blocks))], rechunk=False)

    def batch(self) -> Batch:
        """The batch as it came."""
        return Batch(self.frame(), self.entry, self.layout, self._dataset, self._source, self._path)


def _compressed(frame: pl.DataFrame) -> bytes:
    target = io.BytesIO()
    frame.write_ipc_stream(target, compression="zstd", compat_level=pl.CompatLevel.oldest())
    return target.getvalue()
