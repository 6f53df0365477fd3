"""The line that says that another situation than the member's own is in force."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets import Static

from inspector.language import medium_day, say
from inspector.outputs.wording import terms
from inspector.tui.untrusted_text import inert_line
from inspector.verdicts.situation import Situation


class Banner(Static):
    """Shown only while a what-if is in force."""

    def __init__(self, id: str = "banner") -> None:
        super().__init__("", id=id, markup=False)
        self.display = False

    def show(self, supposed: Situation, own: Situation) -> None:
        """Say what is supposed, and how to end it; nothing where it is the member's own case."""
        self.display = supposed != own
        if self.display:
            told = say("What if: {difference}").format(
                difference=" · ".join(_differences(supposed, own))
            )
            end = say("Ctrl-R: your own case")
            self.update(Content.assemble((end, "bold"), "   ", inert_line(told)))


def _differences(supposed: Situation, own: Situation) -> Iterator[str]:
    if supposed.region != own.region:
        yield terms.SHORT_REGIONS[supposed.region]
    if supposed.opted_out != own.opted_out:
        off = supposed.opted_out
        yield say("switched off on {day}").format(day=medium_day(off)) if off else say("switch on")
    if supposed.under_18 != own.under_18:
        yield say("under 18") if supposed.under_18 else say("18 or over")
    if supposed.on != own.on:
        yield say("judged as of {day}").format(day=medium_day(supposed.on))
