"""Bars of the three verdicts: glyph, word and colour, to whatever width there is."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import number, percent, say
from inspector.outputs.wording import terms
from inspector.summary.summary import Summary
from inspector.summary.timeline import apportion
from inspector.verdicts.totals import Totals

VERDICT_STYLES: dict[Verdict, str] = {
    "inside": "$error",
    "unclear": "$warning",
    "outside": "$success",
}
"""Theme colours of the verdicts; a glyph and a word always go along."""


def bar(words: tuple[int, ...], width: int) -> Content:
    """A bar of so many cells, shared out among the verdicts in their order."""
    cells = apportion(words, width)
    return Content.assemble(
        *(
            (terms.GLYPHS[v] * n, VERDICT_STYLES[v])
            for v, n in zip(VERDICTS, cells, strict=True)
            if n
        )
    )


class VerdictBar(Static):
    """One bar over the whole width, with a legend under it."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._totals: dict[Verdict, Totals] = {}

    def show(self, summary: Summary) -> None:
        """Render a summary's words."""
        self._totals = dict(summary.totals)
        self._draw()

    def on_resize(self) -> None:
        """Draw to the new width."""
        self._draw()

    def _draw(self) -> None:
        words = tuple(self._totals[v].words if self._totals else 0 for v in VERDICTS)
        shares = apportion(words, 100)
        legend = [
            part
            for verdict, count, share in zip(VERDICTS, words, shares, strict=True)
            for part in (
                (
                    f"{terms.with_glyph(verdict)} {percent(share)}",
                    VERDICT_STYLES[verdict],
                ),
                f" {number(count)}   ",
            )
        ]
        width = max(self.size.width, 10)
        self.update(Content.assemble(bar(words, width), "\n", *legend, say("words")))
