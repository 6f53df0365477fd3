"""The explorer: groups of records, the records of one, and each of them whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import polars as pl
from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, Tree
from textual.worker import get_current_worker

from inspector.language import mark, say
from inspector.outputs.wording import terms
from inspector.session.listing import Selection, SortKey
from inspector.summary.summary import Summary
from inspector.tui.host import Host
from inspector.tui.keys import Scope, bindings
from inspector.tui.models.groups import (
    GROUPINGS,
    WORDS_GROUPED,
    Branch,
    Grouping,
    group,
    grouping_of,
    rows_under,
    telling_group,
)  # fmt: skip
from inspector.tui.pages.record_listing import RecordsPage, is_same
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets.groups_tree import GroupsTree
from inspector.tui.widgets.record_pane import ReadingPane
from inspector.tui.widgets.records_table import RecordsTable

GROUP_PAUSE = 0.08
"""Seconds the cursor rests on a group before it is listed."""
EVERYTHING = Selection()
LONGEST: tuple[SortKey, bool] = ("words", True)
"""The order in which records are listed at first."""


@dataclass(eq=False, repr=False)
class SelectionListing(Message):
    """A selection was listed, off the event loop."""

    wanted: Selection
    listing: pl.DataFrame
    summary: Summary


class ExplorePage(RecordsPage):
    """Groups on the left, their records on the right, the record below."""

    TITLE: ClassVar[str] = mark("Explore")
    SCOPE: ClassVar[Scope] = "explore"
    HELP: ClassVar[str] = mark(
        "Every record of the export, in groups on the left. Enter leads from a group to its "
        "records, and from a record to the whole of it. Under a record stands the clause that "
        "decides it, word for word, and what each text says where they differ (↔). A record "
        "counts under the strongest verdict among its texts; cells that differ bear their own "
        "mark. In the UK each cell bears a second verdict, on Microsoft's models."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("explore")

    def __init__(self, host: Host, id: str) -> None:
        super().__init__(host, id)
        self.grouping: Grouping = "category"
        self.chosen = EVERYTHING
        self.title = ""
        self.sort = LONGEST
        self._jumped = False
        self._is_begun = False
        """Whether the group that tells most is chosen, or the user chose."""
        self._first: Selection | None = None
        self._asked_for: tuple[int, int] | None = None
        """The record that another page led to."""
        self._keep: tuple[int, int] | None = None
        self._wanted: Selection | None = None
        self._listing = False
        self._stale = False
        self._told: Summary | None = None
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Tree, table and reading pane."""
        with Horizontal(classes="explore-halves"):
            with Vertical(classes="groups-side"):
                yield GroupsTree(id="groups")
            with Vertical(classes="records-side"):
                yield Static("", classes="filter-told", markup=False)
                yield RecordsTable(id="explore-table")
                yield ReadingPane(id="explore-pane")

    # Showing

    def show(self, summary: Summary) -> None:
        """Bring tree and listing up to a summary; cheap where nothing changed."""
        told = self._told
        if not self.display:
            return
        if told is not None and is_same(told, summary):
            self._told = summary
            return
        self._told = summary
        is_moved = self.groups.selection not in (None, self._first)
        self._show_groups()
        if not self._is_begun:
            self._begin(summary, is_moved=is_moved)
        if not self._listing:
            self._list(keep=self.table.current)
        else:
            self._stale = True

    def _begin(self, summary: Summary, *, is_moved: bool) -> None:
        """Choose what tells most, as long as the user chose nothing and more is read."""
        first = telling_group(summary)
        if not is_moved and first is not None and self.groups.point_at(first):
            branch = self.groups.branch
            self.chosen, self.title = first, branch.title if branch is not None else ""
        self._first = self.groups.selection
        self._is_begun = is_moved or not self.host.reading

    def opened(self) -> None:
        """Where the user was, or the tree."""
        self.show(self.host.summary)
        if not self.query("*:focus"):
            self.enter_pane(self.pane if self.whole else self.groups)

    @property
    def groups(self) -> GroupsTree:
        """The groups."""
        return self.query_one(GroupsTree)

    @property
    def panes(self) -> tuple[Widget, ...]:
        """Tree, table, record."""
        return (self.groups, self.table, self.pane)

    def _show_groups(self, *, anew: bool = False) -> None:
        if self._told is None:
            return
        told = " · ".join((WORDS_GROUPED[self.grouping], say("r: other")))
        self.groups.border_title = inert_line(told)
        summary, policies = self._told, self.session.knowledge.policies
        judge = self.session.judge(summary.situation)
        counted = rows_under(summary, self.filter, judge) if self.filter else None
        self.groups.show(group(summary, self.grouping, policies, counted), anew=anew)

    def _list(self, keep: tuple[int, int] | None = None) -> None:
        """List what is chosen, under the filter and in the order wanted."""
        if self._told is None:
            return
        key, descending = self.sort
        narrowed = self.filter.on(self.chosen)
        self._keep = keep
        self._stale = False
        if narrowed is None:
            self._wanted = None
            self._fill(pl.DataFrame(schema=self.table.listing.schema), self._told)
            return
        self._wanted = replace(narrowed, sort=key, descending=descending)
        self._listing = True
        self._list_selection(self._wanted, self._told)

    @work(thread=True, exclusive=True, group="listing", exit_on_error=False)
    def _list_selection(self, wanted: Selection, summary: Summary) -> None:
        worker = get_current_worker()
        listing = self.session.store.listing(summary, wanted, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.post_message(SelectionListing(wanted, listing, summary))

    def on_selection_listing(self, message: SelectionListing) -> None:
        """Fill the table, if this is still what is wanted."""
        if message.wanted != self._wanted:
            return
        self._listing = False
        self._fill(message.listing, message.summary)
        if self._stale:
            self._list(keep=self.table.current)

    def _fill(self, listing: pl.DataFrame, summary: Summary) -> None:
        reading = say("nothing read yet") if self.host.reading else say("no record")
        empty = say("no record under this filter; Esc clears it") if self.filter else reading
        self.fill(listing, summary, self._keep, empty)
        said = f"{self.title} · {terms.plural(listing.height, 'record')}, {self.order}"
        self.table.border_title = inert_line(said)

    def refresh_listing(self) -> None:
        """Sort or filter changed."""
        self._show_groups()
        self._list(keep=self.table.current)

    # Choosing

    def open(self, selection: Selection, title: str, order: tuple[SortKey, bool] = LONGEST) -> None:
        """List a selection that another page asks for; Esc leads back there."""
        self._jumped = self._is_begun = True
        self._asked_for = None
        self.filter = type(self.filter)()
        self.sort = order
        self.remove_class("-whole")
        self._point_at(selection)
        self._choose(selection, title)
        self.enter_pane(self.table)

    def _point_at(self, selection: Selection) -> None:
        """Show where among the groups a selection is."""
        wanted = grouping_of(selection)
        other = wanted is not None and wanted != self.grouping
        if wanted is not None:
            self.grouping = wanted
        self._show_groups(anew=other)
        self.groups.point_at(selection)

    def open_record(self, entry: int, at: int) -> None:
        """Show one record whole, within its file."""
        self.show(self.host.summary)
        path = self.host.summary.files[entry].reading.path
        self.open(Selection(entries=(entry,)), path, ("entry", False))
        self._keep = self._asked_for = (entry, at)
        self.open_whole(entry, at)

    def _choose(self, selection: Selection, title: str) -> None:
        self.chosen, self.title = selection, title
        self._list()

    def on_tree_node_highlighted(self, message: Tree.NodeHighlighted[Branch]) -> None:
        """List a group once the cursor rests on it."""
        branch = message.node.data
        if branch is None or (self._jumped and not self.groups.has_focus):
            return
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(GROUP_PAUSE, lambda: self._choose_branch(branch))

    def _choose_branch(self, branch: Branch) -> None:
        self.title = branch.title
        if branch.selection != self.chosen:
            self._jumped = False
            self._choose(branch.selection, branch.title)

    def on_tree_node_selected(self, message: Tree.NodeSelected[Branch]) -> None:
        """On to the group's records."""
        if message.node.data is not None:
            self._choose_branch(message.node.data)
            self.enter_pane(self.table)

    def on_groups_tree_departure(self) -> None:
        """On to the records."""
        self.enter_pane(self.table)

    def action_regroup(self) -> None:
        """Category, file, clause, author."""
        self.grouping = GROUPINGS[(GROUPINGS.index(self.grouping) + 1) % len(GROUPINGS)]
        self._show_groups(anew=True)
        self.leave_whole()
        self.enter_pane(self.groups)

    # Going through it

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Where it is narrow, the tree is there only while it has the focus."""
        self.set_class(event.widget is self.groups, "-at-groups")

    def enter_pane(self, pane: Widget) -> None:
        """Focus a pane, the tree being shown first."""
        if pane is self.groups:
            self.add_class("-at-groups")
        pane.focus()

    def action_back(self) -> None:
        """One step up: record, listing, filter, groups, the page before.

        From a record that another page led to, back there.
        """
        came_for_it = self.whole and self._jumped and self._asked_for == self.table.current
        if (self.leave_whole() and not came_for_it) or self.clear_filter():
            return
        if self.groups.has_focus or self._jumped:
            self._jumped = False
            self.host.action_go_back()
        else:
            self.enter_pane(self.groups)
