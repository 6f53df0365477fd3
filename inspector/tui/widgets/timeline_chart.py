"""Words inside by month, with the day on which training began."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from operator import itemgetter

from textual.content import Content
from textual.widgets import Static

from inspector.language import day, medium_day, number, plurally, say
from inspector.outputs.wording import answers, terms
from inspector.summary.summary import Summary
from inspector.summary.timeline import Timeline, TimelineStep, timeline
from inspector.summary.use import Use
from inspector.tui.widgets.bars import USE_STYLES

CHART_HEIGHT = 4
"""Lines of the columns."""
_EIGHTHS = " ▁▂▃▄▅▆▇█"
_SPLIT: tuple[Use, ...] = ("before", "after")


class TimelineChart(Static):
    """Columns of words inside, as many as there is room for."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id, markup=False)
        self._summary: Summary | None = None
        self._began: dt.date | None = None

    def show(self, summary: Summary, began: dt.date | None) -> None:
        """Render a summary; `began`: the day training began in the region, if it ever did."""
        self._summary, self._began = summary, began
        self._draw()

    def on_resize(self) -> None:
        """Draw to the new width."""
        self._draw()

    def _draw(self) -> None:
        if self._summary is None:
            return
        line = timeline(self._summary, "inside", max(self.size.width - 1, 10))
        self.update(_chart(line, self._began, answers.by_month(self._summary)))


def _chart(line: Timeline, began: dt.date | None, title: str) -> Content:
    left_out = answers.not_drawn(line)
    if not line.steps:
        return Content("\n".join(filter(None, (title, say("Nothing dated is inside."), left_out))))
    steps = line.steps
    each = ""
    if steps[0].months > 1:
        each = say(" (each bar = {n} months)").format(n=steps[0].months)
    parts: list[Content | str | tuple[str, str]] = [f"{title}{each}\n"]
    for row in _rows(steps):
        cells = zip((step.use for step in steps), row, strict=True)
        for use, run in groupby(cells, key=itemgetter(0)):
            parts.append(("".join(cell for _, cell in run), USE_STYLES[use]))
        parts.append("\n")
    last = steps[-1]
    first_year, last_year = str(steps[0].start.year), str(last.start.year)
    rule = "─" * max(len(steps) - len(first_year) - len(last_year) - 2, 1)
    parts.append(f"{first_year} {rule} {last_year}\n")
    at = next((i for i, step in enumerate(steps) if began and step.holds(began)), None)
    if began is not None and at is not None:
        label = say("training begins {day}").format(day=medium_day(began))
        before = at - len(label) - 1
        parts.append(f"{' ' * before}{label} ▲" if before > 0 else f"{' ' * at}▲ {label}")
    elif began is not None:
        if began < steps[0].start:
            told = say("training began {day}, before all of this")
        else:
            told = say("training began {day}, after all of this")
        parts.append(told.format(day=day(began)))
    if steps[0].use in ("before", "after"):
        parts += ["\n", *(part for use in _SPLIT for part in _legend(use))]
    if line.undated:
        told = plurally("{n} words without a date", "{n} words without a date", line.undated)
        parts.append("\n" + told.format(n=number(line.undated)))
    if left_out:
        parts.append("\n" + left_out)
    return Content.assemble(*parts)


def _legend(use: Use) -> tuple[tuple[str, str], str]:
    return (_EIGHTHS[-1], USE_STYLES[use]), f" {terms.USES_SAID[use]}   "


def _rows(steps: tuple[TimelineStep, ...]) -> list[str]:
    most = max(step.words for step in steps)
    eighths = [-(-step.words * CHART_HEIGHT * 8 // most) if most else 0 for step in steps]
    return [
        "".join(_EIGHTHS[min(max(one - 8 * level, 0), 8)] for one in eighths)
        for level in reversed(range(CHART_HEIGHT))
    ]
