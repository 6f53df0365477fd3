"""What a command says on stdout: documents, and how a terminal takes text."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

from inspector.outputs.streams import encoding, is_terminal, write_json

if TYPE_CHECKING:
    from inspector.outputs.plain.layout import Style


def write_document(made: dict[str, Any]) -> None:
    """A JSON document, safe to be shown by a terminal."""
    from inspector.outputs.json.encode import encode

    write_json(encode(made))


WIDEST = 100
"""Columns beyond which no text goes: a longer line loses the eye."""


def width() -> int:
    """Columns that text may take: those of the terminal, 80 where there is none.

    Old consoles of Windows go on to the next line once the last column is written: it is left free.
    """
    columns = shutil.get_terminal_size((80, 24)).columns
    if sys.platform == "win32" and is_terminal():
        columns -= 1
    return min(columns, WIDEST)


def style(*, no_color: bool) -> Style:
    """How wide, in which colours and letters text is written."""
    from inspector.outputs.plain.layout import Style

    colour = (
        is_terminal()
        and not no_color
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
    if os.environ.get("FORCE_COLOR") and not no_color:
        colour = True
    try:
        "■▒░█".encode(encoding())
    except UnicodeEncodeError:
        return Style(width(), colour, unicode=False)
    return Style(width(), colour)
