"""Another region, day or setting: judged at once, with the difference to before."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import ClassVar, cast

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Grid, Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Button, Checkbox, Input, Label, Select, Static

from inspector.diff.situations import Comparison, compare_situations
from inspector.diff.turning_days import TurningDay, beside, turning_days
from inspector.knowledge.policy import REGIONS, Region
from inspector.language import mark, medium_day, say
from inspector.outputs.wording import terms
from inspector.summary.summary import Summary, summarise
from inspector.tui.host import Host
from inspector.tui.keys import Scope, bindings
from inspector.tui.pages.page import Page
from inspector.tui.widgets import comparison_text
from inspector.tui.widgets.pane import Pane
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.ticks import Tick
from inspector.verdicts.situation import Situation

TYPING_PAUSE = 0.3
"""Seconds after the last key before a date is judged."""
NOT_A_DAY = mark("not a day; write it as 2026-11-21")
NO_DAY = mark("a day is needed, such as 2026-11-21")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(eq=False, repr=False)
class SituationComparison(Message):
    """Two situations were compared, off the event loop."""

    comparison: Comparison
    turning: TurningDay | None = None
    """The day that was stepped to: compared with the day before it."""


class WhatIfPage(Page):
    """The situation as a form, what it changes, and the region's history."""

    TITLE: ClassVar[str] = mark("What if")
    SCOPE: ClassVar[Scope] = "whatif"
    HELP: ClassVar[str] = mark(
        "Judge the same export for another region, as of another day, opted out or under 18. "
        "Every page changes with it at once. A day is written 2026-11-21; an empty opt-out day "
        "means that the switch is on. Below the form stand what changes, and when members of "
        "the region were in LinkedIn's training programme. Left and right go through the days on "
        "which something changed for the region, and show what changed on each."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("whatif")

    def __init__(self, host: Host, id: str) -> None:
        super().__init__(host, id)
        self._pending: Timer | None = None
        self.comparison: Comparison | None = None
        """The comparison on screen."""
        self._turning: TurningDay | None = None
        """The day that was stepped to, as long as it stands in the form."""

    @property
    def baseline(self) -> Situation:
        """The situation the session was opened in."""
        return self.host.began_in

    def compose(self) -> ComposeResult:
        """The form, and what comes of it."""
        regions = [(terms.region_alone(code), code) for code in REGIONS]
        with Vertical(id="whatif-form", classes="pane") as form, Grid(id="whatif-fields"):
            form.border_title = say("Suppose")
            yield Label(say("Region"))
            yield Select(regions, allow_blank=False, id="whatif-region", compact=True)
            yield Static("", id="whatif-region-note", markup=False)
            yield Label(say("Judged as of"))
            yield Input(id="whatif-on", compact=True, max_length=10, placeholder="2026-11-21")
            yield Static("", id="whatif-on-note", markup=False)
            yield Label(say("Opted out on"))
            yield Input(id="whatif-out", compact=True, max_length=10, placeholder=say("setting on"))
            yield Static("", id="whatif-out-note", markup=False)
            yield Label(say("Age"))
            yield Tick(say("under 18"), id="whatif-age", compact=True)
            yield Button(say("Reset (Ctrl-R)"), id="whatif-reset", compact=True)
        with Pane(say("What changes"), id="whatif-results"):
            yield Prose("whatif-status")
            with Horizontal(classes="halves"):
                yield Prose("whatif-totals")
                yield Prose("whatif-history")

    def on_mount(self) -> None:
        """The form as the session stands."""
        self._fill(self.session.situation)

    def opened(self) -> None:
        """The region takes the keys."""
        self.query_one("#whatif-region").focus()
        self.show(self.host.summary)

    # The form

    @on(Select.Changed, "#whatif-region")
    @on(Checkbox.Changed, "#whatif-age")
    def _chosen(self) -> None:
        self._judge()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._pending is not None:
            self._pending.stop()
        self._pending = self.set_timer(TYPING_PAUSE, self._judge)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._judge()

    @on(Button.Pressed, "#whatif-reset")
    def _pressed(self) -> None:
        self.action_reset()

    def action_reset(self) -> None:
        """Back to the situation the session was opened in."""
        self._fill(self.baseline)
        self._judge()

    def action_earlier(self) -> None:
        """To the last day before on which something changed for this region."""
        self._step(later=False)

    def action_later(self) -> None:
        """To the next such day."""
        self._step(later=True)

    def _step(self, *, later: bool) -> None:
        asked = self._asked() or self.session.situation
        days = turning_days(self.session.knowledge.policies, asked)
        found = beside(days, asked.on, later=later)
        if found is None:
            self.notify(say("Nothing that we know changed for this region beyond that day."))
            return
        self._turning = found
        self._fill(msgspec.structs.replace(asked, on=found.day))
        self._judge()

    def _fill(self, situation: Situation) -> None:
        with self.prevent(Select.Changed, Input.Changed, Checkbox.Changed):
            self.query_one("#whatif-region", Select).value = situation.region
            self.query_one("#whatif-on", Input).value = situation.on.isoformat()
            out = situation.opted_out.isoformat() if situation.opted_out else ""
            self.query_one("#whatif-out", Input).value = out
            self.query_one("#whatif-age", Tick).value = situation.under_18
        self._asked()

    def _asked(self) -> Situation | None:
        """The situation in the fields, or None; what is amiss is said beside the field."""
        age = self.query_one("#whatif-age", Tick).value
        region = cast("Region", self.query_one("#whatif-region", Select).value)
        basis = self.baseline.region_basis if region == self.baseline.region else "option"
        self._note("region", "" if basis == "option" else terms.REGION_BASES[basis])
        on_text = self.query_one("#whatif-on", Input).value.strip()
        out_text = self.query_one("#whatif-out", Input).value.strip()
        on_day, out_day = _day(on_text), _day(out_text)
        wrong = say(NOT_A_DAY if on_text else NO_DAY)
        self._note("on", medium_day(on_day) if on_day else wrong, fault=on_day is None)
        if out_text and out_day is None:
            self._note("out", say(NOT_A_DAY), fault=True)
            return None
        late = on_day is not None and out_day is not None and out_day > on_day
        state = say("after the day judged: the setting is still on") if late else ""
        told = medium_day(out_day) if out_day else say("empty: the setting is on")
        self._note("out", state or told)
        if on_day is None:
            return None
        country = self.baseline.country if region == self.baseline.region else ""
        return Situation(region, basis, on_day, out_day, age, country)

    def _note(self, field: str, text: str, fault: bool = False) -> None:
        note = self.query_one(f"#whatif-{field}-note", Static)
        note.update(f"✗ {text}" if fault else text)
        note.set_class(fault, "fault")

    def _judge(self) -> None:
        if self._pending is not None:
            self._pending.stop()
            self._pending = None
        asked = self._asked()
        if asked is not None and asked != self.session.situation:
            self.host.rejudge(asked)

    # What comes of it

    def show(self, summary: Summary) -> None:
        """Render a summary; nothing is compared while another page is in front."""
        if not self.display:
            return
        asked = self._asked()
        if self._pending is None and asked is not None and asked != self.session.situation:
            self._fill(self.session.situation)
        turning = self._turning
        if turning is not None and turning.day != summary.situation.on:
            turning = self._turning = None
        before = self.baseline
        if turning is not None:
            before = msgspec.structs.replace(
                summary.situation, on=turning.day - dt.timedelta(days=1)
            )
        self._compare(summary, before, turning)

    @work(thread=True, exclusive=True, group="comparing", exit_on_error=False)
    def _compare(self, after: Summary, baseline: Situation, turning: TurningDay | None) -> None:
        before, knowledge = after, self.session.knowledge
        if after.situation != baseline:
            before = summarise(after.export, knowledge, baseline)
        self.post_message(SituationComparison(compare_situations(before, after), turning))

    def on_situation_comparison(self, message: SituationComparison) -> None:
        """Show a comparison, unless the situation has changed since."""
        comparison = message.comparison
        if comparison.after.situation != self.session.situation:
            return
        self.comparison = comparison
        results = self.query_one("#whatif-results", Pane)
        results.border_title = comparison_text.title(message.turning)
        answer = comparison_text.answer(comparison.after, message.turning)
        self.query_one("#whatif-status", Static).update(answer)
        self.query_one("#whatif-totals", Static).update(comparison_text.totals(comparison))
        history = comparison_text.history(self.session.situation, self.session.knowledge.policies)
        self.query_one("#whatif-history", Static).update(history)


def _day(text: str) -> dt.date | None:
    """A day as it is written here, or None."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
