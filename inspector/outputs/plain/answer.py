"""What the short and the full text have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len, set_cell_size

from inspector.knowledge.vocabulary import VERDICTS
from inspector.language import number, say
from inspector.outputs.plain.layout import Style, beside, columns, fill, verdict_heads
from inspector.outputs.wording import answers, terms
from inspector.summary.summary import CategoryTotals, Summary
from inspector.summary.use import uses_of

WIDE = 66
"""Columns from which on tables have bars."""


def lines(text: str, style: Style, first: str = "", rest: str = "") -> Iterator[str]:
    """Text as lines of which none is wider than the terminal, by the cells that signs take."""
    for line in fill(text, style.room, first, rest):
        yield line if cell_len(line) < style.width else set_cell_size(line, style.width - 1)


def led_by(summary: Summary, style: Style) -> Iterator[str]:
    """What is so for the member, and the answer."""
    first, *rest = answers.answer(summary)
    for line in lines(first, style):
        yield style.paint(line, "inside") if not rest else line
    for said in rest:
        yield from lines(said, style)


def qualified_by(summary: Summary, style: Style) -> Iterator[str]:
    """What is known of the use, and what of the export was not read."""
    for known in answers.known(summary):
        yield from lines(known, style, "• ", "  ")
    for caveat in answers.caveats(summary):
        yield from lines(caveat, style)


def figures(words: Iterable[int]) -> Iterator[str]:
    """Numbers of words for a table; a dash for none."""
    return (number(count) if count else "–" for count in words)


def figure_width(style: Style, names: int) -> int:
    """Cells for each of three columns of figures beside so many of names."""
    return 12 if style.width >= WIDE else max((style.width - names) // 3, terms.verdict_width())


def category_table(summary: Summary, style: Style, most: int | None = None) -> Iterator[str]:
    """Words by category and verdict; `most`: rows at most."""
    found = [one for one in summary.by_category() if any(t.words for t in one.totals.values())]
    if not found:
        return
    longest = max(map(_words, found))
    wide = style.width >= WIDE
    name = terms.category_width(18 if wide else 16)
    figure = figure_width(style, name)
    name = min(name, style.room - 3 * figure)
    bar = max(style.width - 42 - name, 6) if wide else -2
    parts = uses_of(summary)
    shown = found[:most]
    title = terms.some_of(say("Words by category"), len(shown), len(found))
    yield from beside(title, name + bar + 2, verdict_heads(figure, parts))
    for one in shown:
        words = [one.totals[verdict].words for verdict in VERDICTS]
        length = max(1, round(bar * sum(words) / longest)) if wide else 0
        rest = f"{'':{bar + 2 - length}}{columns(figures(words), figure)}"
        title = terms.category(one.category)[: name - 1]
        yield f"{title:<{name}}{style.bar(words, length, parts)}{rest}"


def _words(one: CategoryTotals) -> int:
    return sum(totals.words for totals in one.totals.values())
