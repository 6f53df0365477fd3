"""A region's history in the programme: from which day which texts apply, and what they say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from inspector.knowledge.policy import RECIPIENTS, Period, Policies, Policy, Region


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which neither the standing of a region nor the texts that apply changed."""

    start: dt.date | None
    """None: since ever."""
    until: dt.date | None
    """None: until now."""
    period: Period
    """Whether the region was in, and the clauses that say so."""
    texts: tuple[Policy, ...]
    """Those in force, on LinkedIn's models first, in the order in which they are named."""


def history(policies: Policies, region: Region) -> tuple[Stretch, ...]:
    """The stretches of a region, earliest first, without gap."""
    programme = policies.programmes[region]
    edges: set[dt.date] = {period.start for period in programme.periods if period.start}
    for text in policies.texts.values():
        if region in text.regions:
            edges.add(text.start)
            if text.until is not None:
                edges.add(text.until + dt.timedelta(days=1))
    days = sorted(edges)
    starts: list[dt.date | None] = [None, *days]
    ends = [day - dt.timedelta(days=1) for day in days]
    found = []
    for start, until in zip(starts, [*ends, None], strict=True):
        on = start or until or dt.date.max
        texts = tuple(
            text for recipient in RECIPIENTS for text in policies.in_force(region, on, recipient)
        )
        found.append(Stretch(start, until, programme.period(on), texts))
    return tuple(found)
