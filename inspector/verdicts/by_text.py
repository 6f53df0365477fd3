"""What each text in force says of one kind of value, where they do not all say the same.

The notice of the member's own region is heard even where it says nothing, for its silence is what
another text stands against; any other text only where one of its rules speaks of the value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Dataset
from inspector.knowledge.knowledge import Knowledge
from inspector.knowledge.policy import RECIPIENTS, REGIONS, Policy, Recipient, Region
from inspector.verdicts.judge import Judge
from inspector.verdicts.situation import Situation

_Found = tuple["Disagreement", ...]
_Beyond = tuple[tuple[str, ...], ...]
Stance = Literal["inside", "outside", "undecidable", "omits", "contests", "silent"]


@dataclass(frozen=True, slots=True)
class TextOpinion:
    """What one text says by itself."""

    text: Policy
    says: Stance
    basis: Literal["stated", "inferred"] | None
    """For inside and outside only."""
    clauses: tuple[str, ...]
    """`policy:clause`; of a text that is silent, the nearest it comes to the value."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Columns of one dataset of which texts in force say the same different things."""

    dataset: Dataset
    states: tuple[str, ...]
    """States of the record for which it holds, `""` being that of all others."""
    columns: tuple[str, ...]
    said: tuple[TextOpinion, ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        """All that are cited, each once."""
        return tuple(dict.fromkeys(ref for said in self.said for ref in said.clauses))

    @property
    def every_state(self) -> bool:
        """Whether it holds for any record."""
        return set(self.states) == set(self.dataset.state_ids)

    @property
    def every_column(self) -> bool:
        """Whether it holds for all columns that are known."""
        return set(self.columns) == {column.name for column in self.dataset.columns}


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Where the texts in force differ, the same in some regions."""

    regions: tuple[Region, ...]
    recipient: Recipient
    on: dt.date
    found: tuple[Disagreement, ...]
    beyond: tuple[tuple[str, ...], ...]
    """Clauses (`policy:clause`) that differ on what no export holds, side by side."""

    @property
    def by_outcome(self) -> tuple[tuple[Disagreement, ...], ...]:
        """Those in which the same texts say the same, together; the largest group first."""
        return by_outcome(self.found)


def side_by_side(
    judge: Judge, dataset: Dataset | None, header: str, state: str = ""
) -> tuple[TextOpinion, ...]:
    """What each text says of a column's values in records of a state; empty where all agree.

    Empty too where the member's status decides, or where no dataset is known.
    """
    if dataset is None or judge.standing.out_by or judge.standing.status == "not_stated":
        return ()
    opinions = {one.text.id: one for one in judge.opinions(dataset, header, state)}
    found = []
    for text in judge.texts:
        opinion = opinions.get(text.id)
        if opinion is not None:
            found.append(TextOpinion(text, opinion.rule.says, opinion.rule.basis, opinion.clauses))
        elif text.own_region and text in judge.speaking:
            nearest = tuple(f"{text.id}:{clause}" for clause in text.nearest)
            found.append(TextOpinion(text, "silent", None, nearest))
    return tuple(found) if len({_kind(said) for said in found}) > 1 else ()


def disagreements(knowledge: Knowledge, on: dt.date) -> tuple[Disagreements, ...]:
    """Where the texts in force on a day differ; regions where they do so alike stand together."""
    groups: dict[tuple[Recipient, _Found, _Beyond], list[Region]] = {}
    for recipient in RECIPIENTS:
        for region in REGIONS:
            judge = Judge(knowledge.policies, Situation(region, "option", on), recipient)
            found = of_judge(judge, knowledge.catalogue)
            beyond = tuple(_beyond(judge))
            if found or beyond:
                groups.setdefault((recipient, found, beyond), []).append(region)
    return tuple(
        Disagreements(tuple(regions), recipient, on, found, beyond)
        for (recipient, found, beyond), regions in groups.items()
    )


def of_judge(judge: Judge, catalogue: Catalogue) -> tuple[Disagreement, ...]:
    """Where the texts by which one judges differ."""
    return tuple(
        difference
        for dataset in catalogue.datasets.values()
        for difference in _of_dataset(judge, dataset)
    )


def by_outcome(found: Iterable[Disagreement]) -> tuple[tuple[Disagreement, ...], ...]:
    """Kinds of values on which the same texts say the same, together; the largest group first."""
    groups: dict[object, list[Disagreement]] = {}
    for one in found:
        key = tuple((said.text.id, _kind(said)) for said in one.said)
        groups.setdefault(key, []).append(one)
    return tuple(tuple(group) for group in sorted(groups.values(), key=lambda g: -len(g)))


def _beyond(judge: Judge) -> Iterable[tuple[str, ...]]:
    in_force = {text.id for text in judge.texts}
    for text in judge.texts:
        for clause in text.clauses:
            others = tuple(ref for ref in clause.beside if ref.partition(":")[0] in in_force)
            if others:
                yield (f"{text.id}:{clause.id}", *others)


def _of_dataset(judge: Judge, dataset: Dataset) -> Iterable[Disagreement]:
    alike: dict[tuple[tuple[str, ...], tuple[TextOpinion, ...]], list[str]] = {}
    for state in dataset.state_ids:
        columns: dict[tuple[TextOpinion, ...], list[str]] = {}
        for column in dataset.columns:
            if said := side_by_side(judge, dataset, column.name, state):
                columns.setdefault(said, []).append(column.name)
        for said, names in columns.items():
            alike.setdefault((tuple(names), said), []).append(state)
    for (together, said), of_states in alike.items():
        yield Disagreement(dataset, tuple(of_states), together, said)


def _kind(said: TextOpinion) -> Stance:
    """What counts as different: a closed list that leaves a value out is silent on it."""
    return "silent" if said.says == "omits" else said.says
