"""The first page: the answer in a sentence, in bars, by category and by month."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from inspector.advice.opt_out import opting_out, sayings
from inspector.language import mark, say
from inspector.outputs.wording import sentences, terms
from inspector.session.listing import Selection
from inspector.summary.summary import Summary
from inspector.tui.pages.page import Page
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets import answer_text, category_lines
from inspector.tui.widgets.bars import VerdictBar
from inspector.tui.widgets.category_lines import AUTHOR, leading
from inspector.tui.widgets.choices import Choices, WrappedChoices
from inspector.tui.widgets.member_status import second_question, standing
from inspector.tui.widgets.pane import Pane
from inspector.tui.widgets.prose import Prose
from inspector.tui.widgets.timeline_chart import TimelineChart


class OverviewPage(Page):
    """What is inside, at a glance."""

    TITLE: ClassVar[str] = mark("Overview")
    HELP: ClassVar[str] = mark(
        "What of your export is inside LinkedIn's stated AI-training scope, what is outside, "
        "and what its texts leave unclear. Words are counted by category, and by whose words "
        "they are. Enter opens the records of the line under the cursor."
    )

    def compose(self) -> ComposeResult:
        """The answer, where its words are and what is worth knowing, what it comes from."""
        with Pane(say("Your words"), id="answer"):
            yield Prose("headline")
            yield VerdictBar(id="verdict-bar")
            yield Prose("beside")
            yield Static("", id="next", markup=False)
        with VerticalScroll(id="overview-body", can_focus=False), Horizontal(id="overview-halves"):
            with Vertical(id="overview-left"):
                with Vertical(id="category-pane", classes="pane") as categories:
                    categories.border_title = say("Where they are")
                    yield Static("", id="category-title", markup=False)
                    yield WrappedChoices(id="categories")
                with Vertical(id="author-pane", classes="pane") as authors:
                    authors.border_title = say("Whose they are")
                    yield WrappedChoices(id="authors")
            with Vertical(id="overview-right"):
                with Pane(say("What to know"), id="known"):
                    yield Prose("standing")
                    yield Prose("seconds")
                    yield Prose("findings")
                    yield TimelineChart(id="timeline-below")
                    yield Prose("read")
                with Pane(say("When they were written"), id="chart"):
                    yield TimelineChart(id="timeline")
        with Horizontal(id="provenance"):
            yield Static("", id="judged-by", markup=False)
            yield Static("", id="ledger", markup=False)

    def opened(self) -> None:
        """The categories take the keys."""
        self.query_one("#categories", OptionList).focus()

    @on(WrappedChoices.WidthChange)
    def _room_changed(self) -> None:
        """A list has another width, or there is room for another."""
        self._list()

    def fit(self) -> None:
        """Fold, and draw the bars to the width there is."""
        super().fit()
        self.call_after_refresh(self._list)

    def show(self, summary: Summary) -> None:
        """Render a summary."""
        reading = self.host.reading
        opt_out = None if reading else opting_out(summary, self.session.knowledge)
        self._panel("#headline", answer_text.headline(summary, reading=reading))
        bar = self.query_one(VerdictBar)
        bar.display = summary.export.was_read
        bar.show(summary)
        self._panel("#beside", Content("") if reading else answer_text.beside(summary))
        self._panel("#next", Content("") if reading else answer_text.next_keys(summary))
        said = sayings(summary, self.session.knowledge.policies)
        self._panel("#standing", standing(said, opt_out))
        seconds = (second_question(one) for one in summary.recipients)
        self._panel("#seconds", Content.assemble(*seconds))
        self._panel("#findings", Content("") if reading else answer_text.findings(summary))
        self._panel("#read", answer_text.read(summary))
        programme = self.session.knowledge.policies.programmes[summary.situation.region]
        for chart in self.query(TimelineChart):
            chart.show(summary, programme.began)
        self.query_one("#judged-by", Static).update(inert_line(sentences.judged_by(summary)))
        self.query_one("#ledger", Static).update(inert_line(answer_text.ledger(summary, reading)))
        self._list()

    def _panel(self, selector: str, content: Content) -> None:
        panel = self.query_one(selector, Static)
        panel.update(content)
        panel.display = bool(content)

    def _list(self) -> None:
        summary = self.host.summary
        shown, authors = self.query_one("#categories", Choices), self.query_one("#authors", Choices)
        width = shown.scrollable_content_region.width
        self.query_one("#category-title", Static).update(category_lines.heads(summary, width))
        lines = list(category_lines.of_categories(summary, width))
        apart = authors.scrollable_content_region.width
        if not apart and lines:  # no pane of their own
            lines += [(None, Content.styled("\n" + say("Whose they are"), "bold $soft"))]
            lines += category_lines.of_authors(summary, width)
        shown.show(lines, first=True)
        authors.show(list(category_lines.of_authors(summary, apart)), first=True)

    @on(OptionList.OptionSelected)
    def _open(self, message: OptionList.OptionSelected) -> None:
        chosen, summary = message.option_id or "", self.host.summary
        for author, totals in summary.by_author.items():
            if chosen == f"{AUTHOR}{author}":
                selection = Selection(author=author, verdict=leading(totals))
                self.host.explore(selection, sentences.author(author))
        for one in summary.by_category():
            if chosen == one.category:
                selection = Selection(category=one.category, verdict=leading(one.totals))
                self.host.explore(selection, terms.category(one.category))
