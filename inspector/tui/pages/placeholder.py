"""What stands in the place of the overview until that is there."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from inspector.language import mark, say
from inspector.tui.pages.page import Page


class OpeningPage(Page):
    """Says that the export is being read."""

    TITLE: ClassVar[str] = mark("Overview")
    HELP: ClassVar[str] = mark(
        "The export is being opened. In a moment the first page says what of it is inside "
        "LinkedIn's stated AI-training scope, what is outside, and what its texts leave unclear."
    )

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static(say("Reading; nothing is counted yet."), id="opening-line", markup=False)
