"""Text of one kind of file that another repeats: what of a file stands elsewhere as well.

Texts are compared by their ASCII letters and digits alone, since the repeating file holds no
others (docs/format.md, Q7). Of each text only a hash is kept. Told twice with one result, of rows
and of frames; all files of a reading come in the same way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from inspector.knowledge.dataset import Dataset
from inspector.reading.counts.author import Author
from inspector.reading.counts.cube import Key
from inspector.reading.counts.states import Row, position_of
from inspector.reading.tables.header import Layout
from inspector.reading.text.words import words_of

if TYPE_CHECKING:
    import polars as pl

_REST = re.compile("[^A-Za-z0-9]+")
_KEY = ("state", "author", "month")


class Repeated(NamedTuple):
    """Words of a column that stand in another file, too."""

    state: str
    author: Author
    month: dt.date | None
    words: int


class FileTexts(Protocol):
    """What is kept of the texts of one file."""

    def take_rows(self, told: Sequence[Key], rows: Sequence[Row]) -> None:
        """Take texts of rows, with the state, author and day of each."""

    def take_frame(self, frame: pl.DataFrame) -> None:
        """Take texts of a frame that has been counted."""


class SourceTexts:
    """The texts of a kind of file that others may repeat."""

    def __init__(self) -> None:
        self._rows: set[int] = set()
        self._frames: list[pl.Series] = []

    def of_column(self, column: int) -> FileTexts:
        """Where those of one file are kept."""
        return _Source(self, column)

    def add(self, prints: Iterable[int]) -> None:
        """Keep hashes of rows."""
        self._rows.update(prints)

    def add_series(self, prints: pl.Series) -> None:
        """Keep hashes of a frame."""
        self._frames.append(prints.unique())

    def __contains__(self, one: int) -> bool:
        return one in self._rows

    @property
    def series(self) -> pl.Series:
        """Every hash of frames (UInt64)."""
        import polars as pl

        return pl.concat([pl.Series(dtype=pl.UInt64), *self._frames]).unique()


class _Source:
    """Keeps the texts of one file that others may repeat."""

    def __init__(self, every: SourceTexts, column: int) -> None:
        self._every, self._column = every, column

    def take_rows(self, told: Sequence[Key], rows: Sequence[Row]) -> None:
        """Take texts of rows."""
        self._every.add(_print(row[self._column]) for row in rows)

    def take_frame(self, frame: pl.DataFrame) -> None:
        """Take texts of a frame."""
        self._every.add_series(_prints(frame[f"c{self._column}"]))


class RepeatingTexts:
    """The texts of one file that may repeat others."""

    def __init__(self, column: int, source: str) -> None:
        self._column = column
        self.source = source
        """The dataset whose texts they may be."""
        self._rows: Counter[tuple[str, Author, dt.date | None, int]] = Counter()
        self._frames: list[pl.DataFrame] = []

    def take_rows(self, told: Sequence[Key], rows: Sequence[Row]) -> None:
        """Take texts of rows."""
        for (state, author, day), row in zip(told, rows, strict=True):
            if text := row[self._column]:
                month = day.replace(day=1) if day is not None else None
                self._rows[state, author, month, _print(text)] += words_of(text)

    def take_frame(self, frame: pl.DataFrame) -> None:
        """Take texts of a frame."""
        import polars as pl

        from inspector.reading.text.words import counted

        cells = frame[f"c{self._column}"]
        kept = frame.select(
            "state", "author", pl.col("day").dt.truncate("1mo").alias("month"),
            _prints(cells).alias("print"), counted(cells)[0].cast(pl.UInt64).alias("words"),
        )  # fmt: skip
        self._frames.append(kept.group_by(*_KEY, "print").agg(pl.col("words").sum()))

    def repeated(self, known: SourceTexts) -> tuple[Repeated, ...]:
        """What of them stands elsewhere."""
        words: Counter[tuple[str, Author, dt.date | None]] = Counter()
        for (state, author, month, one), count in self._rows.items():
            if one in known and one != _print(""):
                words[state, author, month] += count
        if self._frames:
            words.update(self._of_frames(known))
        return tuple(Repeated(*key, count) for key, count in words.items() if count)

    def _of_frames(self, known: SourceTexts) -> dict[tuple[str, Author, dt.date | None], int]:
        import polars as pl

        nothing = _prints(pl.Series([""]))
        found = pl.concat(self._frames).filter(
            pl.col("print").is_in(known.series.implode()) & (pl.col("print") != nothing[0])
        )
        sums = found.group_by(_KEY).agg(pl.col("words").sum()).sort(_KEY)
        return {(state, author, month): count for state, author, month, count in sums.rows()}


class Repetition:
    """The texts of an export that may be repeated, and those that may repeat them."""

    def __init__(self, datasets: Iterable[Dataset] = ()) -> None:
        every = [one.repeats_text for one in datasets if one.repeats_text is not None]
        self._columns = {one.dataset: one.text for one in every}
        self._sources = {name: SourceTexts() for name in self._columns}
        self._repeating: dict[int, RepeatingTexts] = {}

    def texts(self, dataset: Dataset | None, layout: Layout, position: int) -> FileTexts | None:
        """What is to be kept of a file; None where nothing is."""
        if dataset is None:
            return None
        if (header := self._columns.get(dataset.id)) is not None:
            column = position_of(header, dataset, layout)
            return None if column is None else self._sources[dataset.id].of_column(column)
        repeats = dataset.repeats_text
        if repeats is None or repeats.dataset not in self._sources:
            return None
        column = position_of(repeats.column, dataset, layout)
        if column is None:
            return None
        return self._repeating.setdefault(position, RepeatingTexts(column, repeats.dataset))

    def of(self, position: int) -> tuple[Repeated, ...]:
        """What of a file stands elsewhere, once everything is read."""
        texts = self._repeating.get(position)
        return texts.repeated(self._sources[texts.source]) if texts is not None else ()


def _print(text: str) -> int:
    return hash(_REST.sub("", text).lower())


def _prints(cells: pl.Series) -> pl.Series:
    return cells.str.replace_all(_REST.pattern, "").str.to_lowercase().hash()


NO_TEXTS = Repetition()
"""Nothing is kept."""
