"""What a member can do, as text: every step with its link and the texts it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inspector.advice.steps import Advice, AdviceSection
from inspector.knowledge.policy import Policies
from inspector.language import say
from inspector.outputs import printable
from inspector.outputs.plain.layout import page, room, wrap
from inspector.outputs.wording import answers, sentences
from inspector.outputs.wording.reasons import labels
from inspector.summary.summary import Summary


def render(
    summary: Summary, policies: Policies, advised: Sequence[AdviceSection], width: int
) -> str:
    """Every step that holds in the situation of a summary."""
    width = room(width)
    sections = (_section(number, one, policies, width) for number, one in enumerate(advised, 1))
    return page([_opening(summary, width), *sections, _closing(width)])


def _opening(summary: Summary, width: int) -> Iterator[str]:
    for said in (*answers.answer(summary), *answers.caveats(summary)):
        yield from wrap(said, width)
    yield from wrap(
        say("Judged for {situation}.").format(situation=sentences.situation(summary.situation)),
        width,
    )


def _section(number: int, section: AdviceSection, policies: Policies, width: int) -> Iterator[str]:
    yield f"{number}. {say(section.title)}"
    for step in section.steps:
        yield from _step(step, policies, width)


def _step(step: Advice, policies: Policies, width: int) -> Iterator[str]:
    source = f" [{labels(step.clauses, policies)}]" if step.clauses else ""
    yield from wrap(say(step.text) + source, width, "  - ", "    ")
    for address in dict.fromkeys(one for one in (step.link, step.source) if one):
        yield f"    {printable.line(address)}"


def _closing(width: int) -> Iterator[str]:
    yield from wrap(
        say(
            "`inspect act EXPORT --letter` drafts a letter for you to edit, `--items FILE` lists "
            "what is inside with its links. None of this is legal advice."
        ),
        width,
    )
