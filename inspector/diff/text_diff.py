"""Two policy texts side by side: their clauses, what they make of data, who was in when.

Only the clauses that are quoted here are compared, not the whole of the texts.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from inspector.diff.word_diff import WordDiff
from inspector.errors import UsageError
from inspector.knowledge.dataset import Dataset
from inspector.knowledge.knowledge import Knowledge
from inspector.knowledge.policy import Clause, Period, Policies, Policy, Region, matching
from inspector.language import say
from inspector.verdicts.judge import Opinion, combine
from inspector.verdicts.judgement import Judgement

ALIKE = 0.6
"""Share of words in common from which two clauses count as one, reworded."""
MOST_PAIRS = 20_000
"""Pairs of clauses of which the likeness is looked at."""
CLOSEST = 3
"""Ids named where one is unknown."""

Turn = Literal[
    "begins", "pauses", "ends", "stays in", "stays out", "now in",
    "now out", "unstated",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuotePart:
    """Words of a clause: in both texts, or in this one alone."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Rewording:
    """A clause that stands in both texts, in other words."""

    before: Clause
    after: Clause
    before_pieces: tuple[QuotePart, ...]
    after_pieces: tuple[QuotePart, ...]


@dataclass(frozen=True, slots=True)
class ScopeChange:
    """A kind of value of which the two texts, each alone, make something else."""

    dataset: Dataset
    columns: tuple[str, ...]
    """Headers; none: any column of a file whose header was never seen."""
    state: str
    regions: tuple[Region, ...]
    before: Judgement
    after: Judgement

    @property
    def of_verdict(self) -> bool:
        """Whether the verdict differs, and not its basis alone."""
        return self.before.verdict != self.after.verdict


@dataclass(frozen=True, slots=True)
class RegionTurn:
    """How a region stood on the first day of either text."""

    region: Region
    before: Period
    """On the first text's first day."""
    after: Period
    """On the second's."""
    turn: Turn
    """What happened from the earlier of the two days to the later."""


@dataclass(frozen=True, slots=True)
class TextDiff:
    """What lies between two texts."""

    first: Policy
    second: Policy
    unchanged: int
    """Clauses that stand in both, word for word."""
    added: tuple[Clause, ...]
    removed: tuple[Clause, ...]
    reworded: tuple[Rewording, ...]
    regions: tuple[Region, ...]
    """Those to which both speak."""
    turns: tuple[RegionTurn, ...]
    scope: tuple[ScopeChange, ...]

    @property
    def scope_changes(self) -> bool:
        """Whether the verdict on any kind of value differs."""
        return any(change.of_verdict for change in self.scope)


def find(policies: Policies, name: str) -> Policy:
    """A text by its id; raises `UsageError` that names the closest."""
    if name in policies.texts:
        return policies.texts[name]
    asked = name.lower()
    holding = sorted(one for one in policies.texts if asked and asked in one)
    like = difflib.get_close_matches(asked, list(policies.texts), CLOSEST, 0.3)
    close = list(dict.fromkeys((*like, *holding)))[:CLOSEST]
    if close:
        told = say(
            "no policy text has the id {id}; the closest are {ids}; `inspect policy` prints them "
            "all"
        )
    else:
        told = say("no policy text has the id {id}; `inspect policy` prints them all")
    raise UsageError(told.format(id=repr(name[:80]), ids=", ".join(close)))


def diff_texts(first: Policy, second: Policy, knowledge: Knowledge) -> TextDiff:
    """Clauses, scope and regions of two texts."""
    words = WordDiff()
    pairs, removed, added = _paired(words, first.clauses, second.clauses)
    reworded = [one for one in pairs if one[0].quote.split() != one[1].quote.split()]
    regions = tuple(region for region in first.regions if region in second.regions)
    turns = []
    for region in regions:
        programme = knowledge.policies.programmes[region]
        before, after = programme.period(first.start), programme.period(second.start)
        forward = first.start <= second.start
        turn = _turn(before, after) if forward else _turn(after, before)
        turns.append(RegionTurn(region, before, after, turn))
    return TextDiff(
        first, second, len(pairs) - len(reworded), added, removed,
        tuple(_reworded(words, *pair) for pair in reworded), regions, tuple(turns),
        tuple(_scope(first, second, regions, knowledge)),
    )  # fmt: skip


def _turn(earlier: Period, later: Period) -> Turn:
    if earlier.status == "in" and later.status == "in":
        return "stays in"
    if "unstated" in (earlier.status, later.status):
        if later.status == "unstated":
            return "unstated"
        return "now in" if later.status == "in" else "now out"
    if later.status == "in":
        return "begins"
    if earlier.status == "in":
        return "pauses" if later.paused else "ends"
    return "stays out"


def before(text: Policy, policies: Policies) -> Policy:
    """The text to compare one with, if nobody says: the version before, else an older text."""
    others = [one for one in policies.texts.values() if one.id != text.id]
    older = [one for one in others if one.start < text.start] or others
    same = [
        one
        for one in older
        if (one.label, one.recipient) == (text.label, text.recipient)
        and set(one.regions) & set(text.regions)
    ]
    return max(same or older, key=lambda one: (one.start, one.id))


# Clauses


def _paired(
    words: WordDiff, before: Sequence[Clause], after: Sequence[Clause]
) -> tuple[list[tuple[Clause, Clause]], tuple[Clause, ...], tuple[Clause, ...]]:
    """Clauses that belong together, by quote, then id, then likeness; and those left over."""
    found = _same(before, after)
    left = {one.id: one for one in before if one.id not in found}
    paired = set(found.values())
    right = {other.id: other for other in after if other.id not in paired}
    namesakes = left.keys() & right.keys()
    found |= {name: name for name in namesakes}
    for name in namesakes:
        del left[name], right[name]
    if len(left) * len(right) <= MOST_PAIRS:
        likenesses = [
            (words.likeness(one.quote.split(), other.quote.split(), ALIKE), -i, -j, one, other)
            for i, one in enumerate(left.values())
            for j, other in enumerate(right.values())
        ]
        for likeness, _, _, one, other in sorted(likenesses, key=lambda found: found[:3])[::-1]:
            if likeness >= ALIKE and one.id in left and other.id in right:
                found[one.id] = other.id
                del left[one.id], right[other.id]
    named = {other.id: other for other in after}
    pairs = [(one, named[found[one.id]]) for one in before if one.id in found]
    return pairs, tuple(left.values()), tuple(right.values())


def _same(before: Sequence[Clause], after: Sequence[Clause]) -> dict[str, str]:
    """Clauses with the same words, by id; of several, those of the same id belong together."""
    alike: dict[tuple[str, ...], dict[str, None]] = {}
    for other in after:
        alike.setdefault(tuple(other.quote.split()), {})[other.id] = None
    found: dict[str, str] = {}
    for one in before:
        names = alike.get(tuple(one.quote.split()))
        if names:
            found[one.id] = one.id if one.id in names else next(iter(names))
            del names[found[one.id]]
    return found


def _reworded(words: WordDiff, before: Clause, after: Clause) -> Rewording:
    old, new = before.quote.split(), after.quote.split()
    before_pieces: list[QuotePart] = []
    after_pieces: list[QuotePart] = []
    for stretch in words.stretches(old, new):
        for pieces, found in ((before_pieces, stretch.old), (after_pieces, stretch.new)):
            if found:
                pieces.append(QuotePart(" ".join(found), not stretch.is_same))
    return Rewording(before, after, tuple(before_pieces), tuple(after_pieces))


# Scope


def _scope(
    first: Policy,
    second: Policy,
    regions: Sequence[Region],
    knowledge: Knowledge,
) -> Iterator[ScopeChange]:
    """Kinds of values on which the texts differ, those alike together."""
    for dataset in knowledge.catalogue.datasets.values():
        headers = [column.name for column in dataset.columns] or [""]
        by_kind: dict[tuple[str, str, Judgement, Judgement], list[Region]] = {}
        for region in regions:
            for state in dataset.state_ids:
                for header in headers:
                    before = alone(first, knowledge.policies, region, dataset, header, state)
                    after = alone(second, knowledge.policies, region, dataset, header, state)
                    if (before.verdict, before.basis) != (after.verdict, after.basis):
                        key = (header, state, before, after)
                        by_kind.setdefault(key, []).append(region)
        together: dict[tuple[str, tuple[Region, ...], Judgement, Judgement], list[str]] = {}
        for (header, state, before, after), where in by_kind.items():
            together.setdefault((state, tuple(where), before, after), []).append(header)
        for (state, where_all, before, after), alike in together.items():
            columns = tuple(header for header in alike if header)
            yield ScopeChange(dataset, columns, state, where_all, before, after)


def alone(
    text: Policy, policies: Policies, region: Region, dataset: Dataset, header: str, state: str
) -> Judgement:
    """What one text makes of a kind of value, no other heard."""
    rule = matching(policies.rules(text, dataset.id, region), dataset, header, state)
    return combine([Opinion(text, rule)] if rule is not None else [])
