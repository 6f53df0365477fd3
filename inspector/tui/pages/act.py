"""What to do: steps with the clauses they rest on, and the items that are still one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

import polars as pl
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from inspector.advice.items import ITEMS_SCHEMA, arranged, items
from inspector.advice.steps import Advice, AdviceSection, advise
from inspector.language import mark, say
from inspector.outputs.wording import terms
from inspector.session.listing import DOWNWARD, SortKey
from inspector.summary.summary import Summary
from inspector.tui.host import Host
from inspector.tui.keys import Scope, bindings
from inspector.tui.pages.links_page import LinksPage
from inspector.tui.untrusted_text import inert_block, inert_line
from inspector.tui.widgets import clause_text
from inspector.tui.widgets.choices import Choices, Line, WrappedChoices
from inspector.tui.widgets.pane import Pane
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.records_table import RecordsTable
from inspector.verdicts.file_verdicts import JudgedFile


@dataclass(eq=False, repr=False)
class ItemListing(Message):
    """The items inside were gathered, off the event loop."""

    summary: Summary
    found: pl.DataFrame


class ActPage(LinksPage):
    """Steps on the left; what they rest on, and the items, on the right."""

    TITLE: ClassVar[str] = mark("Act")
    SCOPE: ClassVar[Scope] = "act"
    HELP: ClassVar[str] = mark(
        "What you can do, for your region, your status and this kind of export. Beside each "
        "step stand the sentences it rests on. Enter on a step goes to its clause, Enter on an "
        "item to its record. The items are what is inside and still yours to edit or delete, "
        "longest first. This program changes nothing on LinkedIn."
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings("act")

    def __init__(self, host: Host, id: str) -> None:
        super().__init__(host, id)
        self.advised: tuple[AdviceSection, ...] = ()
        """The steps on screen."""
        self.items = pl.DataFrame(schema=ITEMS_SCHEMA)
        """All items, longest first."""
        self._of: Summary | None = None
        self._on_items = False
        self._sorted: SortKey = "words"
        self._descending = True

    def compose(self) -> ComposeResult:
        """Steps, what they rest on, items."""
        with Horizontal(classes="halves"):
            yield WrappedChoices(say("Step by step"), id="act-steps")
            with Vertical(id="act-right"):
                with Pane(say("What it rests on"), id="act-rests"):
                    yield Prose(classes="body")
                yield RecordsTable(id="act-items")

    def opened(self) -> None:
        """The steps take the keys."""
        self.query_one("#act-steps").focus()
        self.show(self.host.summary)

    def show(self, summary: Summary) -> None:
        """Render a summary; nothing is gathered while another page is in front."""
        if not self.display:
            return
        session = self.session
        self.advised = advise(summary, session.knowledge)
        self._steps()
        if summary is not self._of:
            self._of = summary
            self._gather(summary)

    def fit(self) -> None:
        """Fold, and break the lines to the width there is."""
        super().fit()
        self.call_after_refresh(self._steps)

    @on(WrappedChoices.WidthChange)
    def _steps(self) -> None:
        listed = self.query_one("#act-steps", Choices)
        width = max(listed.scrollable_content_region.width - 2, 20)
        listed.show(list(_step_lines(self.advised, width)))
        self._rests()

    @work(thread=True, exclusive=True, group="items", exit_on_error=False)
    def _gather(self, summary: Summary) -> None:
        session = self.session
        self.post_message(ItemListing(summary, items(session.store, summary, session.knowledge)))

    def on_item_listing(self, message: ItemListing) -> None:
        """List the items, unless the situation has changed since."""
        if message.summary.situation != self.session.situation:
            return
        self.items = message.found
        self._sorted, self._descending = "words", True
        count = terms.plural(self.items.height, "item")
        words = terms.plural(int(self.items["words"].sum()), "word")
        table = self.query_one("#act-items", RecordsTable)
        told = say("Yours to edit or delete: {items}, {words}").format(items=count, words=words)
        table.border_title = told if self.items.height else say("Nothing inside has a link here")
        table.set_listing(self.items, self._titles, sort=("words", True), keep=table.current)

    @property
    def _titles(self) -> list[str]:
        return [_title(file) for file in self.host.summary.files]

    @on(RecordsTable.SortRequest)
    def _sort(self, message: RecordsTable.SortRequest) -> None:
        """By the column clicked; once more: the other way round."""
        table = self.query_one("#act-items", RecordsTable)
        downward = message.key in DOWNWARD
        descending = not self._descending if message.key == self._sorted else downward
        self._sorted, self._descending = message.key, descending
        self.items = arranged(self.items, message.key, descending=descending)
        table.set_listing(
            self.items, self._titles, sort=(message.key, descending), keep=table.current
        )

    # What it rests on

    @on(OptionList.OptionHighlighted)
    @on(RecordsTable.Highlight)
    def _moved(self) -> None:
        self.query_one("#act-rests", Pane).scroll_home(animate=False)
        self._rests()

    def on_descendant_focus(self) -> None:
        """What is explained is what has the cursor."""
        if isinstance(self.screen.focused, Choices | RecordsTable):
            self._on_items = isinstance(self.screen.focused, RecordsTable)
            self._rests()

    @property
    def step(self) -> Advice | None:
        """The step under the cursor."""
        chosen = self.query_one("#act-steps", Choices).chosen
        steps = (step for section in self.advised for step in section.steps)
        return next((step for step in steps if step.id == chosen), None)

    @property
    def item(self) -> dict[str, object] | None:
        """The item under the cursor."""
        at = self.query_one("#act-items", RecordsTable).cursor
        return self.items.row(at, named=True) if at < self.items.height else None

    def _rests(self) -> None:
        shown = self.query_one("#act-rests .body", Static)
        linked = self.host.links.linked
        if self._on_items and (item := self.item) is not None:
            shown.update(linked(_item_in_full(item)))
        elif (step := self.step) is not None:
            shown.update(linked(Content.assemble(*self._step_in_full(step))))
        self.refresh_bindings()

    def _step_in_full(self, step: Advice) -> Iterator[Content | str | tuple[str, str]]:
        if step.link:
            yield (say("Link  "), "bold")
            yield inert_line(step.link)
            yield "\n\n"
        if step.clauses:
            yield (say("It rests on") + "\n", "bold")
            yield clause_text.quotes(step.clauses, self.session.knowledge.policies)
        if step.source:
            yield (say("Read in  "), "bold")
            yield inert_line(step.source)
        if not step.clauses and not step.source:
            yield say("A piece of advice; it rests on no sentence of a text.")

    # Keys

    @on(OptionList.OptionSelected, "#act-steps")
    def _to_clause(self) -> None:
        step = self.step
        if step is not None and step.clauses:
            self.host.reveal(step.clauses[0])

    @on(RecordsTable.Choice)
    def _to_record(self, message: RecordsTable.Choice) -> None:
        self.host.open_record(message.entry, message.at)

    @property
    def links(self) -> tuple[str, ...]:
        """Of what is under the cursor: where it is done, then where it was read."""
        if self._on_items and (item := self.item) is not None:
            return (str(item["link"]),)
        step = self.step
        return tuple(one for one in (step.link, step.source) if one) if step is not None else ()


def _step_lines(advised: tuple[AdviceSection, ...], width: int) -> Iterator[Line]:
    for number, section in enumerate(advised):
        space = "\n" if number else ""
        yield None, Content.assemble(space, (say(section.title), "bold"))
        for step in section.steps:
            sign = "→" if step.link else "•"
            yield step.id, Content(f"{sign} " + "\n  ".join(wrap(say(step.text), width)))


def _title(file: JudgedFile) -> str:
    return say(file.reading.dataset.title) if file.reading.dataset else file.reading.path


def _item_in_full(item: dict[str, object]) -> Content:
    return Content.assemble(
        (say("Link  "), "bold"),
        inert_line(str(item["link"])),
        "\n\n",
        inert_block(str(item["text"])),
    )
