"""What the texts say of how the member stands, and the answers to second questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from inspector.advice.opt_out import OptOut, Saying
from inspector.knowledge.vocabulary import VERDICTS
from inspector.language import day, number, say
from inspector.outputs.wording import sentences as wording
from inspector.outputs.wording import terms
from inspector.summary.summary import ForRecipient
from inspector.tui import untrusted_text as safe
from inspector.tui.widgets.bars import STYLES

_Parts = Iterator[Content | str | tuple[str, str]]


def standing(said: Sequence[Saying], opt_out: OptOut | None) -> Content:
    """The sentences behind a status, with who says so; then what an opt-out left open."""
    return Content.assemble(*_standing(said, opt_out))


def _standing(said: Sequence[Saying], opt_out: OptOut | None) -> _Parts:
    if opt_out is not None and opt_out.linkedin and opt_out.others:
        yield from _sayings(say("LinkedIn says"), opt_out.linkedin)
        yield from _sayings(say("Others say"), opt_out.others)
    elif said:
        yield from _sayings(say(terms.WHO_SAYS), said)
    if opt_out is not None and opt_out.differ:
        yield (f"{say(terms.DIFFER)}\n", "bold")
    if opt_out is not None and opt_out.not_covered:
        yield (f"\n{say(terms.NOT_COVERED)}\n", "bold")
        yield Content("\n").join(
            safe.content(f"• {say(step.text)}") for step in opt_out.not_covered
        )


def _sayings(title: str, said: Iterable[Saying]) -> _Parts:
    yield (f"\n{title}\n", "bold")
    for one in said:
        yield safe.content(f"• {wording.saying(one)}")
        yield "\n"


def second_question(one: ForRecipient) -> Content:
    """Totals under another recipient's texts, and these texts."""
    width, title = terms.verdict_width(), say("A second question: {models}")
    said_of_words = say("words")
    said_of_records = say("records")
    parts: list[Content | str | tuple[str, str]] = [
        (f"\n{title.format(models=wording.models(one.recipient))}\n", "bold"),
        f"{'':{width + 2}}{said_of_words:>9}{said_of_records:>9}\n",
    ]
    for verdict in VERDICTS:
        totals = one.totals[verdict]
        name = f"{terms.GLYPHS[verdict]} {terms.VERDICTS_SAID[verdict]:{width}}"
        parts.append((name, STYLES[verdict]))
        parts.append(f"{number(totals.words):>9}{number(totals.records):>9}\n")
    texts = terms.apart(f"{wording.label(text)} ({day(text.start)})" for text in one.texts)
    parts.append(safe.content(say("By: {texts}.").format(texts=texts)))
    return Content.assemble(*parts)
