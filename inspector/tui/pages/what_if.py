"""Another region, day or setting: judged at once, with the difference to before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Grid, Horizontal
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Button, Input, Label, Select, Static, Switch

from inspector.advice.opt_out import OptOut, opting_out
from inspector.diff.situations import CategoryChange, Change, Comparison, compare, spells
from inspector.knowledge.policy import REGIONS, Region
from inspector.knowledge.vocabulary import VERDICTS
from inspector.language import day, mark, number, say, signed
from inspector.outputs.wording import sentences as wording
from inspector.outputs.wording import terms
from inspector.summary.summary import Summary, summarise
from inspector.tui import untrusted_text as safe
from inspector.tui.actions import Scope, bindings
from inspector.tui.host import Host
from inspector.tui.pages.page import Page
from inspector.tui.widgets.pane import Pane
from inspector.verdicts.situation import Situation

NARROW = 96
"""Columns below which the history stands under the totals."""
PAUSE = 0.3
"""Seconds after the last key before a date is judged."""
MOST_CATEGORIES = 8
NOT_A_DAY = mark("not a day; write it as 2026-11-21")
NO_DAY = mark("a day is needed, such as 2026-11-21")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Compared(Message):
    """Two situations were compared, off the event loop."""

    def __init__(self, comparison: Comparison, opt_out: OptOut | None) -> None:
        super().__init__()
        self.comparison = comparison
        self.opt_out = opt_out
        """What an opt-out in the new situation left open."""


class WhatIf(Page):
    """The situation as a form, what it changes, and the region's history."""

    TITLE: ClassVar[str] = mark("What if")
    SCOPE: ClassVar[Scope] = "whatif"
    HELP: ClassVar[str] = mark(
        "Judge the same export for another region, as of another day, opted out or under 18. "
        "Every page changes with it at once. Below the form: the totals before and after with the "
        "difference, the categories that change most, and when the region's members were in "
        "LinkedIn's training programme, out of it, or unspoken of, with the sentences that say "
        "so. Tab goes from field to field; a day is written 2026-11-21; an empty opt-out day "
        "means that the setting is on. Ctrl-R goes back to the situation of the start."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("whatif")

    def __init__(self, host: Host, id: str) -> None:
        super().__init__(host, id)
        self._pending: Timer | None = None
        self.comparison: Comparison | None = None
        """The comparison on screen."""

    @property
    def baseline(self) -> Situation:
        """The situation the session was opened in."""
        return self.host.began_in

    def compose(self) -> ComposeResult:
        """The form, and what comes of it."""
        regions = [(_capital(terms.REGIONS[code]), code) for code in REGIONS]
        with Grid(id="whatif-form"):
            yield Label(say("Region"))
            yield Select(regions, allow_blank=False, id="whatif-region", compact=True)
            yield Static("", id="whatif-region-note", markup=False)
            yield Label(say("Judged as of"))
            yield Input(id="whatif-on", compact=True, max_length=10, placeholder="2026-11-21")
            yield Static("", id="whatif-on-note", markup=False)
            yield Label(say("Opted out on"))
            yield Input(id="whatif-out", compact=True, max_length=10, placeholder=say("setting on"))
            yield Static("", id="whatif-out-note", markup=False)
            yield Label(say("Under 18: no"), id="whatif-age-label")
            yield Switch(id="whatif-age")
            yield Button(say("Back to the start (Ctrl-R)"), id="whatif-reset", compact=True)
        with Pane(id="whatif-results"):
            yield Static("", id="whatif-status", markup=False)
            with Horizontal(classes="halves"):
                yield Static("", id="whatif-totals", markup=False)
                yield Static("", id="whatif-history", markup=False)

    def on_mount(self) -> None:
        """The form as the session stands."""
        self._fill(self.session.situation)

    def on_resize(self) -> None:
        """Fold where it is narrow."""
        self.set_class(self.size.width < NARROW, "narrow")

    def opened(self) -> None:
        """The region takes the keys."""
        self.query_one("#whatif-region").focus()
        self.show(self.host.summary)

    # The form

    @on(Select.Changed, "#whatif-region")
    @on(Switch.Changed, "#whatif-age")
    def _chosen(self) -> None:
        self._judge()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._pending is not None:
            self._pending.stop()
        self._pending = self.set_timer(PAUSE, self._judge)

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

    def _fill(self, situation: Situation) -> None:
        with self.prevent(Select.Changed, Input.Changed, Switch.Changed):
            self.query_one("#whatif-region", Select).value = situation.region
            self.query_one("#whatif-on", Input).value = situation.on.isoformat()
            out = situation.opted_out.isoformat() if situation.opted_out else ""
            self.query_one("#whatif-out", Input).value = out
            self.query_one("#whatif-age", Switch).value = situation.under_18
        self._asked()

    def _asked(self) -> Situation | None:
        """The situation in the fields, or None; what is amiss is said beside the field."""
        age = self.query_one("#whatif-age", Switch).value
        self.query_one("#whatif-age-label", Label).update(
            say("Under 18: yes") if age else say("Under 18: no")
        )
        region = cast("Region", self.query_one("#whatif-region", Select).value)
        basis = self.baseline.region_basis if region == self.baseline.region else "option"
        self._note("region", "" if basis == "option" else terms.REGION_BASES[basis])
        on_text = self.query_one("#whatif-on", Input).value.strip()
        out_text = self.query_one("#whatif-out", Input).value.strip()
        on_day, out_day = _day(on_text), _day(out_text)
        wrong = say(NOT_A_DAY if on_text else NO_DAY)
        self._note("on", "" if on_day else wrong, fault=on_day is None)
        if out_text and out_day is None:
            self._note("out", say(NOT_A_DAY), fault=True)
            return None
        late = on_day is not None and out_day is not None and out_day > on_day
        state = say("after the day judged: the setting is still on") if late else ""
        self._note("out", state or ("" if out_day else say("empty: the setting is on")))
        if on_day is None:
            return None
        return Situation(region, basis, on_day, out_day, age)

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
        self._compare(summary, self.baseline)

    @work(thread=True, exclusive=True, group="comparing", exit_on_error=False)
    def _compare(self, after: Summary, baseline: Situation) -> None:
        before, knowledge = after, self.session.knowledge
        if after.situation != baseline:
            before = summarise(after.export, knowledge, baseline)
        self.post_message(Compared(compare(before, after), opting_out(after, knowledge)))

    def on_compared(self, message: Compared) -> None:
        """Show a comparison, unless the situation has changed since."""
        comparison = message.comparison
        if comparison.after.situation != self.session.situation:
            return
        self.comparison = comparison
        status = wording.status(comparison.after)
        lines = [wording.headline(comparison.after)]
        if message.opt_out is not None and message.opt_out.past:
            lines.append(wording.split(message.opt_out.split, comparison.after.situation))
        lines += [wording.second_headline(one) for one in comparison.after.recipients]
        self.query_one("#whatif-status", Static).update(
            Content.assemble(
                safe.content(f"{status}\n" if status else "", "bold"),
                "\n" if status else "",
                Content("\n").join(safe.content(line) for line in lines),
            )
        )
        self.query_one("#whatif-totals", Static).update(Content.assemble(*_totals(comparison)))
        self.query_one("#whatif-history", Static).update(Content.assemble(*self._history()))

    def _history(self) -> Iterator[Content | str | tuple[str, str]]:
        situation = self.session.situation
        policies = self.session.knowledge.policies
        where = terms.IN_REGIONS[situation.region]
        title = say("Members {where}: in the programme or not").format(where=where)
        yield (f"{title}\n", "bold")
        for spell in spells(policies.programmes[situation.region], situation.on):
            period = spell.period
            start = (
                say("from {day}").format(day=day(period.start)) if period.start else say("before")
            )
            until = say(" until {day}").format(day=day(period.until)) if period.until else ""
            here = "▶" if spell.now else " "
            yield (f"{here} {say(spell.word).upper()}", "bold" if spell.now else "")
            said_the_day = say(", the day judged")
            yield f"  {start}{until}{said_the_day if spell.now else ''}\n"
            for reference in period.clauses:
                text, clause = policies.clause(reference)
                yield safe.content(f"    {wording.cited(text, clause.quote)}", "dim")
                yield "\n"
            if not period.clauses:
                told = say("No text that we know speaks of training on these days.")
                yield (f"    {told}\n", "dim")


def _capital(text: str) -> str:
    return terms.capital(text.removeprefix("the "))


def _day(text: str) -> dt.date | None:
    """A day as it is written here, or None."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _totals(found: Comparison) -> Iterator[Content | str | tuple[str, str]]:
    width = terms.verdict_width()
    words, records = say("words"), say("records")
    if found.same_situation:
        yield (f"{'':{width + 2}}{words:>10}{records:>10}\n", "bold")
    else:
        said_was = say("before")
        said_now = say("now")
        said_diff = say("diff.")
        heads = f"{said_was:>9}{said_now:>9}{said_diff:>9}"
        yield (f"{'':{width + 10}}{heads}\n", "bold")
    for verdict in VERDICTS:
        change = found.totals[verdict]
        name = f"{terms.GLYPHS[verdict]} {terms.VERDICTS_SAID[verdict]:{width}}"
        before, after = change.before, change.after
        if found.same_situation:
            yield f"{name}{number(after.words):>10}{number(after.records):>10}\n"
            continue
        yield f"{name}{words:8}{number(before.words):>9}{number(after.words):>9}"
        yield (f"{signed(change.words):>9}\n", "bold")
        yield f"{'':{width + 2}}{records:8}{number(before.records):>9}{number(after.records):>9}"
        yield (f"{signed(change.records):>9}\n", "bold")
    if found.same_situation:
        told = say("This is the situation of the start: change a field to see the difference.")
        yield f"\n{told}\n\n"
        return
    if not found.categories:
        said_no_verdict = say("No verdict changes.")
        yield f"\n{said_no_verdict}\n\n"
        return
    said_what_changes = say("What changes most")
    yield (f"\n{said_what_changes}\n", "bold")
    for one in found.categories[:MOST_CATEGORIES]:
        yield f"{terms.category(one.category)}\n"
        yield from _category(one)
    more = len(found.categories) - MOST_CATEGORIES
    if more > 0:
        yield say("and {n} more").format(n=more) + "\n"
    yield "\n"


def _category(one: CategoryChange) -> Iterator[str]:
    width = terms.verdict_width()
    for verdict in VERDICTS:
        change = one.changes[verdict]
        if change.values or change.words:
            name = f"{terms.GLYPHS[verdict]} {terms.VERDICTS_SAID[verdict]:{width}}"
            yield f"  {name}{_moved(change)}\n"


def _moved(change: Change) -> str:
    if change.words:
        before, after = change.before.words, change.after.words
        told, moved = say("{before} → {after} words ({change})"), change.words
    else:
        before, after = change.before.values, change.after.values
        told, moved = say("{before} → {after} values ({change})"), change.values
    return told.format(before=f"{number(before):>8}", after=number(after), change=signed(moved))
