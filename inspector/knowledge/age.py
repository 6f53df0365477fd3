"""How old what texts say is: when something was last said, and by whom.

A text that was seen after the day asked about speaks of that day, and is not old then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from inspector.knowledge.policy import STALE_AFTER, Policies, Policy


class LastSaid(msgspec.Struct, frozen=True):
    """When one of some sentences was last seen, up to a day, and in which texts."""

    on: dt.date
    """The day asked about."""
    day: dt.date
    texts: tuple[Policy, ...]

    @property
    def old(self) -> bool:
        """Whether that was more than a year before."""
        return (self.on - self.day).days > STALE_AFTER


def last_said(references: Iterable[str], on: dt.date, policies: Policies) -> LastSaid | None:
    """When clauses (`policy:clause`) were last seen, up to a day; None where there are none."""
    texts = {text.id: text for text, _ in map(policies.clause, references)}
    if not texts:
        return None
    day = min(max(text.last_seen for text in texts.values()), on)
    seen = tuple(text for text in texts.values() if min(text.last_seen, on) == day)
    return LastSaid(on, day, seen)
