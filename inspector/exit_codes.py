"""The exit codes of the program; `errors` says which fault ends with which."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The process's exit codes."""

    INSPECTED = 0
    """Everything asked for was done."""
    LEFT_OUT = 1
    """Inspected, but `--strict` was given and an entry could not be read whole; or a page that
    was checked is not as the texts are quoted."""
    USAGE = 2
    """Bad usage, a path that is missing or refused, an output that exists or is refused."""
    NOT_AN_EXPORT = 3
    """Not a readable archive, or nothing in it that the catalogue knows."""
    LIMIT = 4
    """A safety limit was hit."""
    BUG = 70
    """A fault of this program."""
    INTERRUPTED = 130
    """Ctrl-C."""
