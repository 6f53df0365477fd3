"""A look at a whole file before it is read, for what only the whole of it tells.

In which order day and month stand in its dates, and of which file it is a copy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.knowledge.dataset import DateFormat, DayOrder
from inspector.reading.counts.meter import Subject
from inspector.reading.duplicates import fingerprints
from inspector.reading.intake import Known
from inspector.reading.tables.records import Rows
from inspector.reading.tables.repairs import mend_frame
from inspector.reading.withheld import empty_frame

if TYPE_CHECKING:
    import polars as pl

    from inspector.reading.tables.records import Records

LEAST_MONTH = 12
"""A number above it is no month."""


class Look:
    """Takes the records of a file for what they tell together; nothing is counted."""

    def __init__(self, *, wants_prints: bool) -> None:
        self.duplicates = self.withheld = 0
        self._wants_prints = wants_prints
        self._prints: list[pl.DataFrame] = []
        self._form: DateFormat | None = None
        self._above = [False, False]
        self.numbered = 0
        """Dates in numbers, of which the order has to be told."""

    def of(self, subject: Subject, known: Known) -> Look:
        """The same, once it is known of what."""
        self._subject = subject
        self._form = numbered_form(subject)
        return self

    def take(self, records: Records) -> None:
        """Take records."""
        subject = self._subject
        if self._form is not None and subject.primary is not None:
            self._learn(self._form, cells_of(records, subject.primary))
        if self._wants_prints:
            names = subject.layout.names
            frame = records.frame(names) if isinstance(records, Rows) else records
            frame = mend_frame(frame, subject.layout)
            frame, _ = empty_frame(frame, subject.layout, subject.catalogue.naming.withheld)
            self._prints.append(fingerprints(frame, subject.layout))

    def _learn(self, form: DateFormat, cells: list[str]) -> None:
        assert form.numbers is not None
        written = re.compile(form.numbers).fullmatch
        for cell in cells:
            if found := written(cell):
                self.numbered += 1
                for place in (0, 1):
                    self._above[place] |= int(found[place + 1]) > LEAST_MONTH

    @property
    def order(self) -> DayOrder | None:
        """The order of day and month, if one number is above twelve and never the other."""
        first, second = self._above
        if first == second:
            return None
        return "month_first" if second else "day_first"

    @property
    def prints(self) -> pl.DataFrame:
        """Fingerprints of all records (`h1`, `h2`)."""
        import polars as pl

        nothing = pl.DataFrame(schema={"h1": pl.UInt64, "h2": pl.UInt64})
        return pl.concat([nothing, *self._prints])

    def measures(self) -> None:
        """Nothing is counted."""


def numbered_form(subject: Subject) -> DateFormat | None:
    """The format of the file's dates whose order the whole column tells, if it has one."""
    dating = subject.dating
    forms = (subject.catalogue.dates[one] for one in (dating.dates if dating else ()))
    return next((form for form in forms if form.numbers is not None), None)


def needs_order(subject: Subject, records: Records) -> bool:
    """Whether dates of a file's first records stand in numbers whose order has to be told."""
    form = numbered_form(subject)
    if form is None or form.numbers is None or subject.primary is None:
        return False
    written = re.compile(form.numbers).fullmatch
    return any(written(cell) for cell in cells_of(records, subject.primary))


def cells_of(records: Records, position: int) -> list[str]:
    """The cells of a column."""
    if isinstance(records, Rows):
        return [row[position] for row in records.cells]
    return records[f"c{position}"].to_list()
