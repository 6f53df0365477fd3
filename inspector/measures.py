"""Records to counts: all that a summary needs of a file, in small tables.

Counts are kept by state of the record, month and column, and records by the pattern of their
filled cells, so that another situation is judged without reading again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import polars as pl

from inspector.articles import text_of
from inspector.catalogue import Catalogue, Column, Condition, Dataset
from inspector.tables import Layout

TAG = r"(?i)</?(?:p|br|div|span|strong|b|em|i|u|a|ul|ol|li|h[1-6]|table|tr|td|img|font)\b[^<>]*>"
"""What marks a cell of mixed text as HTML."""
LAST_BIT = 62
"""Bit of the pattern of a record that all columns beyond the sixty-second share."""

VALUES_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "state": pl.String, "month": pl.Date, "column": pl.UInt32,
    "values": pl.UInt64, "words": pl.UInt64, "characters": pl.UInt64,
}  # fmt: skip
RECORDS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "state": pl.String, "month": pl.Date, "pattern": pl.UInt64, "records": pl.UInt64,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measures:
    """Counts of one file."""

    values: pl.DataFrame
    """`state, month, column, values, words, characters`: one row per kind and month."""
    records: pl.DataFrame
    """`state, month, pattern, records`; bit n of a pattern: a cell of `bits` n is filled."""
    bits: tuple[int, ...]
    """For each column of the file the bit of the pattern it sets."""
    first: dt.date | None = None
    """Earliest primary date."""
    last: dt.date | None = None
    undated: int = 0
    """Filled primary dates in none of the catalogue's formats."""


class Meter:
    """Adds up the batches of one file."""

    def __init__(self, layout: Layout, dataset: Dataset | None, catalogue: Catalogue) -> None:
        self._layout = layout
        self._catalogue = catalogue
        self._states = _StateOf(dataset, layout)
        self._bits = _bits(layout.columns)
        self._primary = primary_position(layout, dataset)
        self._values: list[pl.DataFrame] = []
        self._records: list[pl.DataFrame] = []
        self._days: list[tuple[dt.date, dt.date]] = []
        self._undated = 0

    def prepare(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Count a batch, and add what is known of each record.

        Added columns: `state` (String), `day` (Date, null if undated), `pattern` (UInt64: which
        cells are filled) and `words` (UInt32).
        """
        known = frame.with_columns(
            self._states.expression.alias("state"), self._day().alias("day")
        ).with_columns(self._pattern().alias("pattern"))
        counts = known.select("state", pl.col("day").dt.truncate("1mo").alias("month"), "pattern")
        names = self._layout.names
        counts = counts.with_columns(
            (known[name] != "").alias(f"v{i}") for i, name in enumerate(names)
        )
        for i, column in enumerate(self._layout.columns):
            if is_text(column):
                cells = reading_text(known[names[i]], column).to_frame("text")
                counted = cells.select(words(pl.col("text")), characters(pl.col("text")).alias("c"))
                counts = counts.with_columns(
                    counted["text"].alias(f"w{i}"), counted["c"].alias(f"l{i}")
                )
        if known.height:
            self._add(counts)
            self._count_days(known)
        texts = [name for name in counts.columns if name.startswith("w")]
        total = counts.select(pl.sum_horizontal(texts).cast(pl.UInt32)) if texts else None
        none = pl.lit(0, pl.UInt32)
        return known.with_columns(words=none if total is None else total.to_series())

    def _day(self) -> pl.Expr:
        if self._primary is None:
            return pl.lit(None, pl.Date)
        column = self._layout.columns[self._primary]
        assert column is not None
        return parse_day(pl.col(f"c{self._primary}"), column, self._catalogue)

    def _pattern(self) -> pl.Expr:
        none = pl.lit(0, pl.UInt64)
        filled = (
            pl.when(pl.col(name) != "").then(pl.lit(1 << bit, pl.UInt64)).otherwise(none)
            for name, bit in zip(self._layout.names, self._bits, strict=True)
        )
        return reduce(or_, filled)

    def _add(self, counts: pl.DataFrame) -> None:
        sums = [pl.col(n).sum().cast(pl.UInt64) for n in counts.columns if n[0] in "vwl"]
        wide = counts.group_by("state", "month").agg(sums)
        none = pl.lit(0, pl.UInt64)
        for i, column in enumerate(self._layout.columns):
            texts = is_text(column)
            kind = wide.select(
                "state",
                "month",
                pl.lit(i, pl.UInt32).alias("column"),
                pl.col(f"v{i}").alias("values"),
                (pl.col(f"w{i}") if texts else none).alias("words"),
                (pl.col(f"l{i}") if texts else none).alias("characters"),
            )
            self._values.append(kind.filter(pl.col("values") > 0))
        number = pl.len().cast(pl.UInt64).alias("records")
        self._records.append(counts.group_by("state", "month", "pattern").agg(number))

    def _count_days(self, prepared: pl.DataFrame) -> None:
        if self._primary is None:
            return
        low, high = prepared["day"].min(), prepared["day"].max()
        if isinstance(low, dt.date) and isinstance(high, dt.date):
            self._days.append((low, high))
        unread = prepared["day"].is_null() & (prepared[f"c{self._primary}"] != "")
        self._undated += int(unread.sum())

    def measures(self) -> Measures:
        """The counts of all batches so far, in a fixed order."""
        return Measures(
            _sum(self._values, VALUES_SCHEMA, ["state", "month", "column"]),
            _sum(self._records, RECORDS_SCHEMA, ["state", "month", "pattern"]),
            self._bits,
            min((low for low, _ in self._days), default=None),
            max((high for _, high in self._days), default=None),
            self._undated,
        )


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


class _StateOf:
    """The expression that gives a record its state."""

    def __init__(self, dataset: Dataset | None, layout: Layout) -> None:
        chain = pl.lit("")
        for state in reversed(dataset.states if dataset else ()):
            tests = [_test(condition, dataset, layout) for condition in state.when]
            if all(test is not None for test in tests):
                holds = pl.all_horizontal(test for test in tests if test is not None)
                chain = pl.when(holds).then(pl.lit(state.id)).otherwise(chain)
        self.expression = chain


def _test(condition: Condition, dataset: Dataset | None, layout: Layout) -> pl.Expr | None:
    """The condition as an expression; None where the file has no such column.

    A missing column counts as empty: it can only meet a condition that asks for emptiness.
    """
    assert dataset is not None
    wanted = dataset.column(condition.column)
    at = [i for i, column in enumerate(layout.columns) if column is wanted]
    if not at:
        return pl.lit(True) if condition.empty else None
    cell = pl.col(f"c{at[0]}")
    if condition.equals is not None:
        return cell.is_in(list(condition.equals))
    if condition.matches is not None:
        return cell.str.contains(condition.matches)
    return (cell == "") if condition.empty else (cell != "")


def _sum(
    parts: Sequence[pl.DataFrame],
    schema: dict[str, pl.DataType | type[pl.DataType]],
    keys: list[str],
) -> pl.DataFrame:
    whole = pl.concat([pl.DataFrame(schema=schema), *parts])
    return whole.group_by(keys).agg(pl.exclude(keys).sum()).sort(keys, nulls_last=True)
