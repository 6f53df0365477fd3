"""What both applications are: dressed as it is remembered, and saying where a fault of ours is."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App
from textual.worker import Worker, WorkerState

from inspector.errors import InspectError, fault_place
from inspector.exit_codes import ExitCode
from inspector.language import say
from inspector.tui.keys import say_bindings
from inspector.tui.settings import Settings


class BaseApp(App[int]):
    """An application over something that is read in the background."""

    MOST_FAULTS: ClassVar[int] = 0
    """Faults of our own after which going on makes no sense."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        say_bindings(self)
        self.settings = settings
        self.fault: InspectError | None = None
        """Why the reading ended early, if it did."""
        self.faults = 0
        self.own_fault: str | None = None
        """Where the fault of ours is that ended the application, if one did."""

    def on_mount(self) -> None:
        """Dress."""
        if self.settings.theme in self.available_themes:
            self.theme = self.settings.theme

    def action_next_theme(self) -> None:
        """The next theme; it is remembered."""
        names = sorted(self.available_themes)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.settings.remember_theme(self.theme)
        self.notify(say("Theme: {name}").format(name=self.theme))

    def on_worker_state_changed(self, message: Worker.StateChanged) -> None:
        """What fails in the background is a fault of ours, too."""
        if message.state is WorkerState.ERROR and isinstance(message.worker.error, Exception):
            self._handle_exception(message.worker.error)

    def _handle_exception(self, error: Exception) -> None:
        """Say it and go on; Textual's own way would print a traceback with the values in it."""
        if self.is_headless:  # under test, a fault has to end the test
            super()._handle_exception(error)
        else:
            self.survive(error)

    def survive(self, error: Exception) -> None:
        """Show where a fault of this program is, without its message; end after too many."""
        self.faults += 1
        place = fault_place(error)
        if self.faults > self.MOST_FAULTS:
            self.own_fault = place
            self._return_code = ExitCode.BUG
            self._close_messages_no_wait()
            return
        words = say("{place}. You can go on; if it comes again, please report these words.")
        words, title = words.format(place=place), say("A fault of this program")
        self.notify(words, title=title, severity="error", markup=False)
