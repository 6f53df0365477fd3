"""Every row of `data/situations.tsv` is what the shipped texts come to in that situation.

The table was written from the policy study before the program was asked: region, day, opt-out
and age, and for each the status, the texts that apply and the verdict on ten datasets (thirteen
kinds of value, `dataset.column` or `dataset.column@state`). `why` names the part of the study a
row was read from: POLICY or UPDATE and its section, DESIGN and its section, decisions and its situation,
or a source by its id there.

The column `texts` follows one rule:

- In a `not_in_programme` row it lists the texts, whoever published them, whose clauses say that
  the region was not trained on that day; a later text may say so. They are the texts of the
  standing's clauses, no more and no fewer.
- In every other row it lists the texts LinkedIn itself published, its help pages and its blog
  included, that are addressed to the region and in force on the day, for LinkedIn's own models.
  A text that another of LinkedIn's has since replaced or contradicted is no longer in force.
  They are the judge's texts whose publisher's name begins with "LinkedIn". `none` is none.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

import pytest

from inspector.knowledge import catalogue, policy_loader
from inspector.knowledge.policy import REGIONS
from inspector.knowledge.vocabulary import Status
from inspector.verdicts.judge import Judge
from inspector.verdicts.situation import Situation

DATA = Path(__file__).parents[1] / "data" / "situations.tsv"
KEYS = ("region", "on", "opted_out", "under_18", "status", "texts", "why")
PAUSED = {"ca", "hk"}
"""Regions that were in, then out, then in again."""


@dataclass(frozen=True)
class Row:
    """One situation of the table, and what it comes to."""

    situation: Situation
    status: str
    texts: frozenset[str]
    verdicts: dict[str, str]
    why: str

    @property
    def name(self) -> str:
        """How pytest calls it: `eu-2026-11-21-out-2025-10-20-under-18`."""
        parts = [self.situation.region, str(self.situation.on)]
        if self.situation.opted_out is not None:
            parts.append(f"out-{self.situation.opted_out}")
        if self.situation.under_18:
            parts.append("under-18")
        return "-".join(parts)


def _row(cells: dict[str, str]) -> Row:
    assert cells["region"] in REGIONS
    assert cells["under_18"] in {"yes", "no"}
    opted_out = None if cells["opted_out"] == "-" else dt.date.fromisoformat(cells["opted_out"])
    situation = Situation(
        region=cells["region"],
        region_basis="option",
        on=dt.date.fromisoformat(cells["on"]),
        opted_out=opted_out,
        under_18=cells["under_18"] == "yes",
    )
    texts = frozenset() if cells["texts"] == "none" else frozenset(cells["texts"].split(" "))
    verdicts = {name: cell for name, cell in cells.items() if name not in KEYS}
    return Row(situation, cells["status"], texts, verdicts, cells["why"])


def _read() -> list[Row]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return [_row(cells) for cells in csv.DictReader(file, delimiter="\t", strict=True)]


ROWS = _read()
CATALOGUE = catalogue.load()
POLICIES = policy_loader.load(CATALOGUE)

every_row = pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])


def _judge(row: Row) -> Judge:
    return Judge(POLICIES, row.situation)


def _texts(references: tuple[str, ...]) -> frozenset[str]:
    return frozenset(POLICIES.clause(reference)[0].id for reference in references)


@every_row
def test_status(row: Row) -> None:
    """The status is the table's; one that keeps a region or a member out cites who says so."""
    standing = _judge(row).standing
    assert standing.status == row.status, row.why
    if row.status in {"not_in_programme", "never_used"}:
        assert standing.clauses
    if row.status == "not_stated":
        assert not standing.clauses


@every_row
def test_paused(row: Row) -> None:
    """Only Canada and Hong Kong were paused: in, then out, so that data may have been used."""
    paused = row.status == "not_in_programme" and row.situation.region in PAUSED
    assert _judge(row).standing.paused is paused, row.why


@every_row
def test_texts(row: Row) -> None:
    """The texts are the table's, by the rule at the head of this file."""
    judge = _judge(row)
    if row.status == "not_in_programme":
        found = _texts(judge.standing.clauses)
    else:
        found = frozenset(text.id for text in judge.texts if text.publisher.startswith("LinkedIn"))
    assert found == row.texts, row.why


@every_row
def test_verdicts(row: Row) -> None:
    """The verdicts are the table's, and every one but silence names its clauses."""
    judge = _judge(row)
    found = {}
    for name in row.verdicts:
        dataset, _, column = name.partition(".")
        header, _, state = column.partition("@")
        judgement = judge.judge(CATALOGUE.datasets[dataset], header, state)
        found[name] = f"{judgement.verdict}/{judgement.basis}"
        assert judgement.clauses or judgement.basis == "silent", name
        if row.status == "not_in_programme":
            assert judgement.clauses == judge.standing.clauses, name
    assert found == row.verdicts, row.why


def test_columns_and_states_are_known() -> None:
    """A misspelt header or state would be judged too, and prove nothing."""
    names = list(ROWS[0].verdicts)
    assert len({name.partition(".")[0] for name in names}) == 10
    for name in names:
        dataset, _, column = name.partition(".")
        header, _, state = column.partition("@")
        known = CATALOGUE.datasets[dataset]
        assert header in {one.name for one in known.columns}, name
        assert state in {"", *(one.id for one in known.states)}, name


def test_table_is_large_enough() -> None:
    """Sixty rows or more, none twice, with every region, status, age and kind of opt-out."""
    assert len(ROWS) >= 60
    assert [name for name, count in Counter(row.name for row in ROWS).items() if count > 1] == []
    assert {row.situation.region for row in ROWS} == set(REGIONS)
    assert {row.status for row in ROWS} == set(get_args(Status))
    assert {row.situation.under_18 for row in ROWS} == {True, False}
    opted_out = [row.situation for row in ROWS if row.situation.opted_out is not None]
    after_the_day = [one for one in opted_out if cast(dt.date, one.opted_out) > one.on]
    assert after_the_day and len(after_the_day) < len(opted_out)
    assert all(row.why for row in ROWS)


def test_texts_named_are_known() -> None:
    """Every text of the table is a shipped one, and none is of another recipient's models."""
    named = frozenset[str]().union(*(row.texts for row in ROWS))
    assert named <= POLICIES.texts.keys()
    assert {POLICIES.texts[text].recipient for text in named} == {"linkedin"}
