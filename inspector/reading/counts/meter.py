"""Records to counts: all that a summary needs of a file, in small tables.

Counts are kept by state and author of the record, day and column, and records by the pattern
of their filled cells, so that another situation is judged without reading again. Records come as
rows (`rows`) or as frames (`frames`); what is counted of them is the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import msgspec

from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Column, Dataset, DayOrder
from inspector.reading.counts.author import Owner
from inspector.reading.counts.cube import Columns, Cube
from inspector.reading.tables.header import Layout

LAST_BIT = 62
"""Bit of the pattern of a record that all columns beyond the sixty-second share."""


@dataclass(frozen=True)
class Measures:
    """Counts of one file."""

    days: Cube
    dated: bool
    """Whether the file has the column that dates its records."""
    undated: int = 0
    """Filled primary dates in none of the catalogue's formats."""
    unparsed: int = 0
    """Values with more HTML than is parsed."""

    @cached_property
    def months(self) -> Cube:
        """The same counts by month."""
        return self.days.by_month() if self.dated else self.days

    def settle(self) -> None:
        """Draw from the counts what every summary asks for."""
        _ = self.months.by_key, self.months.records_by_key

    @property
    def bits(self) -> tuple[int, ...]:
        """For each column of the file the bit of the pattern it sets."""
        return self.days.columns.bits

    @property
    def first(self) -> dt.date | None:
        """Earliest primary date."""
        return self.days.span[0]

    @property
    def last(self) -> dt.date | None:
        """Latest primary date."""
        return self.days.span[1]


class Subject(msgspec.Struct, frozen=True):
    """What is counted: the records of one file, and by what they are told apart."""

    layout: Layout
    dataset: Dataset | None
    catalogue: Catalogue
    owner: Owner
    order: DayOrder | None = None
    """Of day and month in the column that dates a record, where the whole column tells it."""
    twice: tuple[int, ...] = ()
    """Columns whose text was encoded as UTF-8 twice."""

    @property
    def columns(self) -> Columns:
        """How its columns are counted."""
        texts = (i for i, column in enumerate(self.layout.columns) if is_text(column))
        return _columns(_bits(self.layout.columns), tuple(texts))

    @property
    def primary(self) -> int | None:
        """Position of the column that dates a record, if the file has it."""
        primary = self.dataset.primary_date if self.dataset else None
        if primary is None:
            return None
        return next((i for i, one in enumerate(self.layout.columns) if one is primary), None)

    @property
    def dating(self) -> Column | None:
        """The column that dates a record."""
        return None if self.primary is None else self.layout.columns[self.primary]


@lru_cache(maxsize=64)
def _columns(bits: tuple[int, ...], texts: tuple[int, ...]) -> Columns:
    """One for all files of the same columns."""
    return Columns(bits, texts)


def is_text(column: Column | None) -> bool:
    """Whether words are counted in a column; one never seen before is taken for text."""
    return column is None or column.role == "text"


def _bits(columns: Sequence[Column | None]) -> tuple[int, ...]:
    """One bit for each known column, one for all unknown ones, in order of appearance."""
    bits: dict[object, int] = {}
    found = []
    for position, column in enumerate(columns):
        key: object = None if column is None else position
        found.append(bits.setdefault(key, min(len(bits), LAST_BIT)))
    return tuple(found)
