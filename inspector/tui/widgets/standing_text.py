"""What the texts say of how the member stands, and the answers to second questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from inspector import terms, wording
from inspector.opting_out import OptOut, Saying
from inspector.summary import ForRecipient
from inspector.tui import safe
from inspector.tui.widgets.bars import STYLES
from inspector.verdicts import VERDICTS

_Parts = Iterator[Content | str | tuple[str, str]]


def standing(said: Sequence[Saying], opt_out: OptOut | None) -> Content:
    """The sentences behind a status, with who says so; then what an opt-out left open."""
    return Content.assemble(*_standing(said, opt_out))


def _standing(said: Sequence[Saying], opt_out: OptOut | None) -> _Parts:
    if opt_out is not None and opt_out.linkedin and opt_out.others:
        yield from _sayings("LinkedIn says", opt_out.linkedin)
        yield from _sayings("Others say", opt_out.others)
    elif said:
        yield from _sayings(terms.WHO_SAYS, said)
    if opt_out is not None and opt_out.differ:
        yield (f"{terms.DIFFER}\n", "bold")
    if opt_out is not None and opt_out.not_covered:
        yield (f"\n{terms.NOT_COVERED}\n", "bold")
        yield Content("\n").join(safe.content(f"• {step.text}") for step in opt_out.not_covered)


def _sayings(title: str, said: Iterable[Saying]) -> _Parts:
    yield (f"\n{title}\n", "bold")
    for one in said:
        yield safe.content(f"• {wording.saying(one)}")
        yield "\n"


def second_question(one: ForRecipient) -> Content:
    """Totals under another recipient's texts, and these texts."""
    parts: list[Content | str | tuple[str, str]] = [
        (f"\nA second question: {terms.RECIPIENTS[one.recipient]}’s models\n", "bold"),
        f"{'':10}{'words':>9}{'records':>9}\n",
    ]
    for verdict in VERDICTS:
        totals = one.totals[verdict]
        parts.append((f"{terms.GLYPHS[verdict]} {verdict:8}", STYLES[verdict]))
        parts.append(f"{totals.words:>9,}{totals.records:>9,}\n")
    texts = "; ".join(f"{text.label} ({text.start})" for text in one.texts)
    parts.append(safe.content(f"By: {texts}."))
    return Content.assemble(*parts)
