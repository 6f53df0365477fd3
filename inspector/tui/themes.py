"""The looks of the applications: themes of their own, and Textual's made legible.

Every colour that is drawn is a variable of the theme: beside Textual's own names those of
`VARIABLES`. Text stands on `paper`, `raised` or under a cursor, and reads on each of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

LEAST = 4.6
"""Contrast of text with what it stands on, a little above the 4.5 that WCAG asks for."""
LEAST_CURSOR = 1.25
"""Contrast of the row under the cursor with the others."""
KINDS = ("email", "phone", "account", "birth_date", "pay", "address", "own", "name", "word")
"""What is lit in a text that is read: kinds of marks, and words of the lists."""
MARKS = tuple(f"mark-{kind.replace('_', '-')}" for kind in KINDS)
_HUES = ("#2f8fd0", "#2a9d8f", "#8a6fd1", "#c060b0", "#b08030", "#4f7fe0", "#d06a3a", "#6f9a2f",
         "#a06a8a")  # fmt: skip
"""Their colours, before they are made to read on a ground."""
VARIABLES = (
    "inside", "before", "after", "undated", "spared", "unclear", "outside",
    "ink", "soft", "line", "key", "paper", "raised", "cursor", "rest", *MARKS,
)  # fmt: skip
"""What styles may name: verdicts and what is known of the use; text and secondary text; a border
without and with the focus, the latter also for keys and links; the grounds text stands on, the last
two being the row under the cursor, with the focus and without; what is lit in a text."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a look, in hexadecimal."""

    paper: str
    raised: str
    cursor: str
    rest: str
    ink: str
    soft: str
    line: str
    key: str
    inside: str
    unclear: str
    outside: str
    after: str
    dark: bool = True
    marks: tuple[str, ...] = ()
    """Of `KINDS`; empty: usual hues, made to read on the grounds."""

    @property
    def lit(self) -> tuple[str, ...]:
        """The colours of `KINDS`."""
        if self.marks:
            return self.marks
        grounds = tuple(map(Color.parse, self.grounds))
        return tuple(_readable(Color.parse(hue), grounds).hex6 for hue in _HUES)

    @property
    def grounds(self) -> tuple[str, ...]:
        """What text stands on."""
        return (self.paper, self.raised, self.cursor, self.rest)


DARK = Palette(
    paper="#161513", raised="#211f1c", cursor="#26394d", rest="#33302b",
    ink="#ebe7df", soft="#aaa499", line="#4a463f", key="#9cc3f0",
    inside="#ff917d", unclear="#e3b65b", outside="#74c9a3", after="#c3a6ee",
)  # fmt: skip
LIGHT = Palette(
    paper="#fbfaf7", raised="#f3f1eb", cursor="#d3dfec", rest="#e4e0d6",
    ink="#1f1d1a", soft="#5b5750", line="#c4bfb3", key="#1b4f8a",
    inside="#a12a1e", unclear="#7d5600", outside="#1d6349", after="#6a3d97", dark=False,
)  # fmt: skip
SIXTEEN = Palette(
    paper="#000000", raised="#000000", cursor="#0000aa", rest="#0000aa",
    ink="#ffffff", soft="#aaaaaa", line="#555555", key="#ffffff",
    inside="#ffff55", unclear="#55ffff", outside="#55ff55", after="#ffffff",
    marks=("#55ffff", "#55ff55", "#ffff55", "#ffff55", "#ffff55", "#55ffff", "#ffffff", "#55ff55",
           "#ffffff"),
)  # fmt: skip
"""Of a terminal's sixteen colours, so that none is replaced by another: on black and on blue."""
OWN: dict[str, Palette] = {"inspect-dark": DARK, "inspect-light": LIGHT}
OF_SIXTEEN = "inspect-16"
DEFAULT = "inspect-dark"


def offered(color_system: str | None) -> tuple[str, ...]:
    """The names of the themes that read well on a terminal of so many colours, own ones first."""
    if color_system in ("standard", "windows"):
        return (OF_SIXTEEN,)
    return (*OWN, *sorted(name for name, one in BUILTIN_THEMES.items() if not one.ansi))


def find(name: str) -> Theme:
    """A theme by the name under which it is offered; `KeyError` for any other."""
    if name == OF_SIXTEEN:
        return _theme(name, SIXTEEN)
    if name in OWN:
        return _theme(name, OWN[name])
    return _theme(name, legible(BUILTIN_THEMES[name]))


def legible(theme: Theme) -> Palette:
    """The colours of a theme, each moved away from its grounds until it reads on all of them."""
    named = theme.to_color_system().generate()
    paper, foreground = Color.parse(named["background"]), Color.parse(named["foreground"])
    primary = Color.parse(named["primary"])
    raised = paper.blend(foreground, 0.05)
    cursor, rest = _apart(paper, primary), _apart(paper, foreground)
    grounds = (paper, raised, cursor, rest)

    def text(color: Color) -> str:
        return _readable(color, grounds).hex6

    return Palette(
        paper=paper.hex6, raised=raised.hex6, cursor=cursor.hex6, rest=rest.hex6,
        ink=text(foreground), soft=text(foreground.blend(paper, 0.3)),
        line=paper.blend(foreground, 0.3).hex6, key=text(Color.parse(named["accent"])),
        inside=text(Color.parse(named["error"])), unclear=text(Color.parse(named["warning"])),
        outside=text(Color.parse(named["success"])), after=text(primary), dark=theme.dark,
    )  # fmt: skip


def contrast(one: Color, other: Color) -> float:
    """Contrast of two opaque colours, 1 to 21, as WCAG 2 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _readable(color: Color, grounds: Iterable[Color]) -> Color:
    """The colour, or the nearest to it on the way to white or black that reads on all grounds."""
    grounds = tuple(grounds)
    end = grounds[0].get_contrast_text(1.0)
    steps = (color.blend(end, step / 20) for step in range(21))
    return next((one for one in steps if _least_contrast(one, grounds) >= LEAST), end)


def _least_contrast(color: Color, grounds: Iterable[Color]) -> float:
    """With any of the grounds, in colour or without."""
    return min(
        min(contrast(color, ground), contrast(color.monochrome, ground.monochrome))
        for ground in grounds
    )


def _apart(paper: Color, towards: Color) -> Color:
    """The ground of a row: as near to the paper as can be told from it."""
    steps = (paper.blend(towards, step / 50) for step in range(1, 51))
    return next((one for one in steps if contrast(one, paper) >= LEAST_CURSOR), towards)


def _theme(name: str, palette: Palette) -> Theme:
    one = palette
    variables = {
        "inside": one.inside, "before": one.inside, "after": one.after, "undated": one.soft,
        "spared": one.soft, "unclear": one.unclear, "outside": one.outside,
        "ink": one.ink, "soft": one.soft, "line": one.line, "key": one.key,
        "paper": one.paper, "raised": one.raised, "cursor": one.cursor, "rest": one.rest,
        "text": one.ink, "text-muted": one.soft, "text-disabled": one.soft,
        "text-primary": one.key, "text-secondary": one.key, "text-accent": one.key,
        "text-error": one.inside, "text-warning": one.unclear, "text-success": one.outside,
        "foreground-muted": one.soft, "foreground-disabled": one.soft,
        "border": one.key, "border-blurred": one.line,
        "block-cursor-foreground": one.ink, "block-cursor-background": one.cursor,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": one.ink, "block-cursor-blurred-background": one.rest,
        "block-cursor-blurred-text-style": "bold",
        "block-hover-background": one.raised, "surface-active": one.raised,
        "scrollbar": one.line, "scrollbar-hover": one.soft, "scrollbar-active": one.key,
        "scrollbar-background": one.paper, "scrollbar-background-hover": one.paper,
        "scrollbar-background-active": one.paper, "scrollbar-corner-color": one.paper,
        "footer-foreground": one.soft, "footer-background": one.paper,
        "footer-key-foreground": one.key, "footer-description-foreground": one.soft,
        "input-cursor-background": one.ink, "input-cursor-foreground": one.paper,
        "input-selection-background": one.cursor, "input-selection-foreground": one.ink,
        "button-foreground": one.ink, "button-color-foreground": one.paper,
        "link-color": one.key, "link-background-hover": one.rest, "link-color-hover": one.ink,
        "screen-selection-background": one.cursor, "screen-selection-foreground": one.ink,
        **dict(zip(MARKS, one.lit, strict=True)),
    }  # fmt: skip
    return Theme(
        name, primary=one.key, secondary=one.key, accent=one.key, warning=one.unclear,
        error=one.inside, success=one.outside, foreground=one.ink, background=one.paper,
        surface=one.raised, panel=one.raised, boost=one.raised, dark=one.dark,
        variables=variables,
    )  # fmt: skip
