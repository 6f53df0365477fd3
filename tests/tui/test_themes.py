"""The looks: what is drawn can be read, in every theme, on every page.

What is drawn is drawn in colours of the theme, so that it is drawn once, and the contrast of its
colours reckoned for every theme.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import pytest
from rich.color import ColorSystem
from textual.color import Color as AnyColor
from textual.pilot import Pilot
from textual.theme import BUILTIN_THEMES

from inspector import resources
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.tui import themes
from inspector.tui.app import InspectApp
from inspector.tui.settings import Settings
from inspector.tui.themes import Palette
from tests.lib.contrast import Cells, cells, contrast, seen
from tests.lib.waiting import work_done

PAGES = (
    ("overview", "1"), ("explore", "2"), ("explore, in the table", "tab"), ("policy", "3"),
    ("policy, in the clause", "tab"), ("whatif", "4"), ("act", "5"), ("claims", "6"),
    ("search", "slash p o s t"), ("search, a hit", "enter"), ("read", "escape escape 7"),
    ("read, a mark", "n"), ("read, words of lists", "m"),
)  # fmt: skip
FEW = (("overview", "1"), ("explore", "2"), ("policy", "3"), ("read", "7"), ("read, a mark", "n"))
"""Of these, those that draw all that tells a verdict."""
DIALOGS = (("help", "question_mark"), ("export", "e"), ("themes", "t"))


def opened(tmp_path: Path) -> InspectApp:
    session = Session(Request((resources.sample(),)))
    return InspectApp(session, Settings(tmp_path / "settings.json"))


def drawn(app: InspectApp, pages: Sequence[tuple[str, str]] = PAGES) -> Iterator[tuple[str, Cells]]:
    """All that is drawn on pages, and in dialogs over them."""
    found: list[tuple[str, Cells]] = []

    async def steps(pilot: Pilot[int]) -> None:
        for page, keys in pages:
            await pilot.press(*keys.split())
            await work_done(app)
            await pilot.pause(0.1)
            found.extend((page, one) for one in cells(app))
        for dialog, key in DIALOGS:
            await pilot.press("1", key)
            await pilot.pause()
            region = app.screen.query_one(".dialog").region
            found.extend((dialog, one) for one in cells(app, region))
            await pilot.press("escape")

    async def run() -> None:
        async with app.run_test(size=(100, 30)) as pilot:
            while not app.is_settled:
                await pilot.pause(0.02)
            await steps(pilot)

    asyncio.run(run())
    return iter(found)


def named(palette: Palette) -> dict[str, str]:
    """The colours of a palette with the first of their names."""
    return {color.lower(): name for name, color in reversed(colors(palette).items())}


def colors(palette: Palette) -> dict[str, str]:
    """The colours of a palette by their names."""
    names = [field.name for field in fields(palette) if field.name not in ("dark", "marks")]
    found = {name: getattr(palette, name) for name in names}
    return found | dict(zip(themes.MARKS, palette.lit, strict=True))


def palettes() -> Iterator[tuple[str, Palette]]:
    for name in themes.offered("truecolor"):
        yield name, themes.OWN.get(name) or themes.legible(BUILTIN_THEMES[name])


def least_contrast(one: str, other: str) -> float:
    """In colour, or without as `NO_COLOR` asks for."""
    color, ground = AnyColor.parse(one), AnyColor.parse(other)
    return min(
        contrast(color.rich_color.get_truecolor(), ground.rich_color.get_truecolor()),
        contrast(
            color.monochrome.rich_color.get_truecolor(),
            ground.monochrome.rich_color.get_truecolor(),
        ),
    )


def test_everything_drawn_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    app = opened(tmp_path)
    assert app.theme == themes.DEFAULT
    names = named(themes.DARK)
    pairs: dict[tuple[str, str, float], str] = {}
    strange = []
    for page, one in drawn(app):
        if not one.least:
            continue
        where = f"{page}: {one.text!r} at {one.x}, {one.y}"
        color, ground = (of.get_truecolor().hex for of in (one.color, one.ground))
        if color not in names or ground not in names:
            strange.append(f"{where}: {color} on {ground}")
            continue
        pairs.setdefault((names[color], names[ground], one.least), where)
    assert not strange
    assert {"inside", "unclear", "outside"} <= {color for color, _, _ in pairs}
    assert {"paper", "raised", "cursor"} <= {ground for _, ground, _ in pairs}
    assert any(color.startswith("mark-") for color, _, _ in pairs)
    faint = [
        f"{theme}, {name} on {on}, {value:.2f}, {where}"
        for theme, palette in palettes()
        for named_colors in [colors(palette)]
        for (name, on, least), where in pairs.items()
        if (value := least_contrast(named_colors[name], named_colors[on])) < least
    ]
    assert not faint


@pytest.mark.parametrize(
    "pages", [FEW, pytest.param(PAGES, marks=pytest.mark.slow)], ids=["few", "all"]
)
def test_sixteen_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: Sequence[tuple[str, str]]
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name in ("COLORTERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    app = opened(tmp_path)
    assert app.theme == themes.OF_SIXTEEN
    found = list(drawn(app, pages))
    faint = [
        (page, one)
        for page, one in found
        if one.least and one.contrast(ColorSystem.STANDARD) < one.least
    ]
    assert not faint
    marks = {
        one.text.strip()[:1]: seen(one.color, ColorSystem.STANDARD)
        for page, one in found
        if page == "overview" and not one.is_text
    }
    assert len({marks[glyph] for glyph in "■▒░"}) == 3


def test_what_is_lit_can_be_read_in_every_theme() -> None:
    faint = [
        (theme, name, ground)
        for theme, palette in [*palettes(), (themes.OF_SIXTEEN, themes.SIXTEEN)]
        for name, color in zip(themes.MARKS, palette.lit, strict=True)
        for ground in (palette.paper, palette.raised)
        if least_contrast(color, ground) < themes.LEAST
    ]
    assert not faint
    assert len(themes.DARK.lit) == len(set(themes.DARK.lit))
    assert len(themes.LIGHT.lit) == len(set(themes.LIGHT.lit))
