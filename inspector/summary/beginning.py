"""When training on the members of a region began, as far as texts tell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from inspector.knowledge.policy import Policies
from inspector.summary.summary import Summary


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first day on which a region is in the programme."""

    day: dt.date
    is_start: bool
    """Whether texts put the day before it outside; else the first text in question is of that day,
    and what came before is not told."""
    clauses: tuple[str, ...]
    """`policy:clause`."""


def beginning(summary: Summary, policies: Policies) -> Beginning | None:
    """That of the region judged; None where it lies after the day judged, or no text tells it."""
    programme = policies.programmes[summary.situation.region]
    first = programme.first_in
    if first is None or first.start is None or first.start > summary.situation.on:
        return None
    before = programme.period(first.start - dt.timedelta(days=1))
    return Beginning(first.start, before.status == "out", first.clauses)
