"""What is counted of a file between two days, under the verdicts of a situation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from inspector.reading.counts.cube import Cube
from inspector.reading.counts.meter import Measures
from inspector.reading.file_reading import FileReading
from inspector.verdicts.file_verdicts import judge_file
from inspector.verdicts.judge import Judge
from inspector.verdicts.totals import VerdictRow


def rows_between(
    reading: FileReading, judge: Judge, since: dt.date | None, until: dt.date | None
) -> tuple[VerdictRow, ...]:
    """The rows of a file for its records dated from one day to another, both included.

    None: no bound. Records without a date are left out.
    """
    measures = reading.measures
    if measures is None or not measures.dated:
        return ()
    days = _between(measures.days, since or dt.date.min, until or dt.date.max)
    within = replace(reading, measures=Measures(days, dated=True))
    return judge_file(within, judge).rows


def _between(cube: Cube, since: dt.date, until: dt.date) -> Cube:
    counts = cube.counts
    if isinstance(counts, list):
        kept = [row for row in counts if row[2] is not None and since <= row[2] <= until]
        return Cube(kept, cube.columns)
    import polars as pl

    return Cube(counts.filter(pl.col("day").is_between(since, until)), cube.columns)
