"""Search: what of the export holds these words, and under which verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from inspector.knowledge.vocabulary import VERDICTS
from inspector.language import mark, number, plurally, say
from inspector.outputs.wording import terms
from inspector.session.listing import Selection
from inspector.session.search import Hits
from inspector.summary.summary import Summary
from inspector.tui.host import Host
from inspector.tui.keys import Scope, bindings
from inspector.tui.pages.record_listing import RecordsPage, is_same
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets.query_input import QueryInput
from inspector.tui.widgets.record_pane import ReadingPane
from inspector.tui.widgets.record_text import TEXT_STYLES
from inspector.tui.widgets.records_table import RecordsTable

TYPING_PAUSE = 0.15
"""Seconds after a key before the search begins."""
HINT = mark(
    "Type: every value of the export is searched; case, accents and letter styles do not matter."
)


@dataclass(eq=False, repr=False)
class SearchResult(Message):
    """A search came to its end."""

    hits: Hits
    summary: Summary
    query: str


class SearchPage(RecordsPage):
    """A line to type in, the hits by verdict, and the record under the cursor."""

    TITLE: ClassVar[str] = mark("Search")
    SCOPE: ClassVar[Scope] = "search"
    HELP: ClassVar[str] = mark(
        "Type, and every value of the export is searched: names, links and numbers too. Case, "
        "accents and styled letters do not matter. Enter or ↓ goes to the records found, and "
        "from one to the whole of it. Esc leads back to the line."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("search"),
        Binding("down", "to_hits", show=False),
    ]

    def __init__(self, host: Host, id: str) -> None:
        super().__init__(host, id)
        self.sort = ("verdict", False)
        self.hits: Hits | None = None
        self._told: Summary | None = None
        self._pause: Timer | None = None
        self._searching = False
        self._stale = False
        self._eager = False

    def compose(self) -> ComposeResult:
        """The line, the counts, the hits, the record."""
        with Horizontal(id="query-line"):
            yield Static("/ ", markup=False)
            yield QueryInput(say("search"), id="query")
        yield Static(say(HINT), id="hit-counts", markup=False)
        yield Static("", classes="filter-told", markup=False)
        with Vertical(classes="records-side"):
            yield RecordsTable(id="search-table")
            yield ReadingPane(id="search-pane")

    @property
    def input(self) -> Input:
        """Where the query is typed."""
        return self.query_one("#query", Input)

    @property
    def panes(self) -> tuple[Widget, ...]:
        """Line, table, record."""
        return (self.input, self.table, self.pane)

    def on_mount(self) -> None:
        """Nothing is listed yet."""
        self.table.empty = ""
        self.query_one(".filter-told", Static).display = False

    def show(self, summary: Summary) -> None:
        """Search again where there is more to search, or other verdicts."""
        if not self.display:
            return
        told, self._told = self._told, summary
        if (told is not None and is_same(told, summary)) or not self.query_text:
            return
        if self._searching:
            self._stale = True
        else:
            self._start()

    def opened(self) -> None:
        """Ready to type, or back at the record that was left."""
        self.show(self.host.summary)
        (self.pane if self.whole else self.input).focus()

    def begin(self) -> None:
        """Ready to type, whatever was open."""
        self.leave_whole()
        self.input.focus()
        self.input.select_all()

    # Searching

    @on(Input.Changed, "#query")
    def _typed(self, message: Input.Changed) -> None:
        if self._pause is not None:
            self._pause.stop()
        query = message.value.strip()
        if query == self.query_text:
            return
        self._eager = False
        self.query_text = query
        if not query:
            self.workers.cancel_group(self, "search")
            self._searching = False
            self._forget()
            return
        self._tell(say("searching …"))
        self._pause = self.set_timer(TYPING_PAUSE, self._start)

    def _forget(self) -> None:
        self.hits = None
        if self._told is not None:
            self.fill(self.table.listing.clear(), self._told, None, "")
        self._tell(say(HINT))

    def _start(self) -> None:
        if self._told is None or not self.query_text:
            return
        self._searching, self._stale = True, False
        key, descending = self.sort
        wanted = self.filter.on(Selection(sort=key, descending=descending))
        self._search(self._told, self.query_text, wanted)

    @work(thread=True, exclusive=True, group="search", exit_on_error=False)
    def _search(self, summary: Summary, query: str, wanted: Selection | None) -> None:
        worker = get_current_worker()
        hits = self.session.index.search(summary, query, wanted, stop=lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            self.post_message(SearchResult(hits, summary, query))

    def on_search_result(self, message: SearchResult) -> None:
        """Show the hits, if they are still wanted."""
        query = message.query
        if query != self.query_text:
            return
        before = self.hits is not None and self.hits.query == query
        self.hits, self._searching = message.hits, False
        index = self.session.index
        self.fill(
            message.hits.listing, message.summary, self.table.current if before else None,
            say("no value holds this under this filter; Esc clears it")
            if self.filter
            else say("no value holds this"),
            lambda entry, at: index.snippet(entry, at, query),
        )  # fmt: skip
        self._tell(self._counts(message.hits))
        if self._eager:
            self.action_to_hits()
        if self._stale:
            self._start()

    def _counts(self, hits: Hits) -> Content:
        parts: list[Content | str] = []
        for verdict in VERDICTS:
            name = terms.VERDICTS_SAID[verdict]
            said = f"{terms.GLYPHS[verdict]} {number(hits.counts[verdict])} {name}"
            parts += [Content.styled(said, TEXT_STYLES[verdict]), "  "]
        whole = sum(hits.counts.values())
        if self.host.reading:
            told = plurally(
                "{n} record found so far, still reading, {order}",
                "{n} records found so far, still reading, {order}",
                whole,
            )
        else:
            told = plurally("{n} record found, {order}", "{n} records found, {order}", whole)
        parts.append(f"  {told.format(n=number(whole), order=self.order)}")
        return Content.assemble(*parts)

    def _tell(self, said: str | Content) -> None:
        content = said if isinstance(said, Content) else inert_line(said)
        self.query_one("#hit-counts", Static).update(content)

    def refresh_listing(self) -> None:
        """Sort or filter changed."""
        self._start()

    # Going through it

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self._eager = True
        if self.hits is not None and self.hits.query == self.query_text:
            self.action_to_hits()

    def action_to_hits(self) -> None:
        """From the line to the records found."""
        self._eager = False
        if self.table.listing.height:
            self.table.focus()

    def action_deeper(self) -> None:
        """From the record whole to its place in its file."""
        current = self.table.current
        if not self.whole:
            super().action_deeper()
        elif current is not None:
            self.host.open_record(*current)

    def action_back(self) -> None:
        """One step up: record, hits, filter, line, the page before."""
        if self.leave_whole() or self.clear_filter():
            return
        if self.input.has_focus:
            self.host.action_go_back()
        else:
            self.input.focus()
