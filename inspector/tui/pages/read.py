"""Read: what is inside, word for word in one scroll, with the marks that stand in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import polars as pl
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from inspector.language import mark, number, say
from inspector.marks.columns import ColumnFinder
from inspector.marks.special_words import SpecialFinder
from inspector.marks.survey import Survey, survey
from inspector.marks.tally import finder_of
from inspector.summary.summary import Summary
from inspector.tui.host import Host
from inspector.tui.keys import Scope, bindings
from inspector.tui.models import read_head
from inspector.tui.models.item_reader import ItemReader
from inspector.tui.models.read_item import ReadItem
from inspector.tui.models.read_list import ORDERS, ORDERS_SAID, Wish, ahead, listing
from inspector.tui.pages.links_page import LinksPage
from inspector.tui.screens.read_filter import ReadFilterScreen
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets import item_text
from inspector.tui.widgets.read_scroll import ReadScroll
from inspector.verdicts.situation import Situation

TELLING = 0.02
"""Share of a search for all marks after which it is told how far it is."""


@dataclass(eq=False, repr=False)
class ReadListing(Message):
    """Records were listed, off the event loop."""

    wish: Wish
    listing: pl.DataFrame
    situation: Situation


@dataclass(eq=False, repr=False)
class FinderReadiness(Message):
    """All is at hand that finding marks takes."""

    finder: ColumnFinder
    situation: Situation


@dataclass(eq=False, repr=False)
class SurveyProgress(Message):
    """How far all marks are looked for; at the end with them."""

    share: float
    survey: Survey | None
    situation: Situation


@dataclass(eq=False, repr=False)
class NextMark(Message):
    """The next item in which anything is lit; None: there is none."""

    found: tuple[int, ReadItem] | None
    step: Literal[1, -1]


class ReadPage(LinksPage):
    """The scroll, and below it what is to be said of the item and the mark under the cursor."""

    TITLE: ClassVar[str] = mark("Read")
    SCOPE: ClassVar[Scope] = "read"
    HELP: ClassVar[str] = mark(
        "The words inside, one text after the other. What rules find in them is lit, with a letter "
        "before it: addresses, numbers, amounts, names from your contacts; a question mark behind "
        "the letter: likely, not certain. A mark is no verdict, and says neither whom nor what it "
        "means. n goes to the next mark, Enter to the record whole, c to the clause. x puts a text "
        "on your list, which Export writes. m shows words of health, belief, unions, politics, "
        "origin and orientation from our own lists, until you leave; nothing of that is counted or "
        "written."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("read"),
        Binding("tab", "app.focus_next", show=False),
        Binding("escape", "back", tooltip=mark("Back to where you were."), show=False, id="back"),
    ]

    def __init__(self, host: Host, id: str) -> None:
        super().__init__(host, id)
        self.wish = Wish()
        self.survey: Survey | None = None
        """All marks under the verdict wanted, once they are known."""
        self._finder: ColumnFinder | None = None
        self._special: SpecialFinder | None = None
        self._share = 0.0
        self._told: Summary | None = None
        self._whole = False
        """Whether what is listed was listed when all was read."""
        self._is_survey_due = False
        """Whether marks are to be looked for once the first items are in sight."""

    def compose(self) -> ComposeResult:
        """The scroll and its foot."""
        yield ReadScroll(id="read-scroll")
        yield Static("", id="read-foot", markup=False)

    @property
    def scroll_view(self) -> ReadScroll:
        """The scroll."""
        return self.query_one(ReadScroll)

    def opened(self) -> None:
        """The scroll takes the keys."""
        self.scroll_view.focus()
        self.show(self.host.summary)

    def show(self, summary: Summary) -> None:
        """Render a summary; nothing is listed while another page is in front."""
        if not self.display:
            return
        told, self._told = self._told, summary
        judged_anew = told is not None and told.situation != summary.situation
        if judged_anew or (self._whole and told is not None and told.export is not summary.export):
            self.survey, self._finder, self._share = None, None, 0.0
        if told is None or judged_anew or not self._whole:
            self._whole = not self.host.reading
            self._is_survey_due = self._whole and self._finder is None
            self._list()
        elif self._finder is None:
            self._survey(summary, self.wish, None)
        self._show_head()

    @property
    def reader(self) -> ItemReader:
        """What reads items as they are wanted."""
        return ItemReader(self.session, self.wish.verdict, self._finder, self._special)

    # Listing

    def _list(self) -> None:
        if self._told is not None:
            self._list_records(self._told, self.wish, self.survey)

    @work(thread=True, exclusive=True, group="read-listing", exit_on_error=False)
    def _list_records(self, summary: Summary, wish: Wish, known: Survey | None) -> None:
        worker = get_current_worker()
        found = listing(self.session.store, summary, wish, known, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.post_message(ReadListing(wish, found, summary.situation))

    def on_read_listing(self, message: ReadListing) -> None:
        """Show the records, if they are still wanted."""
        if message.wish == self.wish and message.situation == self.session.situation:
            item = self.scroll_view.item
            keep = (item.entry, item.at) if item is not None and self._is_moved else None
            self.scroll_view.show(message.listing, self.reader.items, keep)
            self._show_title()
            if self._is_survey_due and self._told is not None:
                self._is_survey_due = False
                self.call_after_refresh(self._survey, self._told, self.wish, None)

    @property
    def _is_moved(self) -> bool:
        return self.scroll_view.scroll.cursor > self.scroll_view.scroll.first

    @work(thread=True, exclusive=True, group="survey", exit_on_error=False)
    def _survey(self, summary: Summary, wish: Wish, finder: ColumnFinder | None) -> None:
        worker, session, here = get_current_worker(), self.session, summary.situation
        if finder is None:
            rules = session.knowledge.mark_rules
            finder = ColumnFinder(finder_of(session, summary, rules), rules)
            if worker.is_cancelled:
                return
            self.post_message(FinderReadiness(finder, here))
        told = 0.0

        def tell(share: float) -> None:
            nonlocal told
            if share - told >= TELLING and not worker.is_cancelled:
                told = share
                self.post_message(SurveyProgress(share, None, here))

        found = survey(
            session.store, summary, session.judge(here), finder, wish.verdict,
            lambda: worker.is_cancelled, tell,
        )  # fmt: skip
        if not worker.is_cancelled:
            self.post_message(SurveyProgress(1.0, found, here))

    def on_finder_readiness(self, message: FinderReadiness) -> None:
        """Light what is in sight."""
        if message.situation == self.session.situation:
            self._finder = message.finder
            self.scroll_view.show_items(self.reader.items)

    def on_survey_progress(self, message: SurveyProgress) -> None:
        """Say how far it is; with all marks, list again where the list hangs on them."""
        if message.situation != self.session.situation:
            return
        self._share = message.share
        if message.survey is not None and message.survey.verdict == self.wish.verdict:
            self.survey = message.survey
            if self.wish.needs_survey:
                self._list()
        self._show_head()
        self._show_title()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say that something went wrong, and never what it held."""
        if event.state is WorkerState.ERROR:
            kind = type(event.worker.error).__name__
            told = say("That could not be shown ({kind}). The other pages still work.")
            self.host.tell(told.format(kind=kind), severity="error")

    # What stands around the items

    def _show_head(self) -> None:
        if self._told is None:
            return
        policies = self.session.knowledge.policies
        said = read_head.head(self._told, policies, self.wish.verdict, self.survey, self._share)
        first, *rest = said
        parts = [inert_line(first, "bold"), *map(inert_line, rest)]
        if self.survey is not None and (letters := read_head.legend(self.survey)):
            parts.append(inert_line(letters, "$soft"))
        if self._special is not None:
            parts.append(inert_line(read_head.word_lists(), "$mark-word"))
        self.scroll_view.show_head(parts)

    def _show_title(self) -> None:
        shown = self.scroll_view
        told = [self.wish.words, ORDERS_SAID[self.wish.order]]
        shown.border_title = inert_line(" · ".join(told))
        height = shown.listing.height
        place = say("{n} of {all}").format(
            n=number((shown.row or 0) + 1 if height else 0), all=number(height)
        )
        listed = len(self.host.own_list)
        more = say(" · {n} on your list").format(n=number(listed)) if listed else ""
        waits = self.wish.needs_survey and self.survey is None
        shown.border_subtitle = say("looking for marks …") if waits else f"{place}{more}"

    def on_read_scroll_move(self) -> None:
        """Say what is under the cursor."""
        self._show_title()
        shown, item = self.scroll_view, self.scroll_view.item
        lines: list[Content] = []
        if item is None:
            reading = say("Reading; nothing is counted yet.")
            none = say("Nothing to read here.")
            lines.append(Content(reading if self.host.reading else none))
        else:
            if shown.selected is not None and shown.selected < len(item.lit):
                lit = item.lit[shown.selected]
                lines.append(inert_line(f"→ {item_text.about(lit)}", "bold"))
            lines.append(
                self.host.links.linked(inert_line(item.link or say("No link of its own.")))
            )
            lines.append(Content.styled(say(read_head.NO_DELETING), "$soft"))
        self.query_one("#read-foot", Static).update(Content("\n").join(lines))
        self.refresh_bindings()

    # Keys

    def action_next_mark(self) -> None:
        """The next mark, in this item or in a later one."""
        self._to_mark(1)

    def action_previous_mark(self) -> None:
        """The mark before."""
        self._to_mark(-1)

    def _to_mark(self, step: Literal[1, -1]) -> None:
        shown, item = self.scroll_view, self.scroll_view.item
        if item is None or shown.row is None:
            return
        if self._finder is None and self._special is None:
            self.host.tell(say("Marks are looked for once everything is read."))
            return
        count = len(item.lit)
        here = shown.selected if shown.selected is not None else (-1 if step > 0 else count)
        if 0 <= here + step < count:
            shown.go(shown.row, here + step)
        else:
            known = self.survey if self._special is None else None
            self._seek(self.reader, shown.listing, known, shown.row, step)

    @work(thread=True, exclusive=True, group="seek", exit_on_error=False)
    def _seek(
        self, reader: ItemReader, listed: pl.DataFrame, known: Survey | None, row: int,
        step: Literal[1, -1],
    ) -> None:  # fmt: skip
        worker = get_current_worker()
        rows = ahead(listed, known, row, step).to_list()
        found = reader.first_lit(listed, rows, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.post_message(NextMark(found, step))

    def on_next_mark(self, message: NextMark) -> None:
        """Go there."""
        if message.found is None:
            self.host.tell(say("No further mark."))
            return
        row, item = message.found
        self.scroll_view.go(row, 0 if message.step > 0 else len(item.lit) - 1)

    def action_sort(self) -> None:
        """The next order."""
        at = (ORDERS.index(self.wish.order) + 1) % len(ORDERS)
        self._wish_for(replace(self.wish, order=ORDERS[at]))

    def action_filter(self) -> None:
        """Ask what to read."""
        self.app.push_screen(ReadFilterScreen(self.wish), self._filtered)

    def _filtered(self, wish: Wish | None) -> None:
        if wish is not None and wish != self.wish:
            self._wish_for(wish)

    def _wish_for(self, wish: Wish) -> None:
        before, self.wish = self.wish, wish
        if wish.verdict != before.verdict:
            self.survey, self._share = None, 0.0
            if self._told is not None and self._whole:
                self._survey(self._told, wish, self._finder)
        self.scroll_view.scroll.home()
        self._list()
        self._show_head()

    def action_word_lists(self) -> None:
        """Show words of the lists, or not."""
        if self._special is None:
            self._special = SpecialFinder(self.session.knowledge.special_words)
        else:
            self._special = None
        self.scroll_view.show_items(self.reader.items)
        self._show_head()
        self.scroll_view.action_first()

    def action_list_item(self) -> None:
        """Put the item on the list, or off it."""
        item = self.scroll_view.item
        if item is not None:
            place = (item.entry, item.at)
            if place in self.host.own_list:
                self.host.own_list.remove(place)
            else:
                self.host.own_list.append(place)
            self.scroll_view.show_listed(frozenset(self.host.own_list))
            self._show_title()

    def action_clause(self) -> None:
        """The clause that decides the item, on its page."""
        item = self.scroll_view.item
        if item is not None and item.clause is not None:
            self.host.reveal(item.clause)

    def on_read_scroll_choice(self) -> None:
        """The record whole."""
        if (item := self.scroll_view.item) is not None:
            self.host.open_record(item.entry, item.at)

    def action_copy(self) -> None:
        """The item's own words."""
        if (item := self.scroll_view.item) is not None:
            self.host.copy(item.text, say("The text of the record."))

    @property
    def links(self) -> tuple[str, ...]:
        """The item's own."""
        item = self.scroll_view.item if self.is_mounted else None
        return (item.link,) if item is not None and item.link else ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is done to an item where there is none, and no clause shown that is not there."""
        if action in ("list_item", "copy", "clause") and self.is_mounted:
            item = self.scroll_view.item
            return item is not None and (action != "clause" or item.clause is not None)
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Everything that is inside again, or the page before."""
        if self.wish.is_narrow:
            self._wish_for(Wish(order=self.wish.order))
        else:
            self.host.action_go_back()
