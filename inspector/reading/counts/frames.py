"""Counts of records in frames, by Polars: of large exports, and of records that are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import polars as pl

from inspector.reading.counts.author import author_of
from inspector.reading.counts.cube import KEYS, UNDATED, Cube, added, cube_of_groups
from inspector.reading.counts.days import days_of
from inspector.reading.counts.meter import Measures, Subject
from inspector.reading.counts.states import state_of
from inspector.reading.text.markup import reading_of_cells
from inspector.reading.text.words import counted

MOST = 200_000
"""Rows of counts that are kept before they are added up."""


class FrameMeter:
    """Counts the records of one file."""

    def __init__(self, subject: Subject) -> None:
        self._subject, self._columns = subject, subject.columns
        self._primary = subject.primary
        layout, dataset = subject.layout, subject.dataset
        of_bits: dict[int, list[pl.Expr]] = {}
        for i, bit in enumerate(self._columns.bits):
            of_bits.setdefault(bit, []).append(pl.col(f"c{i}") != "")
        # Columns may share a bit, which must not add up.
        pattern = pl.sum_horizontal(
            pl.any_horizontal(filled).cast(pl.UInt64) * (1 << bit)
            for bit, filled in of_bits.items()
        )
        self._kinds = {
            "state": state_of(dataset, layout),
            "author": author_of(dataset, layout, subject.owner),
            "pattern": pattern,
        }
        self._parts: list[pl.DataFrame] = []
        self._room = MOST
        self._unparsed = 0

    def add(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Count records; given back are they and what is known of each.

        Added columns: `state`, `author` (String), `day` (Date, null if undated), `pattern`
        (UInt64: which cells are filled) and `words` (UInt32).
        """
        more = [self._day(frame), *self._texts(frame)]
        known = frame.hstack(more).with_columns(**self._kinds)
        if known.height:
            self._keep(known.group_by(*KEYS, "pattern").agg(self._sums()))
        texts = [f"w{i}" for i in self._columns.texts]
        total = pl.sum_horizontal(texts) if texts else pl.lit(0)
        return known.select(*frame.columns, *KEYS, "pattern", words=total.cast(pl.UInt32))

    def _day(self, frame: pl.DataFrame) -> pl.Series:
        column = self._subject.dating
        if column is None:
            return pl.repeat(None, frame.height, dtype=pl.Date, eager=True).alias("day")
        cells, subject = frame[f"c{self._primary}"], self._subject
        return days_of(cells, column, subject.catalogue, subject.order).alias("day")

    def _texts(self, frame: pl.DataFrame) -> Iterator[pl.Series]:
        """The words (`w0` …) and characters (`l0` …) of columns of text."""
        height, columns = frame.height, self._subject.layout.columns
        filled = [i for i in self._columns.texts if (frame[f"c{i}"] != "").any()]
        for i in set(self._columns.texts).difference(filled):
            yield from (_zeros(name, height) for name in (f"w{i}", f"l{i}"))
        if not filled:
            return
        readings = [reading_of_cells(frame[f"c{i}"], columns[i]) for i in filled]
        self._unparsed += sum(unparsed for _, unparsed in readings)
        words, characters = counted(pl.concat(cells.alias("") for cells, _ in readings))
        for begin, i in zip(count(0, height), filled, strict=False):
            yield words.slice(begin, height).alias(f"w{i}")
            yield characters.slice(begin, height).alias(f"l{i}")

    def _sums(self) -> Iterator[pl.Expr]:
        """What is counted of the records of a kind."""
        yield pl.len().cast(pl.UInt64).alias("records")
        for i in self._columns.shared:
            yield _filled(f"c{i}").sum().alias(f"v{i}")
        for i in self._columns.texts:
            yield pl.col(f"w{i}", f"l{i}").cast(pl.UInt64).sum()
        if self._primary is not None:
            unread = pl.col("day").is_null() & (pl.col(f"c{self._primary}") != "")
            yield unread.cast(pl.UInt64).sum().alias(UNDATED)

    def _keep(self, counts: pl.DataFrame) -> None:
        """Keep counts of records; many are added up at once, so that they stay few."""
        self._parts.append(counts)
        self._room -= counts.height
        if self._room < 0:
            self._parts = [added(self._parts)]
            self._room = max(MOST, self._parts[0].height)

    def measures(self) -> Measures:
        """The counts of all records so far."""
        is_dated = self._primary is not None
        if not self._parts:
            return Measures(Cube([], self._columns), is_dated)
        counts = self._parts[0] if len(self._parts) == 1 else added(self._parts)
        undated = int(counts[UNDATED].sum()) if is_dated else 0
        return Measures(cube_of_groups(counts, self._columns), is_dated, undated, self._unparsed)


def _zeros(name: str, number: int) -> pl.Series:
    return pl.repeat(0, number, dtype=pl.UInt32, eager=True).alias(name)


def _filled(name: str) -> pl.Expr:
    """1 for a cell with text, else 0 (UInt64)."""
    return (pl.col(name) != "").cast(pl.UInt64)
