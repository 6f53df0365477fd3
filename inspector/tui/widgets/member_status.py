"""What the texts say of how the member stands, and the answers to second questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from inspector.advice.opt_out import OptOut, Statement
from inspector.advice.steps import Advice
from inspector.knowledge.vocabulary import VERDICTS
from inspector.language import day, number, say
from inspector.outputs.wording import policy_texts, sentences, terms
from inspector.summary.summary import ForRecipient
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets.bars import VERDICT_STYLES

_Parts = Iterator[Content | str | tuple[str, str]]


def standing(
    said: Sequence[Statement], opt_out: OptOut | None, known: Sequence[str] = ()
) -> Content:
    """What is known of the use, the sentences behind it, then what an opt-out left open."""
    return Content.assemble(
        *(part for one in known for part in ("\n", inert_line(f"• {one}"))),
        "\n" if known else "",
        *_standing(said, opt_out),
    )


def _standing(said: Sequence[Statement], opt_out: OptOut | None) -> _Parts:
    if opt_out is not None and opt_out.linkedin and opt_out.others:
        yield from _sayings(say("LinkedIn says"), opt_out.linkedin)
        yield from _sayings(say("Others say"), opt_out.others)
    elif said:
        yield from _sayings(say(terms.WHO_SAYS), said)
    if opt_out is not None and opt_out.differ:
        yield (f"{say(terms.DIFFER)}\n", "bold")
    if opt_out is not None:
        yield from _steps(terms.NOT_COVERED, opt_out.not_covered)
        yield from _steps(terms.PROOF, opt_out.proof)


def _steps(title: str, steps: Sequence[Advice]) -> _Parts:
    if steps:
        yield (f"\n{say(title)}\n", "bold")
        yield Content("\n").join(inert_line(f"• {say(step.text)}") for step in steps)
        yield "\n"


def _sayings(title: str, said: Iterable[Statement]) -> _Parts:
    yield (f"\n{title}\n", "bold")
    for one in said:
        yield inert_line(f"• {sentences.saying(one)}")
        yield "\n"


def second_question(one: ForRecipient) -> Content:
    """Totals under another recipient's texts, and these texts."""
    width, title = terms.verdict_width(), say("A second question: {models}")
    heads = "{:>9}{:>9}".format(say("words"), say("records"))
    parts: list[Content | str | tuple[str, str]] = [
        (f"\n{title.format(models=policy_texts.models(one.recipient))}\n", "bold"),
        f"{'':{width + 2}}{heads}\n",
    ]
    for verdict in VERDICTS:
        totals = one.totals[verdict]
        name = terms.with_glyph(verdict, width)
        parts.append((name, VERDICT_STYLES[verdict]))
        parts.append(f"{number(totals.words):>9}{number(totals.records):>9}\n")
    texts = terms.apart(f"{policy_texts.label(text)} ({day(text.start)})" for text in one.texts)
    parts.append(inert_line(say("By: {texts}.").format(texts=texts)))
    return Content.assemble(*parts)
