"""Text of one kind of file that another repeats: what of a file stands elsewhere as well.

Whole cells are compared by their ASCII letters and digits alone, since the repeating file holds no
others (docs/format.md, Q7); texts of which a cell holds several, by all but blanks and colons. Of
each text only a hash is kept. Told twice with one result, of rows and of frames; all files of a
reading come in the same way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from inspector.knowledge.dataset import Dataset, RepeatsText
from inspector.reading.counts.author import Author
from inspector.reading.counts.cube import Key
from inspector.reading.counts.states import Row, position_of
from inspector.reading.tables.header import Layout
from inspector.reading.text.words import words_of

if TYPE_CHECKING:
    import polars as pl

_REST = re.compile("[^A-Za-z0-9]+")
_BLANKS = re.compile("[ \t\r\n\u00a0:]+")
_KEY = ("state", "author", "month")
_Cell = tuple[str, Author, dt.date | None]
_Print = tuple[str, Author, dt.date | None, int]


class Repeated(NamedTuple):
    """Words and texts of a column that stand in another file, too."""

    state: str
    author: Author
    month: dt.date | None
    words: int
    texts: int


class TextForm:
    """In what form the texts of one kind of file are compared with those that may repeat them."""

    def __init__(self, repeats: RepeatsText) -> None:
        self.columns = repeats.text
        """Columns of the source that make one text together."""
        self.apart = repeats.apart
        """What stands between several texts in one cell; empty: a cell is one text."""

    def parts(self, cell: str) -> Sequence[str]:
        """The texts of a cell of the repeating file."""
        return cell.split(self.apart) if self.apart else (cell,)

    def print(self, text: str) -> int:
        """What is kept of a text."""
        return hash(_BLANKS.sub("", text) if self.apart else _REST.sub("", text).lower())

    def prints(self, texts: pl.Series) -> pl.Series:
        """The same of many (UInt64)."""
        if self.apart:
            return texts.str.replace_all(_BLANKS.pattern, "").hash()
        return texts.str.replace_all(_REST.pattern, "").str.to_lowercase().hash()


class FileTexts(Protocol):
    """What is kept of the texts of one file."""

    def take_rows(self, told: Sequence[Key], rows: Sequence[Row]) -> None:
        """Take texts of rows, with the state, author and day of each."""

    def take_frame(self, frame: pl.DataFrame) -> None:
        """Take texts of a frame that has been counted."""


class SourceTexts:
    """The texts of a kind of file that others may repeat."""

    def __init__(self, form: TextForm) -> None:
        self.form = form
        self._rows: set[int] = set()
        self._frames: list[pl.Series] = []

    def of_columns(self, columns: Sequence[int]) -> FileTexts:
        """Where those of one file are kept."""
        return _Source(self, columns)

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
    """Keeps the texts of one file that others may repeat: those of which no column is blank."""

    def __init__(self, every: SourceTexts, columns: Sequence[int]) -> None:
        self._every, self._columns = every, columns

    def take_rows(self, told: Sequence[Key], rows: Sequence[Row]) -> None:
        """Take texts of rows."""
        texts = ([row[column] for column in self._columns] for row in rows)
        self._every.add(
            self._every.form.print("".join(cells)) for cells in texts if all(map(_filled, cells))
        )

    def take_frame(self, frame: pl.DataFrame) -> None:
        """Take texts of a frame."""
        import polars as pl

        names = [f"c{column}" for column in self._columns]
        blank = (pl.col(name).str.replace_all(_BLANKS.pattern, "") == "" for name in names)
        whole = frame.filter(~pl.any_horizontal(*blank))
        texts = whole.select(pl.concat_str(names).alias("text"))["text"]
        self._every.add_series(self._every.form.prints(texts))


class RepeatingTexts:
    """The texts of one file that may repeat others."""

    def __init__(self, column: int, source: SourceTexts) -> None:
        self._column = column
        self._source = source
        self._form = source.form
        self._words: Counter[_Print] = Counter()
        self._texts: Counter[_Print] = Counter()
        self._frames: list[pl.DataFrame] = []

    def take_rows(self, told: Sequence[Key], rows: Sequence[Row]) -> None:
        """Take texts of rows."""
        for (state, author, day), row in zip(told, rows, strict=True):
            month = day.replace(day=1) if day is not None else None
            for text in self._form.parts(row[self._column]):
                key = (state, author, month, self._form.print(text))
                self._words[key] += words_of(text)
                self._texts[key] += 1

    def take_frame(self, frame: pl.DataFrame) -> None:
        """Take texts of a frame."""
        import polars as pl

        from inspector.reading.text.words import counted

        kept = frame.select(
            "state", "author", pl.col("day").dt.truncate("1mo").alias("month"),
            pl.col(f"c{self._column}").alias("text"),
        )  # fmt: skip
        if self._form.apart:
            kept = kept.with_columns(pl.col("text").str.split(self._form.apart)).explode("text")
        kept = kept.with_columns(
            self._form.prints(kept["text"]).alias("print"),
            counted(kept["text"])[0].cast(pl.UInt64).alias("words"),
        )
        of_one = kept.group_by(*_KEY, "print").agg(
            pl.col("words").sum(), pl.len().cast(pl.UInt64).alias("texts")
        )
        self._frames.append(of_one)

    def repeated(self) -> tuple[Repeated, ...]:
        """What of them stands elsewhere, once everything is read."""
        words, texts = Counter[_Cell](), Counter[_Cell]()
        nothing = self._form.print("")
        for key, count in self._words.items():
            if key[3] in self._source and key[3] != nothing:
                words[key[:3]] += count
                texts[key[:3]] += self._texts[key]
        for cell, count, number in self._of_frames():
            words[cell] += count
            texts[cell] += number
        return tuple(Repeated(*cell, count, texts[cell]) for cell, count in words.items() if count)

    def _of_frames(self) -> Iterator[tuple[_Cell, int, int]]:
        if not self._frames:
            return
        import polars as pl

        nothing = self._form.prints(pl.Series([""]))[0]
        found = pl.concat(self._frames).filter(
            pl.col("print").is_in(self._source.series.implode()) & (pl.col("print") != nothing)
        )
        sums = found.group_by(_KEY).agg(pl.col("words").sum(), pl.col("texts").sum()).sort(_KEY)
        for state, author, month, words, texts in sums.rows():
            yield (state, author, month), words, texts


def _filled(cell: str) -> bool:
    return bool(_BLANKS.sub("", cell))


class Repetition:
    """The texts of an export that may be repeated, and those that may repeat them."""

    def __init__(self, datasets: Iterable[Dataset] = ()) -> None:
        every = [one.repeats_text for one in datasets if one.repeats_text is not None]
        self._sources = {one.dataset: SourceTexts(TextForm(one)) for one in every}
        self._repeating: dict[int, RepeatingTexts] = {}

    def texts(self, dataset: Dataset | None, layout: Layout, position: int) -> FileTexts | None:
        """What is to be kept of a file; None where nothing is."""
        if dataset is None:
            return None
        if (source := self._sources.get(dataset.id)) is not None:
            placed = [position_of(header, dataset, layout) for header in source.form.columns]
            columns = [column for column in placed if column is not None]
            return source.of_columns(columns) if len(columns) == len(placed) else None
        repeats = dataset.repeats_text
        if repeats is None or repeats.dataset not in self._sources:
            return None
        column = position_of(repeats.column, dataset, layout)
        if column is None:
            return None
        texts = RepeatingTexts(column, self._sources[repeats.dataset])
        return self._repeating.setdefault(position, texts)

    def of(self, position: int) -> tuple[Repeated, ...]:
        """What of a file stands elsewhere, once everything is read."""
        texts = self._repeating.get(position)
        return texts.repeated() if texts is not None else ()


NO_TEXTS = Repetition()
"""Nothing is kept."""
