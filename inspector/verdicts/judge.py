"""From a kind of value and a situation to a verdict with its clauses.

The seven rules by which texts combine are those of docs/contract.md; a value's kind is its dataset,
its column and the state of its record, so a verdict is reckoned once per kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import msgspec

from inspector.knowledge.dataset import Dataset
from inspector.knowledge.policy import (
    RECIPIENTS,
    Policies,
    Policy,
    Recipient,
    Rule,
    matching,
)
from inspector.knowledge.vocabulary import Basis
from inspector.verdicts.judgement import Judgement, TextVerdict, union
from inspector.verdicts.situation import Situation, Standing, standing


class Opinion(msgspec.Struct, frozen=True):
    """What one text says of one kind of value."""

    text: Policy
    rule: Rule

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses it rests on, as references."""
        return tuple(f"{self.text.id}:{clause}" for clause in self.rule.clauses)

    @property
    def named_elsewhere(self) -> tuple[str, ...]:
        """The clauses that name the item for another purpose, as references."""
        return tuple(f"{self.text.id}:{clause}" for clause in self.rule.named_elsewhere)


_NOTHING_SAID = Judgement("unclear", "silent")


class Judge:
    """Judges kinds of values in one situation, for one recipient's models."""

    def __init__(
        self,
        policies: Policies,
        situation: Situation,
        recipient: Recipient = "linkedin",
        only: str | None = None,
    ) -> None:
        """`only`: id of the one text that is heard."""
        self.policies = policies
        self.situation = situation
        self.recipient = recipient
        self.standing: Standing = standing(situation, policies)
        texts = policies.in_force(situation.region, situation.on, recipient)
        self.texts = tuple(text for text in texts if only in (None, text.id))
        self._known: dict[tuple[str, str, str], Judgement] = {}
        self._by_text: dict[tuple[str, str, str], dict[str, Judgement]] = {}
        self._opinions: dict[tuple[str, str, str], tuple[Opinion, ...]] = {}
        self._same: dict[tuple[tuple[str, int], ...], dict[str, Judgement]] = {}
        self._rules: dict[str, tuple[tuple[Policy, tuple[Rule, ...]], ...]] = {}
        self.merged: dict[tuple[int, ...], dict[str, TextVerdict]] = {}
        """What the texts say of several kinds together, by the identities of `by_text`'s answers;
        `judged` keeps it here."""
        self._combined: dict[tuple[object, ...], Judgement] = {}

    def judge(self, dataset: Dataset | None, header: str, state: str = "") -> Judgement:
        """The verdict on a column's values in records of a state."""
        if self.standing.out_by:
            return self._out_of_programme
        if self.standing.status == "not_stated" or dataset is None:
            return _NOTHING_SAID
        key = (dataset.id, header, state)
        if key not in self._known:
            opinions = self.opinions(dataset, header, state)
            self._known[key] = self._combine(None, opinions, self._nearest)
        return self._known[key]

    def by_text(
        self, dataset: Dataset | None, header: str, state: str = ""
    ) -> dict[str, Judgement]:
        """What each text in force that has rules says by itself, in the order of naming.

        Empty where the member's status decides, or where no dataset is known. Kinds on which the
        same rules speak have one and the same answer.
        """
        if dataset is None or self.standing.out_by or self.standing.status == "not_stated":
            return {}
        key = (dataset.id, header, state)
        if key not in self._by_text:
            opinions = self.opinions(dataset, header, state)
            rules = tuple((one.text.id, id(one.rule)) for one in opinions)
            if rules not in self._same:
                self._same[rules] = self._each(opinions)
            self._by_text[key] = self._same[rules]
        return self._by_text[key]

    def _each(self, opinions: tuple[Opinion, ...]) -> dict[str, Judgement]:
        said = {one.text.id: one for one in opinions}
        found = {}
        for text in self.speaking:
            opinion = said.get(text.id)
            alone = (opinion,) if opinion else ()
            found[text.id] = self._combine(text.id, alone, self._nearest_of[text.id])
        return found

    def _combine(
        self, text: str | None, opinions: tuple[Opinion, ...], nearest: tuple[str, ...]
    ) -> Judgement:
        """`combine`, once for the same rules of the same texts (`text`: the only one asked)."""
        key = (text, *((one.text.id, id(one.rule)) for one in opinions))
        if key not in self._combined:
            judgement = combine(opinions, nearest)
            if also := self._also(opinions):
                judgement = msgspec.structs.replace(judgement, also=also)
            self._combined[key] = judgement
        return self._combined[key]

    def _also(self, opinions: tuple[Opinion, ...]) -> tuple[str, ...]:
        """What texts in force say beside the rules that speak."""
        cited = union(one.rule.also for one in opinions)
        return tuple(
            reference for reference in cited if reference.partition(":")[0] in self._in_force
        )

    @cached_property
    def _in_force(self) -> frozenset[str]:
        """Ids of the texts that are heard."""
        return frozenset(text.id for text in self.texts)

    @cached_property
    def _nearest_of(self) -> dict[str, tuple[str, ...]]:
        """For each text the clauses nearest to what it leaves open."""
        return {
            text.id: tuple(f"{text.id}:{clause}" for clause in text.nearest) for text in self.texts
        }

    @cached_property
    def speaking(self) -> tuple[Policy, ...]:
        """The texts in force that have rules at all."""
        return tuple(text for text in self.texts if self.policies.all_rules(text))

    def opinions(self, dataset: Dataset, header: str, state: str = "") -> tuple[Opinion, ...]:
        """What each text in force says, in the order in which texts are named."""
        key = (dataset.id, header, state)
        if key not in self._opinions:
            found = []
            for text, rules in self._rules_of(dataset):
                rule = matching(rules, dataset, header, state)
                if rule is not None:
                    found.append(Opinion(text, rule))
            self._opinions[key] = tuple(found)
        return self._opinions[key]

    def _rules_of(self, dataset: Dataset) -> tuple[tuple[Policy, tuple[Rule, ...]], ...]:
        """The texts in force that have rules on a dataset, with these."""
        if dataset.id not in self._rules:
            region = self.situation.region
            every = ((one, self.policies.rules(one, dataset.id, region)) for one in self.texts)
            self._rules[dataset.id] = tuple((text, rules) for text, rules in every if rules)
        return self._rules[dataset.id]

    @cached_property
    def _nearest(self) -> tuple[str, ...]:
        # Where a notice of the member's own region speaks, no general sentence of another text
        # is nearer.
        texts = [text for text in self.texts if text.own_region] or self.texts
        return tuple(f"{text.id}:{clause}" for text in texts for clause in text.nearest)

    @cached_property
    def _out_of_programme(self) -> Judgement:
        clauses = self.standing.out_by
        promises = (self.policies.clause(clause)[0].promise for clause in clauses)
        promise = next((kind for kind in promises if kind is not None), None)
        return Judgement("outside", "stated", clauses, promise=promise)


def second_judges(policies: Policies, situation: Situation) -> tuple[Judge, ...]:
    """A judge for each other recipient of whose models a text in force speaks."""
    judges = (Judge(policies, situation, recipient) for recipient in RECIPIENTS[1:])
    return tuple(
        judge
        for judge in judges
        if judge.texts and not judge.standing.out_by and judge.standing.status != "not_stated"
    )


def combine(opinions: Sequence[Opinion], nearest: tuple[str, ...] = ()) -> Judgement:
    """One verdict from what the texts say; `nearest` is cited where no rule speaks."""
    inside = [one for one in opinions if one.rule.says == "inside"]
    outside = [one for one in opinions if one.rule.says == "outside"]
    undecidable = [one for one in opinions if one.rule.says == "undecidable"]
    contests = [one for one in opinions if one.rule.says == "contests"]
    omits = [one for one in opinions if one.rule.says == "omits"]
    elsewhere = union(one.named_elsewhere for one in opinions)
    if inside and outside:
        return _unclear("disputed", [*inside, *outside], opinions, elsewhere)
    if inside and contests:
        return _unclear("disputed", [*inside, *contests], opinions, elsewhere)
    if undecidable:
        return _unclear("undecidable", undecidable, opinions, elsewhere)
    weighty = [one for one in omits if one.text.own_region]
    if inside and weighty and all(one.rule.open_list for one in inside):
        return _unclear("disputed", [*inside, *weighty], opinions, elsewhere)
    if inside:
        return Judgement("inside", _basis(inside), _strongest(inside), elsewhere)
    if outside:
        promise = next((one.text.promise for one in outside if one.text.promise), None)
        return Judgement("outside", _basis(outside), _strongest(outside), elsewhere, promise)
    clauses = union(one.clauses for one in opinions)
    return Judgement("unclear", "silent", clauses if opinions else nearest, elsewhere)


def _unclear(
    basis: Basis,
    deciding: Sequence[Opinion],
    opinions: Sequence[Opinion],
    elsewhere: tuple[str, ...],
) -> Judgement:
    ordered = [one for one in opinions if one in deciding]
    return Judgement("unclear", basis, union(one.clauses for one in ordered), elsewhere)


def _basis(opinions: Sequence[Opinion]) -> Basis:
    return "stated" if any(one.rule.basis == "stated" for one in opinions) else "inferred"


def _strongest(opinions: Sequence[Opinion]) -> tuple[str, ...]:
    basis = _basis(opinions)
    return union(one.clauses for one in opinions if one.rule.basis == basis)
