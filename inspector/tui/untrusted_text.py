"""Text of an export as Textual may show or copy it: never as markup, never with controls.

Every widget, title, tooltip and message that shows a value goes through here.
"""

from __future__ import annotations

from textual.content import Content

from inspector.language import number, say
from inspector.outputs import printable

LONGEST_VALUE = 20_000
"""Characters of one value that are laid out; the rest is said to be there."""


def inert_line(text: str, style: str = "") -> Content:
    """One line, inert."""
    return Content.styled(printable.line(text), style) if style else Content(printable.line(text))


def inert_block(text: str, most: int = LONGEST_VALUE) -> Content:
    """Several lines, inert; what is longer than `most` is cut, and that is said."""
    cut = text[:most]
    shown = "\n".join(printable.line(one) for one in cut.replace("\r\n", "\n").split("\n"))
    if len(text) > most:
        told = say("… and {n} more characters: copy or export to see them")
        shown += "\n" + told.format(n=number(len(text) - most))
    return Content(shown)


def portable(text: str) -> str:
    """A text to be copied: as it is, without what a terminal it is pasted into would obey."""
    return printable.without_controls(text.replace("\r\n", "\n"))
