"""What a listing shows of a record: the beginning of the cell that tells most."""

from __future__ import annotations

import polars as pl

from inspector.reading.counts.meter import is_text
from inspector.reading.tables.header import Layout
from inspector.reading.text.markup import TAG

PREVIEW = 300
"""Characters of a record's text that a listing shows."""
_MARKED = 2_000
"""Characters of an HTML cell of which a listing shows the text."""
_SAMPLE = 2_000
"""Records of a file by which it is told in which column texts are long."""


class Previews:
    """Previews of the records of one file, whose columns are told by the first of them."""

    def __init__(self, layout: Layout) -> None:
        columns = zip(layout.names, layout.columns, strict=True)
        self._marked = {name for name, one in columns if one is not None and one.markup is not None}
        texts = zip(layout.names, layout.columns, strict=True)
        self._lengths = {name: 0 for name, column in texts if is_text(column)}
        self._others = tuple(name for name in layout.names if name not in self._lengths)
        self._left = _SAMPLE

    def learn(self, frame: pl.DataFrame) -> None:
        """Take more records of the file, in order; only the first ones tell anything."""
        if self._left > 0:
            sample = frame.head(self._left)
            self._left -= sample.height
            for name in self._lengths:
                self._lengths[name] += int(sample[name].str.len_bytes().sum())

    @property
    def steps(self) -> tuple[tuple[str, ...], ...]:
        """Columns in the order in which they tell what a record is, each step for those records
        that the one before leaves untold: the longest text, other texts, all else."""
        texts = sorted(self._lengths, key=lambda name: -self._lengths[name])
        steps = tuple(texts[:1]), tuple(texts[1:]), self._others
        return tuple(step for step in steps if step)

    def of(self, frame: pl.DataFrame) -> pl.Series:
        """The preview of each record by the columns of a step (String); "" where all are empty."""
        told = self._beginning(frame, frame.columns[0])
        for name in frame.columns[1:]:
            is_told = told != ""
            if is_told.all():
                break
            told = told.zip_with(is_told, self._beginning(frame, name))
        return told.alias("text")

    def _beginning(self, frame: pl.DataFrame, name: str) -> pl.Series:
        cell = _readable(name) if name in self._marked else pl.col(name)
        return frame.select(cell.str.slice(0, PREVIEW))[name]


def _readable(name: str) -> pl.Expr:
    """The beginning of an HTML cell without its tags."""
    plain = pl.col(name).str.slice(0, _MARKED).str.replace_all(TAG, " ")
    for entity, char in (("&nbsp;", " "), ("&#39;", "'"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.str.replace_all(entity, char, literal=True)
    return plain.str.strip_chars()
