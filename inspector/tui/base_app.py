"""What both applications are: how they are dressed and left, what they tell, copy and open."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import ClassVar, NamedTuple, cast

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.notifications import SeverityLevel
from textual.worker import Worker, WorkerState

from inspector.errors import InspectError, fault_place
from inspector.exit_codes import ExitCode
from inspector.language import mark, say
from inspector.outputs import printable
from inspector.tui import keymap, keys, themes
from inspector.tui.desktop import Desktop, NoDesktop
from inspector.tui.keys import Scope, say_bindings
from inspector.tui.links import Following, Links
from inspector.tui.palette import ActionsProvider
from inspector.tui.settings import Settings
from inspector.tui.untrusted_text import portable

TOLD_AT_ONCE = 200
"""Characters of what was copied that are shown."""


class Told(NamedTuple):
    """What is said in a corner of the screen."""

    words: str
    title: str
    severity: SeverityLevel
    until: float
    """On the clock that only goes on."""


class BaseApp(App[int]):
    """An application over something that is read in the background."""

    MOST_FAULTS: ClassVar[int] = 0
    """Faults of our own after which going on makes no sense."""
    COMMANDS = {ActionsProvider}  # noqa: RUF012 (as Textual declares it)
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before whatever has the focus, and whatever stands above the page.
        Binding("ctrl+c", "interrupt", show=False, priority=True, system=True),
        Binding("ctrl+q", "quit", mark("Quit"), show=False, priority=True, system=True),
    ]

    def __init__(self, settings: Settings, desktop: Desktop | None = None) -> None:
        super().__init__()
        say_bindings(self)
        self.settings = settings
        self.links = Links(open_links=settings.open_links)
        """Which of them are opened, and how they are drawn."""
        self._desktop: Desktop = desktop or NoDesktop()
        self._warnings: list[Told] = []
        self.fault: InspectError | None = None
        """Why the reading ended early, if it did."""
        self.faults = 0
        self.own_fault: str | None = None
        """Where the fault of ours is that ended the application, if one did."""
        shipped = tuple(self.available_themes)
        for name in themes.OWN:
            self.register_theme(themes.find(name))
        self.wear(settings.theme)
        for name in shipped:
            if name != self.theme:
                self.unregister_theme(name)

    # Themes

    @property
    def theme_names(self) -> tuple[str, ...]:
        """Those to choose from on this terminal; the first is worn where none is remembered."""
        return themes.offered(self.console.color_system)

    def wear(self, name: str) -> None:
        """Dress in a theme, or in the first where none of that name is offered."""
        names = self.theme_names
        theme = themes.find(name if name in names else names[0])
        self.register_theme(theme)
        self.theme = theme.name

    def action_choose_theme(self) -> None:
        """Choose from the list of themes; the one chosen is remembered."""
        from inspector.tui.screens.themes import ThemeScreen

        if not isinstance(self.screen, ThemeScreen):
            self.push_screen(ThemeScreen(self.theme_names, self.theme, self.wear), self._themed)

    def _themed(self, name: str | None) -> None:
        if name is not None:
            self.wear(name)
            self.settings.remember_theme(name)

    # Keys

    def on_load(self) -> None:
        """Bind the keys that the settings ask for."""
        self.set_keymap(self.settings.keys)

    def on_ready(self) -> None:
        """Say what of the settings could not be read."""
        if self.settings.faults:
            file = say("In {file}:").format(file=self.settings.path)
            told = "\n".join(f"• {fault}" for fault in self.settings.faults)
            title = say("Some settings do not hold")
            self.tell(f"{file}\n{told}", title=title, severity="warning", seconds=15)

    def get_key_display(self, binding: Binding) -> str:
        """How a key is called on screen."""
        return keys.display(binding.key)

    def key(self, name: str) -> str:
        """How the first key of an action is called, by the name of its binding."""
        bound = self.settings.keys.get(name) or keymap.names()[name]
        return keys.display(bound.split(",")[0])

    @property
    def in_front(self) -> tuple[tuple[DOMNode, Scope], ...]:
        """What has actions where one stands, the nearest first, and whose they are."""
        return ()

    def action_command_palette(self) -> None:
        """Find any action by name."""
        if not CommandPalette.is_open(cast("App[object]", self)):
            self.push_screen(CommandPalette(placeholder=say("Search for commands…")))

    # Leaving

    def stop(self) -> None:
        """Give up what is being read."""

    async def action_quit(self) -> None:
        """Leave at once; a reading under way is given up."""
        self.stop()
        self.exit(return_code=self.fault.exit_code if self.fault else ExitCode.INSPECTED)

    def action_interrupt(self) -> None:
        """Leave at once, as Ctrl-C does everywhere."""
        self.stop()
        self.exit(return_code=ExitCode.INTERRUPTED)

    # Telling

    def tell(
        self, words: str, *, title: str = "", severity: SeverityLevel = "information",
        seconds: float | None = None,
    ) -> None:  # fmt: skip
        """Say something in a corner, in the place of what was said there before.

        A warning or an error stays for its time beside whatever is told meanwhile.
        """
        now = time.monotonic()
        new = Told(words, title, severity, now + (seconds or self.NOTIFICATION_TIMEOUT))
        self._warnings = [one for one in self._warnings if one.until > now and one[:3] != new[:3]]
        self.clear_notifications()
        for one in (*self._warnings, new):
            self.notify(
                one.words, title=one.title, severity=one.severity, timeout=one.until - now,
                markup=False,
            )  # fmt: skip
        if severity != "information":
            self._warnings.append(new)

    # Copying and opening

    def copy(self, text: str, what: str) -> None:
        """Copy a text to the clipboard of the system or else of the terminal, and say to which.

        `what`: what it is, in words; empty: the text itself is shown.
        """
        text = portable(text)
        what = what or printable.line(text[:TOLD_AT_ONCE])
        if self._desktop.can_copy:
            self._copy(text, what)
        else:
            self._send(text, what)

    @work(exclusive=True, group="copying", exit_on_error=False)
    async def _copy(self, text: str, what: str) -> None:
        if await self._desktop.copy(text):
            self.tell(what, title=say("Copied to the clipboard"))
        else:
            self._send(text, what)

    def _send(self, text: str, what: str) -> None:
        self.copy_to_clipboard(text)
        self.tell(what, title=say("Sent to the terminal’s clipboard"))

    def follow(self, addresses: Sequence[str], absence: str) -> None:
        """Ask whether to open links in the browser; one that is not opened is copied, and why.

        `absence`: what is said where there is none.
        """
        found = tuple(dict.fromkeys(one for one in addresses if one))
        if not found:
            self.tell(absence)
        elif len(found) == 1 and (why := self._why_not(found[0])):
            self.copy(found[0], f"{printable.line(found[0][:TOLD_AT_ONCE])}\n{why}")
        else:
            from inspector.tui.screens.link import LinkScreen

            asked = [(one, self.links.publisher(one), self._why_not(one)) for one in found]
            self.push_screen(LinkScreen(asked), self._followed)

    def _why_not(self, address: str) -> str:
        """Why a link is not opened; empty if it is."""
        if self.links.publisher(address) is None:
            return say("Only links to LinkedIn and to publishers’ own pages are opened.")
        if not self.settings.open_links:
            return say("Your settings say that links are copied, not opened.")
        return "" if self._desktop.can_browse else say("No browser can be reached from here.")

    def _followed(self, chosen: Following | None) -> None:
        if chosen is not None and chosen.opened:
            self._browse(chosen.address)
        elif chosen is not None:
            self.copy(chosen.address, "")

    @work(exclusive=True, group="browsing", exit_on_error=False)
    async def _browse(self, address: str) -> None:
        if await self._desktop.browse(address):
            self.tell(printable.line(address[:TOLD_AT_ONCE]), title=say("Opened in your browser"))
        else:
            why = say("No browser opened; the link was copied instead.")
            self.copy(address, f"{printable.line(address[:TOLD_AT_ONCE])}\n{why}")

    # Faults

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
        self.tell(words, title=title, severity="error")
