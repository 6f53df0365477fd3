"""Records to counts: all that a summary needs of a file, in small tables.

Counts are kept by state and author of the record, day and column, and records by the pattern
of their filled cells, so that another situation is judged without reading again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from operator import or_

import polars as pl

from inspector import words
from inspector.articles import text_of
from inspector.authors import NOBODY, Owner, author_of
from inspector.catalogue import Catalogue
from inspector.cubes import KEYS, Columns, Cube, added, empty
from inspector.dataset import Column, Dataset
from inspector.dates import day_in, days_of
from inspector.states import state_of
from inspector.tables import Layout

TAG = r"(?i)</?(?:p|br|div|span|strong|b|em|i|u|a|ul|ol|li|h[1-6]|table|tr|td|img|font)\b[^<>]*>"
"""What marks a cell of mixed text as HTML."""
LAST_BIT = 62
"""Bit of the pattern of a record that all columns beyond the sixty-second share."""
_UNDATED = "undated"
MOST = 200_000
"""Rows of counts that are kept before they are added up."""
_FEW = 300
"""Records of which each is kept with its own counts: adding them up would take longer."""


@dataclass(frozen=True)
class Measures:
    """Counts of one file."""

    days: Cube
    dated: bool
    """Whether the file has the column that dates its records."""
    undated: int = 0
    """Filled primary dates in none of the catalogue's formats."""

    @cached_property
    def months(self) -> Cube:
        """The same counts by month."""
        return self.days.by_month() if self.dated else self.days

    def settle(self) -> None:
        """Draw from the counts what every summary asks for."""
        _ = self.months.by_key, self.months.kinds

    @property
    def bits(self) -> tuple[int, ...]:
        """For each column of the file the bit of the pattern it sets."""
        return self.days.columns.bits

    @cached_property
    def first(self) -> dt.date | None:
        """Earliest primary date."""
        found = self.days.counts["day"].min()
        return found if isinstance(found, dt.date) else None

    @cached_property
    def last(self) -> dt.date | None:
        """Latest primary date."""
        found = self.days.counts["day"].max()
        return found if isinstance(found, dt.date) else None


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
        texts = tuple(i for i, column in enumerate(layout.columns) if is_text(column))
        self._columns = Columns(_bits(layout.columns), texts)
        self._primary = primary_position(layout, dataset)
        self._kinds = {
            "state": state_of(dataset, layout),
            "author": author_of(dataset, layout, owner),
            "day": self._day(),
            "pattern": self._pattern(),
        }
        self._parts: list[pl.DataFrame] = []
        self._room = MOST

    def prepare(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Count a batch, and add what is known of each record.

        Added columns: `state`, `author` (String), `day` (Date, null if undated), `pattern`
        (UInt64: which cells are filled) and `words` (UInt32).
        """
        read = self.read(frame)
        counted = {f"w{i}": words.words_in(self._shown(i)) for i in self._columns.texts}
        new = {n: e for n, e in {**self._kinds, **counted}.items() if n not in read.columns}
        known = read.with_columns(**new)
        if known.height:
            self.add(known)
        none = pl.lit(0, pl.UInt32)
        total = pl.sum_horizontal(*counted).cast(pl.UInt32) if counted else none
        return known.select(*frame.columns, *KEYS, "pattern", total.alias("words"))

    def read(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A batch with its HTML as text (`t0` …), to be added up.

        Of a large one days, words (`w0` …) and characters (`l0` …) are reckoned here, since
        looking at many cells at once takes a fraction of the time.
        """
        marked = [i for i in self._columns.texts if self._is_marked(i)]
        if marked:
            frame = frame.with_columns(
                reading_text(frame[f"c{i}"], self._layout.columns[i]).alias(f"t{i}") for i in marked
            )
        if frame.estimated_size() < words.MANY:
            return frame
        found = []
        if self._primary is not None:
            column = self._layout.columns[self._primary]
            assert column is not None
            days = days_of(frame[f"c{self._primary}"], column, self._catalogue)
            found.append(days.alias("day"))
        for i in self._columns.texts:
            cells = frame[self._shown(i)]
            counted, long = words.counts_of(cells)
            found += [counted.alias(f"w{i}"), long.alias(f"l{i}")]
        return frame.with_columns(found)

    def _is_marked(self, position: int) -> bool:
        column = self._layout.columns[position]
        return column is not None and column.markup is not None

    def _shown(self, position: int) -> str:
        """Name of the column that a reader sees."""
        return f"t{position}" if self._is_marked(position) else f"c{position}"

    def _day(self) -> pl.Expr:
        if self._primary is None:
            return pl.lit(None, pl.Date)
        column = self._layout.columns[self._primary]
        assert column is not None
        return day_in(f"c{self._primary}", column, self._catalogue)

    def _pattern(self) -> pl.Expr:
        filled = map(_filled, self._layout.names, self._columns.bits)
        if self._columns.shared:  # bits must not add up
            return reduce(or_, filled)
        return pl.sum_horizontal(filled)

    def add(self, read: pl.DataFrame) -> None:
        """Add up what is known of a batch; what is a column of it is not reckoned again."""
        known = set(read.columns)
        kinds = {n: pl.col(n) if n in known else kind for n, kind in self._kinds.items()}
        if read.height <= _FEW:
            rows = pl.lit(1, pl.UInt64).alias("records"), *self._own(known, kinds["day"])
            named = (kind.alias(name) for name, kind in kinds.items())
            self._keep(read.select(*named, *rows))
            return
        new = {name: kind for name, kind in kinds.items() if name not in known}
        sums = (one.sum() for one in self._own(known, pl.col("day")))
        number = pl.len().cast(pl.UInt64).alias("records")
        kept = read.with_columns(**new).lazy().group_by(*kinds).agg(number, *sums)
        self._keep(kept.collect(optimizations=pl.QueryOptFlags.none()))

    def _keep(self, counts: pl.DataFrame) -> None:
        """Keep the counts of a batch; many are added up at once, so that they stay few."""
        self._parts.append(counts)
        self._room -= counts.height
        if self._room < 0:
            self._parts = [added(self._parts)]
            self._room = max(MOST, self._parts[0].height)

    def _own(self, known: Collection[str], day: pl.Expr) -> Iterator[pl.Expr]:
        """What is counted beside the records, for each of them."""
        for i in self._columns.shared:
            yield _filled(f"c{i}", 0).alias(f"v{i}")
        for i in self._columns.texts:
            shown = self._shown(i)
            for name, count in ((f"w{i}", words.words_in), (f"l{i}", words.characters_in)):
                number = pl.col(name) if name in known else count(shown)
                yield number.cast(pl.UInt64).alias(name)
        if self._primary is not None:
            unread = day.is_null() & (pl.col(f"c{self._primary}") != "")
            yield unread.cast(pl.UInt64).alias(_UNDATED)

    def measures(self) -> Measures:
        """The counts of all batches so far."""
        if not self._parts:
            return Measures(Cube(empty(self._columns), self._columns), self._primary is not None)
        counts = added(self._parts) if len(self._parts) > 1 else self._parts[0]
        dated = self._primary is not None
        undated = int(counts.drop_in_place(_UNDATED).sum()) if dated else 0
        return Measures(Cube(counts, self._columns), dated, undated)


@lru_cache(maxsize=4096)
def _filled(name: str, bit: int) -> pl.Expr:
    """The bit of a pattern that a filled cell sets."""
    return (pl.col(name) != "").cast(pl.UInt64) * (1 << bit)


def is_text(column: Column | None) -> bool:
    """Whether words are counted in a column; one never seen before is taken for text."""
    return column is None or column.role == "text"


def primary_position(layout: Layout, dataset: Dataset | None) -> int | None:
    """Position of the column that dates a record, if the file has it."""
    primary = dataset.primary_date if dataset else None
    if primary is None:
        return None
    return next((i for i, column in enumerate(layout.columns) if column is primary), None)


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
