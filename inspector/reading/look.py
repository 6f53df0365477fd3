"""A look at a whole file before it is read, for what only the whole of it tells.

A clue is followed where a file's first bytes give reason for it: in which order day and month
stand, of which file it is a copy, whether text was encoded twice, whether a column only counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from msgspec.structs import replace

from inspector.knowledge.dataset import FIRST_NUMBER, DateFormat, DayOrder
from inspector.reading import notes
from inspector.reading.counts.meter import Subject, is_text
from inspector.reading.duplicates import fingerprints
from inspector.reading.intake import Known, mended
from inspector.reading.misfits import Misfits
from inspector.reading.tables.header import with_index
from inspector.reading.tables.records import Rows
from inspector.reading.text.twice import decoded, may_be_twice

if TYPE_CHECKING:
    import polars as pl

    from inspector.reading.tables.records import Records

MONTHS = 12
_BEFORE, _BEHIND = rb"/(?:(?<=[^\d/]\d/)|(?<=[^\d/]\d\d/))", rb"(?=[;\t\"\r\n]|,(?! ))"
"""What stands around a date that is a whole cell, and not a part of another form; the slash, which
few other cells hold, comes first, since that is what is looked for."""


class Clue(Protocol):
    """What the records of a file tell together."""

    def learn(self, subject: Subject, records: Records) -> None:
        """Take more of them."""


class Look:
    """Takes the records of a file for some clues; nothing is counted."""

    def __init__(self, clues: Sequence[Clue], subject: Subject) -> None:
        """`subject`: the file, as far as it is known so far."""
        self.duplicates = self.withheld = 0
        self.misfits = Misfits()
        self._clues = clues
        self._subject = subject

    def of(self, subject: Subject, known: Known) -> Look:
        """The same; it is known of what."""
        return self

    def take(self, records: Records) -> None:
        """Take records."""
        for clue in self._clues:
            clue.learn(self._subject, records)

    def measures(self) -> None:
        """Nothing is counted."""


class Told(NamedTuple):
    """What a look told."""

    subject: Subject
    """The file as it is to be counted."""
    undecided: int
    """Dates of which nothing tells the order of day and month."""
    notes: tuple[str, ...]


def look_at(subject: Subject, head: bytes, read: Callable[[Look], None]) -> Told:
    """Follow the clues in a file's first bytes; `read` has all its records looked at."""
    order, twice = Order.of(subject, head), Twice.of(subject, head)
    counting = Counting.of(subject)
    if clues := [clue for clue in (order, twice, counting) if clue is not None]:
        read(Look(clues, subject))
    undecided, said = 0, list[str]()
    if order is not None:
        subject = replace(subject, order=order.order)
        undecided = 0 if order.order else order.cells
    if twice is not None:
        subject = replace(subject, twice=twice.columns)
        said += notes.twice(len(twice.columns), twice.left)
    if counting is not None and counting.is_index:
        subject = replace(subject, layout=with_index(subject.layout))
        said.append(notes.INDEX)
    return Told(subject, undecided, tuple(said))


class Order:
    """In which order day and month stand in dates of numbers."""

    def __init__(self, form: DateFormat) -> None:
        assert form.numbers is not None
        self._written = re.compile(form.numbers).fullmatch
        self._is_above = [False, False]
        self.cells = 0
        """Dates in numbers."""

    @classmethod
    def of(cls, subject: Subject, head: bytes) -> Order | None:
        """The clue, where the first bytes hold what looks like such a date."""
        dating = subject.dating
        forms = (subject.catalogue.dates[one] for one in (dating.dates if dating else ()))
        form = next((one for one in forms if one.numbers is not None), None)
        if form is None or form.numbers is None:
            return None
        rest = form.numbers.removeprefix(FIRST_NUMBER).encode()
        written = re.compile(b"".join((_BEFORE, rest, _BEHIND)))
        return cls(form) if written.search(head.replace(b"\0", b"")) else None

    def learn(self, subject: Subject, records: Records) -> None:
        """Learn which number is greater than that of any month."""
        assert subject.primary is not None
        for cell in cells_of(records, subject.primary):
            if found := self._written(cell):
                self.cells += 1
                for place in (0, 1):
                    self._is_above[place] |= int(found[place + 1]) > MONTHS

    @property
    def order(self) -> DayOrder | None:
        """The order, if one number is above twelve somewhere, and the other nowhere."""
        first, second = self._is_above
        if first == second:
            return None
        return "month_first" if second else "day_first"


class Prints:
    """The fingerprints of all records, by which a copy is told."""

    def __init__(self) -> None:
        self._found: list[pl.DataFrame] = []

    def learn(self, subject: Subject, records: Records) -> None:
        """Keep those of more records."""
        frame = mended(records, subject)[0]
        self._found.append(fingerprints(frame, subject.layout))

    @property
    def prints(self) -> pl.DataFrame:
        """`h1`, `h2` (UInt64) of every record."""
        import polars as pl

        nothing = pl.DataFrame(schema={"h1": pl.UInt64, "h2": pl.UInt64})
        return pl.concat([nothing, *self._found])


class Twice:
    """Which columns hold text that was encoded as UTF-8 twice."""

    def __init__(self, columns: Sequence[int]) -> None:
        self._twice = dict.fromkeys(columns, 0)
        self._once = dict.fromkeys(columns, 0)

    @classmethod
    def of(cls, subject: Subject, head: bytes) -> Twice | None:
        """The clue, where the first bytes look like it."""
        if not may_be_twice(head):
            return None
        return cls([i for i, column in enumerate(subject.layout.columns) if is_text(column)])

    def learn(self, subject: Subject, records: Records) -> None:
        """Learn which cells can be decoded once more."""
        for position in self._twice:
            for cell in foreign_cells(records, position):
                if not cell.isascii():
                    counts = self._once if decoded(cell) is None else self._twice
                    counts[position] += 1

    @property
    def columns(self) -> tuple[int, ...]:
        """Columns in which all text was: every cell can be decoded once more."""
        return tuple(i for i in self._twice if self._twice[i] and not self._once[i])

    @property
    def left(self) -> int:
        """Cells of other columns that look like it."""
        return sum(cells for i, cells in self._twice.items() if i not in self.columns)


class Counting:
    """Whether a first column without a name counts the rows, as a spreadsheet's index does."""

    def __init__(self) -> None:
        self._last: int | None = None
        self.is_index = True

    @classmethod
    def of(cls, subject: Subject) -> Counting | None:
        """The clue, where the first column has no name."""
        headers = subject.layout.headers
        return cls() if len(headers) > 1 and not headers[0].strip() else None

    def learn(self, subject: Subject, records: Records) -> None:
        """Learn whether each number is above the one before; rows may have been taken out."""
        for cell in cells_of(records, 0):
            number = int(cell) if cell.isdecimal() and len(cell) < 10 else None
            if number is None or (self._last is not None and number <= self._last):
                self.is_index = False
                return
            self._last = number


def cells_of(records: Records, position: int) -> list[str]:
    """The cells of a column."""
    if isinstance(records, Rows):
        return [row[position] for row in records.cells]
    return records[f"c{position}"].to_list()


def foreign_cells(records: Records, position: int) -> list[str]:
    """The cells of a column that hold more than ASCII."""
    if isinstance(records, Rows):
        return [row[position] for row in records.cells if not row[position].isascii()]
    cells = records[f"c{position}"]
    return cells.filter(cells.str.len_bytes() != cells.str.len_chars()).to_list()
