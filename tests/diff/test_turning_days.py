"""The days on which something changed for a region: every one, in order, with what."""

from __future__ import annotations

import datetime as dt

import pytest

from inspector.diff.turning_days import beside, turning_days
from inspector.knowledge import knowledge
from inspector.knowledge.policy import REGIONS, Region
from inspector.verdicts.situation import Situation, standing

POLICIES = knowledge.load().policies
DAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize("region", REGIONS)
def test_between_two_of_them_nothing_changes(region: Region) -> None:
    days = turning_days(POLICIES, Situation(region, "option", DAY))
    every = [one.day for one in days]
    assert every == sorted(set(every))
    for first, last in zip(every, [*every[1:], DAY], strict=True):
        told = set()
        day = first
        while day < last:
            found = standing(Situation(region, "option", day), POLICIES)
            forced = [t.id for t in POLICIES.texts.values() if t.in_force(region, day)]
            told.add((found.status, found.paused, *forced))
            day += dt.timedelta(days=1)
        assert len(told) <= 1, first


def test_a_day_says_what_changed_on_it() -> None:
    situation = Situation("eu", "option", DAY, dt.date(2025, 12, 24))
    days = {one.day: {turn.kind for turn in one.turns} for one in turning_days(POLICIES, situation)}
    assert "in" in days[dt.date(2025, 11, 3)] and "text" in days[dt.date(2025, 11, 3)]
    assert days[dt.date(2025, 12, 24)] == {"opted_out"}


def test_one_goes_to_the_next_and_to_the_last_before() -> None:
    days = turning_days(POLICIES, Situation("eu", "option", DAY))
    first, last = days[0], days[-1]
    assert beside(days, first.day, later=False) is None
    assert beside(days, last.day, later=True) is None
    assert beside(days, first.day, later=True) == days[1]
    assert beside(days, days[1].day, later=False) == first
