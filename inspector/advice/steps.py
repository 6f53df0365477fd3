"""What a member can do: steps, each with the clauses it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.advice.resting import rest
from inspector.knowledge.acting import GuideStep
from inspector.knowledge.knowledge import Knowledge
from inspector.summary.findings import finding
from inspector.summary.summary import Summary
from inspector.verdicts.judge import Judge


@dataclass(frozen=True, slots=True)
class Advice:
    """A step that holds for a member, with the clauses in force (`policy:clause`)."""

    id: str
    text: str
    link: str
    source: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdviceSection:
    """A section as it holds for a member; none is without a step."""

    id: str
    title: str
    steps: tuple[Advice, ...]
    of_switch: bool
    """Whether the steps say what the switch does not cover."""
    of_proof: bool
    """Whether the steps say how an opt-out is proved."""


def advise(summary: Summary, knowledge: Knowledge) -> tuple[AdviceSection, ...]:
    """The steps that hold for a member in the situation of a summary."""
    judge = Judge(knowledge.policies, summary.situation)
    sections = (
        AdviceSection(
            section.id,
            section.title,
            tuple(
                said for step in section.steps if (said := _said(step, summary, knowledge, judge))
            ),
            section.of_switch,
            section.of_proof,
        )
        for section in knowledge.acting.sections
    )
    return tuple(section for section in sections if section.steps)


def _said(step: GuideStep, summary: Summary, knowledge: Knowledge, judge: Judge) -> Advice | None:
    on = summary.situation.on
    if (step.since and on < step.since) or (step.until and on > step.until):
        return None
    resting = rest(step, knowledge, judge)
    if resting is None:
        return None
    step, on_what = resting
    found = finding(step, summary.export, summary.files, judge, on_what.words)
    if found is None:
        return None
    link, source = step.link or on_what.address, step.source or on_what.source
    return Advice(step.id, found.text, link, source, found.clauses)
