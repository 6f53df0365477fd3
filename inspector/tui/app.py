"""The application: pages over one session, reading and judging off the event loop.

First a frame is painted; what reads, judges and makes the pages is imported after that.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from inspector.errors import InspectError, shown_all
from inspector.language import say
from inspector.session.session import ReadingStop, Session
from inspector.tui import keys
from inspector.tui.base_app import BaseApp
from inspector.tui.desktop import Desktop
from inspector.tui.keys import Action, Scope, bindings, of
from inspector.tui.messages import Readiness, ReadingFailure, ReadingProgress, Rejudgement
from inspector.tui.pages import pages
from inspector.tui.pages.page import Page
from inspector.tui.pages.placeholder import OpeningPage
from inspector.tui.settings import Settings
from inspector.tui.widgets.key_footer import PAGES, KeyFooter
from inspector.tui.widgets.status_line import StatusLine
from inspector.tui.widgets.tab_strip import Tab, TabStrip
from inspector.verdicts.situation import Situation

if TYPE_CHECKING:
    from inspector.reading.reader import Progress
    from inspector.session.listing import Selection
    from inspector.summary.summary import Summary
    from inspector.tui.pages.explore import ExplorePage
    from inspector.tui.pages.policy import PolicyPage
    from inspector.tui.pages.search import SearchPage

SUMMARY_INTERVAL = 0.25
"""Seconds between two looks at a reading that goes on."""


PAINTING_PAUSE = 0.02
"""Seconds left for painting and keys, before the reading and between two pages made ahead."""


class InspectApp(BaseApp):
    """Opens on the overview, reads in the background, quits at once."""

    summary: Summary
    """The latest; none before the export is open."""
    began_in: Situation
    """The situation in which it was opened."""

    TITLE = "inspect"
    MOST_FAULTS = 5
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles.tcss", "pages/pages.tcss", "explore.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self, session: Session, settings: Settings, desktop: Desktop | None = None
    ) -> None:
        super().__init__(settings, desktop)
        self.session = session
        self.progress: Progress | None = None
        self.reading = True
        self.own_list: list[tuple[int, int]] = []
        self._told_at = 0.0
        """When a summary was last shown, on the clock that only goes on."""
        self._before: list[tuple[pages.Name, Widget | None]] = []
        """The pages one came by, each with what had the focus there."""
        self._there: set[pages.Name] = set()
        self._wish: tuple[pages.Name, Callable[[], None]] | None = None

    def compose(self) -> ComposeResult:
        """What is open, the pages by their keys, a banner, the page in front, the footer."""
        yield StatusLine(self.TITLE, id="status")
        yield TabStrip([one for one in of("app") if _is_page(one)], id="tabs")
        with ContentSwitcher(initial="opening", id="pages"):
            yield OpeningPage(self, "opening")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Say what is opened, and begin to read once that stands on screen."""
        self.query_one(StatusLine).show_opening(shown_all(self.session.request.paths))
        self.query_one(TabStrip).light(_leads_to("overview"))
        # The footer fills itself after the first refresh.
        self.call_after_refresh(self.set_timer, PAINTING_PAUSE, self._read)

    async def on_readiness(self, message: Readiness) -> None:
        """The overview, or the page that was asked for meanwhile; the others one by one."""
        self.summary = message.summary
        self.began_in = message.summary.situation
        await self._make("overview")
        if self._wish is None:
            self._wish = "overview", partial(self._front, "overview")
        self._show()
        await self._next_page()
        await self.query_one(OpeningPage).remove()

    async def _make(self, name: pages.Name) -> None:
        """Make a page, unless it is there, or the user has left."""
        switcher = self.query_one("#pages", ContentSwitcher)
        if name in self._there or not switcher.is_attached:
            return
        page = pages.page(name, self)
        await switcher.add_content(page)
        self._there.add(name)
        page.show(self.summary)

    async def _next_page(self) -> None:
        """The page that is waited for; or the next one, which would hold up the reading."""
        if not self.query_one("#pages").is_attached:  # the user has left
            return
        missing = self._missing
        if self._wish is not None:
            name, do = self._wish
            await self._make(name)
            if self._wish == (name, do):
                self._wish = None
            do()
        elif missing and not self.reading:
            await self._make(missing[0])
        if self._wish or (self._missing and not self.reading):
            self.set_timer(PAINTING_PAUSE, self._next_page)

    @property
    def is_settled(self) -> bool:
        """Whether all is read, or nothing more can be, and every page is there."""
        return not self.reading and not (self._there and self._missing)

    @property
    def _missing(self) -> list[pages.Name]:
        return [name for name in pages.NAMES if name not in self._there]

    def _once_there(self, name: pages.Name, do: Callable[[], None]) -> None:
        """Do something with a page, at once or when it is there; the last wish is the one."""
        if name in self._there:
            do()
        else:
            self._wish = name, do
            if self._there:
                self.call_later(self._next_page)

    @property
    def page(self) -> Page:
        """The page in front."""
        switcher = self.query_one("#pages", ContentSwitcher)
        return switcher.query_one(f"#{switcher.current}", Page)

    # Reading

    @work(thread=True, exclusive=True, group="reading", exit_on_error=False)
    def _read(self) -> None:
        self._told_at = time.monotonic()
        try:
            self.session.prepare()
            self.post_message(Readiness(self.session.summary()))
            self.session.keep(self._tell)
            self.post_message(ReadingProgress(None, self.session.summary()))
        except ReadingStop:  # the user has left; nobody is there to be told
            pass
        except InspectError as fault:
            self.post_message(ReadingFailure(fault))

    def _tell(self, progress: Progress) -> None:
        if time.monotonic() - self._told_at >= SUMMARY_INTERVAL:
            self._told_at = time.monotonic()
            self.post_message(ReadingProgress(progress, self.session.summary()))

    async def on_reading_progress(self, message: ReadingProgress) -> None:
        """Show how far it is; once all is read, the pages that nobody has asked for are made."""
        self.progress = message.progress
        self.reading = message.progress is not None
        self.summary = message.summary
        self._show()
        if not self.reading:
            await self._next_page()

    def on_reading_failure(self, message: ReadingFailure) -> None:
        """Leave, so that no answer stands that was not read to its end.

        What went wrong, and what to do, is said where the program began.
        """
        self.fault = message.fault
        self.exit(return_code=message.fault.exit_code)

    # Judging

    def rejudge(self, situation: Situation) -> None:
        """Judge in another situation, off the event loop; every page is told."""
        self.session.situation = situation
        self._judge(situation)

    @work(thread=True, exclusive=True, group="judging", exit_on_error=False)
    def _judge(self, situation: Situation) -> None:
        self.post_message(Rejudgement(self.session.summary(situation)))

    def on_rejudgement(self, message: Rejudgement) -> None:
        """Show the new verdicts."""
        if message.summary.situation == self.session.situation:
            self.summary = message.summary
            self._show()

    def _show(self) -> None:
        if self.return_code is not None:  # the user has left
            return
        self.query_one(StatusLine).show(self.summary, self.progress)
        self._show_banner()
        for page in self.query(Page):
            page.show(self.summary)

    @property
    def supposes(self) -> bool:
        """Whether another situation is in force than that in which the export was opened."""
        return bool(self._there) and self.session.situation != self.began_in

    def _show_banner(self) -> None:
        from inspector.tui.widgets.banner import Banner

        if self.supposes and not self.query(Banner):
            self.mount(Banner(), after="#tabs")
        for banner in self.query(Banner):
            banner.show(self.session.situation, self.began_in)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a what-if can be ended, and no way leads back from the first page."""
        if action == "reset":
            return self.supposes
        return action != "go_back" or bool(self._before)

    # Actions

    def action_reset(self) -> None:
        """Back to the member's own case."""
        self.rejudge(self.began_in)

    def on_tab_choice(self, message: Tab.Choice) -> None:
        """Go to the page that was clicked."""
        self.call_next(self.run_action, message.action)

    def explore(self, selection: Selection, title: str) -> None:
        """Open a selection of records in the explorer."""
        self._go("explore", lambda page: cast("ExplorePage", page).open(selection, title))

    def open_record(self, entry: int, at: int) -> None:
        """Open one record whole in the explorer."""
        self._go("explore", lambda page: cast("ExplorePage", page).open_record(entry, at))

    def reveal(self, clause: str) -> None:
        """Show a clause (`policy:clause`) on its page."""
        self._go("policy", lambda page: cast("PolicyPage", page).reveal(clause))

    def action_search(self) -> None:
        """The search page, ready to type."""
        self._go("search", lambda page: cast("SearchPage", page).begin())

    def action_export(self) -> None:
        """The export dialog, once there is something whole to export."""
        if self.reading:
            self.tell(say("Still reading; export when it is done."))
            return
        if not self.summary.export.was_read:
            from inspector.outputs.wording import answers

            self.tell(answers.nothing_read(self.summary))
            return
        from inspector.tui.screens.export import ExportScreen

        screen = ExportScreen(self.session, self.summary, self.own_list)
        self.push_screen(screen, self._exported)

    def _exported(self, words: str | None) -> None:
        if words:
            self.tell(words, title=say("Exported"))

    def action_help(self) -> None:
        """Help for what works here."""
        from inspector.tui.screens.help import HelpScreen

        page = self.page
        self.push_screen(HelpScreen(say(page.TITLE), say(page.HELP), keys.active(self.screen)))

    @property
    def in_front(self) -> tuple[tuple[DOMNode, Scope], ...]:
        """The page in front, and the application."""
        page = self.page
        return (*((page, scope) for scope in page.scopes), (self, "app"))

    def action_page(self, name: pages.Name) -> None:
        """Bring a page to the front; the first page is where every way begins anew."""
        self._go(name)
        if name == pages.NAMES[0]:
            self._before.clear()
            self.refresh_bindings()

    def _go(self, name: pages.Name, then: Callable[[Page], None] | None = None) -> None:
        """Bring a page to the front, at once or when it is there, and do something with it."""
        self._once_there(name, partial(self._front, name, then))

    def _front(self, name: pages.Name, then: Callable[[Page], None] | None = None) -> None:
        switcher = self.query_one("#pages", ContentSwitcher)
        if switcher.current != name:
            before = next((one for one in pages.NAMES if one == switcher.current), None)
            if before is not None:
                self._before.append((before, self.screen.focused))
            self._turn_to(name)
        page = self.page
        page.opened()
        if then is not None:
            then(page)
        self.refresh_bindings()

    def action_go_back(self) -> None:
        """The page one came from, where one was on it."""
        if self._before:
            name, focused = self._before.pop()
            self._turn_to(name)
            self.page.opened()
            if focused is not None and focused.is_attached and focused.focusable:
                focused.focus()
            self.refresh_bindings()

    def _turn_to(self, name: pages.Name) -> None:
        self.query_one("#pages", ContentSwitcher).current = name
        self.query_one(TabStrip).light(_leads_to(name))
        self.call_after_refresh(self.page.fit)

    def stop(self) -> None:
        """Give up the reading under way."""
        self.session.stop()


def _leads_to(name: pages.Name) -> str:
    """The action that leads to a page."""
    return "search" if name == "search" else f"{PAGES}'{name}')"


def _is_page(action: Action) -> bool:
    """Whether an action is to be shown as a tab."""
    return action.id == "search" or (action.id.startswith(PAGES) and action.keys.isdigit())
