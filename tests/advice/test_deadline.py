"""By when an answer is due: months as a calendar counts them, where a law says so."""

from __future__ import annotations

import datetime as dt

import pytest

from inspector.advice.deadline import answer_by
from inspector.knowledge import knowledge
from inspector.knowledge.policy import Region

RIGHTS = knowledge.load().rights


@pytest.mark.parametrize(
    ("received", "first", "last"),
    [
        ("2026-11-27", "2026-12-27", "2027-02-27"),
        ("2026-01-31", "2026-02-28", "2026-04-30"),
        ("2027-11-30", "2027-12-30", "2028-02-29"),
        ("2026-12-31", "2027-01-31", "2027-03-31"),
    ],
)
@pytest.mark.parametrize("region", ["eu", "uk"])
def test_a_month_ends_on_the_same_day_or_the_last(
    region: Region, received: str, first: str, last: str
) -> None:
    due = answer_by(RIGHTS, region, dt.date.fromisoformat(received))
    assert due is not None
    assert (due.first.isoformat(), due.last.isoformat()) == (first, last)
    assert due.law.startswith("Article 12(3)")


@pytest.mark.parametrize("region", ["ch", "us", "ca", "hk", "cn", "other"])
def test_where_no_law_counts_in_months_nothing_is_said(region: Region) -> None:
    assert answer_by(RIGHTS, region, dt.date(2026, 11, 27)) is None
