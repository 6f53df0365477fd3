"""Counts of a file's records by state, author, day and the pattern of their filled cells.

So much is kept of a file that another situation is judged without reading it again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import add
from typing import Any

import polars as pl

from inspector.authors import Author

KEYS = ("state", "author", "day")
"""What tells records apart of which counts are kept."""
_KEYS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "state": pl.String, "author": pl.String, "day": pl.Date,
}  # fmt: skip
VALUES_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    **_KEYS_SCHEMA, "column": pl.UInt32,
    "values": pl.UInt64, "words": pl.UInt64, "characters": pl.UInt64,
}  # fmt: skip
RECORDS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    **_KEYS_SCHEMA, "pattern": pl.UInt64, "records": pl.UInt64,
}  # fmt: skip
MANY = 2000
"""Rows of counts beyond which Polars adds them up."""
_LAST = dt.date.max

Key = tuple[str, Author, dt.date | None]
"""State, author and day, or first day of the month."""


@dataclass(frozen=True)
class Columns:
    """How the columns of a file are counted."""

    bits: tuple[int, ...]
    """For each column the bit of the pattern it sets."""
    texts: tuple[int, ...]
    """Those of which words (`w0` …) and characters (`l0` …) are counted."""

    @cached_property
    def shared(self) -> tuple[int, ...]:
        """Those that share a bit: their values are counted by themselves (`v0` …)."""
        return tuple(i for i, bit in enumerate(self.bits) if self.bits.count(bit) > 1)

    @cached_property
    def by_bit(self) -> Mapping[int, int]:
        """For each bit that columns do not share, its column."""
        shared = set(self.shared)
        return {bit: i for i, bit in enumerate(self.bits) if i not in shared}


@dataclass(frozen=True)
class Cube:
    """Counts by kind of record and day, or month."""

    counts: pl.DataFrame
    """`state, author, day, pattern, records` and the columns' own counts, in no order."""
    columns: Columns
    monthly: bool = False
    """Whether days stand for their months."""

    @cached_property
    def cells(self) -> tuple[tuple[str, Author, dt.date | None, int, int, int, int], ...]:
        """The rows of `values`, in their order."""
        return tuple(
            (*key, i, counts[0], counts[1], counts[2])
            for key, columns in self.by_key.items()
            for i, counts in columns.items()
        )

    @cached_property
    def by_key(self) -> Mapping[Key, Mapping[int, Sequence[int]]]:
        """For each kind of record, its columns with values, words and characters, in order."""
        found = self._summed() if self.counts.height > MANY else self._added()
        return {key: dict(sorted(found[key].items())) for key in sorted(found, key=_order)}

    def _summed(self) -> dict[Key, dict[int, list[int]]]:
        """The same in no order, from counts that are many."""
        columns, counts = self.columns, self._many
        none = pl.lit(0, pl.UInt64)
        values = (
            pl.when(pl.col("pattern") & pl.lit(1 << bit, pl.UInt64) != 0)
            .then(pl.col("records"))
            .otherwise(none)
            .alias(f"v{i}")
            for bit, i in columns.by_bit.items()
        )
        own = pl.exclude("pattern", "records").sum()
        sums = counts.with_columns(values).group_by(KEYS).agg(own)
        at = {name: place for place, name in enumerate(sums.columns)}
        places = [
            (i, [at[name] for name in (f"v{i}", f"w{i}", f"l{i}") if name in at])
            for i in range(len(columns.bits))
        ]
        return {
            row[:3]: {
                i: ([row[place] for place in mine] + [0, 0])[:3]
                for i, mine in places
                if row[mine[0]]
            }
            for row in sums.rows()
        }

    def _added(self) -> dict[Key, dict[int, list[int]]]:
        """The same in no order, from counts that are few."""
        columns = self.columns
        at = {name: place for place, name in enumerate(self.counts.columns)}
        texts = [(i, at[f"w{i}"], at[f"l{i}"]) for i in columns.texts]
        shared = [(i, at[f"v{i}"]) for i in columns.shared]
        found: dict[Key, dict[int, list[int]]] = {}
        filled: dict[int, list[int]] = {}
        for row in self._rows:
            pattern, records = row[3], row[4]
            mine = found.setdefault(row[:3], {})
            if pattern not in filled:
                filled[pattern] = [i for bit, i in columns.by_bit.items() if pattern >> bit & 1]
            for i in filled[pattern]:
                if i in mine:
                    mine[i][0] += records
                else:
                    mine[i] = [records, 0, 0]
            for i, values in shared:
                if row[values]:
                    mine.setdefault(i, [0, 0, 0])[0] += row[values]
            for i, words, characters in texts:
                if row[characters]:
                    counted = mine[i]
                    counted[1] += row[words]
                    counted[2] += row[characters]
        return found

    @cached_property
    def kinds(self) -> tuple[tuple[str, Author, dt.date | None, int, int], ...]:
        """The rows of `records`, in their order."""
        if self.counts.height > MANY:
            by = [*KEYS, "pattern"]
            kinds = self._many.group_by(by).agg(pl.col("records").sum()).sort(by, nulls_last=True)
            return tuple(kinds.rows())
        found: dict[Key, dict[int, int]] = {}
        for row in self._rows:
            mine, pattern = found.setdefault(row[:3], {}), row[3]
            mine[pattern] = mine.get(pattern, 0) + row[4]
        return tuple(
            (*key, pattern, records)
            for key in sorted(found, key=_order)
            for pattern, records in sorted(found[key].items())
        )

    @cached_property
    def _rows(self) -> list[tuple[Any, ...]]:
        """The counts with the days that they stand for: the five named ones, then the others."""
        rows = self.counts.rows()
        if not self.monthly:
            return rows
        days = {day: day and day.replace(day=1) for day in {row[2] for row in rows}}
        found: dict[tuple[Any, ...], list[int]] = {}
        for row in rows:
            key = (row[0], row[1], days[row[2]], row[3])
            if key in found:
                found[key] = list(map(add, found[key], row[4:]))
            else:
                found[key] = list(row[4:])
        return [(*key, *sums) for key, sums in found.items()]

    @cached_property
    def _many(self) -> pl.DataFrame:
        """The counts with the days that they stand for, in no order."""
        if not self.monthly:
            return self.counts
        return added([self.counts.with_columns(pl.col("day").dt.month_start())])

    @cached_property
    def values(self) -> pl.DataFrame:
        """`state, author, day, column, values, words, characters` (`VALUES_SCHEMA`)."""
        return pl.DataFrame(self.cells, schema=VALUES_SCHEMA, orient="row")

    @cached_property
    def records(self) -> pl.DataFrame:
        """`state, author, day, pattern, records` (`RECORDS_SCHEMA`).

        Bit n of a pattern: a cell of a column with this bit is filled.
        """
        return pl.DataFrame(self.kinds, schema=RECORDS_SCHEMA, orient="row")

    def by_month(self) -> Cube:
        """The same by month: `day` is the first of it."""
        return Cube(self.counts, self.columns, monthly=True)

    def around(self, day: dt.date) -> tuple[Cube, Cube, Cube]:
        """What is dated before a day, on it or later, and not at all, without authors and days."""
        dated = pl.col("day")
        return (
            self._where(dated < day), self._where(dated >= day), self._where(dated.is_null())
        )  # fmt: skip

    def _where(self, test: pl.Expr) -> Cube:
        nobody = pl.lit("").alias("author"), pl.lit(None, pl.Date).alias("day")
        return Cube(added([self.counts.filter(test).with_columns(nobody)]), self.columns)


def added(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Counts of several batches as those of one."""
    keys = [*KEYS, "pattern"]
    return pl.concat(parts).group_by(keys).agg(pl.exclude(keys).sum())


def empty(columns: Columns) -> pl.DataFrame:
    """Counts of no records."""
    own = _own(columns)
    return pl.DataFrame(schema={**RECORDS_SCHEMA, **dict.fromkeys(own, pl.UInt64)})


def _own(columns: Columns) -> Iterable[str]:
    yield from (f"v{i}" for i in columns.shared)
    for i in columns.texts:
        yield from (f"w{i}", f"l{i}")


def _order(key: Key) -> tuple[str, str, bool, dt.date]:
    """By state, author and day, the undated last."""
    state, author, day = key
    return (state, author, day is None, day or _LAST)
