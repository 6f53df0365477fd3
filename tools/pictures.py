"""The pictures of the README, drawn from the sample: `python -m tools.pictures` writes them.

They are the snapshots of the tests too, so they always show the application as it is.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import tempfile
from dataclasses import dataclass
from pathlib import Path

from textual.widgets import Input

from inspector import resources
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.tui.app import InspectApp
from inspector.tui.settings import Settings
from tests.lib.waiting import work_done

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
DAY = dt.date(2026, 11, 22)


@dataclass(frozen=True)
class Picture:
    """What to press, and how wide the terminal is."""

    name: str
    keys: tuple[str, ...]
    size: tuple[int, int]


PICTURES = (
    Picture("overview", (), (120, 40)),
    Picture("overview-small", (), (80, 24)),
    Picture("read", ("7", "n"), (120, 40)),
    Picture("explore", ("2", "j", "j", "enter"), (120, 40)),
    Picture("search", ("slash", *"cold room"), (120, 40)),
    Picture("policy", ("3",), (120, 40)),
    Picture("what-if", ("4",), (120, 40)),
    Picture("act", ("5",), (120, 40)),
)


def draw(picture: Picture) -> str:
    """The picture as SVG."""
    return asyncio.run(_draw(picture))


async def _draw(picture: Picture) -> str:
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Request((resources.sample(),), on=DAY))
        app = InspectApp(session, Settings(Path(folder) / "settings.json"))
        app.animation_level = "none"
        async with app.run_test(size=picture.size) as pilot:
            while not app.is_settled:
                await pilot.pause(0.02)
            await pilot.pause()
            for key in picture.keys:
                await pilot.press("space" if key == " " else key)
            await work_done(app)
            await pilot.pause(0.5)
            await work_done(app)
            await pilot.pause()
            for field in app.query(Input):
                field.cursor_blink = False
            await pilot.pause()
            return app.export_screenshot(title="inspect", simplify=True)


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        (FOLDER / f"{picture.name}.svg").write_text(draw(picture), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
