"""A path that a person types, pastes or drops on a terminal, where no shell has read it before."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_ESCAPED = re.compile(r"\\(.)")


def typed_path(told: str) -> Path:
    """The path that is meant: without quotation marks around it, `~` as the user's own folder.

    Terminals of macOS and Linux put a backslash before spaces; it is taken off unless there is
    such a file.
    """
    text = told.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    found = _at_home(Path(text))
    if sys.platform != "win32" and "\\" in text and not _is_there(found):
        return _at_home(Path(_ESCAPED.sub(r"\1", text)))
    return found


def _at_home(path: Path) -> Path:
    try:
        return path.expanduser()
    except RuntimeError:  # nobody is called so, or the system tells of no home
        return path


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
