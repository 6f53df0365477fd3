"""What a member can do, as text: every step with its link and the texts it rests on."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from inspector.advice.steps import Advice, Advised
from inspector.knowledge.policy import Policies
from inspector.language import say
from inspector.outputs import printable
from inspector.outputs.wording import sentences as wording
from inspector.outputs.wording.reasons import labels
from inspector.summary.summary import Summary

NARROWEST = 40


def render(summary: Summary, policies: Policies, advised: Sequence[Advised], width: int) -> str:
    """Every step that holds in the situation of a summary."""
    width = max(width - 1, NARROWEST)
    blocks = [list(_opening(summary, width))]
    for number, section in enumerate(advised, 1):
        lines = [f"{number}. {say(section.title)}"]
        for step in section.steps:
            lines += _step(step, policies, width)
        blocks.append(lines)
    blocks.append(list(_closing(width)))
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def folded(text: str, width: int) -> str:
    """Text with long lines broken between words, for a terminal."""
    width = max(width - 1, NARROWEST)
    lines = (
        textwrap.wrap(line, width, break_on_hyphens=False, break_long_words=False) or [""]
        for line in text.splitlines()
    )
    return "\n".join(part for parts in lines for part in parts) + "\n"


def _opening(summary: Summary, width: int) -> Iterator[str]:
    if status := wording.status(summary):
        yield from _wrap(status, width)
    yield from _wrap(wording.headline(summary), width)
    yield from _wrap(
        say("Judged for {situation}.").format(situation=wording.situation(summary.situation)), width
    )


def _step(step: Advice, policies: Policies, width: int) -> Iterator[str]:
    source = f" [{labels(step.clauses, policies)}]" if step.clauses else ""
    yield from _wrap(say(step.text) + source, width, "  - ", "    ")
    for address in dict.fromkeys(one for one in (step.link, step.source) if one):
        yield f"    {printable.line(address)}"


def _closing(width: int) -> Iterator[str]:
    yield from _wrap(
        say(
            "`inspect act EXPORT --letter` drafts a letter for you to edit, `--csv FILE` lists "
            "what is inside with its links. None of this is legal advice."
        ),
        width,
    )


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        printable.line(text), width, initial_indent=first, subsequent_indent=rest,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
