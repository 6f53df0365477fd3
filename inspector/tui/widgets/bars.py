"""Bars of verdicts, or of what is known of the use: glyph, word and colour, to any width."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import number, percent
from inspector.outputs.wording import terms
from inspector.summary.summary import Summary
from inspector.summary.timeline import apportion
from inspector.summary.use import USES, Use, uses
from inspector.verdicts.totals import Totals

VERDICT_STYLES: dict[Verdict, str] = {verdict: f"${verdict}" for verdict in VERDICTS}
"""Theme colours of the verdicts; a glyph and a word always go along."""
USE_STYLES: dict[Use, str] = {use: f"${use}" for use in USES}
"""The same of what is known of the use."""


_EIGHTHS = "▏▎▍▌▋▊▉"


def bar(words: Sequence[int], width: int, parts: Sequence[Use] = VERDICTS) -> Content:
    """A bar of so many cells, shared out among the verdicts, or other parts, in their order."""
    cells = apportion(tuple(words), width)
    return Content.assemble(
        *(
            (terms.USE_GLYPHS[use] * n, USE_STYLES[use])
            for use, n in zip(parts, cells, strict=True)
            if n
        )
    )


def bar_to_scale(
    words: Sequence[int], most: int, width: int, parts: Sequence[Use] = VERDICTS
) -> Content:
    """A bar of which `most` words fill the width, to an eighth of a cell; blanks fill it up."""
    eighths = max(round(8 * width * sum(words) / most), 1) if sum(words) and most else 0
    whole, rest = divmod(eighths, 8)
    given = [(n, use) for use, n in zip(parts, words, strict=True) if n]
    last = (given[-1] if whole else max(given))[1] if given else parts[0]
    end = (_EIGHTHS[rest - 1], USE_STYLES[last]) if rest else ""
    filled = whole + bool(rest)
    return Content.assemble(bar(words, whole, parts) if whole else "", end, " " * (width - filled))


class VerdictBar(Static):
    """One bar over the whole width, with a legend under it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._totals: dict[Use, Totals] = {}

    def show(self, summary: Summary) -> None:
        """Render a summary's words."""
        self._totals = uses(summary)
        self._draw()

    def on_resize(self) -> None:
        """Draw to the new width."""
        self._draw()

    def _draw(self) -> None:
        words = tuple(totals.words for totals in self._totals.values())
        shares = apportion(words, 100)
        legend = [
            Content.assemble(
                (f"{terms.use_with_glyph(use)} {number(count)}", USE_STYLES[use]),
                (f" · {percent(share)}", "$soft"),
            )
            for use, count, share in zip(self._totals, words, shares, strict=True)
        ]
        width = max(self.size.width, 10)
        drawn = bar(words, width, tuple(self._totals))
        lines = _filled(legend, width)
        self.update(Content("\n").join([drawn, *lines]))


def _filled(parts: Sequence[Content], width: int) -> list[Content]:
    """Parts in a row, on as many lines as they take; none is broken."""
    lines: list[Content] = []
    for part in parts:
        longer = Content.assemble(lines[-1], "   ", part) if lines else part
        if lines and longer.cell_length <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines
