"""Days out of date columns, by the catalogue's formats and by nothing else."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from inspector.catalogue import Catalogue, Column, DateFormat


def day_in(name: str, column: Column, catalogue: Catalogue) -> pl.Expr:
    """A Date from the cells of a date column, by its name in batches; null where no format fits."""
    return _parsed(name, tuple(catalogue.dates[one] for one in column.dates))


@lru_cache(maxsize=1024)
def _parsed(name: str, forms: tuple[DateFormat, ...]) -> pl.Expr:
    text = pl.col(name)
    attempts: list[pl.Expr] = []
    for form in forms:
        source = text if form.extract is None else text.str.extract(form.extract, 1)
        if form.epoch is not None:
            number = source.str.to_integer(strict=False).cast(pl.Int64, strict=False)
            attempts.append(pl.from_epoch(number, time_unit="ms").dt.date())
        for pattern in form.strptime:
            kind = pl.Datetime("us") if any(mark in pattern for mark in ("%H", "%I")) else pl.Date
            attempts.append(source.str.strptime(kind, pattern, strict=False).cast(pl.Date))
    return pl.coalesce(attempts)
