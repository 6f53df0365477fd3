"""The last words of the program: one line on stderr, and the exit code."""

from __future__ import annotations

import contextlib
import os
import sys

from inspector import __version__
from inspector.errors import ExitCode, InspectError
from inspector.parameters import PROGRAM


def interrupted() -> int:
    sys.stderr.write(f"{PROGRAM}: interrupted; no file was left half written\n")
    return ExitCode.INTERRUPTED


def drop_stdout() -> None:
    """Let go of a standard output that takes nothing more, so that leaving does not fail."""
    if sys.stdout is not None:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(fault: InspectError) -> int:
    text = " ".join(str(fault).split())
    sys.stderr.write(f"{PROGRAM}: {''.join(c if c.isprintable() else '?' for c in text)}\n")
    return fault.exit_code


def own_fault(place: str) -> int:
    """A bug: where it is, but neither its message nor a traceback, which may hold values."""
    sys.stderr.write(
        f"{PROGRAM}: a fault of this program ({place}, version {__version__}); please report "
        "these words, they hold nothing of your data\n"
    )
    return ExitCode.BUG
