"""What other texts say beside a verdict decides nothing, and stands only where it is in force."""

from __future__ import annotations

import datetime as dt

import pytest

from inspector.knowledge import catalogue, policy_loader
from inspector.knowledge.policy import Region
from inspector.verdicts.judge import Judge
from inspector.verdicts.judgement import Judgement
from inspector.verdicts.situation import Situation

KNOWN = catalogue.load()
POLICIES = policy_loader.load(KNOWN)
TODAY = dt.date(2026, 11, 27)

SECURITY = "erpn-2026-08-21:security-messages"
IMAGES = "erpn-2026-08-21:images-in-messages"
IMPROVE = "erpn-2026-08-21:improve-models"
SWITCH = "help-a6278444-2025-09:other-models"
GERMAN = "help-a8059228-german-2025-10:public-content"
AUTHORITIES = ("ap-2025-09-24:public-content", "garante-2025-10-28:public-posts")


def judged(
    region: Region, dataset: str, header: str, state: str = "", on: dt.date = TODAY
) -> Judgement:
    judge = Judge(POLICIES, Situation(region, "option", on))
    return judge.judge(KNOWN.datasets[dataset], header, state)


@pytest.mark.parametrize(
    ("region", "beside"),
    [
        ("eu", (SECURITY, IMAGES, SWITCH)),
        ("ch", (SECURITY, IMAGES, SWITCH)),
        ("uk", (SECURITY, IMAGES, SWITCH)),
        ("us", (SWITCH,)),
        ("ca", (SWITCH,)),
    ],
)
def test_other_ai_that_reads_messages(region: Region, beside: tuple[str, ...]) -> None:
    found = judged(region, "messages", "CONTENT")
    assert (found.verdict, found.basis) == ("outside", "stated")
    assert found.also == beside
    assert not set(found.also) & set(found.clauses)


def test_the_edition_of_the_day_speaks() -> None:
    found = judged("eu", "messages", "CONTENT", on=dt.date(2026, 8, 20))
    assert found.also == (
        "erpn-2025-11-03:security-messages", "erpn-2025-11-03:images-in-messages", SWITCH,
    )  # fmt: skip


def test_messages_of_groups_are_named_for_other_models_too() -> None:
    found = judged("eu", "messages", "CONTENT", "several")
    assert (found.verdict, found.basis) == ("unclear", "undecidable")
    assert found.also == (SECURITY, IMAGES, IMPROVE, SWITCH)


def test_a_draft_was_never_sent() -> None:
    assert judged("eu", "messages", "CONTENT", "draft").also == ()


@pytest.mark.parametrize(
    ("region", "beside"),
    [("eu", (GERMAN, *AUTHORITIES)), ("ch", (GERMAN,)), ("uk", ()), ("ca", ())],
)
def test_what_others_call_public(region: Region, beside: tuple[str, ...]) -> None:
    found = judged(region, "posts", "ShareCommentary", "connections")
    assert (found.verdict, found.basis) == ("unclear", "disputed")
    assert found.also == beside


def test_the_page_that_names_the_uk_says_so() -> None:
    found = judged("uk", "posts", "ShareCommentary", "connections")
    assert "help-a8059228-uk:public-content" in found.clauses
    assert all(POLICIES.clause(one)[0].in_force("uk", TODAY) for one in found.clauses)
    messages = judged("uk", "messages", "CONTENT")
    assert not any(one.startswith("help-a8059228") for one in messages.clauses)
