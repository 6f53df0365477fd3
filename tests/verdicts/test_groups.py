"""What stands in groups: the table of `docs/groups.md`, cell by cell, and the mark in a link."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest

from inspector.knowledge import catalogue, policy_loader
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.policy import Policies, Recipient, Region
from inspector.reading.counts.states import RowStates
from inspector.reading.tables.header import layout_of
from inspector.verdicts.judge import Judge
from inspector.verdicts.situation import Situation

PAGE = Path(__file__).parents[2] / "docs" / "groups.md"
TODAY = dt.date(2026, 11, 22)
SITUATIONS: dict[str, tuple[Region, dt.date, Recipient]] = {
    "EU today": ("eu", TODAY, "linkedin"),
    "UK today": ("uk", TODAY, "linkedin"),
    "UK today, Microsoft": ("uk", TODAY, "microsoft"),
    "US today": ("us", TODAY, "linkedin"),
    "Canada, 1 June 2025": ("ca", dt.date(2025, 6, 1), "linkedin"),
    "US, 1 January 2025": ("us", dt.date(2025, 1, 1), "linkedin"),
}
KINDS = {
    "post": ("posts", "ShareCommentary", "ShareLink"),
    "comment": ("comments", "Message", "Link"),
    "vote": ("poll_votes", "OptionText", "Link"),
    "reaction": ("reactions", "Type", "Link"),
    "repost": ("instant_reposts", "Link", "Link"),
}
"""Dataset, the column the table is of, and the column of the link."""
HEAD = "| situation | what | in a group | verdict | basis | clauses | beside it |"


@cache
def knowledge() -> tuple[Catalogue, Policies]:
    known = catalogue.load()
    return known, policy_loader.load(known)


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").partition(HEAD)[2].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_table_is_whole() -> None:
    asked = {(situation, kind, group) for situation, kind, group, *_ in rows()}
    assert asked == {(s, k, g) for s in SITUATIONS for k in KINDS for g in ("yes", "no")}


@pytest.mark.parametrize("row", rows(), ids=lambda row: ", ".join(row[:3]))
def test_row(row: list[str]) -> None:
    situation, kind, group, verdict, basis, clauses, beside = row
    region, on, recipient = SITUATIONS[situation]
    known, policies = knowledge()
    judge = Judge(policies, Situation(region, "option", on), recipient)
    dataset, column, _ = KINDS[kind]
    state = "group" if group == "yes" else ""
    found = judge.judge(known.datasets[dataset], column, state)
    assert (found.verdict, found.basis) == (verdict, basis)
    assert _cited(found.clauses) == clauses
    assert _cited(found.also) == beside


def _cited(references: tuple[str, ...]) -> str:
    return ", ".join(f"`{reference}`" for reference in references) or "–"


LINKS = {
    "https://www.linkedin.com/feed/update/urn%3Ali%3AgroupPost%3A12-34": "group",
    "https://www.linkedin.com/feed/update/urn:li:groupPost:1234567-7380000000000000000": "group",
    "https://www.linkedin.com/feed/update/urn%3ali%3agroupPost%3a12-34?x=1": "group",
    "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7?commentUrn=urn%3Ali%3Acomment"
    "%3A%28groupPost%3A12-34%2C56%29": "group",
    "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7": "",
    "https://www.linkedin.com/groups/12": "",
    "https://example.org/?q=groupPost": "",
    "https://www.linkedin.com/feed/update/urn%3Ali%3AgroupPost%3A": "",
    "": "",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("link", "state"), LINKS.items())
def test_the_link_tells(kind: str, link: str, state: str) -> None:
    dataset = knowledge()[0].datasets[KINDS[kind][0]]
    layout = layout_of(dataset, [column.name for column in dataset.columns])
    cells = [link if column.name == KINDS[kind][2] else "" for column in dataset.columns]
    assert list(RowStates(dataset, layout).of([cells])) == [state]


def test_a_post_in_a_group_for_connections_only_is_both() -> None:
    dataset = knowledge()[0].datasets["posts"]
    headers = ("ShareLink", "Visibility")
    link = next(iter(LINKS))
    states = RowStates(dataset, layout_of(dataset, headers))
    rows_ = [(link, "Connections"), (link, "MEMBER_NETWORK"), ("", "Connections")]
    assert list(states.of(rows_)) == ["group_connections", "group", "connections"]
