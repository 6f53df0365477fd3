"""The first page: the answer in a sentence, in bars, by category and by month."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from inspector import wording
from inspector.summary import Summary
from inspector.tui import safe
from inspector.tui.pages.page import Page


class Overview(Page):
    """What is inside, at a glance."""

    HELP: ClassVar[str] = "What of your export is inside, unclear and outside."

    def compose(self) -> ComposeResult:
        """The headline."""
        yield Static("", id="headline", markup=False)

    def show(self, summary: Summary) -> None:
        """Render a summary."""
        self.query_one("#headline", Static).update(safe.content(wording.headline(summary)))
