"""How well what an application draws can be read: contrast of each cell with its ground."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rich.color import Color, ColorSystem, ColorType
from rich.color_triplet import ColorTriplet
from textual.app import App
from textual.geometry import Region

TEXT, MARK = 4.5, 3.0
"""What WCAG 2 asks for: of text, and of marks and what is large."""
XTERM = (
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
    (255, 0, 255), (0, 255, 255), (255, 255, 255),
)  # fmt: skip
"""The sixteen colours as xterm shows them."""
LINES = frozenset("─│╭╮╰╯├┤┌┐└┘━┃╸╺└▔▁▂▃▄▅▆▇▎▊")
"""Of borders, guides and scroll bars: what parts others, and says nothing itself."""


class Cells(NamedTuple):
    """What is drawn alike in a row of cells."""

    x: int
    y: int
    text: str
    color: Color
    ground: Color

    @property
    def is_text(self) -> bool:
        """Whether it has letters or figures, and is no mark."""
        return any(sign.isalnum() for sign in self.text)

    @property
    def least(self) -> float:
        """The contrast it needs; 0: none."""
        return TEXT if self.is_text else MARK if set(self.text) - LINES - {" "} else 0

    def contrast(self, colors: ColorSystem = ColorSystem.TRUECOLOR) -> float:
        """That which it has on a terminal of so many colours."""
        return contrast(seen(self.color, colors), seen(self.ground, colors))


def cells(app: App[Any], within: Region | None = None) -> Iterator[Cells]:
    """All that is on screen but for blanks, or within a part of it."""
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            text, style = segment.text, segment.style
            if text.strip() and style is not None and (within is None or within.contains(x, y)):
                assert style.color is not None and style.bgcolor is not None, text
                assert not style.dim, f"{text!r} is dim at {x}, {y}"
                pair = style.color, style.bgcolor
                yield Cells(x, y, text, *(reversed(pair) if style.reverse else pair))
            x += segment.cell_length


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """Contrast as WCAG 2 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def seen(color: Color, colors: ColorSystem) -> ColorTriplet:
    """A colour as a terminal of so many shows it."""
    shown = color.downgrade(colors)
    if shown.type is ColorType.STANDARD and shown.number is not None:
        return ColorTriplet(*XTERM[shown.number])
    return shown.get_truecolor()


def _luminance(color: ColorTriplet) -> float:
    parts = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
