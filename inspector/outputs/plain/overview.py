"""The answer on one page of text: at most 40 lines where these have 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from rich.cells import cell_len

from inspector.advice.steps import Advice, AdviceSection
from inspector.language import number, percent, say
from inspector.outputs.plain.answer import category_table, led_by, lines, qualified_by
from inspector.outputs.plain.layout import Style, page
from inspector.outputs.wording import answers, sentences, terms
from inspector.summary.findings import Finding
from inspector.summary.summary import Summary
from inspector.summary.timeline import apportion
from inspector.summary.use import uses

LINES = 40
"""That the whole takes where lines have 80 columns."""
SURPRISES = 5
"""Of what is worth knowing: as many as are said at most."""
_SIZES = ((5, 2), (5, 1), (3, 1), (3, 0))
"""Categories and missing things that are said at most; the later ones where room is short."""


def render(summary: Summary, style: Style, advised: Sequence[AdviceSection] = ()) -> str:
    """The answer with what weighs most of everything else; `advised`: what to do about it."""
    before = [_answer(summary, advised, style), _bar(summary, style)]
    after = [_steps(advised, style), _account(summary, style)]
    for categories, most in _SIZES:
        table = [*category_table(summary, style, categories)]
        missing = _findings(say("What is missing"), summary.missing, most, LINES, style)
        parts = [part for part in (*before, table, missing, *after) if part]
        room = LINES - sum(map(len, parts)) - len(parts)
        if room >= -1:  # the line between two parts that the first does not need
            break
    surprises = _findings(say("Worth knowing"), summary.surprises, SURPRISES, room, style)
    return page([*before, table, surprises, missing, *after])


def _answer(summary: Summary, advised: Sequence[AdviceSection], style: Style) -> list[str]:
    """The answer, whose words they are, the way out, and what is to be known beside it."""
    beside = [answers.by_you(summary)]
    if any(section.of_switch for section in advised):
        beside.append(answers.way_out(summary))
    seconds = (sentences.second_headline(one) for one in summary.recipients)
    return [
        *led_by(summary, style),
        *_joined(beside, style),
        *_joined(answers.told_apart(summary), style),
        *(line for one in seconds for line in lines(one, style)),
        *qualified_by(summary, style),
    ]


def _bar(summary: Summary, style: Style) -> list[str]:
    """The bar, what its parts stand for, as many on a line as fit, and what it rests on."""
    if not summary.export.was_read:
        return []
    found = uses(summary)
    words = tuple(totals.words for totals in found.values())
    drawn, length = [style.bar(words, style.room, tuple(found)), ""], 0
    for (use, totals), share in zip(found.items(), apportion(words, 100), strict=True):
        name = f"{style.glyph(use)} {terms.USES_SAID[use]}"
        told = f" {number(totals.words)} ({percent(share)})"
        taken = cell_len(name + told)
        if length and length + 3 + taken > style.room:
            drawn.append("")
            length = 0
        gap = " " * (3 if length else 0)
        drawn[-1] += gap + style.paint(name, use) + told
        length += len(gap) + taken
    return [*drawn, *map(style.dim, lines(sentences.provenance(summary), style))]


def _findings(
    title: str, findings: Sequence[Finding], most: int, room: int, style: Style
) -> list[str]:
    """The first of them, each whole, as many as there is room for, under their title."""
    said = [[*lines(say(one.text), style, "• ", "  ")] for one in findings[:most]]
    taken = accumulate(map(len, said))
    fitting = [one for one, so_far in zip(said, taken, strict=True) if so_far < room]
    if not fitting:
        return []
    title = terms.some_of(title, len(fitting), len(findings))
    return [title, *(line for one in fitting for line in one)]


def _steps(advised: Sequence[AdviceSection], style: Style) -> list[str]:
    """The first steps, up to one that leads somewhere."""
    if not advised:
        return []
    found = [say(terms.WHAT_YOU_CAN_DO)]
    for step in _first(advised[0].steps):
        found += lines(say(step.text), style, "• ", "  ")
        if step.link:
            found += lines(step.link, style, "  ", "  ")
    return found


def _first(steps: Sequence[Advice]) -> Sequence[Advice]:
    leading = next((at for at, step in enumerate(steps) if step.link), 0)
    return steps[: leading + 1]


def _account(summary: Summary, style: Style) -> list[str]:
    """How much was read, and where the rest is said."""
    more = say("All of it: `inspect EXPORT --full`.")
    return _joined((sentences.files_read(summary), more), style)


def _joined(said: Iterable[str], style: Style) -> list[str]:
    """Sentences on one line, or else on lines of their own, so that no command is broken."""
    told = [one for one in said if one]
    joined = " ".join(told)
    parts = [joined] if cell_len(joined) <= style.room else told
    return [line for one in parts for line in lines(one, style)]
