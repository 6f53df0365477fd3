"""The export dialog: what, where to, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Checkbox, Input, RadioSet, Static

from inspector.errors import InspectError
from inspector.language import say
from inspector.outputs.save import FORMS, NAMES, REDACTABLE, TITLES, Form, take, told
from inspector.session.session import Session
from inspector.session.typed_path import typed_path
from inspector.summary.summary import Summary
from inspector.tui import keys as actions
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets.ticks import OneOf, Tick


@dataclass(eq=False, repr=False)
class WriteSuccess(Message):
    """A file was written."""

    words: str


@dataclass(eq=False, repr=False)
class WriteFailure(Message):
    """A file was not written; the words say why and what to do."""

    words: str


class ExportScreen(ModalScreen[str | None]):
    """Asks what to write and where; closes with a line that says what was written."""

    BINDINGS: ClassVar[list[BindingType]] = actions.bindings("dialog", "leave")

    def __init__(
        self, session: Session, summary: Summary, listed: Sequence[tuple[int, int]] = ()
    ) -> None:
        """`listed`: the records of the member's own list; empty: it is not offered."""
        super().__init__()
        actions.say_bindings(self)
        self._session = session
        self._summary = summary
        self._listed = tuple(listed)
        self._forms = tuple(one for one in FORMS if one != "list" or listed)

    def compose(self) -> ComposeResult:
        """The form, the path, the result."""
        with Vertical(id="export-dialog", classes="dialog"):
            yield Static(say("Export"), classes="dialog-title", markup=False)
            with RadioSet(id="export-form", compact=True):
                for form in self._forms:
                    yield OneOf(TITLES[form], value=form == FORMS[0], id=f"form-{form}")
            yield Static(say("To this file (its folder has to exist):"), markup=False)
            yield Input(NAMES[FORMS[0]], id="export-path", compact=True)
            yield Tick(say("Replace it if it exists"), id="export-force", compact=True)
            yield Tick(
                say("Redacted: nothing of what the files say or are called"),
                id="export-redacted",
                compact=True,
            )
            with Horizontal(classes="dialog-buttons"):
                yield Button(say("Write"), variant="primary", id="export-write", compact=True)
                yield Button(say("Close"), id="export-close", compact=True)
            yield Static("", id="export-result", markup=False)

    @property
    def form(self) -> Form:
        """The form chosen."""
        return self._forms[max(self.query_one("#export-form", RadioSet).pressed_index, 0)]

    @on(RadioSet.Changed, "#export-form")
    def _suggest(self) -> None:
        # Hidden, not unticked: whoever goes on to another form finds the choice as it was.
        self.query_one("#export-redacted", Checkbox).display = self.form in REDACTABLE
        path = self.query_one("#export-path", Input)
        if path.value in ("", *NAMES.values()):
            path.value = NAMES[self.form]

    @on(Button.Pressed, "#export-write")
    @on(Input.Submitted, "#export-path")
    def _write(self) -> None:
        given = self.query_one("#export-path", Input).value.strip()
        if not given:
            self._say(say("Name a file to write to."))
            return
        self._say(say("Writing …"))
        force = self.query_one("#export-force", Checkbox).value
        redacted = self.query_one("#export-redacted", Checkbox).value
        self._take(self.form, typed_path(given), force, redacted)

    @work(thread=True, exclusive=True, group="taking", exit_on_error=False)
    def _take(self, form: Form, target: Path, force: bool, redacted: bool) -> None:
        try:
            size = take(
                self._session, self._summary, form, target,
                force=force, redacted=redacted, listed=self._listed,
            )  # fmt: skip
        except InspectError as fault:
            # The command line's words name its option; here the same is a box to tick.
            option = say("give --force to replace it")
            words = str(fault).replace(option, say("tick “Replace it”"))
            self.post_message(WriteFailure(words))
        except OSError:
            self.post_message(
                WriteFailure(say("The system would not let it be written; choose another."))
            )
        else:
            self.post_message(WriteSuccess(told(target, size)))

    def on_write_success(self, message: WriteSuccess) -> None:
        """Close, and hand on what was written."""
        self.dismiss(message.words)

    def on_write_failure(self, message: WriteFailure) -> None:
        """Stay open and say why."""
        self._say(message.words)

    @on(Button.Pressed, "#export-close")
    def action_leave(self) -> None:
        """Close without writing."""
        self.dismiss(None)

    def _say(self, words: str) -> None:
        cast("Static", self.query_one("#export-result")).update(inert_line(words))
