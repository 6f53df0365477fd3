"""How the records of one file are counted, in whichever way they come."""

from __future__ import annotations

import msgspec

from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Column
from inspector.reading.counts.cube import Columns
from inspector.reading.tables.header import Layout


class Counting(msgspec.Struct, frozen=True):
    """What every way to count has to know of a file."""

    layout: Layout
    columns: Columns
    primary: int | None
    """Position of the column that dates a record."""
    catalogue: Catalogue

    @property
    def dating(self) -> Column | None:
        """The column that dates a record."""
        return None if self.primary is None else self.layout.columns[self.primary]
