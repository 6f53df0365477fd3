"""The last words of the program: one line on stderr, and the exit code."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from typing import NoReturn

from inspector import __version__
from inspector.errors import ExitCode, InspectError
from inspector.language import say
from inspector.parameters import PROGRAM

_SPACES = "\u00a0\u202f"
"""No-break spaces, which French has and which do not count as printable."""


def at_once(code: int) -> NoReturn:
    """End the process, with nothing taken down, since that takes long; what was said is out."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.flush()
    os._exit(code)


def interrupted() -> int:
    told = say("interrupted; no file was left half written")
    sys.stderr.write(f"{PROGRAM}: {told}\n")
    return ExitCode.INTERRUPTED


def drop_stdout() -> None:
    """Let go of a standard output that takes nothing more, so that leaving does not fail."""
    if sys.stdout is not None:
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(fault: InspectError) -> int:
    text = " ".join(re.split(r"[ \t\r\n]+", str(fault))).strip()
    sys.stderr.write(
        f"{PROGRAM}: {''.join(c if c.isprintable() or c in _SPACES else '?' for c in text)}\n"
    )
    return fault.exit_code


def own_fault(place: str) -> int:
    """A bug: where it is, but neither its message nor a traceback, which may hold values."""
    told = say(
        "a fault of this program ({place}, version {version}); please report these words, they "
        "hold nothing of your data"
    ).format(place=place, version=__version__)
    sys.stderr.write(f"{PROGRAM}: {told}\n")
    return ExitCode.BUG
