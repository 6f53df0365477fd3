"""What Explore and Search share: a table of records above the record read whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import polars as pl
from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from inspector.language import Phrases, mark, say
from inspector.session.listing import DOWNWARD, Selection, SortKey
from inspector.session.record import Record, links
from inspector.summary.summary import Summary
from inspector.tui import keys
from inspector.tui.host import Host
from inspector.tui.keys import Scope
from inspector.tui.models.filter import Filter
from inspector.tui.models.groups import short_paths
from inspector.tui.pages.page import Page
from inspector.tui.screens.filter import FilterScreen
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets import record_text
from inspector.tui.widgets.record_pane import ReadingPane
from inspector.tui.widgets.record_text import TextBlock
from inspector.tui.widgets.records_table import RecordsTable, Snippet

RECORD_PAUSE = 0.05
"""Seconds the cursor rests on a record before it is read."""
SORTS: tuple[SortKey, ...] = ("entry", "words", "day", "text", "verdict")
"""In the order in which they are gone through, the most telling first."""
_ORDER_NAMES: Mapping[SortKey, str] = Phrases({
    "entry": mark("as in the files"), "verdict": mark("by verdict"), "day": mark("by date"),
    "words": mark("by length"), "text": mark("by text"),
})  # fmt: skip
_OF_RECORD = frozenset({"copy", "copy_all", "open_link", "next_hit", "previous_hit"})


@dataclass(eq=False, repr=False)
class RecordView(Message):
    """A record was read whole, off the event loop."""

    record: Record
    place: tuple[object, ...]
    pieces: Sequence[TextBlock]


class RecordsPage(Page):
    """Table and reading pane, sorting, filtering, copying, and the way from pane to pane."""

    NARROW: ClassVar[int] = 100
    """Columns below which panes take turns."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings("table"),
        Binding("tab", "cycle(1)", show=False),
        Binding("shift+tab", "cycle(-1)", show=False),
        Binding("escape", "back", tooltip=mark("Back to where you were."), show=False, id="back"),
        Binding("enter", "deeper", show=False),
        Binding("right", "cycle(1)", show=False),
        Binding("left", "cycle(-1)", show=False),
        keys.move("right", "cycle(1)"),
        keys.move("left", "cycle(-1)"),
    ]

    def __init__(self, host: Host, id: str) -> None:
        super().__init__(host, id)
        self.filter = Filter()
        self.chosen = Selection()
        """What is listed, before the filter."""
        self.sort: tuple[SortKey, bool] = ("entry", False)
        self.record: Record | None = None
        self.query_text = ""
        self._place: tuple[object, ...] = ()
        self._timer: Timer | None = None

    # Parts

    @property
    def table(self) -> RecordsTable:
        """The listing."""
        return self.query_one(RecordsTable)

    @property
    def pane(self) -> ReadingPane:
        """The record."""
        return self.query_one(ReadingPane)

    @property
    def panes(self) -> tuple[Widget, ...]:
        """What Tab goes through."""
        return (self.table, self.pane)

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Its own actions, and those of a listing."""
        return (self.SCOPE, "table")

    @property
    def whole(self) -> bool:
        """Whether the record has the page to itself."""
        return self.has_class("-whole")

    def refresh_listing(self) -> None:
        """Sort or filter changed: list again."""

    # Listing

    def fill(
        self, listing: pl.DataFrame, summary: Summary, keep: tuple[int, int] | None, empty: str,
        snippet: Snippet | None = None,
    ) -> None:  # fmt: skip
        """Show a listing in the table, and the record under its cursor."""
        self.table.set_listing(
            listing, short_paths(summary), sort=self.sort, keep=keep, empty=empty,
            texts=self.session.store.previews, snippet=snippet,
        )  # fmt: skip
        if not listing.height:
            self.record, self._place = None, ()
            self.pane.show(())
            self.refresh_bindings()
        line = self.query_one(".filter-told", Static)
        line.display = bool(self.filter)
        told = say("only {filter} · {back} clears, {change} changes")
        keys = {"back": self.host.key("back"), "change": self.host.key("filter")}
        line.update(inert_line(told.format(filter=self.filter.words, **keys)))

    def on_records_table_highlight(self, message: RecordsTable.Highlight) -> None:
        """Read the record once the cursor rests."""
        if self._timer is not None:
            self._timer.stop()
        entry, at = message.entry, message.at
        self._timer = self.set_timer(RECORD_PAUSE, lambda: self.read_record(entry, at))

    def read_record(self, entry: int, at: int) -> None:
        """Show a record in the pane."""
        place = (entry, at, self.session.situation, self.query_text)
        if place != self._place:
            self._read(entry, at, place, self.query_text)

    @work(thread=True, exclusive=True, group="record", exit_on_error=False)
    def _read(self, entry: int, at: int, place: tuple[object, ...], query: str) -> None:
        record = self.session.record(entry, at)
        pieces = record_text.text_blocks(record, self.session.judge(), query)
        self.post_message(RecordView(record, place, pieces))

    def on_record_view(self, message: RecordView) -> None:
        """Show what was read."""
        again = message.place[:2] == self._place[:2]
        self._place = message.place
        self.record = message.record
        linked = self.host.links.linked
        pieces = [replace(one, content=linked(one.content)) for one in message.pieces]
        self.pane.show(pieces, again=again)
        self.refresh_bindings()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say that something went wrong, and never what it held."""
        if event.state is WorkerState.ERROR:
            kind = type(event.worker.error).__name__
            told = say("That could not be shown ({kind}). The other pages still work.")
            self.host.tell(told.format(kind=kind), severity="error")

    # Going through it

    def on_records_table_choice(self, message: RecordsTable.Choice) -> None:
        """The record alone."""
        self.open_whole(message.entry, message.at)

    def open_whole(self, entry: int, at: int) -> None:
        """Give the page to a record."""
        self.read_record(entry, at)
        self.add_class("-whole")
        self.pane.focus()

    def action_deeper(self) -> None:
        """One step further down."""
        if not self.whole and self.record is not None:
            self.add_class("-whole")

    def leave_whole(self) -> bool:
        """Back from a record to the listing; False if there was none open."""
        if not self.whole:
            return False
        self.remove_class("-whole")
        self.table.focus()
        return True

    def action_cycle(self, steps: int) -> None:
        """The next pane, or the one before."""
        panes = self.panes
        if self.whole:
            self.leave_whole()
            return
        here = next((n for n, pane in enumerate(panes) if pane.has_focus), -steps)
        self.enter_pane(panes[(here + steps) % len(panes)])

    def enter_pane(self, pane: Widget) -> None:
        """Focus a pane."""
        pane.focus()

    def action_next_hit(self) -> None:
        """The next record."""
        self.table.action_move(1)

    def action_previous_hit(self) -> None:
        """The record before."""
        self.table.action_move(-1)

    # Sorting and filtering

    def action_sort(self) -> None:
        """By the next column."""
        alike = self.chosen.verdict or self.filter.verdict
        keys = [key for key in SORTS if not (alike and key == "verdict")]
        at = keys.index(self.sort[0]) + 1 if self.sort[0] in keys else 0
        self.sort_by(keys[at % len(keys)], keys[at % len(keys)] in DOWNWARD)

    def action_reverse(self) -> None:
        """The other way round."""
        self.sort_by(self.sort[0], not self.sort[1])

    def on_records_table_sort_request(self, message: RecordsTable.SortRequest) -> None:
        """By the column clicked; once more: the other way round."""
        same = message.key == self.sort[0]
        self.sort_by(message.key, not self.sort[1] if same else message.key in DOWNWARD)

    def sort_by(self, key: SortKey, descending: bool) -> None:
        """Sort the listing."""
        self.sort = (key, descending)
        self.refresh_listing()

    @property
    def order(self) -> str:
        """The order, said."""
        return _ORDER_NAMES[self.sort[0]] + (" ▼" if self.sort[1] else "")

    def action_filter(self) -> None:
        """Ask what to show."""
        categories = [one.category for one in self.host.summary.by_category()]
        self.app.push_screen(FilterScreen(self.filter, categories), self._filtered)

    def _filtered(self, chosen: Filter | None) -> None:
        if chosen is not None and chosen != self.filter:
            self.filter = chosen
            self.refresh_listing()

    def clear_filter(self) -> bool:
        """Show everything again; False if nothing was left out."""
        if not self.filter:
            return False
        self.filter = replace(Filter())
        self.refresh_listing()
        return True

    # Copying

    def _current(self) -> Record | None:
        current = self.table.current
        if current is not None and self._place[:2] != current:
            return self.session.record(*current)
        return self.record

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is copied or opened where no record is."""
        return action not in _OF_RECORD or self.table.current is not None

    def action_copy(self) -> None:
        """The record's own words."""
        if (record := self._current()) is not None:
            self.host.copy(record_text.text(record), say("The text of the record."))

    def action_copy_all(self) -> None:
        """The record with its verdict and clause."""
        if (record := self._current()) is not None:
            whole = record_text.plain(record, self.session.judge())
            self.host.copy(whole, say("The whole record, with its verdict and clause."))

    def action_open_link(self) -> None:
        """A link of the record."""
        record = self._current()
        found = tuple(links(record)) if record is not None else ()
        self.host.follow(found, say("This record holds no link."))


def is_same(one: Summary, other: Summary) -> bool:
    """Whether two summaries say the same of the same files."""
    return len(one.files) == len(other.files) and one.situation == other.situation
