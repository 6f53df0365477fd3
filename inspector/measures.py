"""Records to counts: all that a summary needs of a file, in small tables.

Counts are kept by state and author of the record, day and column, and records by the pattern
of their filled cells, so that another situation is judged without reading again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import polars as pl

from inspector.articles import text_of
from inspector.authors import NOBODY, Owner, author_of
from inspector.catalogue import Catalogue, Column, Dataset
from inspector.states import state_of
from inspector.tables import Layout

TAG = r"(?i)</?(?:p|br|div|span|strong|b|em|i|u|a|ul|ol|li|h[1-6]|table|tr|td|img|font)\b[^<>]*>"
"""What marks a cell of mixed text as HTML."""
_MEASURES = ("values", "words", "characters", "records")
LAST_BIT = 62
"""Bit of the pattern of a record that all columns beyond the sixty-second share."""

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


@dataclass(frozen=True, slots=True)
class Cube:
    """Counts by kind of record and day."""

    values: pl.DataFrame
    """`state, author, day, column, values, words, characters` (`VALUES_SCHEMA`)."""
    records: pl.DataFrame
    """`state, author, day, pattern, records`; bit n of a pattern: a cell of `bits` n is filled."""

    def by_month(self) -> Cube:
        """The same by month: `day` is the first of it."""
        return Cube(_by_month(self.values), _by_month(self.records))

    def around(self, day: dt.date) -> tuple[Cube, Cube, Cube]:
        """What is dated before a day, on it or later, and not at all, without authors and days."""
        dated = pl.col("day")
        return (
            self._where(dated < day), self._where(dated >= day), self._where(dated.is_null())
        )  # fmt: skip

    def _where(self, test: pl.Expr) -> Cube:
        keys = ("author", "day")
        return Cube(
            _without(self.values.filter(test), keys), _without(self.records.filter(test), keys)
        )


@dataclass(frozen=True, slots=True)
class Measures:
    """Counts of one file."""

    days: Cube
    months: Cube
    """The same counts by month."""
    bits: tuple[int, ...]
    """For each column of the file the bit of the pattern it sets."""
    first: dt.date | None = None
    """Earliest primary date."""
    last: dt.date | None = None
    undated: int = 0
    """Filled primary dates in none of the catalogue's formats."""


class Meter:
    """Adds up the batches of one file."""

    def __init__(
        self,
        layout: Layout,
        dataset: Dataset | None,
        catalogue: Catalogue,
        owner: Owner = NOBODY,
    ) -> None:
        self._layout = layout
        self._catalogue = catalogue
        self._bits = _bits(layout.columns)
        self._primary = primary_position(layout, dataset)
        self._kinds = (
            state_of(dataset, layout).alias("state"),
            author_of(dataset, layout, owner).alias("author"),
            self._day().alias("day"),
            self._pattern().alias("pattern"),
        )
        self._values: list[pl.DataFrame] = []
        self._records: list[pl.DataFrame] = []
        self._undated = 0

    def prepare(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Count a batch, and add what is known of each record.

        Added columns: `state`, `author` (String), `day` (Date, null if undated), `pattern`
        (UInt64: which cells are filled) and `words` (UInt32).
        """
        names = self._layout.names
        texts = [i for i, column in enumerate(self._layout.columns) if is_text(column)]
        read = frame.with_columns(
            reading_text(frame[names[i]], self._layout.columns[i]).alias(f"t{i}")
            for i in texts
            if self._marked(i)
        )
        shown = {i: pl.col(f"t{i}" if self._marked(i) else names[i]) for i in texts}
        known = read.with_columns(
            *self._kinds,
            *(words(text).alias(f"w{i}") for i, text in shown.items()),
        )
        none = pl.lit(0, pl.UInt32)
        total = pl.sum_horizontal(f"w{i}" for i in texts).cast(pl.UInt32) if texts else none
        if known.height:
            self._add(known, shown)
        return known.select(*frame.columns, *KEYS, "pattern", total.alias("words"))

    def _marked(self, position: int) -> bool:
        column = self._layout.columns[position]
        return column is not None and column.markup is not None

    def _day(self) -> pl.Expr:
        if self._primary is None:
            return pl.lit(None, pl.Date)
        column = self._layout.columns[self._primary]
        assert column is not None
        return parse_day(pl.col(f"c{self._primary}"), column, self._catalogue)

    def _pattern(self) -> pl.Expr:
        filled = (
            (pl.col(name) != "").cast(pl.UInt64) * (1 << bit)
            for name, bit in zip(self._layout.names, self._bits, strict=True)
        )
        # Columns that share a bit must not add up.
        return reduce(or_, filled, pl.lit(0, pl.UInt64))

    def _add(self, known: pl.DataFrame, shown: dict[int, pl.Expr]) -> None:
        sums = []
        for i, name in enumerate(self._layout.names):
            sums.append((pl.col(name) != "").sum().cast(pl.UInt64).alias(f"v{i}"))
            if i in shown:
                sums.append(pl.col(f"w{i}").sum().cast(pl.UInt64))
                sums.append(characters(shown[i]).sum().cast(pl.UInt64).alias(f"l{i}"))
        self._values.append(known.group_by(KEYS).agg(sums))
        number = pl.len().cast(pl.UInt64).alias("records")
        self._records.append(known.group_by(*KEYS, "pattern").agg(number))
        if self._primary is not None:
            unread = pl.col("day").is_null() & (pl.col(f"c{self._primary}") != "")
            self._undated += int(known.select(unread.sum()).item())

    def measures(self) -> Measures:
        """The counts of all batches so far, in a fixed order."""
        if not self._values:
            empty = Cube(pl.DataFrame(schema=VALUES_SCHEMA), pl.DataFrame(schema=RECORDS_SCHEMA))
            return Measures(empty, empty, self._bits)
        days = Cube(self._long(_sum(self._values, KEYS)), _sum(self._records, (*KEYS, "pattern")))
        dated = days.records["day"]
        low, high = dated.min(), dated.max()
        return Measures(
            days,
            days.by_month() if self._primary is not None else days,
            self._bits,
            low if isinstance(low, dt.date) else None,
            high if isinstance(high, dt.date) else None,
            self._undated,
        )

    def _long(self, wide: pl.DataFrame) -> pl.DataFrame:
        """One row per kind, day and column that holds values."""
        none = pl.lit(0, pl.UInt64)
        parts = [
            wide.lazy().select(
                *KEYS,
                pl.lit(i, pl.UInt32).alias("column"),
                pl.col(f"v{i}").alias("values"),
                (pl.col(f"w{i}") if is_text(column) else none).alias("words"),
                (pl.col(f"l{i}") if is_text(column) else none).alias("characters"),
            )
            for i, column in enumerate(self._layout.columns)
        ]
        if not parts:
            return pl.DataFrame(schema=VALUES_SCHEMA)
        held = pl.concat(parts).filter(pl.col("values") > 0)
        return held.sort(*KEYS, "column", nulls_last=True).collect()


def is_text(column: Column | None) -> bool:
    """Whether words are counted in a column; one never seen before is taken for text."""
    return column is None or column.role == "text"


def primary_position(layout: Layout, dataset: Dataset | None) -> int | None:
    """Position of the column that dates a record, if the file has it."""
    primary = dataset.primary_date if dataset else None
    if primary is None:
        return None
    return next((i for i, column in enumerate(layout.columns) if column is primary), None)


def words(text: pl.Expr) -> pl.Expr:
    """Runs of characters without Unicode White_Space."""
    return text.str.count_matches(r"\S+")


def characters(text: pl.Expr) -> pl.Expr:
    """Code points, CRLF being one."""
    return text.str.len_chars() - text.str.count_matches("\r\n", literal=True)


def parse_day(text: pl.Expr, column: Column, catalogue: Catalogue) -> pl.Expr:
    """A Date from a date column by the catalogue's formats; null where none fits."""
    attempts: list[pl.Expr] = []
    for name in column.dates:
        form = catalogue.dates[name]
        source = text if form.extract is None else text.str.extract(form.extract, 1)
        if form.epoch is not None:
            number = source.str.to_integer(strict=False).cast(pl.Int64, strict=False)
            attempts.append(pl.from_epoch(number, time_unit="ms").dt.date())
        for pattern in form.strptime:
            kind = pl.Datetime("us") if any(mark in pattern for mark in ("%H", "%I")) else pl.Date
            attempts.append(source.str.strptime(kind, pattern, strict=False).cast(pl.Date))
    return pl.coalesce(attempts)


def reading_text(cells: pl.Series, column: Column | None) -> pl.Series:
    """Cells of a column as a reader sees them: HTML as its text."""
    if column is None or column.markup is None:
        return cells
    marked = cells.str.contains(TAG if column.markup == "mixed" else "[<&]")
    if not marked.any():
        return cells
    found = cells.filter(marked).unique()
    texts = pl.Series([text_of(html) for html in found], dtype=pl.String)
    return cells.replace(found, texts).alias(cells.name)


def _bits(columns: Sequence[Column | None]) -> tuple[int, ...]:
    """One bit for each known column, one for all unknown ones, in order of appearance."""
    bits: dict[object, int] = {}
    found = []
    for position, column in enumerate(columns):
        key: object = None if column is None else position
        found.append(bits.setdefault(key, min(len(bits), LAST_BIT)))
    return tuple(found)


def _sum(parts: Sequence[pl.DataFrame], keys: Sequence[str]) -> pl.DataFrame:
    whole = pl.concat(parts)
    if len(parts) > 1:
        whole = whole.group_by(keys).agg(pl.exclude(keys).sum())
    return whole.sort(keys, nulls_last=True)


def _without(counts: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """The counts added up over some of their keys."""
    kept = [name for name in counts.columns if name not in (*keys, *_MEASURES)]
    return counts.drop(keys).group_by(kept).agg(pl.exclude(kept).sum()).sort(kept)


def _by_month(counts: pl.DataFrame) -> pl.DataFrame:
    keys = [name for name in counts.columns if name not in _MEASURES]
    monthly = counts.with_columns(pl.col("day").dt.truncate("1mo"))
    return monthly.group_by(keys).agg(pl.exclude(keys).sum()).sort(keys, nulls_last=True)
