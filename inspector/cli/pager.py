"""Long text page by page in a terminal, by the pager that the user has, as Git does it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys

from inspector.outputs import look_alikes
from inspector.outputs.streams import encoding, is_terminal, write

_ADVICE = {"LESS": "FRX", "LV": "-c"}
"""What pagers are told where the user tells them nothing: text that fits the screen is printed,
colours are shown, and the screen stays as it was left."""
_NOT_FOUND = (126, 127, 9009)
"""What shells say of a command that cannot be run; the last one is Windows'."""
_COLOURS = re.compile("\x1b\\[[0-9;]*m")


def show(text: str, *, paged: bool = True) -> None:
    """Text for people to standard output, through a pager in a terminal; raises `StdoutError`.

    Nothing that `PAGER` names is an error: leaving it early ends nothing, and where it cannot be
    run the text is printed.
    """
    command = _command() if paged and is_terminal() else None
    if command is None or not _page(text, command):
        write(text)


def _command() -> str | None:
    """The pager as a shell takes it; None where there is none, or none is wanted."""
    if os.environ.get("TERM") in ("dumb", "emacs"):
        return None
    named = os.environ.get("PAGER")
    if named is not None:
        return named if named.strip() not in ("", "cat") else None
    return next((name for name in ("less", "more") if shutil.which(name)), None)


def _page(text: str, command: str) -> bool:
    """Whether the pager could be run; it is left when the user leaves it."""
    if sys.platform == "win32" and command == "more":
        text = _COLOURS.sub("", text)
    # Ctrl-C is the pager's, which does not inherit a handler that does nothing.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        done = subprocess.run(  # noqa: S602 -- the user's own word, and a shell's by custom
            command, shell=True, env=_ADVICE | os.environ, check=False,
            input=text.encode(_encoding(), look_alikes.NAME),
        )  # fmt: skip
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return done.returncode not in _NOT_FOUND


def _encoding() -> str:
    """What a pager takes its input for: that of the console on Windows, else of the terminal."""
    console = os.device_encoding(1) if sys.platform == "win32" else None
    return console or encoding()
