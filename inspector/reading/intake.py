"""What is done with the records of one file: repaired, each kept once, counted.

Records come row by row or as frames; either way has its own intake, chosen once for a reading
(`engine`), and what is counted is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from inspector.reading.counts.meter import Measures, Subject
from inspector.reading.duplicates import Seen, fingerprints
from inspector.reading.misfits import Misfits, look_at_frame, look_at_rows
from inspector.reading.repetition import FileTexts
from inspector.reading.tables.records import Rows
from inspector.reading.tables.repairs import decode_frame, decode_rows, mend_frame, mend_rows
from inspector.reading.withheld import empty_frame, empty_rows

if TYPE_CHECKING:
    import polars as pl

    from inspector.reading.tables.records import Records


FEW = 16
"""Rows up to which they are repaired row by row."""


@dataclass(frozen=True, eq=True)
class Known:
    """What was read before a file, to hold its records against; all of the same kind."""

    earlier: Seen | None = None
    """Records of archives before its own."""
    original: Seen | None = None
    """Records of the file of which it is a copy."""
    kept: Seen | None = None
    """Where its own are kept, for files that may be copies of it."""
    texts: FileTexts | None = None
    """Where its texts are kept, for files that may repeat them, or if it may repeat others."""

    @property
    def holds_records(self) -> bool:
        """Whether its records are held against others."""
        return any(one is not None for one in (self.earlier, self.original, self.kept))


NOTHING = Known()
"""Nothing that it could repeat, and nothing that could repeat it."""


class Intake(Protocol):
    """Takes the records of one file."""

    duplicates: int
    """Records that were there before, so far."""
    withheld: int
    """Values in whose place LinkedIn wrote that it withholds them, so far."""
    misfits: Misfits
    """Cells that cannot be what their column holds, so far."""

    def take(self, records: Records) -> pl.DataFrame | None:
        """Take records; given back is, in frames, each that is kept, and what is known of it."""

    def measures(self) -> Measures | None:
        """What was counted so far."""


class RowIntake:
    """Takes rows; nobody else wants them, and there is one archive only."""

    def __init__(self, subject: Subject, known: Known = NOTHING) -> None:
        from inspector.reading.counts.rows import RowMeter

        assert not known.holds_records
        self._texts = known.texts
        self.duplicates = self.withheld = 0
        self.misfits = Misfits()
        self._subject = subject
        self._meter = RowMeter(subject)
        repeats = subject.dataset is not None and subject.dataset.repeats
        self._known: set[tuple[str, ...]] | None = set() if repeats else None

    def take(self, records: Records) -> None:
        """Take rows."""
        assert isinstance(records, Rows)
        cells = records.cells
        layout = self._subject.layout
        decode_rows(cells, self._subject.twice)
        mend_rows(cells, layout)
        self.withheld += empty_rows(cells, layout, self._subject.catalogue.naming.withheld)
        look_at_rows(cells, self._subject, self.misfits)
        if self._known is not None:
            before = len(self._known)
            cells = [row for row in cells if self._is_new(tuple(row))]
            self.duplicates += len(records) - (len(self._known) - before)
        told = self._meter.add(cells)
        if (texts := self._texts) is not None:
            texts.take_rows(told, cells)

    def _is_new(self, record: tuple[str, ...]) -> bool:
        assert self._known is not None
        before = len(self._known)
        self._known.add(record)
        return len(self._known) > before

    def measures(self) -> Measures:
        """What was counted so far."""
        return self._meter.measures()


class FrameIntake:
    """Takes frames, and rows that had to be read the lenient way."""

    def __init__(self, subject: Subject, known: Known = NOTHING) -> None:
        """`known`: records to hold against those that come."""
        from inspector.reading.counts.frames import FrameMeter

        self.duplicates = self.withheld = 0
        self.misfits = Misfits()
        self._subject = subject
        self._meter = FrameMeter(subject)
        repeats = subject.dataset is not None and subject.dataset.repeats
        self._own = Seen() if repeats else None
        self._known = known
        self._copied = Seen()

    def take(self, records: Records) -> pl.DataFrame:
        """Take records; given back is each that is kept, and what is known of it."""
        frame, withheld = mended(records, self._subject)
        self.withheld += withheld
        look_at_frame(frame, self._subject, self.misfits)
        counted = self._meter.add(self._once(frame))
        if (texts := self._known.texts) is not None:
            texts.take_frame(counted)
        return counted

    def _once(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The records that were not there before."""
        known = self._known
        if self._own is None and not known.holds_records:
            return frame
        prints = fingerprints(frame, self._subject.layout)
        number = frame.height
        if known.kept is not None:
            known.kept.keep(prints)
        if self._own is not None:
            is_new = ~self._own.surplus_here(prints)
            frame, prints = frame.filter(is_new), prints.filter(is_new)
        if known.original is not None:
            is_new = ~self._copied.surplus_over(known.original, prints)
            frame, prints = frame.filter(is_new), prints.filter(is_new)
        if known.earlier is not None:
            frame = frame.filter(~known.earlier.surplus_over_before(prints))
        self.duplicates += number - frame.height
        return frame

    def measures(self) -> Measures:
        """What was counted so far."""
        return self._meter.measures()


def mended(records: Records, subject: Subject) -> tuple[pl.DataFrame, int]:
    """Records as a frame, repaired; and how many values LinkedIn withheld in them."""
    layout = subject.layout
    if isinstance(records, Rows):
        if len(records) <= FEW:  # of wide tables each call for a column would take its time
            decode_rows(records.cells, subject.twice)
            mend_rows(records.cells, layout)
            withheld = empty_rows(records.cells, layout, subject.catalogue.naming.withheld)
            return records.frame(layout.names), withheld
        frame = records.frame(layout.names)
    else:
        frame = records
    frame = mend_frame(decode_frame(frame, subject.twice), layout)
    return empty_frame(frame, layout, subject.catalogue.naming.withheld)
