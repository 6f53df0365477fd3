"""The page Read: what it shows, and what keys do there."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Select

from inspector.language import speaking
from inspector.marks.mark import Mark
from inspector.tui.app import InspectApp
from inspector.tui.pages.read import ReadPage
from inspector.tui.screens.export import ExportScreen
from inspector.tui.screens.read_filter import ReadFilterScreen
from inspector.tui.widgets.read_scroll import ReadScroll
from tests.lib.archives import write_zip
from tests.marks.test_tally import FILES
from tests.tui.test_pages import drive, go, settled, text_of

NAME = "Complete_LinkedInDataExport_07-20-2025.zip"
HOSTILE = "\x1b]0;x\x07[bold red]\u202e" + "a\u0301" * 30 + " " + "x" * 400


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some marks of several kinds, and words of the lists."""
    posts = "".join(
        f"2024-{month:02}-13 09:15:00,https://www.linkedin.com/feed/update/{month},"
        f'"Post {month} on cancer research",,,MEMBER_NETWORK\n'
        for month in range(1, 13)
    )
    files = {**FILES, "Shares.csv": FILES["Shares.csv"] + posts}
    files["Comments.csv"] = f'Date,Link,Message\n2023-01-01 00:00:00,,"{HOSTILE}"\n'
    entries = {name: content.encode() for name, content in files.items()}
    return write_zip(tmp_path_factory.mktemp("read") / NAME, entries)


def shown(app: InspectApp) -> str:
    return str(app.query_one(ReadScroll).render())


def scroll(app: InspectApp) -> ReadScroll:
    return app.query_one(ReadScroll)


def subtitle(app: InspectApp) -> str:
    return str(scroll(app).border_subtitle)


@pytest.mark.parametrize(
    "size", [(40, 12), (80, 24), pytest.param((160, 50), marks=pytest.mark.slow)]
)
def test_what_is_inside_is_read_newest_first(
    tmp_path: Path, export: Path, size: tuple[int, int]
) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "7")
        assert app.query_one(ReadScroll).item is not None
        days = scroll(app).listing["day"].head(3).to_list()
        assert days == sorted(days, reverse=True)
        first = scroll(app).item
        assert first is not None and first.text == "Nothing"
        assert "These words fall inside" in " ".join(shown(app).split())
        assert subtitle(app) == f"1 of {scroll(app).listing.height}"
        seen = []
        for _ in range(scroll(app).listing.height + 40):
            await pilot.press("j")
            item = scroll(app).item
            assert item is not None
            if item.text not in seen:
                seen.append(item.text)
        assert len(seen) >= scroll(app).listing.height - 1
        assert scroll(app).row == scroll(app).listing.height - 1
        await go(app, pilot, "g")
        assert scroll(app).row == 0 and "These words fall inside" in " ".join(shown(app).split())

    drive(tmp_path, steps, export, size)


def test_marks_are_gone_through_with_letters_and_words(tmp_path: Path, export: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "7")
        found = []
        for _ in range(20):
            before = (scroll(app).row, scroll(app).selected)
            await go(app, pilot, "n")
            if (scroll(app).row, scroll(app).selected) == before:
                break
            item, at = scroll(app).item, scroll(app).selected
            assert item is not None and at is not None
            mark = item.lit[at]
            assert isinstance(mark, Mark)
            found.append(mark.kind)
            assert f"(rule {mark.rule})" in text_of(app, "#read-foot")
        assert sorted(found) == sorted(
            ["own", "address", "name", "name", "email", "own", "birth_date", "own"]
        )
        assert "[N?]ZOE Müller-Œst" in " ".join(shown(app).split()) or "[EY]y@" in shown(app)
        for kind in reversed(found[:-1]):
            await go(app, pilot, "N")
            item, at = scroll(app).item, scroll(app).selected
            assert item is not None and at is not None
            mark = item.lit[at]
            assert isinstance(mark, Mark) and mark.kind == kind

    drive(tmp_path, steps, export)


def test_orders_and_filters(tmp_path: Path, export: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "7")
        whole = scroll(app).listing.height
        await go(app, pilot, "s")
        words = scroll(app).listing["words"].to_list()
        assert words == sorted(words, reverse=True)
        await go(app, pilot, "s")
        assert str(scroll(app).border_title) == "inside · most marked first"
        item = scroll(app).item
        assert item is not None and len(item.lit) > 3
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(app.screen, ReadFilterScreen)
        app.screen.query_one("#filter-kind", Select).value = "name"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert str(scroll(app).border_title).startswith("inside, name from your contacts")
        assert subtitle(app) == "1 of 1"
        await go(app, pilot, "escape")
        assert scroll(app).listing.height == whole
        await pilot.press("f")
        await pilot.pause()
        app.screen.query_one("#filter-verdict", Select).value = "outside"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert "These words fall outside" in shown(app)
        item = scroll(app).item
        assert item is not None and item.title == "Messages"
        assert {mark.kind for mark in item.lit if isinstance(mark, Mark)} == {"phone", "name"}

    drive(tmp_path, steps, export)


def test_the_clause_the_record_and_the_link_are_a_key_away(tmp_path: Path, export: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        revealed: list[str] = []

        def reveal(clause: str) -> None:
            revealed.append(clause)

        opened: list[tuple[int, int]] = []
        app.reveal = reveal  # type: ignore[method-assign]
        app.open_record = lambda *place: opened.append(place)  # type: ignore[method-assign]
        await go(app, pilot, "7")
        assert "No link of its own." in text_of(app, "#read-foot")
        for _ in range(3):
            await go(app, pilot, "j")
        item = scroll(app).item
        assert item is not None
        await pilot.press("c", "enter")
        assert revealed == [item.clause]
        assert opened == [(item.entry, item.at)]
        foot = text_of(app, "#read-foot")
        assert "https://www.linkedin.com/feed/update/12" in foot
        assert "No text says that deleting it takes anything out of a trained model." in foot
        await pilot.press("y")
        assert app.clipboard == item.text

    drive(tmp_path, steps, export)


def test_a_list_is_written_by_the_export(tmp_path: Path, export: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "e")
        assert isinstance(app.screen, ExportScreen)
        assert not app.screen.query("#form-list")
        await pilot.press("escape")
        await go(app, pilot, "7")
        await go(app, pilot, "x")
        await go(app, pilot, "j")
        await pilot.press("x", "x")
        for _ in range(2):
            await go(app, pilot, "j")
        await go(app, pilot, "x")
        assert "✓ on your list" in shown(app)
        assert subtitle(app).endswith(" · 2 on your list")
        await go(app, pilot, "e")
        assert isinstance(app.screen, ExportScreen)
        app.screen.query_one("#form-list").value = True  # type: ignore[attr-defined]
        await pilot.pause()
        target = tmp_path / "list.csv"
        app.screen.query_one("#export-path").value = str(target)  # type: ignore[attr-defined]
        await pilot.click("#export-write")
        await settled(app, pilot)
        rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
        assert [row["text"] for row in rows] == ["Nothing", "Post 12 on cancer research"]
        assert rows[1]["date"] == "2024-12-13"
        assert rows[1]["link"].endswith("/12")

    drive(tmp_path, steps, export)


def test_words_of_the_lists_are_shown_where_asked_for(tmp_path: Path, export: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        page = app.query_one(ReadPage)
        await go(app, pilot, "7")
        assert "[list:" not in shown(app)
        await go(app, pilot, "m")
        assert "say nothing of anybody" in " ".join(shown(app).replace("│", "").split())
        item = scroll(app).item
        while item is not None and not item.text.startswith("Post 12"):
            await go(app, pilot, "n")
            item = scroll(app).item
        assert "[list:\u00a0health]cancer" in shown(app)
        assert text_of(app, "#read-foot").startswith("→ a word from our list on health\n")
        assert page.survey is not None and not any(
            "health" in rule for rule in page.survey.found["rule"]
        )
        await go(app, pilot, "m")
        assert "[list:" not in shown(app)
        assert not (tmp_path / "s.json").exists()

    drive(tmp_path, steps, export)


def test_text_that_would_be_obeyed_is_shown(tmp_path: Path, export: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "7")
        for _ in range(60):
            await pilot.press("j")
        await settled(app, pilot)
        assert "[bold red]" in shown(app)
        assert "\x1b" not in shown(app) and "\u202e" not in shown(app)

    drive(tmp_path, steps, export)


def test_an_export_with_nothing_inside_says_so(tmp_path: Path, export: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "7")
        assert text_of(app, "#read-foot") == "Nothing to read here."
        await pilot.press("n", "N", "j", "k", "G", "g", "x", "c", "o", "enter", "pagedown")
        await settled(app, pilot)
        assert subtitle(app) == "0 of 0"

    drive(tmp_path, steps, export, region="us", on=dt.date(2024, 1, 1))


def test_in_french(tmp_path: Path, export: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "7")
        told = " ".join(shown(app).split())
        assert "Ces mots" in told and "These words" not in told

    with speaking("fr"):
        drive(tmp_path, steps, export)
