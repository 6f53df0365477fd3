"""Where the shapes of the page's pictures stand, in units of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from inspector.summary.timeline import Timeline, apportion
from inspector.summary.use import Use

LONG = 1000
"""Length of a whole bar."""
HIGH = 100
"""Height of the highest bar of a chart."""
BARS = 96
"""How many bars a chart has at most."""


@dataclass(frozen=True, slots=True)
class BarPart:
    """Part of a bar."""

    use: Use
    at: int
    length: int


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar of a chart."""

    at: int
    height: int
    use: Use


@dataclass(frozen=True, slots=True)
class Chart:
    """Words over time."""

    columns: tuple[ChartBar, ...]
    ticks: tuple[int, ...]
    """Where a year begins."""
    first: dt.date
    last: dt.date
    """First days of the first and last month."""
    months: int
    """That one bar stands for."""
    most: int
    """Words of the highest bar."""

    @property
    def width(self) -> int:
        """Of the whole chart, with a gap of a fifth beside each bar."""
        return 10 * len(self.columns)


def place(day: dt.date, given: Chart | None) -> float | None:
    """Where a day stands in a chart, per cent from its left; None where it lies outside."""
    if given is None:
        return None
    months = 12 * (day.year - given.first.year) + day.month - given.first.month
    at = 100 * (months + (day.day - 1) / 31) / (len(given.columns) * given.months)
    return round(at, 2) if 0 <= at <= 100 else None


def stack(words: Mapping[Use, int], most: int | None = None) -> tuple[BarPart, ...]:
    """A bar of verdicts or uses, in their order; `most`: words of the longest one beside it."""
    whole = sum(words.values())
    room = LONG if most is None else round(LONG * whole / max(most, 1))
    room = max(room, 4) if whole else 0
    parts, at = [], 0
    lengths = apportion(tuple(words.values()), room)
    for use, length in zip(words, lengths, strict=True):
        if length:
            parts.append(BarPart(use, at, length))
        at += length
    return tuple(parts)


def chart(given: Timeline) -> Chart | None:
    """A timeline as bars; None where nothing is dated."""
    steps = given.steps
    if not steps:
        return None
    most = max(step.words for step in steps)
    columns = tuple(
        ChartBar(10 * at, max(round(HIGH * step.words / most), 1) if step.words else 0, step.use)
        for at, step in enumerate(steps)
    )
    years = [step.start.year for step in steps]
    ticks = tuple(10 * at for at in range(1, len(years)) if years[at] != years[at - 1])
    end = steps[-1].start
    month = end.month - 1 + steps[-1].months - 1
    return Chart(
        columns,
        ticks,
        steps[0].start,
        dt.date(end.year + month // 12, month % 12 + 1, 1),
        steps[0].months,
        most,
    )
