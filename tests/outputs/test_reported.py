"""Words that are known from others are said to be so, on every face that quotes them."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from inspector.diff.text_diff import diff_texts
from inspector.knowledge import knowledge
from inspector.knowledge.knowledge import Knowledge
from inspector.language import speaking
from inspector.outputs.json import policies as json_policies
from inspector.outputs.json import text_diff as json_diff
from inspector.outputs.plain import policies as plain_policies
from inspector.outputs.plain import text_diff as plain_diff
from inspector.outputs.wording import policy_texts, reasons
from inspector.summary.grounds import Grounds
from inspector.tui.widgets import clause_text

TODAY = dt.date(2026, 11, 27)
MINORS = "faq-a5538339-2025-09:under-18"
FILTERS = "dpc-2025-11-07:filters"
OWN = "erpn-2026-08-21:groups"


@cache
def known() -> Knowledge:
    return knowledge.load()


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        (MINORS, ", as reported by Le Monde, wording not verified"),
        (FILTERS, ", as reported by Irish Legal News"),
        (OWN, ""),
    ],
)
def test_the_name_of_a_text_says_whose_words_follow(reference: str, told: str) -> None:
    text, clause = known().policies.clause(reference)
    assert policy_texts.reported(clause) == told
    name, _, quote = policy_texts.cited(text, clause).partition(": “")
    assert name.endswith(told) and quote == f"{clause.quote}”"


def test_the_list_of_texts() -> None:
    made = " ".join(plain_policies.render(known().policies, TODAY, 100).split())
    for text in known().policies.texts.values():
        for clause in text.clauses:
            if clause.reported_by:
                # Wrapped or not, behind the words and before the next clause.
                after = made.split(" ".join(clause.quote.split()))[1:]
                told = f"as reported by {clause.reported_by}"
                assert any(told in one[:700] for one in after), (text.id, clause.id)
    assert made.count("wording not verified") == 4


def test_json_has_it_of_every_clause() -> None:
    document = json_policies.document(known().policies, TODAY)
    for text in document["policies"]:
        for given in text["clauses"]:
            _, clause = known().policies.clause(f"{text['id']}:{given['id']}")
            assert given["unverified"] is clause.unverified
            assert given["reported_by"] == clause.reported_by


def test_what_lies_between_two_texts() -> None:
    texts = known().policies.texts
    found = diff_texts(texts["garante-2025-10-28"], texts["dpc-2025-11-07"], known())
    document = json_diff.document(found, None)
    assert {one["reported_by"] for one in document["clauses"]["added"]} == {"Irish Legal News"}
    assert any(one["unverified"] for one in document["clauses"]["removed"])
    made = " ".join(plain_diff.render(found, None, known().policies, 100).split())
    assert "filters, as reported by Irish Legal News: “filters to avoid" in made


def test_a_reason_in_a_line() -> None:
    made = reasons.reason(Grounds("stated", (FILTERS,)), known().policies)
    assert "as reported by Irish Legal News: “filters" in made


def test_the_applications_quotations() -> None:
    made = clause_text.quotes([MINORS, OWN], known().policies).plain
    assert made.count("as reported by") == 1
    assert "wording not verified" in made


def test_french() -> None:
    _, clause = known().policies.clause(MINORS)
    with speaking("fr"):
        told = policy_texts.reported(clause)
    assert told == ", rapporté par Le Monde, formulation non vérifiée"
