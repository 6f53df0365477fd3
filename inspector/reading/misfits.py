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
_LINK = r"://|^[^\s@]+\.[^\s@]"
_DATE = "[0-9]"


class Misfits(msgspec.Struct):
    """How many there are in a file."""

    links: int = 0
    """Cells in columns of links that hold none."""
    dates: int = 0
    """The same of dates."""

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
        odd = [cell for cell in cells if cell and not cell.startswith(_USUAL) and not found(cell)]
        misfits.add(len(odd), role)


def look_at_frame(frame: pl.DataFrame, subject: Subject, misfits: Misfits) -> None:
    """Count those in a frame."""
    import polars as pl

    typed = list(_typed(subject))
    if not typed or not frame.height:
        return
    odd = frame.select(
        ((cell := pl.col(f"c{i}")) != "").and_(~cell.str.starts_with(_USUAL)).any()
        for i, _, _ in typed
    ).row(0)
    for (position, role, pattern), is_odd in zip(typed, odd, strict=True):
        if is_odd:
            cells = frame[f"c{position}"]
            cells = cells.filter((cells != "") & ~cells.str.starts_with(_USUAL))
            misfits.add(int((~cells.str.contains(pattern)).sum()), role)
