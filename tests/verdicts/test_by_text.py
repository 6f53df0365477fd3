"""Where the texts in force do not say the same, they stand side by side."""

from __future__ import annotations

import datetime as dt

import pytest

from inspector.knowledge import knowledge
from inspector.knowledge.policy import Region
from inspector.outputs.plain import policies
from inspector.outputs.wording import policy_texts
from inspector.verdicts.by_text import Disagreement, Disagreements, disagreements, side_by_side
from inspector.verdicts.judge import Judge
from inspector.verdicts.situation import Situation

TODAY = dt.date(2026, 11, 22)
KNOWLEDGE = knowledge.load()
KNOWN, POLICIES = KNOWLEDGE.catalogue, KNOWLEDGE.policies
NOTICE, FAQ = "erpn-2026-08-21", "faq-a5538339-2025-09"


def said(
    dataset: str, header: str, state: str = "", region: Region = "eu", on: dt.date = TODAY
) -> dict[str, str]:
    judge = Judge(POLICIES, Situation(region, "option", on))
    found = side_by_side(judge, KNOWN.datasets[dataset], header, state)
    return {one.text.id: policy_texts.says(one) for one in found}


def of_region(region: Region) -> Disagreements:
    return next(
        one
        for one in disagreements(KNOWLEDGE, TODAY)
        if region in one.regions and one.recipient == "linkedin"
    )


def test_an_open_list_beside_a_closed_one() -> None:
    left_out = "not mentioned, and its list is closed"
    assert said("honors", "Title") == {NOTICE: left_out, FAQ: "inside, our reading"}
    assert said("ai_messages", "CONTENT") == {NOTICE: "inside, named", FAQ: "not mentioned"}


def test_silence_of_the_own_notice_is_heard_and_that_of_others_is_not() -> None:
    assert said("messages", "CONTENT")[NOTICE] == "not mentioned"
    assert said("messages", "CONTENT")[FAQ] == "outside, named"
    assert "user-agreement-2025-11-03" not in said("messages", "CONTENT")
    assert said("messages", "CONTENT", region="us") == {}


def test_nothing_where_texts_agree_or_the_status_decides() -> None:
    assert said("posts", "ShareCommentary") == {}
    assert said("connections", "First Name") == {}
    assert said("honors", "Title", region="ca", on=dt.date(2025, 6, 1)) == {}
    judge = Judge(POLICIES, Situation("eu", "option", TODAY))
    assert side_by_side(judge, None, "Title") == ()


def test_the_regions_of_the_notice_share_its_differences() -> None:
    """But for the UK, to which the help page of November does not speak."""
    assert of_region("ch") == of_region("eu")
    assert set(of_region("ca").regions) == {"ca", "hk"}
    assert of_region("uk").regions == ("uk",)
    assert [one.columns for one in of_region("uk").found] == [
        one.columns for one in of_region("eu").found
    ]


def test_differences_are_what_every_column_says() -> None:
    listed = {
        (one.dataset.id, column, state)
        for one in of_region("eu").found
        for column in one.columns
        for state in one.states
    }
    wanted = {
        (dataset.id, column.name, state)
        for dataset in KNOWN.datasets.values()
        for column in dataset.columns
        for state in dataset.state_ids
        if said(dataset.id, column.name, state)
    }
    assert listed == wanted
    assert {"honors", "ai_messages", "messages", "job_applications"} <= {one[0] for one in listed}


def test_groups_hold_each_difference_once() -> None:
    given = of_region("eu")
    grouped: list[Disagreement] = [one for group in given.by_outcome for one in group]
    assert len(grouped) == len(given.found) and all(one in grouped for one in given.found)
    assert any(len(group) > 5 for group in given.by_outcome)


def test_feedback_differs_though_no_export_holds_it() -> None:
    assert of_region("eu").beyond == ((f"{FAQ}:feedback", f"{NOTICE}:improve-feedback"),)
    for text in POLICIES.texts.values():
        for clause in text.clauses:
            assert set(clause.beside) <= set(POLICIES.references())


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_list_of_texts_ends_with_differences(width: int) -> None:
    made = policies.render(POLICIES, TODAY, width, disagreements(KNOWLEDGE, TODAY))
    assert all(len(line) <= width or "https://" in line for line in made.splitlines())
    words = " ".join(made.split())
    assert "differ: the EU or EEA, Switzerland" in words
    assert "differ: the United Kingdom" in words
    assert "European notice: not mentioned · Generative AI FAQ: inside, our reading" in words
    assert "Honours and awards: all columns" in words
    assert "On what no export holds" in words
