"""Cells that cannot be what their column holds: a sign that cells of a row are shifted.

Told twice with one result, of rows and of frames. The column that dates a record is none of
these: its dates are read, and what is none is counted there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from inspector.reading.counts.meter import Subject
from inspector.reading.text.regex import compiled

if TYPE_CHECKING:
    import polars as pl

_USUAL = "http"
"""How nearly every link begins."""
_SPACED = " http"
_LINK = r"://|^[^\s@]+\.[^\s@]"
_DATE = "[0-9]"


class Misfits(msgspec.Struct):
    """How many there are in a file."""

    links: int = 0
    """Cells in columns of links that hold none."""
    dates: int = 0
    """The same of dates."""
    spaced: int = 0
    """Links behind a space, as where cells are parted by a comma and a space."""

    def add(self, found: int, role: str) -> None:
        """Some more."""
        if role == "url":
            self.links += found
        else:
            self.dates += found


def _typed(subject: Subject) -> Iterator[tuple[int, str, str]]:
    """Position and role of columns that are looked at, and what a cell has to hold."""
    for position, column in enumerate(subject.layout.columns):
        if column is not None and position != subject.primary:
            if column.role == "url":
                yield position, column.role, _LINK
            elif column.role == "date":
                yield position, column.role, _DATE


def look_at_rows(rows: Sequence[Sequence[str]], subject: Subject, misfits: Misfits) -> None:
    """Count those among rows."""
    for position, role, pattern in _typed(subject):
        found = compiled(pattern).search
        cells = [row[position] for row in rows]
        if role == "url":
            cells = [cell for cell in cells if not cell.startswith(_USUAL)]
            misfits.spaced += sum(cell.startswith(_SPACED) for cell in cells)
        misfits.add(sum(not found(cell) for cell in cells if cell), role)


def look_at_frame(frame: pl.DataFrame, subject: Subject, misfits: Misfits) -> None:
    """Count those in a frame."""
    for position, role, pattern in _typed(subject):
        cells = frame[f"c{position}"]
        if role == "url":
            cells = cells.filter((cells != "") & ~cells.str.starts_with(_USUAL))
            odd = int((~cells.str.contains(pattern)).sum())
            misfits.spaced += int(cells.str.starts_with(_SPACED).sum())
        else:  # the same dates stand again and again
            dates = cells.unique()
            none = dates.filter((dates != "") & ~dates.str.contains(pattern))
            odd = int(cells.is_in(none.implode()).sum()) if len(none) else 0
        misfits.add(odd, role)
