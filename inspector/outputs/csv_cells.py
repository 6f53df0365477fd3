"""Cells of CSV files that spreadsheets show and do not run, whatever an export says.

A cell that begins as a formula does gets an apostrophe in front, and so does what begins so behind
a sign that parts cells elsewhere. Controls that no text needs are taken out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inspector.outputs import printable

if TYPE_CHECKING:
    import polars as pl

_FORMULA = "(^|[;|])([ \"']*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r])"
"""How a formula begins in a cell, or in what becomes one where another sign parts cells."""
_CONTROLS = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
_FORMULAS = re.compile(_FORMULA)
_ANY_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]+")


def line(text: str) -> str:
    """A text on one line."""
    made = printable.line(_ANY_CONTROLS.sub(" ", text)).replace(printable.REPLACEMENT, "").strip()
    return _FORMULAS.sub(r"\1'\2", made)


def whole(cells: pl.Expr) -> pl.Expr:
    """Texts as they stand, with their breaks (String)."""
    return cells.str.replace_all(_CONTROLS, "").str.replace_all(_FORMULA, "${1}'${2}")
