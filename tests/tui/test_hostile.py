"""Text written by strangers is shown inert on every page, whatever it holds and however long."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from inspector.tui.app import InspectApp
from inspector.tui.pages.explore import ExplorePage
from inspector.tui.pages.search import SearchPage
from tests.lib.archives import write_zip
from tests.lib.waiting import work_done
from tests.tui.test_app import drive

MARKUP = "[/b] [bold [red]x[/red] [@click=app.quit]click[/] [link=http://x.example]l[/link]"
ESCAPES = "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \x00 \x7f"
OVERRIDES = "\u202egnp.exe \u2066iso\u2069 \u200f\u061c"
FLOOD = "e" + "\u0301" * 3000 + "\u200b" * 3000
FORMULA = "=cmd|' /C calc'!A0"
LONG = "word " * 1_000_000
NEVER = {"\x1b", "\x9b", "\x07", "\x00", "\x7f", "\u202e", "\u2066", "\u200f"}


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Posts that try everything, in a file with a hostile name, and a header of markup."""

    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    posts = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility,[/b]\x1b[1m\n"
    for day, text in enumerate((MARKUP, ESCAPES, OVERRIDES, FLOOD, FORMULA, LONG), 1):
        posts += (
            f"2025-01-0{day} 00:00:00,https://www.linkedin.com/feed/update/{day},"
            f"{quoted(text)},,,MEMBER_NETWORK,{quoted(MARKUP)}\n"
        )
    folder = tmp_path / "in"
    folder.mkdir()
    name = "[/b] \x1b[31m\u202eevil [@click=app.quit].csv"
    return write_zip(folder / "e.zip", {"Shares.csv": posts, name: "a,b\n[/b],[x\n"})


def seen(app: InspectApp) -> str:
    """Everything on screen, as plain text."""
    lines = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in lines)


@pytest.mark.parametrize("size", [pytest.param((80, 24), marks=pytest.mark.slow), (140, 45)])
def test_nothing_is_obeyed_anywhere(tmp_path: Path, hostile: Path, size: tuple[int, int]) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        async def look() -> str:
            await work_done(app)
            await pilot.pause(0.15)
            await work_done(app)
            await pilot.pause()
            text = seen(app)
            assert not set(text) & NEVER
            assert app.is_running
            return text

        for key in "123456":
            await pilot.press(key)
            await look()
        await pilot.press("2")
        explore = app.query_one(ExplorePage)
        for at in range(6):
            app.action_page("explore")
            explore.open_record(0, at)
            await look()
        assert "word word word" in seen(app)
        for grouping in range(3):
            await pilot.press("r")
            assert await look(), grouping
        await pilot.press("slash")
        for query in ("[/b]", "red", "gnp"):
            app.query_one(SearchPage).query_one(Input).value = query
            await look()
        await pilot.press("escape", "question_mark")
        await look()
        await pilot.press("escape")

    app = drive(tmp_path, steps, hostile, size)
    assert app.return_code in (None, 0)
