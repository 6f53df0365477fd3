"""Counts of a file's records by state, author, day and the pattern of their filled cells.

So much is kept of a file that another situation is judged without reading it again.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from operator import add
from typing import TYPE_CHECKING, Any, cast

from inspector.reading.counts.author import Author

if TYPE_CHECKING:
    import polars as pl

KEYS = ("state", "author", "day")
"""What tells records apart of which counts are kept."""
UNDATED = "undated"
"""Name of the count of filled dates in none of the catalogue's formats."""
MANY = 2000
"""Rows of counts beyond which Polars adds them up."""
_LAST = dt.date.max

Key = tuple[str, Author, dt.date | None]
"""State, author and day, or first day of the month."""


@cache
def _name(kind: str, column: int) -> str:
    """The name of a count; one for all files."""
    return f"{kind}{column}"


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
        columns = Counter(self.bits)
        return tuple(i for i, bit in enumerate(self.bits) if columns[bit] > 1)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """Names of the columns' own counts, in order."""
        texts = (name for i in self.texts for name in (_name("w", i), _name("l", i)))
        return (*(_name("v", i) for i in self.shared), *texts)

    @cached_property
    def by_bit(self) -> Mapping[int, int]:
        """For each bit that columns do not share, its column."""
        shared = set(self.shared)
        return {bit: i for i, bit in enumerate(self.bits) if i not in shared}


@dataclass(frozen=True)
class Cube:
    """Counts by kind of record and day, or month."""

    counts: list[tuple[Any, ...]] | pl.DataFrame
    """`state, author, day, pattern, records` and the columns' own counts, in no order: as rows, or
    as a frame where they are many."""
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
        found = self._added() if isinstance(self.counts, list) else self._summed()
        return {key: dict(sorted(found[key].items())) for key in sorted(found, key=_order)}

    def _summed(self) -> dict[Key, dict[int, list[int]]]:
        """The same in no order, from counts that are many."""
        import polars as pl

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
        at = {name: place for place, name in enumerate(columns.own, 5)}
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
    def records_by_key(self) -> Mapping[Key, Mapping[int, int]]:
        """For each kind of record, by the pattern of their filled cells how many, in order."""
        found: dict[Key, dict[int, int]] = {}
        if not isinstance(self.counts, list):
            import polars as pl

            each = self._many.group_by(*KEYS, "pattern").agg(pl.col("records").sum())
            of_keys = each.sort("pattern").group_by(KEYS, maintain_order=True)
            for *key, patterns, records in of_keys.agg("pattern", "records").rows():
                found[cast("Key", tuple(key))] = dict(zip(patterns, records, strict=True))
            return {key: found[key] for key in sorted(found, key=_order)}
        for row in self._rows:
            mine, pattern = found.setdefault(row[:3], {}), row[3]
            mine[pattern] = mine.get(pattern, 0) + row[4]
        return {key: dict(sorted(found[key].items())) for key in sorted(found, key=_order)}

    @property
    def kinds(self) -> tuple[tuple[str, Author, dt.date | None, int, int], ...]:
        """The rows of `records`, in their order."""
        return tuple(
            (*key, pattern, records)
            for key, patterns in self.records_by_key.items()
            for pattern, records in patterns.items()
        )

    @cached_property
    def _rows(self) -> list[tuple[Any, ...]]:
        """The counts with the days that they stand for: the five named ones, then the others."""
        assert isinstance(self.counts, list)
        rows = self.counts
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
        import polars as pl

        assert not isinstance(self.counts, list)
        if not self.monthly:
            return self.counts
        return added([self.counts.with_columns(pl.col("day").dt.month_start())])

    @property
    def values(self) -> pl.DataFrame:
        """`state, author, day, column, values, words, characters`."""
        import polars as pl

        schema = {"column": pl.UInt32, "values": pl.UInt64, "words": pl.UInt64}
        schema["characters"] = pl.UInt64
        return pl.DataFrame(self.cells, schema={**_keys_schema(), **schema}, orient="row")

    @property
    def records(self) -> pl.DataFrame:
        """`state, author, day, pattern, records`.

        Bit n of a pattern: a cell of a column with this bit is filled.
        """
        import polars as pl

        schema = {**_keys_schema(), "pattern": pl.UInt64, "records": pl.UInt64}
        return pl.DataFrame(self.kinds, schema=schema, orient="row")

    def by_month(self) -> Cube:
        """The same by month: `day` is the first of it."""
        return Cube(self.counts, self.columns, monthly=True)

    @cached_property
    def span(self) -> tuple[dt.date | None, dt.date | None]:
        """Earliest and latest day."""
        if isinstance(self.counts, list):
            days = [row[2] for row in self.counts if row[2] is not None]
            return min(days, default=None), max(days, default=None)
        first, last = self.counts["day"].min(), self.counts["day"].max()
        assert not isinstance(first, (int, float)) and not isinstance(last, (int, float))
        return cast("tuple[dt.date | None, dt.date | None]", (first, last))

    def around(self, day: dt.date) -> tuple[Cube, Cube, Cube]:
        """What is dated before a day, on it or later, and not at all, without authors and days."""
        if isinstance(self.counts, list):
            dated = [row for row in self.counts if row[2] is not None]
            parts = (
                [row for row in dated if row[2] < day],
                [row for row in dated if row[2] >= day],
                [row for row in self.counts if row[2] is None],
            )
            before, after, undated = (self._of_nobody(rows) for rows in parts)
            return before, after, undated
        import polars as pl

        when = pl.col("day")
        return (
            self._where(when < day), self._where(when >= day), self._where(when.is_null())
        )  # fmt: skip

    def _of_nobody(self, rows: list[tuple[Any, ...]]) -> Cube:
        return Cube([(row[0], "", None, *row[3:]) for row in rows], self.columns)

    def _where(self, test: pl.Expr) -> Cube:
        import polars as pl

        assert not isinstance(self.counts, list)
        nobody = pl.lit("").alias("author"), pl.lit(None, pl.Date).alias("day")
        return cube_of([self.counts.filter(test).with_columns(nobody)], self.columns)


def cube_of(parts: Sequence[pl.DataFrame], columns: Columns) -> Cube:
    """Counts of several batches as those of one."""
    return cube_of_groups(added(parts), columns)


def cube_of_groups(groups: pl.DataFrame, columns: Columns) -> Cube:
    """Counts of which each kind of record has one row."""
    counts = groups.drop(UNDATED, strict=False)
    if counts.height > MANY:
        return Cube(counts, columns)
    names = [*KEYS, "pattern", "records", *columns.own]
    return Cube(counts.select(names).rows(), columns)


def added(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Counts of several batches, added up."""
    import polars as pl

    keys = [*KEYS, "pattern"]
    every = parts[0] if len(parts) == 1 else pl.concat(parts)
    return every.group_by(keys).agg(pl.exclude(keys).sum())


def _keys_schema() -> dict[str, Any]:
    import polars as pl

    return {"state": pl.String, "author": pl.String, "day": pl.Date}


def _order(key: Key) -> tuple[str, str, bool, dt.date]:
    """By state, author and day, the undated last."""
    state, author, day = key
    return (state, author, day is None, day or _LAST)
