"""The pages Policy, What if and Act: what they show, and what keys do there."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Checkbox, ContentSwitcher, Input, Select, Static

from fixtures.model import BuiltExport
from inspector import resources
from inspector.session.listing import Selection
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.tui.app import InspectApp
from inspector.tui.pages.act import ActPage
from inspector.tui.pages.explore import ExplorePage
from inspector.tui.pages.policy import PolicyPage
from inspector.tui.pages.what_if import WhatIfPage
from inspector.tui.settings import Settings
from inspector.tui.widgets.choices import Choices
from inspector.tui.widgets.clause_list import NO_CLAUSE
from inspector.tui.widgets.records_table import RecordsTable
from tests.lib.waiting import work_done

Built = Callable[[str], tuple[BuiltExport, Path]]
Steps = Callable[[InspectApp, Pilot[int]], Awaitable[None]]
SIZES = [(80, 24), (160, 50)]
MEMBER_CONTENT = "erpn-2026-08-21:member-content"


def drive(
    tmp_path: Path,
    steps: Steps,
    export: Path | None = None,
    size: tuple[int, int] = (120, 36),
    **request: Any,
) -> None:
    """Run the application until it has read everything, and take the steps."""
    day = {"on": dt.date(2026, 11, 21), **request}
    app = InspectApp(
        Session(Request((export or resources.sample(),), **day)), Settings(tmp_path / "s.json")
    )

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            while not app.is_settled:
                await pilot.pause(0.02)
            await steps(app, pilot)

    asyncio.run(run())


async def settled(app: InspectApp, pilot: Pilot[int]) -> None:
    """Everything under way is done, and shown."""
    for _ in range(3):
        await work_done(app)
        await pilot.pause()


async def go(app: InspectApp, pilot: Pilot[int], key: str) -> None:
    await pilot.press(key)
    await settled(app, pilot)


def text_of(app: InspectApp, selector: str) -> str:
    return str(app.query_one(selector, Static).content)


def lines_of(app: InspectApp, selector: str) -> dict[str | None, str]:
    return {one.id: str(one.prompt) for one in app.query_one(selector, Choices).options}


def status(app: InspectApp) -> str:
    return app.summary.standing.status


def explored(app: InspectApp) -> list[tuple[Selection, str]]:
    """From here on, jumps to the explorer are noted instead of made."""
    found: list[tuple[Selection, str]] = []
    app.explore = lambda selection, title: found.append((selection, title))  # type: ignore[method-assign]
    return found


# Policy --------------------------------------------------------------------------------------


def test_policy_counts_what_each_clause_decides(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "3")
        lines = lines_of(app, "#policy-texts")
        assert "Posts 4,687 words" in lines[MEMBER_CONTENT]
        assert lines[MEMBER_CONTENT].lstrip().startswith("■")
        assert "help-a6278444-2025-09:past-training" not in lines
        idle = lines["help-a6278444-2025-09/idle"]
        assert idle.strip().startswith("▸") and "that decide nothing here" in idle
        assert not any("decides nothing here" in line for line in lines.values())
        assert "your status as a whole" in lines["erpn-2026-08-21:purpose"]
        assert "No clause decides" in lines[NO_CLAUSE]
        connections = next(text for text in lines.values() if "Connections.csv" in text)
        assert "2,904 words" in connections and "in part" not in connections
        assert "faq-a5538339-2024-09" not in lines

    drive(tmp_path, steps)


def test_policy_shows_a_clause_in_full_and_opens_its_records(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        jumps = explored(app)
        await go(app, pilot, "3")
        app.query_one(PolicyPage).reveal(MEMBER_CONTENT)
        await pilot.pause()
        shown = text_of(app, "#policy-clause .body")
        for part in (
            "European Regional Privacy Notice", "in force from 2026-08-21",
            "“Member generated content (posts, articles, poll responses", "personal data used",
            "copy of 2026-08-21, Open Terms Archive", "https://github.com/OpenTermsArchive",
            "names what is used", "Rules that rest on it", "Comments: inside, named",
        ):  # fmt: skip
            assert part in shown
        assert "Shares.csv" in next(iter(lines_of(app, "#policy-files").values()))
        await pilot.press("enter")
        assert jumps[0][0] == Selection(clause=MEMBER_CONTENT)
        await pilot.press("tab", "tab", "enter")
        shares = next(n for n, f in enumerate(app.summary.files) if f.reading.path == "Shares.csv")
        assert jumps[1] == (Selection(entries=(shares,), clause=MEMBER_CONTENT), "Shares.csv")
        await pilot.press("y")
        assert app.clipboard.startswith("https://github.com/OpenTermsArchive")
        app.query_one(PolicyPage).reveal("help-a6278444-2025-09:past-training")
        app.query_one("#policy-texts").focus()
        await pilot.press("enter")
        assert len(jumps) == 2
        assert not app.query_one("#policy-files").display

    drive(tmp_path, steps)


def test_policy_folds_lists_all_texts_and_opens_silent_files(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        jumps = explored(app)
        await go(app, pilot, "3")
        listed = app.query_one("#policy-texts", Choices)
        await pilot.press("g", "enter")
        assert MEMBER_CONTENT not in lines_of(app, "#policy-texts")
        assert "that we quote" in text_of(app, "#policy-clause .body")
        assert listed.chosen == "erpn-2026-08-21"
        await pilot.press("space")
        assert MEMBER_CONTENT in lines_of(app, "#policy-texts")
        await pilot.press("a")
        assert "not in force" in lines_of(app, "#policy-texts")["faq-a5538339-2024-09"]
        await pilot.press("a", "G")
        assert (listed.chosen or "").startswith(f"{NO_CLAUSE}:")
        await pilot.press("enter")
        assert jumps[0][0].entries and jumps[0][0].clause is None
        listed.choose(NO_CLAUSE)
        await pilot.pause()
        assert "Silence is no promise" in text_of(app, "#policy-clause .body")

    drive(tmp_path, steps)


def test_policy_keeps_its_place_when_the_situation_changes(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "3")
        app.query_one(PolicyPage).reveal("faq-a5538339-2025-09:payment")
        app.query_one(WhatIfPage).query_one("#whatif-region", Select).value = "us"
        await settled(app, pilot)
        assert app.summary.situation.region == "us"
        assert app.query_one("#policy-texts", Choices).chosen == "faq-a5538339-2025-09:payment"
        assert MEMBER_CONTENT not in lines_of(app, "#policy-texts")

    drive(tmp_path, steps)


def test_policy_shows_where_texts_differ_and_what_microsofts_decide(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        jumps = explored(app)
        await go(app, pilot, "3")
        page = app.query_one(PolicyPage)
        page.reveal("faq-a5538339-2025-09:profile-data")
        await pilot.pause()
        shown = text_of(app, "#policy-clause .body")
        assert "↔ European notice: not mentioned · Generative AI FAQ: inside, our reading" in shown
        assert (
            "Honours and awards: all columns" in shown and "European notice, 2026-08-21: “" in shown
        )
        page.reveal(MEMBER_CONTENT)
        await pilot.pause()
        assert "Connections" not in text_of(app, "#policy-clause .body")
        profile = next(
            n for n, f in enumerate(app.summary.files) if f.reading.path == "Profile.csv"
        )
        app.query_one("#policy-texts", Choices).choose(f"{NO_CLAUSE}:{profile}")
        await pilot.pause()
        assert "Profile: Industry" in text_of(app, "#policy-clause .body")
        lines = lines_of(app, "#policy-texts")
        assert "Posts 4,687 words" in lines["erpn-2026-08-21-microsoft:content"]
        assert "Microsoft’s models" in lines["erpn-2026-08-21-microsoft"]
        page.reveal("erpn-2026-08-21-microsoft:content")
        await pilot.pause()
        assert "for a second question, beside the totals" in text_of(app, "#policy-clause .body")
        await pilot.press("enter")
        assert jumps[0][0].clause is None and jumps[0][0].entries

    drive(tmp_path, steps, region="uk")


# What if -------------------------------------------------------------------------------------


def test_another_region_is_judged_at_once(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        before = app.summary
        await go(app, pilot, "4")
        page = app.query_one(WhatIfPage)
        assert "your own case" in text_of(app, "#whatif-totals")
        assert "in the profile" in text_of(app, "#whatif-region-note")
        await pilot.press("enter", "down", "down", "down", "down", "down", "enter")
        await settled(app, pilot)
        assert app.summary.situation.region == "us" != before.situation.region
        assert app.summary.situation.region_basis == "option"
        found = page.comparison
        assert found is not None and found.before.totals == before.totals
        assert found.after.totals == app.summary.totals
        shown = text_of(app, "#whatif-totals")
        assert f"{app.summary.totals['inside'].words:,}" in shown
        assert f"{before.totals['inside'].words:,}" in shown
        assert "−94" in shown and "AI prompts" in shown
        assert "United States" in text_of(app, "#whatif-history")
        await go(app, pilot, "ctrl+r")
        assert app.summary.situation == before.situation
        assert app.query_one("#whatif-region", Select).value == "eu"
        assert "your own case" in text_of(app, "#whatif-totals")

    drive(tmp_path, steps)


def test_a_day_that_is_none_is_said_and_changes_nothing(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        situation = app.summary.situation
        await go(app, pilot, "4")
        field = app.query_one("#whatif-on", Input)
        for text in ("2025-02-30", "20250901", "soon", "[/b]", "9999999999", "2025-W01-1"):
            field.value = text
            field.focus()
            await go(app, pilot, "enter")
            assert "✗ not a day" in text_of(app, "#whatif-on-note")
            assert app.summary.situation == situation
        field.value = ""
        await go(app, pilot, "enter")
        assert "a day is needed" in text_of(app, "#whatif-on-note")
        app.query_one("#whatif-out", Input).value = "yesterday"
        await go(app, pilot, "enter")
        assert "✗ not a day" in text_of(app, "#whatif-out-note")
        await go(app, pilot, "ctrl+r")
        assert text_of(app, "#whatif-on-note") == "21 Nov 2026"
        assert field.value == "2026-11-21"

    drive(tmp_path, steps)


def test_days_typed_are_judged_after_a_moment(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "4")
        await pilot.press("tab", "tab", *"2025-10-01")
        await pilot.pause(0.5)
        await settled(app, pilot)
        assert app.summary.situation.opted_out == dt.date(2025, 10, 1)
        assert "may have been used" not in text_of(app, "#whatif-status")
        assert status(app) == "never_used"
        assert "before training began" in text_of(app, "#whatif-status")
        app.query_one("#whatif-on", Input).value = "2025-05-01"
        await pilot.pause(0.5)
        await settled(app, pilot)
        assert status(app) == "not_in_programme"
        assert "still on" in text_of(app, "#whatif-out-note")
        assert "▶ OUT  from 2025-02-27 until 2025-11-02, the day judged" in text_of(
            app, "#whatif-history"
        )

    drive(tmp_path, steps)


def test_arrows_go_through_the_days_on_which_something_changed(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "4")
        page = app.query_one(WhatIfPage)
        seen = []
        while True:
            before = app.summary.situation.on
            await go(app, pilot, "left")
            if app.summary.situation.on == before:
                break
            seen.append(app.summary.situation.on)
        assert dt.date(2025, 11, 3) in seen and seen == sorted(seen, reverse=True)
        await go(app, pilot, "right")
        while app.summary.situation.on < dt.date(2025, 11, 3):
            await go(app, pilot, "right")
        assert app.summary.situation.on == dt.date(2025, 11, 3)
        found = page.comparison
        assert found is not None
        assert found.before.situation.on == dt.date(2025, 11, 2)
        assert found.before.standing.status == "not_in_programme" and status(app) == "in_use"
        assert found.totals["inside"].words == app.summary.totals["inside"].words > 0
        assert "training begins" in text_of(app, "#whatif-status")
        assert page.query_one("#whatif-results").border_title == "What changed on 2025-11-03"
        assert app.query_one("#whatif-on", Input).value == "2025-11-03"
        await go(app, pilot, "ctrl+r")
        assert page.query_one("#whatif-results").border_title == "What changes"
        assert "your own case" in text_of(app, "#whatif-totals")

    drive(tmp_path, steps)


def test_arrows_move_within_a_field(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        situation = app.summary.situation
        await go(app, pilot, "4")
        app.query_one("#whatif-on", Input).focus()
        for key in ("left", "right", "left"):
            await go(app, pilot, key)
        assert app.summary.situation == situation

    drive(tmp_path, steps)


def test_an_opt_out_is_split_and_microsoft_answered(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "4")
        assert "Microsoft’s models, a second question" in text_of(app, "#whatif-status")
        app.query_one("#whatif-out", Input).value = "2026-02-15"
        app.query_one("#whatif-out", Input).focus()
        await go(app, pilot, "enter")
        split = app.summary.split
        assert status(app) == "past_use" and split is not None
        assert f"{split.before.words:,} words" in text_of(app, "#whatif-status")
        assert "which may have been used until 15 Feb 2026." in text_of(app, "#whatif-status")
        changed = app.query_one(WhatIfPage).comparison
        assert changed is not None
        used, before = changed.uses["inside"], changed.uses["before"]
        assert used.before.words == -used.words > 0
        assert before.after.words == before.words == split.before.words
        figures = " ".join(text_of(app, "#whatif-totals").split())
        inside = f"{used.before.words:,}"
        assert f"■ inside {inside} 0 −{inside}" in figures
        assert "what changes is whether LinkedIn says it uses them" in figures

    drive(tmp_path, steps, region="uk")


def test_under_18_leads_the_headline(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "4")
        age = app.query_one("#whatif-age", Checkbox)
        assert str(age.render()).startswith("[ ]")
        age.focus()
        await go(app, pilot, "space")
        assert status(app) == "excluded"
        assert text_of(app, "#whatif-status").startswith("Under 18: LinkedIn")
        assert str(age.render()).startswith("[x]")
        assert "what changes is whether LinkedIn says it uses them" in text_of(
            app, "#whatif-totals"
        )
        await pilot.click("#whatif-reset")
        await settled(app, pilot)
        assert not app.summary.situation.under_18

    drive(tmp_path, steps)


# Act -----------------------------------------------------------------------------------------


def test_act_says_what_holds_for_the_region(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "5")
        europe = lines_of(app, "#act-steps")
        assert "Article 21(1) GDPR" in " ".join(europe["object-right"].split())
        assert "Confidentialité des données" in " ".join(europe["switch-french"].split())
        assert "object-plain" not in europe
        assert "It rests on" in text_of(app, "#act-rests .body")
        app.query_one(WhatIfPage).query_one("#whatif-region", Select).value = "us"
        await settled(app, pilot)
        states = lines_of(app, "#act-steps")
        assert "object-plain" in states and "object-right" not in states

    drive(tmp_path, steps)


def test_act_lists_items_longest_first_and_copies_links(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "5")
        page = app.query_one(ActPage)
        words = page.items["words"].to_list()
        assert len(words) == 405 and words == sorted(words, reverse=True)
        table = app.query_one("#act-items", RecordsTable)
        assert "405 items" in str(table.border_title)
        assert (table.row(0).words, table.row(0).where) == ("106", "Articles and newsletters")
        await pilot.press("y")
        assert app.clipboard.endswith("/settings/data-for-ai-improvement")
        app.query_one("#act-items").focus()
        await pilot.press("j", "y")
        assert app.clipboard == page.items["link"][1]
        assert app.clipboard in text_of(app, "#act-rests .body")
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.query_one("#pages", ContentSwitcher).current == "explore"
        opened = app.query_one(ExplorePage).chosen
        assert opened is not None and opened.entries == (page.items["entry"][1],)

    drive(tmp_path, steps)


def test_a_step_leads_to_its_clause_and_back(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "5")
        app.query_one("#act-steps", Choices).choose("limits-past")
        await go(app, pilot, "enter")
        assert app.query_one("#pages", ContentSwitcher).current == "policy"
        chosen = app.query_one("#policy-texts", Choices).chosen
        assert chosen == "help-a6278444-2025-09:past-training"
        await go(app, pilot, "escape")
        assert app.query_one("#pages", ContentSwitcher).current == "act"
        app.query_one("#act-steps", Choices).choose("delete-models")
        await pilot.press("y")
        assert not app.clipboard

    drive(tmp_path, steps)


# All three -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "size", "step"),
    [
        ("complete-2026", (160, 50), 24),
        ("hostile-2026", (80, 24), 12),
        *(
            pytest.param(name, size, 1, marks=pytest.mark.slow)
            for name in ("complete-2026", "hostile-2026")
            for size in SIZES
        ),
    ],
)
def test_lines_can_be_gone_through(
    tmp_path: Path, built: Built, name: str, size: tuple[int, int], step: int
) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        explored(app)
        for key, lists in (("3", ("#policy-texts", "#policy-files")), ("4", ()),
                           ("5", ("#act-steps",))):  # fmt: skip
            await go(app, pilot, key)
            for selector in lists:
                listed = app.query_one(selector, Choices)
                listed.focus()
                for name in [name for name in lines_of(app, selector) if name][::step]:
                    listed.choose(name)
                    await pilot.pause()
                    if name != NO_CLAUSE and ":" in name:
                        await pilot.press("enter")
            await pilot.resize_terminal(size[0] - 20, size[1])
            await pilot.pause()
            await pilot.resize_terminal(*size)
            await pilot.pause()

    drive(tmp_path, steps, built(name)[1], size)


def test_hostile_text_is_shown_inert(tmp_path: Path, built: Built) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "5")
        table = app.query_one("#act-items", RecordsTable)
        shown = "".join(table.row(n).text for n in range(table.listing.height))
        table.focus()
        for _ in range(table.listing.height):
            await pilot.press("j")
            shown += text_of(app, "#act-rests .body")
        assert "hi [/b] there [bold and [red]secret[/red] [@click=app.quit]click[/]" in shown
        await go(app, pilot, "3")
        shown += "".join(lines_of(app, "#policy-texts").values())
        assert "[red]markup[/].csv" in shown
        assert not set(shown) & set("\x1b\x9b\x07\u202e\u2066\u200b\ufeff\x00\u2028")

    drive(tmp_path, steps, built("hostile-2026")[1])


@pytest.mark.parametrize(("size", "narrow"), [((80, 24), True), ((160, 50), False)])
def test_pages_fold_where_it_is_narrow(tmp_path: Path, size: tuple[int, int], narrow: bool) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        for key, left, right in (
            ("3", "#policy-texts", "#policy-right"),
            ("4", "#whatif-totals", "#whatif-history"),
        ):  # fmt: skip
            await go(app, pilot, key)
            one, other = app.query_one(left).region, app.query_one(right).region
            assert (other.y > one.y) == narrow
            assert (other.x > one.x) == (not narrow)
            assert one.width > 20 and one.height > 3

    drive(tmp_path, steps, None, size)
