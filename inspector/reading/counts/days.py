"""Days out of date columns, by the catalogue's formats and by nothing else."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Column, DateFormat

if TYPE_CHECKING:
    import polars as pl


def day_in(name: str, column: Column, catalogue: Catalogue) -> pl.Expr:
    """A Date from the cells of a date column, by its name in batches; null where no format fits."""
    return _parsed(name, tuple(catalogue.dates[one] for one in column.dates))


def days_of(cells: pl.Series, column: Column, catalogue: Catalogue) -> pl.Series:
    """The same for many cells at once: no format is tried once all filled ones are read."""
    import polars as pl

    frame = cells.to_frame("text")
    found: pl.Series | None = None
    for attempt in _attempts("text", tuple(catalogue.dates[one] for one in column.dates)):
        days = frame.select(attempt).to_series()
        found = days if found is None else found.zip_with(found.is_not_null(), days)
        left = found.is_null()
        if not left.any() or (cells.filter(left) == "").all():
            break
    return pl.repeat(None, len(cells), dtype=pl.Date, eager=True) if found is None else found


@lru_cache(maxsize=1024)
def _parsed(name: str, forms: tuple[DateFormat, ...]) -> pl.Expr:
    import polars as pl

    return pl.coalesce(_attempts(name, forms))


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
