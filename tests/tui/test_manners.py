"""Manners of the application: copying, opening, going back, help, palette, keys, leaving."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.command import CommandList
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, Static

from inspector import resources
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.tui import keys
from inspector.tui.app import InspectApp
from inspector.tui.desktop import Desktop
from inspector.tui.pages.act import ActPage
from inspector.tui.pages.explore import ExplorePage
from inspector.tui.screens.help import HelpScreen
from inspector.tui.screens.link import LinkScreen
from inspector.tui.settings import Settings
from inspector.tui.widgets.choices import Choices
from inspector.tui.widgets.records_table import RecordsTable
from tests.lib.waiting import work_done

Steps = Callable[[InspectApp, Pilot[int]], Awaitable[None]]
OWN = "https://www.linkedin.com/"
SETTING = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"
MEMBER_CONTENT = "erpn-2026-08-21:member-content"


class Noting:
    """A desktop that notes what it is given, and takes it or not."""

    def __init__(self) -> None:
        self.can_copy = self.can_browse = self.takes = True
        self.copied: list[str] = []
        self.opened: list[str] = []

    async def copy(self, text: str) -> bool:
        """Note a text."""
        self.copied.append(text)
        return self.takes

    async def browse(self, address: str) -> bool:
        """Note an address."""
        self.opened.append(address)
        return self.takes


def drive(
    tmp_path: Path, steps: Steps, desktop: Desktop | None = None,
    warned: list[str] | None = None, **kept: object,
) -> InspectApp:  # fmt: skip
    """Run the application on the sample until all is read, and take the steps.

    `kept`: what the settings file holds; `warned` takes what is told at once.
    """
    path = tmp_path / "settings.json"
    if kept:
        path.write_text(json.dumps(kept), "utf-8")
    session = Session(Request((resources.sample(),), on=dt.date(2026, 11, 21)))
    app = InspectApp(session, Settings(path), desktop)
    warned = [] if warned is None else warned

    async def run() -> None:
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            warned.extend(told(app))
            while not app.is_settled:
                await pilot.pause(0.02)
            await steps(app, pilot)

    asyncio.run(run())
    return app


async def settled(app: InspectApp, pilot: Pilot[int]) -> None:
    """Everything under way is done, and shown."""
    for _ in range(3):
        await work_done(app)
        await pilot.pause()


async def press(app: InspectApp, pilot: Pilot[int], *pressed: str) -> None:
    """Press keys, and wait after each until all that follows is done."""
    for key in pressed:
        await pilot.press(key)
        await settled(app, pilot)


def told(app: InspectApp) -> list[str]:
    """What stands in the corner: title and words."""
    return [f"{one.title}: {one.message}" for one in app._notifications]


def text_of(app: InspectApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


def is_asked(app: InspectApp) -> bool:
    """Whether it is asked what to do with a link."""
    return isinstance(app.screen, LinkScreen)


def front(app: InspectApp) -> str | None:
    return app.page.id


def test_links_are_opened_copied_or_refused_and_esc_leads_back(tmp_path: Path) -> None:
    desk = Noting()

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        # From the first page there is no way back.
        await press(app, pilot, "escape")
        assert front(app) == "overview"
        # A step of Act: its link is LinkedIn's own; Enter never opens one.
        await press(app, pilot, "5")
        act = app.query_one(ActPage)
        app.query_one("#act-steps", Choices).choose(act.advised[0].steps[0].id)
        await press(app, pilot, "o")
        assert is_asked(app)
        assert text_of(app, "#link-address") == SETTING
        assert "LinkedIn will see which item you looked at, and when" in text_of(app, "#link-told")
        await press(app, pilot, "escape")
        assert (desk.opened, desk.copied, front(app)) == ([], [], "act")
        await press(app, pilot, "o", "enter")
        assert (desk.opened, desk.copied) == ([SETTING], [])
        await press(app, pilot, "o", "y")
        assert (desk.opened, desk.copied) == ([SETTING], [SETTING])
        assert told(app) == [f"Copied to the clipboard: {SETTING}"]
        # An item, to its record and straight back to the item.
        items = app.query_one("#act-items", RecordsTable)
        items.focus()
        await press(app, pilot, "j", "j", "y")
        assert desk.copied[-1].startswith(OWN)
        assert (front(app), items.cursor) == ("act", 2)
        record = items.current
        await pilot.click("#act-items", offset=(7, 1))
        await settled(app, pilot)
        days = act.items["day"].drop_nulls().to_list()
        assert days == sorted(days, reverse=True) and items.current == record
        at = items.cursor
        await press(app, pilot, "enter")
        assert front(app) == "explore" and app.query_one(ExplorePage).whole
        drawn = [
            span.style.link
            for piece in app.query_one(ExplorePage).pane._pieces
            for span in piece.content.spans
            if not isinstance(span.style, str) and span.style.link
        ]
        assert desk.copied[-1] in drawn
        assert all(link.startswith(OWN) for link in drawn)
        await press(app, pilot, "o")
        assert text_of(app, "#link-address").startswith(OWN)
        await press(app, pilot, "escape", "escape")
        assert (front(app), items.has_focus, items.cursor) == ("act", True, at)
        # Claims to Policy and back; a mirror is copied, and why is said.
        await press(app, pilot, "6")
        claims = app.query_one("#claims-list", Choices)
        claims.choose("late-opt-out")
        await press(app, pilot, "enter")
        assert front(app) == "policy"
        app.query_one("#policy-texts", Choices).choose(MEMBER_CONTENT)
        await press(app, pilot, "o")
        assert text_of(app, "#link-title") == "Open this link? 1 of 2"
        assert text_of(app, "#link-address") == f"{OWN}legal/privacy/eu"
        await press(app, pilot, "o")
        assert text_of(app, "#link-title") == "Copy this link? 2 of 2"
        assert "Only links to LinkedIn and to publishers’" in text_of(app, "#link-told")
        await press(app, pilot, "enter")
        assert desk.copied[-1].startswith("https://github.com/OpenTermsArchive")
        await press(app, pilot, "escape")
        assert (front(app), claims.chosen) == ("claims", "late-opt-out")
        # What the system does not take goes to the terminal, or is copied.
        desk.takes = False
        await press(app, pilot, "5", "y")
        assert told(app) == [f"Sent to the terminal’s clipboard: {app.clipboard}"]
        await press(app, pilot, "o", "enter")
        assert "No browser opened" in told(app)[0] and len(told(app)) == 1
        desk.can_browse = False
        await press(app, pilot, "o")
        assert not is_asked(app)
        assert "No browser can be reached" in told(app)[0]
        # A way that began on the first page ends there.
        await press(app, pilot, "1", "escape")
        assert front(app) == "overview"

    drive(tmp_path, steps, desk)
    assert len(desk.opened) == 2


def test_help_and_palette_know_what_works_here(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        async def helped(*pressed: str) -> str:
            await press(app, pilot, *pressed)
            assert isinstance(app.screen, HelpScreen)
            found = text_of(app, "#help-text")
            dialog = app.screen.query_one("#help-dialog")
            await press(app, pilot, "G")
            assert dialog.scroll_offset.y == dialog.max_scroll_y
            await press(app, pilot, "escape")
            return found

        overview = await helped("question_mark")
        assert "By verdict, basis" not in overview and "Back to where" not in overview
        assert "Write a page, a list" in overview
        explore = await helped("2", "question_mark")
        assert "By verdict, basis" in explore and "Back to where" in explore
        assert "Group by category, file" in explore and "Back to the situation" not in explore
        # Where letters are typed, no letter does anything.
        searching = await helped("slash", "f1")
        assert app.page.id == "search"
        field = app.screen.focused
        assert isinstance(field, Input)
        typed = {one.key for one in keys.active(app.screen)} & {"q", "e", "slash", "question_mark"}
        assert not typed
        assert "F1" in searching and "Leave at once" not in searching
        await press(app, pilot, "q", "question_mark")
        assert field.value == "q?"
        await press(app, pilot, "escape")
        assert front(app) == "explore"

        async def found(typed: str) -> list[str]:
            await press(app, pilot, "ctrl+p", *typed)
            await pilot.pause(0.3)
            await work_done(app)
            listed = app.screen.query_one(CommandList)
            return [str(one.prompt).split("\n")[0] for one in listed.options]

        assert await found("filter") == ["Filter"]
        await press(app, pilot, "escape")
        assert await found("zzz") == ["No action is called like this."]
        await press(app, pilot, "enter")
        assert await found("regroup") == ["Regroup"]
        before = app.query_one(ExplorePage).grouping
        await press(app, pilot, "enter")
        assert app.query_one(ExplorePage).grouping != before
        # Sorting: longest first, and not by a verdict that all share.
        explorer = app.query_one(ExplorePage)
        await press(app, pilot, "2", "r", "r", "r", "g", "enter")
        assert explorer.chosen.verdict == "inside"
        explorer.sort_by("entry", False)
        orders = []
        for _ in range(4):
            await press(app, pilot, "s")
            orders.append(explorer.sort)
        assert orders == [("words", True), ("day", True), ("text", False), ("entry", False)]
        table = explorer.table
        for x, key in ((7, "day"), (21, "words"), (21, "words")):
            await pilot.click("#explore-table", offset=(x, 1))
            await settled(app, pilot)
            assert explorer.sort[0] == key
        assert explorer.sort == ("words", False)
        words = table.listing["words"].to_list()
        assert words == sorted(words)
        await press(app, pilot, "slash")
        await pilot.press("ctrl+c")

    assert drive(tmp_path, steps).return_code == 130


def test_keys_and_links_are_as_the_settings_say(tmp_path: Path) -> None:
    desk = Noting()
    warned: list[str] = []
    bound = {"quit": "Q", "help": "h", "filter": "F", "sort": "z", "nothing": "y"}

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await press(app, pilot, "2", "tab", "z")
        assert app.query_one(ExplorePage).sort == ("day", True)
        shown = {one.id: app.get_key_display(one) for one in keys.active(app.screen)}
        assert (shown["filter"], shown["sort"], shown["quit"]) == ("F", "z", "Q")
        await press(app, pilot, "5", "o")
        assert not is_asked(app)
        assert desk.copied and not desk.opened
        assert "Your settings say that links are copied" in told(app)[-1]
        assert not app.links.linked(Content(SETTING)).spans
        await press(app, pilot, "q")
        assert app.is_running
        await pilot.press("Q")

    app = drive(tmp_path, steps, desk, warned, keys=bound, open_links=False)
    assert app.return_code == 0
    assert [one.split("\n")[1:] for one in warned] == [
        ["• no action is called nothing", "• h would be left and help at once"]
    ]


@pytest.mark.parametrize("pause", [0.0, 0.2])
def test_ctrl_c_leaves_while_it_reads_and_over_a_dialog(tmp_path: Path, pause: float) -> None:
    app = InspectApp(Session(Request((resources.sample(),))), Settings(tmp_path / "settings.json"))

    async def run() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause(pause)
            await pilot.press("question_mark", "ctrl+c")

    asyncio.run(run())
    assert app.return_code == 130
