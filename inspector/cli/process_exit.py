"""The last words of the program: one line on stderr, and the exit code."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from typing import NoReturn

from typer.core import TyperGroup
from typer.exceptions import Abort, TyperException

from inspector import language
from inspector.cli import usage
from inspector.cli.options import PROGRAM
from inspector.errors import InspectError, OwnFault, UsageError, fault_place
from inspector.exit_codes import ExitCode
from inspector.language import say
from inspector.outputs import streams
from inspector.outputs.streams import StdoutError
from inspector.version import __version__

_SPACES = "\u00a0\u202f"
"""No-break spaces, which French has and which do not count as printable."""


def at_once(code: int) -> NoReturn:
    """End the process, with nothing taken down, since that takes long; what was said is out."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.flush()
    os._exit(code)


def told(fault: BaseException, program: TyperGroup, name: str) -> int:
    """What ended the program, said by its kind; returns the exit code."""
    match fault:
        case TyperException():
            return complain(usage.explain(fault, program, name))
        case OwnFault():
            return own_fault(str(fault))
        case StdoutError():
            return stdout_lost(fault)
        case InspectError():
            return complain(fault)
        case KeyboardInterrupt() | Abort():
            return interrupted()
        case _:
            return own_fault(fault_place(fault))


def unknown_language() -> int:
    """`--lang` with another code than those there are."""
    known = say(" and ").join(language.LANGUAGES)
    told = say("--lang knows {languages}; give one of these").format(languages=known)
    return complain(UsageError(told))


def interrupted() -> int:
    told = say("interrupted; no file was left half written")
    streams.tell(f"{PROGRAM}: {told}")
    return ExitCode.INTERRUPTED


def stdout_lost(fault: StdoutError) -> int:
    """Standard output takes nothing: told, unless its reader has seen enough."""
    streams.drop()
    return ExitCode.INSPECTED if fault.is_reader_gone else complain(fault)


def complain(fault: InspectError) -> int:
    text = " ".join(re.split(r"[ \t\r\n]+", str(fault))).strip()
    text = "".join(c if c.isprintable() or c in _SPACES else "?" for c in text)
    streams.tell(f"{PROGRAM}: {text}")
    return fault.exit_code


def own_fault(place: str) -> int:
    """A bug: where it is, but neither its message nor a traceback, which may hold values."""
    told = say(
        "a fault of this program ({place}, version {version}); please report these words, they "
        "hold nothing of your data"
    ).format(place=place, version=__version__)
    streams.tell(f"{PROGRAM}: {told}")
    return ExitCode.BUG
