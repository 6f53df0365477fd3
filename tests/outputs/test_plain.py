"""The answer as text: on one page, in no longer lines than can be read."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from rich.cells import cell_len

from fixtures import build
from inspector import resources
from inspector.advice.steps import advise
from inspector.knowledge import knowledge
from inspector.language import Language, speaking
from inspector.outputs.plain import claims, overview, regions
from inspector.outputs.plain.layout import Style
from inspector.outputs.wording import answers, terms
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.summary.summary import Summary
from inspector.verdicts.situation import Situation

DAY = dt.date(2026, 11, 22)
SITUATIONS: list[dict[str, Any]] = [
    {},
    {"region": "uk"},
    {"region": "cn"},
    {"opted_out": dt.date(2025, 10, 1)},
    {"opted_out": dt.date(2025, 11, 12)},
    {"under_18": True},
    {"on": dt.date(2025, 5, 1)},
    {"region": "us", "on": dt.date(2024, 1, 1)},
]


@cache
def session() -> Session:
    opened = Session(Request((resources.sample(),), region="eu", on=DAY))
    opened.read()
    return opened


def judged(**given: Any) -> Summary:
    asked: dict[str, Any] = {"region": "eu", "on": DAY} | given
    region, on = asked.pop("region"), asked.pop("on")
    return session().summary(Situation(region, "option", on, **asked))


def rendered(summary: Summary, width: int, *, colour: bool = False) -> str:
    return overview.render(summary, Style(width, colour), advise(summary, knowledge.load()))


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("given", SITUATIONS, ids=str)
def test_the_answer_fits_on_a_page(given: dict[str, Any], width: int, language: Language) -> None:
    summary = judged(**given)
    with speaking(language):
        text, led = rendered(summary, width), " ".join(answers.answer(summary)).split()
        assert terms.WHAT_YOU_CAN_DO in text or language != "en"
        assert text.split()[: len(led)] == led
    lines = text.splitlines()
    assert len(lines) <= 40
    assert max(map(cell_len, lines)) < width
    assert "inspect EXPORT --full" in text


@pytest.mark.parametrize("width", [40, 60])
def test_no_line_is_wider_than_a_narrow_terminal(width: int) -> None:
    assert max(map(cell_len, rendered(judged(), width).splitlines())) < width


def test_it_says_what_weighs_most() -> None:
    text = rendered(judged(), 80)
    first = text.splitlines()[:2]
    assert first[0].startswith("13,854 words") and first[1].startswith("13,460 of them are by you")
    assert "`inspect act EXPORT`" in first[1]
    assert "Words by category (5 of 18)" in text and "Worth knowing (4 of 16)" in text
    for words in ("What is missing", "https://www.linkedin.com/mypreferences", "Read 78 of 78"):
        assert words in text


@pytest.mark.parametrize("given", [{"under_18": True}, {"opted_out": dt.date(2025, 11, 12)}])
def test_where_the_status_governs_nothing_is_called_inside(given: dict[str, Any]) -> None:
    text = rendered(judged(**given), 100)
    table = text[text.index("Words by category") - 200 : text.index("Posts  ")]
    assert "inside" not in table and "would be in" in table


def test_what_is_known_of_the_use_leads() -> None:
    text = rendered(judged(opted_out=dt.date(2025, 11, 12)), 80)
    assert "may have been\n  used between 3 Nov 2025 and 12 Nov 2025" in text.partition("▓")[0]


@pytest.mark.parametrize("name", ["claims", "regions"])
def test_a_sentence_is_quoted_once(name: str) -> None:
    known = knowledge.load()
    shown = {"claims": lambda: claims.render(known.claims, known.policies, 80),
             "regions": lambda: regions.render(known.policies, dt.date(2026, 11, 22), 80)}  # fmt: skip
    words = " ".join(shown[name]().split())
    quoted = {" ".join(c.quote.split()) for t in known.policies.texts.values() for c in t.clauses}
    found = [one for one in quoted if f"“{one}”" in words]
    assert len(found) > 10
    said = [" ".join(q.words.split()) for c in known.claims.claims.values() for q in c.quotes]
    apart = said if name == "claims" else []
    assert all(words.count(f": “{one}”") <= 1 + apart.count(one) for one in found)
    assert "quoted above: [1]" in words


def test_what_stands_in_groups_or_twice_is_said_beside_the_answer(tmp_path: Path) -> None:
    path = build("groups-2026").write(tmp_path)
    opened = Session(Request((path,), "eu", DAY))
    opened.read()
    summary = opened.summary()
    told = answers.told_apart(summary)
    assert summary.in_groups.records and summary.repeated_words
    assert told == (
        f"{summary.repeated_words} of the words stand in two files and count in both.",
        f"{summary.in_groups.records} records at least stand in groups.",
    )
    assert all(one in " ".join(rendered(summary, 80).split()) for one in told)
