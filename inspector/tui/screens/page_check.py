"""A page that the member saved, by its path, and how the clauses stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from inspector.check import page_check
from inspector.check.page_check import PageCheck
from inspector.errors import InspectError
from inspector.language import say
from inspector.outputs.plain import page_check as plain
from inspector.session.session import Session
from inspector.session.typed_path import typed_path
from inspector.tui import keys as actions
from inspector.tui.untrusted_text import inert_block, inert_line
from inspector.tui.widgets.marked_text import marked
from inspector.tui.widgets.pane import Pane


@dataclass(eq=False, repr=False)
class CheckedPage(Message):
    """A page was held against the texts, or could not be: then with why."""

    found: PageCheck | None
    fault: str = ""


class PageCheckScreen(ModalScreen[None]):
    """Asks for the path of a saved page; the report stands below."""

    BINDINGS: ClassVar[list[BindingType]] = actions.bindings("dialog", "leave")

    def __init__(self, session: Session) -> None:
        super().__init__()
        actions.say_bindings(self)
        self._session = session
        self.found: PageCheck | None = None
        """What is shown; None until a page was checked."""

    def compose(self) -> ComposeResult:
        """The path, and the report."""
        with Vertical(id="check-dialog", classes="dialog"):
            yield Static(say("Is it still what LinkedIn says?"), classes="dialog-title")
            yield Static(
                say(
                    "Save LinkedIn's page in your browser (as .html, .mhtml, or its text in a "
                    "file), and give its path. Nothing is sent."
                ),
                markup=False,
            )
            with Horizontal(classes="filter-line"):
                yield Static(say("page"), classes="filter-name", markup=False)
                yield Input(placeholder=say("path of the saved page"), id="check-path")
            with Horizontal(classes="dialog-buttons"):
                yield Button(say("Check"), variant="primary", id="check-do", compact=True)
                yield Button(say("Close"), id="check-close", compact=True)
            with Pane(id="check-scroll"):
                yield Static("", id="check-text", markup=False)

    def on_mount(self) -> None:
        """The path takes the keys."""
        self.query_one("#check-path", Input).compact = True
        self.query_one("#check-path").focus()

    @on(Button.Pressed, "#check-do")
    @on(Input.Submitted, "#check-path")
    def _ask(self) -> None:
        given = self.query_one("#check-path", Input).value.strip()
        if not given:
            self._tell(say("Give the path of the page that you saved."))
            return
        self._tell(say("Reading …"))
        self._check(typed_path(given))

    @work(thread=True, exclusive=True, group="checking", exit_on_error=False)
    def _check(self, path: Path) -> None:
        try:
            found = page_check.check(path, self._session.knowledge.policies)
        except InspectError as fault:
            self.post_message(CheckedPage(None, str(fault)))
        else:
            self.post_message(CheckedPage(found))

    def on_checked_page(self, message: CheckedPage) -> None:
        """Show the report, or why there is none."""
        self.found = message.found
        if self.found is None:
            self._tell(message.fault)
            return
        self._show()
        self.query_one("#check-scroll", Pane).scroll_home(animate=False)
        self.query_one("#check-scroll").focus()

    def on_resize(self) -> None:
        """Lay the text out to the new width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        if self.found is not None:
            width = self.query_one("#check-scroll", Pane).scrollable_content_region.width
            text = plain.render([self.found], width)
            self.query_one("#check-text", Static).update(marked(inert_block(text, len(text))))

    def _tell(self, words: str) -> None:
        self.query_one("#check-text", Static).update(inert_line(words))

    @on(Button.Pressed, "#check-close")
    def action_leave(self) -> None:
        """Back to the page."""
        self.dismiss(None)
