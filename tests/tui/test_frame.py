"""The frame: tabs, banner, footer, panes; where the cursor is, it is seen."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static, Tree

from inspector import resources
from inspector.knowledge.vocabulary import VERDICTS
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.tui import themes
from inspector.tui.app import InspectApp
from inspector.tui.pages.page import Page
from inspector.tui.settings import Settings
from inspector.tui.widgets.bars import bar_to_scale
from inspector.tui.widgets.key_footer import ALWAYS, MOST, KeyFooter
from inspector.tui.widgets.prose import wrapped
from inspector.tui.widgets.records_table import RecordsTable
from inspector.tui.widgets.tab_strip import Tab
from tests.lib.contrast import cells
from tests.lib.waiting import work_done

KEYS = (
    *"123456", "tab", "tab", "tab", "shift+tab", "j", "j", "k", "G", "g", "ctrl+d", "ctrl+u",
    "down", "enter", "escape",
)  # fmt: skip
SIZES = ((60, 16), (80, 24), (100, 30), (200, 50))


def drive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    steps: Callable[[InspectApp, Pilot[int]], Awaitable[None]],
) -> None:  # fmt: skip
    """Run the application on the sample until it is read, and take the steps."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    session = Session(Request((resources.sample(),)))
    app = InspectApp(session, Settings(tmp_path / "settings.json"))

    async def run() -> None:
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            while not app.is_settled:
                await pilot.pause(0.02)
            await steps(app, pilot)

    asyncio.run(run())


def sees_cursor(app: InspectApp) -> bool:
    """Whether what has the focus is on screen; of a list, the row under its cursor."""
    focused = app.screen.focused
    if focused is None:
        return False
    seen = focused.region.intersection(app.page.region)
    if not isinstance(focused, OptionList | RecordsTable | Tree):
        return bool(seen)
    if isinstance(focused, RecordsTable) and not focused.listing.height:
        return bool(seen)
    ground = themes.DARK.cursor
    return any(one.ground.get_truecolor().hex == ground for one in cells(app, seen))


def footer_is_true(app: InspectApp) -> bool:
    """Whether the footer has a place for every key it shows, and shows those that always hold."""
    footer = app.query_one(KeyFooter)
    actions = [one.action for one in footer.shown]
    typed = isinstance(app.screen.focused, Input)
    needed = {"help", "quit"} if typed else {*ALWAYS} - {"reset"}
    return (
        needed <= set(actions)
        and len(actions) == len(set(actions)) <= MOST
        and len(str(footer.content)) <= app.size.width
        and not (typed and any(len(one.key) == 1 for one in footer.shown))
    )


@pytest.mark.parametrize("seed", [1, *(pytest.param(n, marks=pytest.mark.slow) for n in (2, 3, 4))])
def test_the_cursor_is_seen_and_the_footer_true_after_any_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        for size in SIZES:
            await pilot.resize_terminal(*size)
            pressed = []
            for _ in range(10):
                pressed.append(chance.choice(KEYS))
                await pilot.press(pressed[-1])
                await work_done(app)
                await pilot.pause()
                for _ in range(40):  # until what scrolls there has scrolled
                    if sees_cursor(app):
                        break
                    await pilot.pause(0.05)
                assert sees_cursor(app), (size, pressed, app.screen.focused)
                assert footer_is_true(app), (size, pressed, app.screen.focused)

    drive(tmp_path, monkeypatch, steps)


def test_every_pane_is_reached_by_tab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        for key in "13456":
            await pilot.press(key)
            await work_done(app)
            await pilot.pause()
            assert any(one.action == "app.focus_next" for one in app.query_one(KeyFooter).shown)
            panes = {
                one for one in app.page.query("Choices, Pane, RecordsTable") if one.is_on_screen
            }
            reached = set()
            for _ in range(12):
                await pilot.press("tab")
                reached.add(app.screen.focused)
            assert panes <= reached, app.page.id

    drive(tmp_path, monkeypatch, steps)


def test_tabs_banner_and_footer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        assert not app.query("#banner")
        await pilot.press("slash")
        await pilot.pause()
        assert [str(tab.content).split()[0] for tab in app.query(Tab).filter(".-front")] == ["/"]
        assert [one.key for one in app.query_one(KeyFooter).shown] == ["f1", "ctrl+q"]
        await pilot.press("f1", "escape", "escape")
        app.rejudge(replace(app.summary.situation, under_18=True))
        await work_done(app)
        for key in "123456":
            await pilot.press(key)
            await pilot.pause()
            (front,) = app.query(Tab).filter(".-front")
            assert str(front.content).split()[0] == key == str(app.query(Tab)[int(key) - 1].key)
            banner = app.query_one("#banner", Static)
            assert banner.display and "under 18" in str(banner.content)
            assert "reset" in [one.action for one in app.query_one(KeyFooter).shown]
        await pilot.press("ctrl+r")
        await work_done(app)
        await pilot.pause()
        assert app.summary.situation == app.began_in and not app.query_one("#banner").display
        await pilot.press("1")
        await pilot.click(app.query(Tab)[2])
        await pilot.pause()
        assert app.page.id == "policy"
        app.notify("Sent.", markup=False)
        await pilot.pause()
        (toast,) = app.screen.query("Toast")
        assert toast.region.y == app.query_one(KeyFooter).region.y

    drive(tmp_path, monkeypatch, steps)


def test_a_page_asked_for_after_a_tab_folds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        for key in "3456":
            await pilot.press("1", "tab")
            await pilot.pause(0.1)
            await pilot.press(key)
            await pilot.pause(0.1)
            assert isinstance(app.page, Page) and app.page.has_class("narrow"), key

    drive(tmp_path, monkeypatch, steps)


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ((4687, 0, 0), "■■■■■■■■▏"), ((808, 0, 0), "■▍"), ((72, 0, 0), "▏"), ((1, 0, 0), "▏"),
        ((0, 0, 0), ""), ((3225, 0, 8272), "■■■■■■░░░░░░░░░░░░░░"),
    ],
)  # fmt: skip
def test_bars_have_one_scale(words: tuple[int, ...], drawn: str) -> None:
    assert bar_to_scale(words, 11497, 20).plain == f"{drawn:<20}"
    assert bar_to_scale(words, 11497, 20).cell_length == 20


def test_a_small_bar_bears_its_largest_verdict() -> None:
    (span,) = bar_to_scale((40, 30, 2), 11497, 20).spans
    assert span.style == f"${VERDICTS[0]}"


def test_lines_never_break_within_a_french_number() -> None:
    content = Content.styled("dont 13\u202f388 de vous", "$inside")
    lines = wrapped(content, 8)
    assert [line.plain.rstrip() for line in lines] == ["dont", "13\u202f388", "de vous"]
    assert lines[1].spans
