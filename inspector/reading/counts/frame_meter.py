"""Counts of batches of records, in Polars."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache, reduce
from operator import or_

import polars as pl

from inspector.reading.counts.counted_columns import Counting
from inspector.reading.counts.cube import KEYS, UNDATED
from inspector.reading.counts.days import day_in, days_of
from inspector.reading.text import words
from inspector.reading.text.markup import reading_text

_FEW = 300
"""Records of which each is kept with its own counts: adding them up would take longer."""

Give = Callable[[pl.DataFrame], None]
"""Takes `state, author, day, pattern, records` and the columns' own counts."""


class FrameMeter:
    """Counts batches of one file."""

    def __init__(self, counting: Counting, state: pl.Expr, author: pl.Expr) -> None:
        self._counting = counting
        self._layout, self._columns = counting.layout, counting.columns
        self._kinds = {
            "state": state, "author": author, "day": self._day(), "pattern": self._pattern(),
        }  # fmt: skip

    def tell(self, frame: pl.DataFrame, give: Give) -> pl.DataFrame:
        """Count a batch, and add `state, author, day, pattern, words` of each record."""
        read = self._read(frame)
        counted = {f"w{i}": words.words_in(self._shown(i)) for i in self._columns.texts}
        new = {n: e for n, e in {**self._kinds, **counted}.items() if n not in read.columns}
        known = read.with_columns(**new)
        if known.height:
            self._add(known, give)
        none = pl.lit(0, pl.UInt32)
        total = pl.sum_horizontal(*counted).cast(pl.UInt32) if counted else none
        return known.select(*frame.columns, *KEYS, "pattern", total.alias("words"))

    def add(self, frame: pl.DataFrame, give: Give) -> None:
        """Count a batch."""
        if frame.height:
            self._add(self._read(frame), give)

    def _read(self, frame: pl.DataFrame) -> pl.DataFrame:
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
        if (dating := self._counting.dating) is not None:
            days = days_of(frame[f"c{self._counting.primary}"], dating, self._counting.catalogue)
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
        if (dating := self._counting.dating) is None:
            return pl.lit(None, pl.Date)
        return day_in(f"c{self._counting.primary}", dating, self._counting.catalogue)

    def _pattern(self) -> pl.Expr:
        filled = map(_filled, self._layout.names, self._columns.bits)
        if self._columns.shared:  # bits must not add up
            return reduce(or_, filled)
        return pl.sum_horizontal(filled)

    def _add(self, read: pl.DataFrame, give: Give) -> None:
        """Add up what is known of a batch; what is a column of it is not reckoned again."""
        known = set(read.columns)
        kinds = {n: pl.col(n) if n in known else kind for n, kind in self._kinds.items()}
        if read.height <= _FEW:
            rows = pl.lit(1, pl.UInt64).alias("records"), *self._own(known, kinds["day"])
            named = (kind.alias(name) for name, kind in kinds.items())
            give(read.select(*named, *rows))
            return
        new = {name: kind for name, kind in kinds.items() if name not in known}
        sums = (one.sum() for one in self._own(known, pl.col("day")))
        number = pl.len().cast(pl.UInt64).alias("records")
        kept = read.with_columns(**new).lazy().group_by(*kinds).agg(number, *sums)
        give(kept.collect(optimizations=pl.QueryOptFlags.none()))

    def _own(self, known: Collection[str], day: pl.Expr) -> Iterator[pl.Expr]:
        """What is counted beside the records, for each of them."""
        for i in self._columns.shared:
            yield _filled(f"c{i}", 0).alias(f"v{i}")
        for i in self._columns.texts:
            shown = self._shown(i)
            for name, count in ((f"w{i}", words.words_in), (f"l{i}", words.characters_in)):
                number = pl.col(name) if name in known else count(shown)
                yield number.cast(pl.UInt64).alias(name)
        if self._counting.primary is not None:
            unread = day.is_null() & (pl.col(f"c{self._counting.primary}") != "")
            yield unread.cast(pl.UInt64).alias(UNDATED)


@lru_cache(maxsize=4096)
def _filled(name: str, bit: int) -> pl.Expr:
    """The bit of a pattern that a filled cell sets."""
    return (pl.col(name) != "").cast(pl.UInt64) * (1 << bit)
