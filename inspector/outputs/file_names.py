"""What no file may be called: Windows has devices, streams and wildcards under such names.

What is written there is swallowed, or lies under another name, and nothing says so.
"""

from __future__ import annotations

import sys
from pathlib import Path

from inspector.errors import UsageError, shown
from inspector.language import say

_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{kind}{number}" for kind in ("COM", "LPT") for number in "123456789¹²³"]
)
_SIGNS = frozenset('*?"<>|:/\\') | frozenset(map(chr, range(32)))
"""Signs that are in no name, or lead somewhere else (`:` into a stream beside the file)."""


def is_reserved(name: str) -> bool:
    """Whether Windows has no file of exactly this name, as `ntpath.isreserved` of Python 3.13."""
    if name in (".", ".."):
        return False
    if name.endswith((".", " ")) or not _SIGNS.isdisjoint(name):
        return True
    return name.partition(".")[0].rstrip(" ").upper() in _DEVICES


def check(path: Path) -> None:
    """Refuse what Windows would not write under the name that is given; raises `UsageError`."""
    if sys.platform == "win32" and any(
        map(is_reserved, path.parts[1:] if path.anchor else path.parts)
    ):
        told = say(
            "{file} is no name for a file on Windows (CON, NUL and such, : ? *, a dot or space at "
            "its end); choose another"
        )
        raise UsageError(told.format(file=shown(path)))


def safe(name: str) -> str:
    """A name that every system takes, and that leads nowhere else; empty where none is left."""
    kept = "".join("_" if sign in _SIGNS else sign for sign in name).rstrip(". ")
    return f"_{kept}" if is_reserved(kept) else kept
