"""The dialog of the Policy page that holds a saved page against the quotations."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from inspector.knowledge import knowledge as known
from inspector.tui.app import InspectApp
from inspector.tui.screens.page_check import PageCheckScreen
from tests.lib.policy_pages import BESIDE, SECRETS, as_html, quotes
from tests.tui.test_pages import drive, go


def shown(app: InspectApp) -> str:
    return " ".join(str(app.screen.query_one("#check-text", Static).content).split())


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
def test_a_page_is_checked_by_its_path(tmp_path: Path, size: tuple[int, int]) -> None:
    text = known.load().policies.texts["erpn-2026-08-21"]
    page = tmp_path / "page.html"
    page.write_text(as_html(quotes(text, {"groups": None}), BESIDE + "\u202e"), encoding="utf-8")

    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "3")
        await go(app, pilot, "c")
        screen = app.screen
        assert isinstance(screen, PageCheckScreen)
        await go(app, pilot, "enter")
        assert "Give the path" in shown(app) and screen.found is None
        screen.query_one("#check-path", Input).value = str(tmp_path / "none.html")
        await go(app, pilot, "enter")
        assert "none.html cannot be read" in shown(app)
        screen.query_one("#check-path", Input).value = f'"{page}"'
        await go(app, pilot, "enter")
        number = len(text.clauses)
        assert f"{number - 1} of {number} clauses stand word for word, 1 not found." in shown(app)
        assert BESIDE in shown(app) and "\u202e" not in shown(app)
        assert not any(secret in shown(app) for secret in SECRETS)
        await go(app, pilot, "escape")
        assert not isinstance(app.screen, PageCheckScreen)

    drive(tmp_path, steps, size=size)
