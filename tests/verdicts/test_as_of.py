"""When a status was last said: press and authorities grow old as LinkedIn's own texts do."""

from __future__ import annotations

import datetime as dt

import pytest

from inspector.knowledge import catalogue, policy_loader
from inspector.knowledge.age import last_said
from inspector.knowledge.policy import STALE_AFTER, Policies, Region
from inspector.verdicts.judge import Judge
from inspector.verdicts.situation import Situation, Standing, standing

REGISTER = "register-2025-01-22:exempted"
SAID = dt.date(2025, 1, 22)


@pytest.fixture(scope="module")
def policies() -> Policies:
    return policy_loader.load(catalogue.load())


def found(policies: Policies, region: Region, on: dt.date, **more: object) -> Standing:
    return standing(Situation(region, "option", on, **more), policies)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "old"), [(0, False), (STALE_AFTER, False), (STALE_AFTER + 1, True), (900, True)]
)
def test_a_press_sentence_ages_as_a_text_does(policies: Policies, days: int, old: bool) -> None:
    on = SAID + dt.timedelta(days=days)
    last = found(policies, "cn", on).last
    assert last is not None
    assert (last.day, last.old) == (SAID, old)
    assert [text.id for text in last.texts] == ["register-2025-01-22"]
    assert policies.texts["register-2025-01-22"].stale(on) is old


def test_an_old_status_keeps_its_verdicts(policies: Policies) -> None:
    datasets = catalogue.load().datasets
    judge = Judge(policies, Situation("cn", "option", dt.date(2026, 11, 27)))
    judgement = judge.judge(datasets["posts"], "ShareCommentary")
    assert (judgement.verdict, judgement.clauses) == ("outside", (REGISTER,))
    assert judge.standing.status == "not_in_programme"


@pytest.mark.parametrize("region", ["eu", "ch", "uk"])
def test_what_was_said_later_of_a_day_is_not_old_on_it(policies: Policies, region: Region) -> None:
    on = dt.date(2024, 9, 20)
    last = found(policies, region, on).last
    assert last is not None
    assert (last.day, last.old) == (on, False)


@pytest.mark.parametrize("region", ["ca", "hk"])
def test_a_pause_is_as_young_as_the_announcement_of_its_end(
    policies: Policies, region: Region
) -> None:
    last = found(policies, region, dt.date(2025, 11, 2)).last
    assert last is not None
    assert not last.old
    assert [text.id for text in last.texts] == ["help-a8059228"]


def test_a_notice_in_force_grows_old_too(policies: Policies) -> None:
    seen = policies.texts["erpn-2026-08-21"].last_seen
    for days in (STALE_AFTER, STALE_AFTER + 1):
        last = found(policies, "eu", seen + dt.timedelta(days=days)).last
        assert last is not None
        assert (last.day, last.old) == (seen, days > STALE_AFTER)


def test_the_oldest_part_of_what_settles_a_case_counts(policies: Policies) -> None:
    on, off = dt.date(2026, 11, 27), dt.date(2026, 1, 1)
    said = found(policies, "eu", on, opted_out=off)
    assert said.settled == ("stops", "keeps")
    assert said.last is not None
    assert said.last.day == policies.texts["help-a6278444-2025-09"].last_seen
    assert all(text.voice == "linkedin" for text in said.last.texts)


def test_under_18_out_of_the_programme_both_have_their_day(policies: Policies) -> None:
    said = found(policies, "cn", dt.date(2026, 11, 27), under_18=True)
    assert said.status == "excluded"
    assert said.last is not None and said.out_last is not None
    assert {text.voice for text in said.last.texts} == {"linkedin"}
    assert said.out_last.day == SAID


def test_where_nothing_is_said_nothing_is_dated(policies: Policies) -> None:
    assert found(policies, "cn", dt.date(2024, 1, 1)).last is None
    assert last_said((), SAID, policies) is None
