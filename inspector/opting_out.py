"""What opting out left open: what came before it, what is said of it, what it does not cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.acting import Advice, Advised
from inspector.judged import Split
from inspector.policy import Clause, Policies, Policy
from inspector.summary import Summary


@dataclass(frozen=True, slots=True)
class Saying:
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
    linkedin: tuple[Saying, ...]
    """What LinkedIn says of it."""
    others: tuple[Saying, ...]
    """What authorities and the press say; where they differ, no text decides."""
    not_covered: tuple[Advice, ...]
    """What the switch does not cover."""


def sayings(summary: Summary, policies: Policies) -> tuple[Saying, ...]:
    """The clauses that say how the member stands."""
    return tuple(Saying(ref, *policies.clause(ref)) for ref in summary.standing.clauses)


def opting_out(summary: Summary, policies: Policies, advised: Sequence[Advised]) -> OptOut | None:
    """What an opt-out in force left open; None where there is none."""
    split = summary.split
    if split is None:
        return None
    said = sayings(summary, policies) if summary.standing.of_opt_out else ()
    return OptOut(
        split,
        tuple(one for one in said if one.text.voice == "linkedin"),
        tuple(one for one in said if one.text.voice != "linkedin"),
        tuple(step for section in advised if section.of_switch for step in section.steps),
    )
