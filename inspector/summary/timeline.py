"""Words by month, gathered into as many steps as there is room for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.summary.summary import Summary
from inspector.summary.use import Use, uses


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """Some months in a row."""

    start: dt.date
    """First of the first month."""
    months: int
    words: int
    use: Use = "inside"
    """What is known of their use; `before` for a step that holds the day of the switch, too."""

    def holds(self, day: dt.date) -> bool:
        """Whether a day falls into it."""
        return 0 <= _ordinal(day) - _ordinal(self.start) < self.months


@dataclass(frozen=True, slots=True)
class Timeline:
    """Words under one verdict over time."""

    steps: tuple[TimelineStep, ...]
    """Without gap, earliest first; empty where nothing is dated."""
    undated: int
    """Words of records without a date."""
    earliest: dt.date
    """The day before which no record can be."""
    absurd: int = 0
    """Records dated before it, or after the export: they stand in no step."""


@dataclass(frozen=True, slots=True)
class Years:
    """Words by calendar year and verdict."""

    years: tuple[tuple[int, Mapping[Verdict, int]], ...]
    """Without gap, earliest first; empty where nothing is dated."""
    undated: Mapping[Verdict, int]
    absurd: Mapping[Verdict, int]
    """Words dated before there was LinkedIn, or after the export: they stand in no year."""


def is_absurd(month: dt.date, summary: Summary) -> bool:
    """Whether nothing can be dated in a month: before LinkedIn, or after the export.

    The day of an export is often told by its files alone, and not believed where it lies before the
    day on which is judged.
    """
    on = summary.situation.on
    return not summary.earliest <= month <= max(summary.export.exported_on or on, on)


def by_year(summary: Summary) -> Years:
    """The words of a summary by the year of their record."""
    dated: dict[int, dict[Verdict, int]] = {}
    undated, absurd = dict.fromkeys(VERDICTS, 0), dict.fromkeys(VERDICTS, 0)
    for file in summary.files:
        for row in file.rows:
            if not row.totals.words:
                continue
            if row.month is None:
                undated[row.verdict] += row.totals.words
            elif is_absurd(row.month, summary):
                absurd[row.verdict] += row.totals.words
            else:
                year = dated.setdefault(row.month.year, dict.fromkeys(VERDICTS, 0))
                year[row.verdict] += row.totals.words
    nothing = dict.fromkeys(VERDICTS, 0)
    span = range(min(dated), max(dated) + 1) if dated else ()
    return Years(tuple((year, dated.get(year, nothing)) for year in span), undated, absurd)


def timeline(summary: Summary, verdict: Verdict, room: int) -> Timeline:
    """The words of a summary in at most `room` steps of equal length."""
    months: dict[dt.date, int] = {}
    undated = absurd = 0
    for file in summary.files:
        for row in file.rows:
            if row.verdict != verdict:
                continue
            if row.month is None:
                undated += row.totals.words
            elif is_absurd(row.month, summary):
                absurd += row.totals.records
            else:
                months[row.month] = months.get(row.month, 0) + row.totals.words
    steps = _steps({m: w for m, w in months.items() if w}, max(room, 1))
    used = tuple(_used(step, summary, verdict) for step in steps)
    return Timeline(used, undated, summary.earliest, absurd)


def _used(step: TimelineStep, summary: Summary, verdict: Verdict) -> TimelineStep:
    if verdict != "inside":
        return replace(step, use=verdict)
    known, opted_out = uses(summary), summary.situation.opted_out
    if "before" not in known or opted_out is None:
        return replace(step, use=next(iter(known)))
    return replace(step, use="after" if step.start > opted_out else "before")


def _steps(months: Mapping[dt.date, int], room: int) -> tuple[TimelineStep, ...]:
    if not months:
        return ()
    first, last = _ordinal(min(months)), _ordinal(max(months))
    each = -(-(last - first + 1) // room)
    words: dict[int, int] = {}
    for month, count in months.items():
        step = (_ordinal(month) - first) // each
        words[step] = words.get(step, 0) + count
    count = (last - first) // each + 1
    return tuple(TimelineStep(_date(first + n * each), each, words.get(n, 0)) for n in range(count))


def _ordinal(day: dt.date) -> int:
    return day.year * 12 + day.month - 1


def _date(ordinal: int) -> dt.date:
    return dt.date(ordinal // 12, ordinal % 12 + 1, 1)


def apportion(parts: tuple[int, ...], room: int) -> tuple[int, ...]:
    """Whole numbers in proportion to the parts that add up to the room (0 where there is none)."""
    whole = sum(parts)
    if not whole:
        return (0,) * len(parts)
    exact = [part * room / whole for part in parts]
    found = [int(one) for one in exact]
    by_rest = sorted(range(len(parts)), key=lambda i: found[i] - exact[i])
    for index in by_rest[: room - sum(found)]:
        found[index] += 1
    return tuple(found)
