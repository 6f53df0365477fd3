"""The page of claims: what it lists, shows and leads to."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import ContentSwitcher, Input, Select, Static

from inspector import resources
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.tui.app import InspectApp
from inspector.tui.pages.claims import ClaimsPage
from inspector.tui.settings import Settings
from inspector.tui.widgets.choices import Choices
from inspector.tui.widgets.key_footer import KeyFooter

Steps = Callable[[InspectApp, Pilot[int]], Awaitable[None]]


def drive(tmp_path: Path, steps: Steps, size: tuple[int, int]) -> None:
    request = Request((resources.sample(),), on=dt.date(2026, 11, 21))
    app = InspectApp(Session(request), Settings(tmp_path / "s.json"))

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            while not app.is_settled:
                await pilot.pause(0.02)
            await pilot.press("6")
            await pilot.pause()
            await steps(app, pilot)

    asyncio.run(run())


def shown(app: InspectApp) -> str:
    return str(app.query_one("#claims-claim .body", Static).content)


def test_page_shows_a_claim_and_leads_to_its_clause(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        listed = app.query_one("#claims-list", Choices)
        assert listed.chosen == "europe-not-added" and "CONTRADICTED" in shown(app)
        listed.choose("restricted-posts-out")
        await pilot.pause()
        text = shown(app)
        for part in ("? NOT FOUND", "Posts with restricted visibility", "In your export\nPosts\n",
                     "■ inside: ", " records, 4,687 words", "Clubic, 2025-09-24, wording not verified: “Les",
                     "The nearest sentences", "“Member generated content", "European notice"):  # fmt: skip
            assert part in text
        await pilot.press("y")
        assert app.clipboard.startswith("https://www.clubic.com/")
        await pilot.press("enter")
        await pilot.pause()
        assert app.query_one("#pages", ContentSwitcher).current == "policy"
        chosen = app.query_one("#policy-texts", Choices).chosen
        assert chosen == "erpn-2026-08-21:member-content"
        await pilot.press("escape")
        await pilot.pause()
        assert app.query_one("#pages", ContentSwitcher).current == "claims"
        assert listed.chosen == "restricted-posts-out"

    drive(tmp_path, steps, (120, 36))


def test_page_says_what_is_not_there(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        listed = app.query_one("#claims-list", Choices)
        listed.choose("suit-thrown-out")
        await pilot.pause()
        assert "voluntarily dismissed" in shown(app) and "It is decided by" not in shown(app)
        await pilot.press("enter")
        assert app.query_one("#pages", ContentSwitcher).current == "claims"
        listed.choose("one-switch")
        await pilot.press("y")
        assert not app.clipboard

    drive(tmp_path, steps, (100, 30))


def listed_claims(app: InspectApp) -> list[str]:
    return [one.id for one in app.query_one("#claims-list", Choices).options if one.id]


def footer(app: InspectApp) -> list[str]:
    return [one.action for one in app.query_one(KeyFooter).shown]


def test_words_narrow_the_list_as_they_are_typed(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        listed = app.query_one("#claims-list", Choices)
        field = app.query_one("#claims-query", Input)
        every = len(app.session.knowledge.claims.claims)
        assert len(listed_claims(app)) == every and listed.has_focus
        assert "filter" in footer(app)
        await pilot.press("c", *"visibility", "space", *"Honours")
        await pilot.pause()
        assert field.has_focus and listed_claims(app) == ["restricted-posts-out"]
        assert "Posts with restricted visibility" in shown(app)
        assert listed.border_subtitle == f"1 of {every} claims"
        # Letters are typed there, and no key is offered that would not act.
        assert not {"find", "filter", "open_link", "copy_link"} & set(footer(app))
        await pilot.press("enter")
        assert listed.has_focus
        await pilot.press("escape")
        await pilot.pause()
        assert len(listed_claims(app)) == every and not field.value
        assert listed.chosen == "restricted-posts-out"
        await pilot.pause()
        assert listed.scroll_offset.y > 0  # the cursor stays in sight
        await pilot.press("c", "q", "x", "q")
        await pilot.pause()
        assert listed_claims(app) == [] and shown(app) == "" and app.is_running
        assert "Esc shows them all" in str(listed.options[0].prompt)
        assert not {"open_link", "copy_link"} & set(footer(app))
        await pilot.press("escape")
        await pilot.pause()
        assert listed.has_focus and listed.chosen in listed_claims(app)
        await pilot.press("c", "p", "down")
        assert listed.has_focus

    drive(tmp_path, steps, (80, 24))


def test_article_and_verdict_narrow_it(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        told = app.query_one(ClaimsPage).query_one(".filter-told", Static)

        def filtered() -> bool:
            return told.display

        assert not filtered()
        await pilot.press("f")
        await pilot.pause()
        app.screen.query_one("#filter-verdict", Select).value = "not_found"
        app.screen.query_one("#filter-article", Select).value = "clubic"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert filtered()
        assert str(told.content) == "only Clubic, not found · Esc clears, f changes"
        known = app.session.knowledge.claims
        assert listed_claims(app) == [
            one.id for one in known.of("not_found") if "clubic" in one.articles
        ]
        # Words beside them; the dialog holds what was chosen, and clears it alone.
        await pilot.press("c", *"posts", "enter")
        await pilot.pause()
        assert listed_claims(app) == ["restricted-posts-out"]
        await pilot.press("f")
        await pilot.pause()
        assert app.screen.query_one("#filter-article", Select).value == "clubic"
        await pilot.click("#filter-clear")
        await pilot.pause()
        assert not filtered() and "posts-in" in listed_claims(app)
        await pilot.press("f")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "posts-in" in listed_claims(app)
        # One step up each: all claims, then the page before.
        await pilot.press("escape")
        await pilot.pause()
        assert len(listed_claims(app)) == len(known.claims)
        await pilot.press("escape")
        await pilot.pause()
        assert app.query_one("#pages", ContentSwitcher).current == "overview"

    drive(tmp_path, steps, (80, 24))


@pytest.mark.parametrize(("size", "narrow"), [((70, 24), True), ((100, 30), False)])
def test_page_fits_and_every_claim_can_be_read(
    tmp_path: Path, size: tuple[int, int], narrow: bool
) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        listed = app.query_one("#claims-list", Choices)
        pane = app.query_one("#claims-claim")
        assert (pane.region.y > listed.region.y) == narrow
        assert listed.region.height > 5 and pane.region.height > 5
        assert pane.region.right <= size[0]
        known = app.session.knowledge.claims
        lines = {one.id: str(one.prompt) for one in listed.options}
        for claim in known.claims.values():
            assert " ".join(lines[claim.id][2:].split()) == claim.says
            assert all(len(line) < listed.region.width for line in lines[claim.id].splitlines())
            listed.choose(claim.id)
            await pilot.pause()
            for reference in claim.clauses:
                assert app.session.knowledge.policies.clause(reference)[1].quote in shown(app)
            assert claim.finding in shown(app)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert app.query_one(ClaimsPage).has_class("narrow")
        assert listed.chosen == claim.id

    drive(tmp_path, steps, size)
