"""The application on two exports, driven by keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from fixtures import two_years
from fixtures.model import BuiltExport
from inspector.errors import NotAnExportError
from inspector.tui.diff_app import DiffApp
from inspector.tui.screens.help import HelpScreen
from inspector.tui.settings import Settings
from inspector.tui.widgets.groups_tree import GroupsTree
from inspector.tui.widgets.record_pane import ReadingPane
from inspector.tui.widgets.records_table import RecordsTable
from tests.lib.archives import write_zip
from tests.lib.runs import opened

Built = Callable[[str], tuple[BuiltExport, Path]]
Steps = Callable[[DiffApp, Pilot[int]], Awaitable[None]]


def drive(
    tmp_path: Path, paths: tuple[Path, Path], steps: Steps, *, wait: bool = True,
    size: tuple[int, int] = (100, 32),
) -> DiffApp:  # fmt: skip
    old, new = opened(paths)
    app = DiffApp(old, new, Settings(tmp_path / "settings.json"))

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            while wait and app.difference is None and app.fault is None:
                await pilot.pause(0.02)
            await pilot.pause()
            await steps(app, pilot)

    asyncio.run(run())
    return app


@pytest.fixture
def pair(built: Built) -> tuple[Path, Path]:
    return built(two_years.OLD)[1], built(two_years.NEW)[1]


def text_of(app: DiffApp, selector: str) -> str:
    return str(app.query_one(selector, Static).content)


async def to_group(app: DiffApp, pilot: Pilot[int], label: str) -> None:
    """Move the cursor to the first group of a name."""
    tree = app.query_one(GroupsTree)
    tree.focus()
    await pilot.press("g")
    for _ in range(40):
        if tree.branch is not None and tree.branch.label == label:
            break
        await pilot.press("j")
    assert tree.branch is not None
    assert tree.branch.label == label
    await pilot.pause()


def test_it_shows_the_answer_the_groups_and_a_record(
    tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    async def steps(app: DiffApp, pilot: Pilot[int]) -> None:
        assert app.difference is not None
        assert "became INSIDE" in text_of(app, "#diff-headline")
        assert "2025-07-12" in text_of(app, "#diff-told")
        table = app.query_one(RecordsTable)
        inside = app.difference.flows["inside"]
        moved = inside.entered.records + inside.left.records
        stayed = max(inside.grew.records, inside.shrank.records)
        whole = inside.came.records + inside.went.records + moved + stayed
        assert table.listing.height == whole
        await to_group(app, pilot, "Posts")
        assert table.listing.height == 20  # 15 came, 1 was rewritten, 4 went
        await pilot.press("enter")
        assert table.has_focus
        await pilot.press("G")
        await pilot.pause()
        pane = app.query_one(ReadingPane)
        assert "no longer in the newer export" in pane.text
        assert "In the older export" in pane.text
        assert "In the newer export" not in pane.text
        await pilot.press("g", *["j"] * 15)
        await pilot.pause()
        assert "edited: the same item with other words" in pane.text
        assert "Rewritten, twice." in pane.text
        assert "In the older export" in pane.text
        await pilot.press("enter")
        assert pane.has_focus

    app = drive(tmp_path, pair, steps)
    assert app.return_code in (None, 0)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (160, 50)])
def test_it_regroups_at_every_size(
    tmp_path: Path, pair: tuple[Path, Path], size: tuple[int, int]
) -> None:
    async def steps(app: DiffApp, pilot: Pilot[int]) -> None:
        labels = []
        for _ in range(3):
            tree = app.query_one(GroupsTree)
            first = tree.root.children[0].children[0].data
            labels.append(first.label if first else "")
            await pilot.press("r")
            await pilot.pause()
        assert app.grouping == "category"
        assert labels[:2] == ["Résumés", "Saved résumés"]
        assert "Responses to screening questions and resumes" in labels[2]

    drive(tmp_path, pair, steps, size=size)


def test_help_and_leaving(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    async def steps(app: DiffApp, pilot: Pilot[int]) -> None:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        text = str(app.screen.query_one("#help-text", Static).content)
        for words in ("+ came, − went, ~ changed", "Leave at once.", "Group by category"):
            assert words in text
        await pilot.press("escape", "q")

    assert drive(tmp_path, pair, steps).return_code == 0


def test_leaving_while_it_reads(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    async def steps(app: DiffApp, pilot: Pilot[int]) -> None:
        await pilot.press("q")

    assert drive(tmp_path, pair, steps, wait=False).return_code == 0


def test_no_difference_is_said(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    async def steps(app: DiffApp, pilot: Pilot[int]) -> None:
        assert text_of(app, "#diff-headline") == "Nothing came, went or changed."
        assert app.query_one(RecordsTable).listing.height == 0

    drive(tmp_path, (pair[0], pair[0]), steps)


def test_hostile_text_is_inert(tmp_path: Path) -> None:
    head = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
    row = '2025-01-01 00:00:00,x,"[red]\x1b[31mboom[/red] [@click=app.quit]go",,,MEMBER_NETWORK\n'
    old = write_zip(tmp_path / "old.zip", {"Shares.csv": head})
    new = write_zip(tmp_path / "new.zip", {"Shares.csv": head + row})

    async def steps(app: DiffApp, pilot: Pilot[int]) -> None:
        await pilot.press("enter")
        await pilot.pause()
        pane = app.query_one(ReadingPane)
        assert "[red]" in pane.text
        assert "\x1b" not in pane.text

    drive(tmp_path, (old, new), steps)


def test_what_is_no_export_ends_it(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    strange = write_zip(tmp_path / "strange.zip", {"a/b.csv": "c,d\n1,2\n"})

    async def steps(app: DiffApp, pilot: Pilot[int]) -> None:
        pass

    app = drive(tmp_path, (pair[0], strange), steps)
    assert isinstance(app.fault, NotAnExportError)
    assert app.return_code == app.fault.exit_code
