"""What opting out left open: what came before, what is said of it, its reach, its proof."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.advice.steps import Advice, advise
from inspector.knowledge.knowledge import Knowledge
from inspector.knowledge.policy import Clause, Policies, Policy
from inspector.summary.summary import Summary
from inspector.verdicts.totals import Split


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause on the member's standing, and the text it stands in."""

    reference: str
    """`policy:clause`."""
    text: Policy
    clause: Clause


@dataclass(frozen=True, slots=True)
class OptOut:
    """An opt-out that is in force."""

    split: Split
    """What is inside, by its date."""
    past: bool
    """Whether no text exempts what came before."""
    linkedin: tuple[Statement, ...]
    """What LinkedIn says of it."""
    others: tuple[Statement, ...]
    """What authorities and the press say; where they differ, no text decides."""
    not_covered: tuple[Advice, ...]
    """What the switch does not cover."""
    proof: tuple[Advice, ...]
    """How it is proved, and what such proof shows."""

    @property
    def differ(self) -> bool:
        """Whether LinkedIn and others say something each on what came before."""
        return self.past and bool(self.linkedin and self.others)


def sayings(summary: Summary, policies: Policies) -> tuple[Statement, ...]:
    """The clauses that say how the member stands, where data is not plainly in use."""
    if summary.standing.status == "in_use":
        return ()
    return tuple(Statement(ref, *policies.clause(ref)) for ref in summary.standing.clauses)


def opting_out(summary: Summary, knowledge: Knowledge) -> OptOut | None:
    """What an opt-out in force left open; None where there is none."""
    split = summary.split
    if split is None:
        return None
    said = sayings(summary, knowledge.policies) if summary.standing.of_opt_out else ()
    advised = advise(summary, knowledge)
    return OptOut(
        split,
        summary.standing.status == "past_use",
        tuple(one for one in said if one.text.voice == "linkedin"),
        tuple(one for one in said if one.text.voice != "linkedin"),
        tuple(step for section in advised if section.of_switch for step in section.steps),
        tuple(step for section in advised if section.of_proof for step in section.steps),
    )
