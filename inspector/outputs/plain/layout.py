"""Lines, bars and columns for a terminal, whatever it is that they show."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from inspector.knowledge.vocabulary import VERDICTS
from inspector.outputs import printable
from inspector.outputs.wording import terms
from inspector.summary.timeline import apportion
from inspector.summary.use import Use

NARROWEST = 40
"""Columns for which every text is laid out at least."""
_COLOURS: dict[Use, str] = {
    "inside": "1;31", "before": "35", "after": "36", "undated": "34", "spared": "34",
    "unclear": "33", "outside": "32",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """How the terminal is written to."""

    width: int = 80
    colour: bool = False
    unicode: bool = True

    @property
    def room(self) -> int:
        """Columns that a line may take."""
        return max(self.width - 1, 30)

    def glyph(self, use: Use) -> str:
        """The glyph of a verdict, or of what is known of the use."""
        return (terms.USE_GLYPHS if self.unicode else terms.ASCII_USE_GLYPHS)[use]

    def paint(self, text: str, use: Use) -> str:
        """Text in the colour of a verdict or use, where colour is wanted."""
        return f"\x1b[{_COLOURS[use]}m{text}\x1b[0m" if self.colour else text

    def dim(self, text: str) -> str:
        """Text that stands back, where colour is wanted."""
        return f"\x1b[2m{text}\x1b[0m" if self.colour else text

    def bar(self, words: Sequence[int], length: int, parts: Sequence[Use] = VERDICTS) -> str:
        """A bar of so many cells, shared out among the verdicts, or other parts, in their order."""
        cells = zip(parts, apportion(tuple(words), length), strict=True)
        return "".join(self.paint(self.glyph(use) * count, use) for use, count in cells)


def page(parts: Iterable[Iterable[str]]) -> str:
    """The lines of parts, an empty line between two of them; parts without a line left out."""
    blocks = ["\n".join(lines) for lines in map(list, parts) if lines]
    return "\n\n".join(blocks) + "\n"


def room(width: int) -> int:
    """Columns that a line may take in a terminal of a width."""
    return max(width - 1, NARROWEST)


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Untrusted text as lines with indents; a word longer than a line stays whole."""
    return textwrap.wrap(
        printable.line(text), width, initial_indent=first, subsequent_indent=rest,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


def fill(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """The same for where no line may be longer: a word longer than a line is cut."""
    return textwrap.wrap(
        printable.line(text), width, initial_indent=first, subsequent_indent=rest,
        break_on_hyphens=False,
    )  # fmt: skip


def fold(text: str, width: int) -> str:
    """A text of our own with long lines broken between words, and its line breaks kept."""
    lines = (
        textwrap.wrap(line, room(width), break_on_hyphens=False, break_long_words=False) or [""]
        for line in text.splitlines()
    )
    return "\n".join(part for parts in lines for part in parts) + "\n"


def columns(cells: Iterable[str], width: int) -> str:
    """Cells to the right of columns of one width."""
    return "".join(f"{cell:>{width}}" for cell in cells)


def heads(names: Iterable[str], width: int) -> list[str]:
    """Names over columns of one width, on as many lines as the longest takes there."""
    wrapped = [textwrap.wrap(name, width - 1)[::-1] for name in names]
    lines = zip_longest(*wrapped, fillvalue="")
    return [columns(cells, width).rstrip() for cells in lines][::-1]


def verdict_heads(width: int, uses: Iterable[Use] = VERDICTS) -> list[str]:
    """The verdicts, as they are so for a member, over columns of figures."""
    return heads((terms.USES_SAID[use] for use in uses), width)


def beside(title: str, width: int, over: Sequence[str]) -> list[str]:
    """A title as wide as its column, on the last line of the heads beside it."""
    *above, last = over
    return [*(f"{'':{width}}{line}" for line in above), f"{title[:width]:<{width}}{last}"]
