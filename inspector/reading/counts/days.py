"""Days out of date columns, by the catalogue's formats and by nothing else.

Of many cells they are told by Polars. Of few, what is written by the letter of a format is read in
plain Python, and only other cells are left to Polars, which takes its time to load.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Column, DateFormat, DayOrder
from inspector.reading.text.regex import compiled

if TYPE_CHECKING:
    import polars as pl

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SHORT = tuple(month[:3] for month in _MONTHS)
_MONTHS_OF = {
    letter: {name: number for number, name in enumerate(names, 1)}
    for letter, names in (("b", _SHORT), ("B", _MONTHS))
}
_PARTS = {
    "Y": "[12][0-9]{3}", "y": "[0-9]{2}", "m": "[0-9]{1,2}", "d": "[0-9]{1,2}",
    "b": "|".join(_SHORT), "B": "|".join(_MONTHS), "a": "|".join(_WEEKDAYS),
    "H": "(?:[01]?[0-9]|2[0-3])", "I": "(?:0?[1-9]|1[0-2])", "M": "[0-5][0-9]", "S": "[0-5][0-9]",
    "p": "(?:AM|PM)",
}  # fmt: skip
_OF_DAY = frozenset("YymdbBa")
_PART = re.compile(r"%(.)|([^%]+)")
_EPOCH = re.compile("[0-9]{1,13}")
_FIRST = dt.datetime(1970, 1, 1)
_CENTURY = 70
"""Years of two figures below it are of this century."""

Reader = Callable[[str], dt.date | None]
"""Gives the day of a cell that is written by the letter of a format."""


class RowDays(dict[str, dt.date | None]):
    """Days by the cells of a column that were learnt; None where no format fits."""

    def __init__(self, column: Column, catalogue: Catalogue, order: DayOrder | None = None) -> None:
        """`order`: of day and month, where the whole column tells it."""
        super().__init__({"": None})
        self._forms = catalogue.forms(column, order)
        self._readers = _readers(self._forms)

    def learn(self, cells: Iterable[str]) -> None:
        """Learn the days of cells."""
        left = set(cells) - self.keys()
        for read in self._readers:
            found = {cell: day for cell in left if (day := read(cell)) is not None}
            self.update(found)
            left -= found.keys()
            if not left:
                return
        self.update(self._by_polars(sorted(left)))

    def _by_polars(self, cells: list[str]) -> Mapping[str, dt.date | None]:
        import polars as pl

        days = _days_of(pl.Series(cells, dtype=pl.String), self._forms)
        return dict(zip(cells, days.to_list(), strict=True))


@lru_cache(maxsize=256)
def _readers(forms: tuple[DateFormat, ...]) -> tuple[Reader, ...]:
    found: list[Reader] = []
    for form in forms:
        readers = [_reader(pattern) for pattern in form.strptime]
        if form.epoch is not None:
            readers.insert(0, _of_epoch)
        if form.extract is not None:
            readers = [_within(compiled(form.extract), reader) for reader in readers]
        found += readers
    return tuple(found)


def _reader(pattern: str) -> Reader:
    """Reads one format; a day is worked out once, whatever the time of it."""
    letters, parts = [], []
    for letter, text in _PART.findall(pattern):
        part = _PARTS[letter] if letter else re.escape(text)
        if letter in _OF_DAY:
            letters.append(letter)
            part = f"({part})"
        parts.append(part)
    written = re.compile("".join(parts)).fullmatch
    days: dict[tuple[str, ...], dt.date | None] = {}

    def read(cell: str) -> dt.date | None:
        found = written(cell)
        if found is None:
            return None
        values = found.groups()
        day = days.get(values)
        if day is None and values not in days:
            day = days[values] = _day(dict(zip(letters, values, strict=True)))
        return day

    return read


def _day(values: Mapping[str, str]) -> dt.date | None:
    """The day of the parts of a date; None where there is none."""
    if "Y" in values:
        year = int(values["Y"])
    else:
        year = int(values["y"])
        year += 2000 if year < _CENTURY else 1900
    month = int(values.get("m", 1))
    for letter, names in _MONTHS_OF.items():
        if letter in values:
            month = names[values[letter]]
    try:
        day = dt.date(year, month, int(values.get("d", 1)))
    except ValueError:
        return None
    if "a" in values and values["a"] != _WEEKDAYS[day.weekday()]:
        return None
    return day


def _of_epoch(cell: str) -> dt.date | None:
    if not _EPOCH.fullmatch(cell):
        return None
    return (_FIRST + dt.timedelta(milliseconds=int(cell))).date()


def _within(extract: re.Pattern[str], read: Reader) -> Reader:
    def within(cell: str) -> dt.date | None:
        found = extract.search(cell)
        return read(found[1]) if found is not None else None

    return within


# Of frames


def days_of(
    cells: pl.Series, column: Column, catalogue: Catalogue, order: DayOrder | None = None
) -> pl.Series:
    """The days of cells (Date); null where no format fits."""
    return _days_of(cells, catalogue.forms(column, order))


def _days_of(cells: pl.Series, forms: tuple[DateFormat, ...]) -> pl.Series:
    import polars as pl

    frame = cells.to_frame("text")
    found: pl.Series | None = None
    for attempt in _attempts("text", forms):
        days = frame.select(attempt).to_series()
        found = days if found is None else found.zip_with(found.is_not_null(), days)
        left = found.is_null()
        if not left.any() or (cells.filter(left) == "").all():
            break
    return pl.repeat(None, len(cells), dtype=pl.Date, eager=True) if found is None else found


def _attempts(name: str, forms: tuple[DateFormat, ...]) -> list[pl.Expr]:
    import polars as pl

    text = pl.col(name)
    attempts: list[pl.Expr] = []
    for form in forms:
        source = text if form.extract is None else text.str.extract(form.extract, 1)
        if form.epoch is not None:
            number = source.str.to_integer(strict=False).cast(pl.Int64, strict=False)
            attempts.append(_in_time(pl.from_epoch(number, time_unit="ms").dt.date()))
        for pattern in form.strptime:
            kind = pl.Datetime("us") if any(mark in pattern for mark in ("%H", "%I")) else pl.Date
            day = source.str.strptime(kind, pattern, strict=False).cast(pl.Date)
            attempts.append(_in_time(day))
    return attempts


def _in_time(day: pl.Expr) -> pl.Expr:
    """A day, or null where it lies in no year from 1 to 9999, as no calendar of Python has it."""
    import polars as pl

    return pl.when(day.is_between(dt.date.min, dt.date.max)).then(day)
