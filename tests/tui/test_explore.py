"""Explore and Search: what they list and show, and what keys do there."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import polars as pl
import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Input, Select, Static

from fixtures.model import BuiltExport
from inspector import resources
from inspector.knowledge.vocabulary import VERDICTS
from inspector.session.listing import LISTING_SCHEMA, Selection
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.tui.app import InspectApp
from inspector.tui.models.filter import Filter
from inspector.tui.pages.explore import ExplorePage
from inspector.tui.pages.search import HINT, SearchPage
from inspector.tui.screens.filter import FilterScreen
from inspector.tui.settings import Settings
from inspector.tui.widgets.records_table import RecordsTable
from tests.lib.archives import write_zip
from tests.lib.waiting import work_done

Built = Callable[[str], tuple[BuiltExport, Path]]
Steps = Callable[[InspectApp, Pilot[int]], Awaitable[None]]
ON = dt.date(2026, 11, 21)
SHARES = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"


def drive(
    tmp_path: Path,
    steps: Steps,
    export: Path | None = None,
    size: tuple[int, int] = (130, 40),
    **request: Any,
) -> None:
    """Run the application until it has read everything, and take the steps."""
    session = Session(Request((export or resources.sample(),), **{"on": ON, **request}))
    app = InspectApp(session, Settings(tmp_path / "settings.json"))

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            while not app.is_settled:
                await pilot.pause(0.02)
            await steps(app, pilot)

    asyncio.run(run())


async def settled(app: InspectApp, pilot: Pilot[int], pause: float = 0.1) -> None:
    """All that waits for a pause was done, and is shown."""
    for _ in range(3):
        await pilot.pause(pause)
        await work_done(app)
    await pilot.pause()


async def explorer(app: InspectApp, pilot: Pilot[int]) -> ExplorePage:
    """The explorer, come to the front."""
    await pilot.press("2")
    await settled(app, pilot)
    return app.query_one(ExplorePage)


async def searched(app: InspectApp, pilot: Pilot[int], query: str) -> SearchPage:
    """The search page, a query typed and answered."""
    await pilot.press("slash")
    search = app.query_one(SearchPage)
    search.input.value = query
    await settled(app, pilot, 0.2)
    return search


async def everything_inside(explore: ExplorePage, app: InspectApp, pilot: Pilot[int]) -> None:
    """The cursor of the tree on all that is inside."""
    while explore.groups.selection != Selection(verdict="inside"):
        await pilot.press("k")
    await settled(app, pilot)


def said(page: Widget, name: str) -> str:
    """What a line of a page says."""
    return str(page.query_one(name, Static).visual)


def title_of(pane: Widget) -> str:
    """What stands in the border of a pane."""
    return Content.from_markup(pane.border_title or "").plain


def front(app: InspectApp) -> str | None:
    """The page in front."""
    return app.query_one("#pages", ContentSwitcher).current


def drawn(table: RecordsTable) -> list[str]:
    """The lines of a table as they are drawn."""
    return [table.render_line(y).text for y in range(table.size.height)]


# The tree


def test_groups_lead_to_their_records(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        summary = app.summary
        await everything_inside(explore, app, pilot)
        assert explore.groups.has_focus and explore.groups.branch is not None
        assert explore.table.listing.height == summary.totals["inside"].records
        await pilot.press("j")
        await settled(app, pilot)
        branch = explore.groups.branch
        assert branch.selection.category is not None
        assert explore.table.listing.height == branch.records
        assert branch.title in title_of(explore.table)
        await pilot.press("l", "j")
        await settled(app, pilot)
        leaf = explore.groups.branch
        assert leaf.selection.entries is not None and not leaf.children
        assert explore.table.listing["entry"].unique().to_list() == list(leaf.selection.entries)
        await pilot.press("h", "h")
        assert explore.groups.branch == branch
        await pilot.press("enter")
        await settled(app, pilot)
        assert explore.table.has_focus and explore.table.listing.height == branch.records

    drive(tmp_path, steps)


def test_groups_are_regrouped(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        whole = sum(app.summary.totals[one].words for one in VERDICTS)
        seen = set()
        for grouping in ("file", "clause", "author", "category"):
            await pilot.press("r")
            await settled(app, pilot)
            assert explore.grouping == grouping
            assert f"Words by {grouping}" in title_of(explore.groups)
            tops = [node.data for node in explore.groups.root.children]
            assert sum(one.count for one in tops if one) == whole
            seen.add(tuple(one.label for one in tops if one))
            await pilot.press("j")
            await settled(app, pilot)
            assert explore.groups.branch is not None
            assert explore.table.listing.height == explore.groups.branch.records
        assert len(seen) == 2 and "Shares.csv" in {label for one in seen for label in one}

    drive(tmp_path, steps)


def test_the_tree_keeps_its_place_in_another_situation(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        await pilot.press("j", "j", "l", "j")
        await settled(app, pilot)
        branch = explore.groups.branch
        app.rejudge(replace(app.session.situation, region="us"))
        await settled(app, pilot)
        assert branch is not None and explore.groups.selection == branch.selection
        assert explore.record is not None and explore.record.telling is not None
        judged = app.session.record(*explore.table.current or (0, 0))
        assert explore.record == judged
        app.rejudge(replace(app.session.situation, region="cn"))
        await settled(app, pilot)
        assert explore.groups.branch is not None
        assert explore.table.listing.height == explore.groups.branch.records

    drive(tmp_path, steps)


def words_of(explore: ExplorePage) -> dict[Selection, int]:
    """What the tree counts, by group."""
    tops = [node.data for node in explore.groups.root.children]
    return {one.selection: one.count for top in tops if top for one in top.walk()}


def test_it_opens_on_the_members_own_words_the_longest_first(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        own: dict[str, int] = {}
        for file in app.summary.files:
            for row in file.rows:
                if row.verdict == "inside" and row.author == "member":
                    own[file.category] = own.get(file.category, 0) + row.totals.words
        most = Selection(verdict="inside", category=max(own, key=lambda name: own[name]))
        assert explore.groups.selection == explore.chosen == most
        assert explore.groups.has_focus
        words = explore.table.listing["words"].to_list()
        assert explore.table.cursor == 0 and words[0] > 0
        assert words == sorted(words, reverse=True)

    drive(tmp_path, steps)


def test_it_opens_where_nothing_is_inside(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        assert explore.groups.branch is not None
        assert explore.table.listing.height == explore.groups.branch.records > 0

    drive(tmp_path, steps, region="cn")


def test_another_page_leads_to_the_group_that_it_names(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        for selection, grouping in (
            (Selection(category="comments", verdict="inside"), "category"),
            (Selection(author="others", verdict="outside"), "author"),
            (Selection(clause="faq-a5538339-2025-09:private-messages"), "clause"),
            (Selection(entries=(0,)), "file"),
        ):
            app.explore(selection, "asked for")
            await settled(app, pilot)
            explore = app.query_one(ExplorePage)
            branch = explore.groups.branch
            assert explore.grouping == grouping and branch is not None
            for name in ("category", "author", "clause", "entries"):
                assert getattr(branch.selection, name) == getattr(selection, name)
            assert selection.verdict in (None, branch.selection.verdict)
            assert explore.chosen == selection and explore.title == "asked for"
            assert explore.table.has_focus and explore.table.listing.height
        app.explore(Selection(basis="disputed"), "no group of the tree")
        await settled(app, pilot)
        assert explore.groups.selection is None and explore.table.listing.height
        await pilot.press("shift+tab", "j")
        await settled(app, pilot)
        assert explore.chosen == explore.groups.selection != Selection(basis="disputed")

    drive(tmp_path, steps)


def test_the_tree_counts_words_as_the_overview_does(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        counts = words_of(explore)
        for verdict in VERDICTS:
            assert counts[Selection(verdict=verdict)] == app.summary.totals[verdict].words
            for one in app.summary.by_category():
                if one.totals[verdict].records:
                    group = Selection(verdict=verdict, category=one.category)
                    assert counts[group] == one.totals[verdict].words

    drive(tmp_path, steps)


def test_what_the_tree_counts_follows_the_filter(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        before = words_of(explore)
        inside = Selection(verdict="inside")
        chosen = explore.groups.selection
        rows = [row for file in app.summary.files for row in file.rows]
        for conditions, wanted in (
            (Filter(author="member"), lambda row: row.author == "member"),
            (Filter(basis="stated"), lambda row: row.basis == "stated"),
            (
                Filter(since=dt.date(2025, 3, 1), until=dt.date(2025, 4, 30)),
                lambda row: row.month in (dt.date(2025, 3, 1), dt.date(2025, 4, 1)),
            ),
        ):
            explore.filter = conditions
            explore.refresh_listing()
            await settled(app, pilot)
            counts = words_of(explore)
            assert counts.keys() == before.keys() and explore.groups.selection == chosen
            expected = sum(r.totals.words for r in rows if r.verdict == "inside" and wanted(r))
            assert 0 < counts[inside] == expected < before[inside]
        explore.filter = Filter(since=dt.date(2025, 3, 10), until=dt.date(2025, 3, 12))
        explore.refresh_listing()
        await settled(app, pilot)
        wholes = [count for group, count in words_of(explore).items() if not group.category]
        days = app.session.store.listing(
            app.summary, Selection(since=dt.date(2025, 3, 10), until=dt.date(2025, 3, 12))
        )
        assert sum(wholes) == days["words"].sum()
        assert explore.clear_filter()
        await settled(app, pilot)
        assert words_of(explore) == before

    drive(tmp_path, steps)


# Table and pane


def test_the_cursor_moves_and_the_record_follows(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        await pilot.press("tab")
        table = explore.table
        last, room = table.listing.height - 1, table.size.height - 1
        for key, row in (
            ("j", 1), ("down", 2), ("k", 1), ("up", 0), ("up", 0), ("G", last), ("j", last),
            ("g", 0), ("end", last), ("home", 0), ("pagedown", room), ("pageup", 0),
            ("ctrl+d", room // 2), ("ctrl+u", 0),
        ):  # fmt: skip
            await pilot.press(key)
            assert table.cursor == row, key
            assert "▸" in drawn(table)[row - table.scroll_offset.y + 1]
        await pilot.press("j", "j")
        await settled(app, pilot)
        assert explore.record == app.session.record(*table.current or (0, 0))

    drive(tmp_path, steps)


def test_the_pane_shows_cells_clauses_and_what_other_texts_say(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        app.explore(Selection(category="posts", verdict="inside"), "Posts")
        await settled(app, pilot)
        text = explore.pane.text
        assert "■ ShareCommentary" in text and "inside, named: a text names it" in text
        assert "“Member generated content (posts" in text and "https://" in text
        assert "European Regional Privacy Notice, in force from" in text
        app.explore(Selection(basis="disputed"), "Disputed")
        await settled(app, pilot)
        text = explore.pane.text
        assert "texts disagree" in text and "What each text says:" in text
        app.explore(Selection(category="messages", verdict="outside"), "Messages")
        await settled(app, pilot)
        assert "only a help page says; no notice promises it" in explore.pane.text
        app.explore(Selection(category="articles", basis="silent"), "Drafts")
        await settled(app, pilot)
        assert "this decides nothing" in explore.pane.text

    drive(tmp_path, steps)


def test_the_pane_says_who_wrote_where_texts_differ_and_what_microsoft_may(
    tmp_path: Path,
) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await explorer(app, pilot)
        paths = {file.reading.path: n for n, file in enumerate(app.summary.files)}

        async def opened(path: str) -> str:
            app.query_one(ExplorePage).open_record(paths[path], 0)
            await settled(app, pilot)
            return app.query_one(ExplorePage).pane.text

        honours = await opened("Honors.csv")
        assert "written by you" in honours
        assert (
            honours.count(
                "↔ European notice: not mentioned · Generative AI FAQ: inside, our reading"
            )
            == 1
        )
        assert "• European notice, 2026-08-21: not mentioned, and its list is closed" in honours
        assert "Microsoft" not in honours
        message = await opened("messages.csv")
        assert "written by other people" in message and message.count("↔") == 1
        posts = await opened("Shares.csv")
        assert "↔" not in posts and "texts disagree" not in posts
        profile = await opened("Profile.csv")
        assert "The same is said by Generative AI FAQ, 2025-09-17 (our reading)." in profile
        app.rejudge(replace(app.session.situation, region="uk"))
        await settled(app, pilot)
        honours = await opened("Honors.csv")
        assert "For Microsoft’s models: ▒ unclear, not mentioned" in honours
        posts = await opened("Shares.csv")
        assert "For Microsoft’s models: ■ inside, named\n" in posts
        assert "■ ShareCommentary  Microsoft: ■ inside" in posts
        assert "── For Microsoft’s models: ■ inside, named: a text names it" in posts
        assert "“Your posts, comments, articles, collaborative articles" in posts

    drive(tmp_path, steps)


def test_a_record_is_opened_whole_and_left_again(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        await pilot.press("enter", "enter")
        await settled(app, pilot)
        assert explore.whole and explore.pane.has_focus
        assert not explore.table.region and explore.pane.size.width > 120
        first = explore.pane.text
        await pilot.press("n")
        await settled(app, pilot)
        assert explore.pane.text != first and explore.table.cursor == 1
        await pilot.press("escape")
        await pilot.pause()
        assert explore.table.has_focus and explore.table.region
        await pilot.press("escape")
        assert explore.groups.has_focus
        await pilot.press("escape")
        assert front(app) == "overview"

    drive(tmp_path, steps)


def test_the_mouse_selects_sorts_and_opens(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        await pilot.click(explore.table, offset=(22, 4))
        assert explore.table.cursor == 2 and explore.table.has_focus
        await pilot.click(explore.table, offset=(7, 1))
        await settled(app, pilot)
        assert explore.sort == ("day", True)
        await pilot.click(explore.table, offset=(7, 1))
        await settled(app, pilot)
        assert explore.sort == ("day", False)
        await pilot.click(explore.table, offset=(22, 5), times=2)
        await settled(app, pilot)
        assert explore.whole

    drive(tmp_path, steps)


def test_sorting_goes_through_the_columns(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        orders = set()
        await pilot.press("tab")
        for _ in range(6):
            await pilot.press("s")
            orders.add(explore.sort)
            if explore.sort == ("words", True):
                break
        await settled(app, pilot)
        assert {key for key, _ in orders} >= {"entry", "day", "words", "text"}
        assert explore.sort == ("words", True) and "by length ▼" in title_of(explore.table)
        words = explore.table.listing["words"].to_list()
        assert words == sorted(words, reverse=True)
        assert "words▼" in drawn(explore.table)[0]
        current = explore.table.current
        await pilot.press("S")
        await settled(app, pilot)
        assert explore.table.listing["words"].to_list() == words[::-1]
        assert explore.table.current == current

    drive(tmp_path, steps)


# Filters


def test_filters_are_asked_for_told_and_cleared(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        await everything_inside(explore, app, pilot)
        await pilot.press("tab")
        whole = explore.table.listing.height
        await pilot.press("f")
        assert isinstance(app.screen, FilterScreen)
        app.screen.query_one("#filter-since", Input).value = "whenever"
        await pilot.press("ctrl+s")
        assert "2025-03-01" in str(app.screen.query_one("#filter-fault", Static).visual)
        app.screen.query_one("#filter-since", Input).value = "2025"
        app.screen.query_one("#filter-until", Input).value = "2025"
        cast("Select[str]", app.screen.query_one("#filter-basis")).value = "stated"
        cast("Select[str]", app.screen.query_one("#filter-author")).value = "member"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert explore.filter == Filter(
            basis="stated", author="member", since=dt.date(2025, 1, 1), until=dt.date(2025, 12, 31)
        )
        listing = explore.table.listing
        assert 0 < listing.height < whole and {day.year for day in listing["day"]} == {2025}
        assert set(listing["author"]) == {"member"}
        assert "named, by you, from 2025-01-01 until 2025-12-31" in said(
            explore, ".filter-told"
        ).replace("01, until", "01 until")
        await pilot.press("f")
        assert app.screen.query_one("#filter-since", Input).value == "2025-01-01"
        await pilot.press("escape")
        assert explore.filter
        await pilot.press("escape")
        await settled(app, pilot)
        assert not explore.filter and explore.table.listing.height == whole
        assert not explore.query_one(".filter-told").display

    drive(tmp_path, steps)


def test_a_filter_that_excludes_the_group_says_so(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        await pilot.press("tab", "f")
        cast("Select[str]", app.screen.query_one("#filter-verdict")).value = "outside"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert explore.table.listing.is_empty() and explore.table.current is None
        assert "Esc clears it" in drawn(explore.table)[1]
        assert explore.pane.text == ""
        await pilot.press("y", "enter", "j", "G", "n", "o")
        assert app.clipboard == ""

    drive(tmp_path, steps)


# Copying


def test_texts_records_and_links_are_copied(tmp_path: Path) -> None:
    export = write_zip(
        tmp_path / "e.zip",
        {
            "Shares.csv": SHARES
            + '2026-03-01 10:00:00,https://a.example/1,"One [b]two[/b]",https://b.example/2,,X\n'
        },
    )

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await explorer(app, pilot)
        await pilot.press("tab", "y")
        assert app.clipboard == "One [b]two[/b]"
        await pilot.press("Y")
        assert "ShareCommentary: One [b]two[/b]" in app.clipboard
        assert "inside, named: a text names it" in app.clipboard and "“" in app.clipboard
        links = []
        for turns in range(3):
            await pilot.press("o", *["o"] * turns, "enter")
            await pilot.pause()
            links.append(app.clipboard)
        assert links == ["https://a.example/1", "https://b.example/2", "https://a.example/1"]

    drive(tmp_path, steps, export)


# From other pages


def test_other_pages_lead_into_a_listing_and_back(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await pilot.press("3")
        await settled(app, pilot)
        app.explore(Selection(category="comments", sort="words", descending=True), "Comments!")
        await settled(app, pilot)
        explore = app.query_one(ExplorePage)
        assert explore.table.has_focus and "Comments!" in title_of(explore.table)
        words = explore.table.listing["words"].to_list()
        assert words and words == sorted(words, reverse=True)
        await pilot.press("enter")
        await pilot.press("escape", "escape")
        assert front(app) == "policy"

    drive(tmp_path, steps)


# Search


def test_hits_are_counted_as_one_types(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await pilot.press("slash")
        await settled(app, pilot)
        search = app.query_one(SearchPage)
        assert search.input.has_focus and said(search, "#hit-counts") == HINT
        await pilot.press(*"cafe")
        await settled(app, pilot, 0.2)
        hits = app.session.search("café")
        assert search.hits is not None and search.hits.counts == hits.counts
        told = said(search, "#hit-counts")
        for glyph, verdict in zip("■▒░", VERDICTS, strict=True):
            assert f"{glyph} {hits.counts[verdict]} {verdict}" in told
        verdicts = [VERDICTS.index(one) for one in search.table.listing["verdict"]]
        assert verdicts == sorted(verdicts)
        assert all("caf" in line.lower() for line in drawn(search.table)[1 : hits.listing.height])
        assert any(
            "reverse" in str(span.style)
            for piece in search.pane._pieces
            for span in piece.content.spans
        )
        search.input.value = ""
        await settled(app, pilot, 0.2)
        assert search.table.listing.is_empty() and said(search, "#hit-counts") == HINT
        await pilot.press(*"zqzqzq")
        await settled(app, pilot, 0.2)
        assert "0 records found" in said(search, "#hit-counts")
        assert "no value holds this" in drawn(search.table)[1]

    drive(tmp_path, steps)


def test_hits_lead_to_records_and_on_to_their_file(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        search = await searched(app, pilot, "lyon")
        await pilot.press("enter")
        assert search.table.has_focus
        await pilot.press("n", "n", "N")
        assert search.table.cursor == 1
        await pilot.press("enter")
        await settled(app, pilot)
        assert search.whole and search.query_one("#query").region
        await pilot.press("n")
        await settled(app, pilot)
        assert search.table.cursor == 2
        record = search.record
        await pilot.press("enter")
        await settled(app, pilot)
        explore = app.query_one(ExplorePage)
        assert front(app) == "explore" and explore.whole
        assert record is not None and explore.record == record
        assert explore.table.current == search.table.current
        await pilot.press("escape")
        await settled(app, pilot)
        assert front(app) == "search" and search.whole
        await pilot.press("escape", "escape")
        assert search.input.has_focus and search.input.value == "lyon"
        await pilot.press("escape")
        assert front(app) == "overview"

    drive(tmp_path, steps)


def test_enter_before_the_answer_goes_on_when_it_is_there(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await pilot.press("slash", *"payroll", "enter")
        await settled(app, pilot, 0.2)
        search = app.query_one(SearchPage)
        assert search.table.has_focus and search.table.listing.height

    drive(tmp_path, steps)


def test_hits_are_filtered_and_follow_the_situation(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        search = await searched(app, pilot, "lyon")
        await pilot.press("enter", "f")
        cast("Select[str]", app.screen.query_one("#filter-verdict")).value = "unclear"
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert search.hits is not None
        assert search.table.listing.height == search.hits.counts["unclear"]
        app.rejudge(replace(app.session.situation, region="cn"))
        await settled(app, pilot)
        assert search.hits.counts["outside"] == sum(search.hits.counts.values())

    drive(tmp_path, steps)


# Reading, sizes, hostile text


def test_everything_works_while_reading(tmp_path: Path) -> None:
    app = InspectApp(
        Session(Request((resources.sample(),), on=ON)), Settings(tmp_path / "settings.json")
    )

    async def run() -> None:
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.press("2", "j", "tab", "s", "slash", *"lyon", "enter")
            while not app.is_settled:
                await pilot.press("n")
            await settled(app, pilot, 0.2)
            search = app.query_one(SearchPage)
            assert search.hits is not None
            assert search.hits.counts == app.session.search("lyon").counts
            explore = await explorer(app, pilot)
            branch = explore.groups.branch
            assert branch is not None and explore.table.listing.height == branch.records

    asyncio.run(run())


@pytest.mark.parametrize(
    "size",
    [*(pytest.param(one, marks=pytest.mark.slow) for one in ((80, 24), (160, 50))), (40, 10)],
)
def test_every_size_leads_to_the_record(tmp_path: Path, size: tuple[int, int]) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        assert explore.groups.region.width > 20
        await pilot.press("enter")
        await settled(app, pilot)
        narrow = size[0] < 100
        assert bool(explore.groups.region) != narrow
        assert explore.table.size.width > size[0] // 2
        assert all(strip_width(line) == explore.table.width for line in drawn(explore.table))
        await pilot.press("enter")
        await settled(app, pilot)
        assert explore.pane.size.width > size[0] - 10 and explore.pane.text
        await pilot.press("escape", "shift+tab")
        assert explore.groups.has_focus and explore.groups.region
        await pilot.press("tab", "tab")
        assert explore.pane.has_focus
        for width, height in ((200, 60), (80, 24), (30, 8), (120, 36)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
        assert explore.pane.has_focus

    drive(tmp_path, steps, size=size)


def strip_width(line: str) -> int:
    """Cells of a drawn line."""
    return cell_len(line)


@pytest.mark.parametrize("size", [(80, 24), pytest.param((160, 50), marks=pytest.mark.slow)])
def test_hostile_text_is_shown_inert_everywhere(
    tmp_path: Path, built: Built, size: tuple[int, int]
) -> None:
    _, export = built("hostile-2026")

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await explorer(app, pilot)
        app.explore(Selection(), "every [/b] record \x1b[31m")
        await settled(app, pilot)
        explore = app.query_one(ExplorePage)
        await pilot.press("r")
        app.explore(Selection(), "every [/b] record \x1b[31m")
        await settled(app, pilot)
        table = explore.table
        for row in range(table.listing.height):
            table.move_to(row)
            lines = drawn(table)
            assert all(strip_width(line) == table.width for line in lines)
            assert not any(_controls(line) for line in lines)
            entry, at = table.current or (0, 0)
            explore._read(entry, at, (entry, at), "a")
            if row % 25 == 0:
                await settled(app, pilot, 0)
                await pilot.press("y", "Y", "o")
                assert explore.record is not None and explore.pane.text
                assert not _controls(explore.pane.text.replace("\n", ""))
        search = await searched(app, pilot, "[/b]")
        assert search.hits is not None and search.hits.listing.height
        await pilot.press("enter", "enter")
        await settled(app, pilot)
        assert search.whole and not _controls(search.pane.text.replace("\n", ""))
        for query in ("\\", "\u202e", "[", "(((", "%s", "zalgo", "ﷺ"):
            search.input.value = query
            await settled(app, pilot, 0.2)

    drive(tmp_path, steps, export, size)


def _controls(text: str) -> bool:
    return any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066" for c in text)


def test_a_huge_cell_is_cut_and_does_not_hang(tmp_path: Path) -> None:
    huge = "a <b>very</b> long [/b] text " * 170_000
    export = write_zip(
        tmp_path / "e.zip", {"Shares.csv": SHARES + f'2026-03-01 10:00:00,,"{huge}",,,X\n'}
    )

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explore = await explorer(app, pilot)
        await pilot.press("enter", "enter")
        await settled(app, pilot)
        assert "more characters: copy or export to see them" in explore.pane.text
        assert len(explore.pane.text) < 30_000
        await pilot.press("y")
        assert app.clipboard == huge.strip() or app.clipboard == huge
        search = await searched(app, pilot, "long [/b]")
        assert search.table.listing.height == 1

    drive(tmp_path, steps, export)


# The table alone


class Alone(App[None]):
    """A table and nothing else."""

    def compose(self) -> ComposeResult:
        """The table."""
        yield RecordsTable()


def test_half_a_million_rows_touch_only_those_on_screen() -> None:
    number = 500_000
    listing = pl.DataFrame(
        {
            "entry": [0] * number, "at": range(number), "day": [dt.date(2025, 1, 1)] * number,
            "words": [7] * number, "text": ["漢字 text"] * number, "author": ["member"] * number,
                "verdict": ["unclear"] * number,
            "basis": ["silent"] * number, "clause": [None] * number,
        },
        schema={**LISTING_SCHEMA, "text": pl.String},
    )  # fmt: skip

    async def run() -> None:
        app = Alone()
        async with app.run_test(size=(80, 24)) as pilot:
            table = app.query_one(RecordsTable)
            table.focus()
            table.set_listing(listing, ["a [/b] file.csv"], keep=(0, 250_000))
            await pilot.pause()
            assert table.cursor == 250_000 and table.current == (0, 250_000)
            await pilot.press("G")
            assert table.cursor == number - 1 and "▸▒ 2025-01-01" in drawn(table)[-1]
            assert len(table._blocks) <= 8
            assert all(strip_width(line) == table.width for line in drawn(table))

    asyncio.run(run())
