"""What can go wrong, by who must act, and the exit code of each.

    InspectError
    ├── UsageError        the caller: a path, an option, an output file        2
    ├── NotAnExportError  the caller, with another file                        3
    ├── LimitError        the caller, who may raise a limit                    4
    ├── OwnFault          us: a fault of this program                          70
    └── SchemaError       whoever wrote a file in schemas/ (ours, or a text
                          the user passes)                                     2

Messages are one line: what, where, what to do next. They name options, entries and counts,
never a value of the export; they are said in the language in use where they are raised.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from inspector.exit_codes import ExitCode
from inspector.language import mark, say

_REASONS: Mapping[int, str] = {
    errno.EACCES: mark("permission denied"),
    errno.EINVAL: mark("invalid argument"),
    errno.EIO: mark("input/output error"),
    errno.EISDIR: mark("is a directory"),
    errno.ENAMETOOLONG: mark("file name too long"),
    errno.ENOENT: mark("no such file or directory"),
    errno.ENOSPC: mark("no space left on device"),
    errno.ENOTDIR: mark("not a directory"),
    errno.EPERM: mark("operation not permitted"),
    errno.EPIPE: mark("broken pipe"),
    errno.EROFS: mark("read-only file system"),
}
"""The system's reasons that are the same on every system, whatever it calls them itself."""


class InspectError(Exception):
    """Root of every error this program raises on purpose."""

    exit_code: ExitCode = ExitCode.BUG


class OwnFault(InspectError):
    """A fault of this program; the message says where, and nothing of the data."""


class UsageError(InspectError):
    """The command line or a path has to be changed by the caller."""

    exit_code = ExitCode.USAGE


class NotAnExportError(InspectError):
    """The file is no archive, or holds nothing the catalogue knows."""

    exit_code = ExitCode.NOT_AN_EXPORT


class LimitError(InspectError):
    """A safety limit was hit; the message names the option that raises it."""

    exit_code = ExitCode.LIMIT


class SchemaError(InspectError):
    """A file of the catalogue or a policy text breaks its own rules."""

    exit_code = ExitCode.USAGE


def reason(fault: OSError) -> str:
    """Why the system refused, in few words.

    By the number alone: what libraries write beside it may name a path.
    """
    if not fault.errno:
        return say("the system refused")
    known = _REASONS.get(fault.errno)
    return say(known) if known is not None else os.strerror(fault.errno).lower()


def unforeseen(fault: OSError) -> OwnFault:
    """What the system refused where nothing was thought of: the place, and why."""
    return OwnFault(f"{fault_place(fault)}, {reason(fault)}")


def is_web_address(path: Path) -> bool:
    """Whether it was an address before it became a path, which has one stroke fewer."""
    return str(path).lower().startswith(("http:/", "https:/", "http:\\", "https:\\"))


def shown(path: Path) -> str:
    """A path's last part as it may stand in a message: printable, and not too long."""
    name = "".join(char if char.isprintable() else "?" for char in path.name or str(path))
    return name if len(name) <= 120 else name[:117] + "..."


def shown_all(paths: Sequence[Path]) -> str:
    """Several of them: three, and that there are more."""
    named = ", ".join(shown(path) for path in paths[:3])
    return named + say(" and others") if len(paths) > 3 else named


def fault_place(fault: BaseException) -> str:
    """Kind and place of a fault of our own, without its message, which may hold values."""
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(fault).__name__} at {place}"
