"""The days on which something changed for members of a region, and what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from inspector.knowledge.policy import Period, Policies, Policy, Region
from inspector.verdicts.situation import Situation

TurnKind = Literal["text", "text_ends", "in", "out", "paused", "unstated", "opted_out"]
"""A text begins or ends; the region is in the programme, out of it, paused, or nobody says; the
member opts out."""
_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that changed."""

    kind: TurnKind
    text: Policy | None = None
    """The text that begins or ends."""


@dataclass(frozen=True, slots=True)
class TurningDay:
    """A day, and what changed on it."""

    day: dt.date
    turns: tuple[Turn, ...]


def turning_days(policies: Policies, situation: Situation) -> tuple[TurningDay, ...]:
    """All of them for a region, and the day of opting out, in order."""
    found: dict[dt.date, list[Turn]] = {}
    for day, turn in _turns(policies, situation.region, situation.opted_out):
        found.setdefault(day, []).append(turn)
    return tuple(TurningDay(day, tuple(found[day])) for day in sorted(found))


def beside(days: Sequence[TurningDay], on: dt.date, *, later: bool) -> TurningDay | None:
    """The next one after a day, or the last one before it; None where there is none."""
    if later:
        return next((one for one in days if one.day > on), None)
    return next((one for one in reversed(days) if one.day < on), None)


def _turns(
    policies: Policies, region: Region, opted_out: dt.date | None
) -> Iterator[tuple[dt.date, Turn]]:
    for period in policies.programmes[region].periods:
        if period.start is not None:
            yield period.start, Turn(_kind(period))
    for text in policies.texts.values():
        if region in text.regions:
            yield text.start, Turn("text", text)
            if text.until is not None:
                yield text.until + _ONE_DAY, Turn("text_ends", text)
    if opted_out is not None:
        yield opted_out, Turn("opted_out")


def _kind(period: Period) -> TurnKind:
    return "paused" if period.paused else period.status
