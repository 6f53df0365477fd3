"""When a command opens the terminal application, and how it ends then."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from inspector.cli import ctrl_c
from inspector.cli.options import Options
from inspector.errors import OwnFault
from inspector.exit_codes import ExitCode

if TYPE_CHECKING:
    from inspector.tui.app import InspectApp
    from inspector.tui.diff_app import DiffApp

_SIZES = {"COLUMNS": 1000, "LINES": 500}
"""By what the environment may overrule a terminal's size, and up to which one is believed."""


def is_wanted(options: Options) -> bool:
    """Whether all three streams are terminals, and no output is named."""
    if options.plain or options.full or options.json or options.targets or options.redacted:
        return False
    if options.quiet or options.strict:
        return False
    streams = (sys.stdin, sys.stdout, sys.stderr)
    usable = os.environ.get("TERM") != "dumb"
    return usable and all(stream is not None and stream.isatty() for stream in streams)


def run(app: InspectApp | DiffApp) -> ExitCode:
    """Until the user leaves; raises what ended it early."""
    for name, most in _SIZES.items():
        size = os.environ.get(name, "")
        if not size.isdecimal() or not 0 < int(size[:9]) <= most:
            os.environ.pop(name, None)
    with ctrl_c.left_to_python():
        app.run()
    if app.own_fault is not None:
        raise OwnFault(app.own_fault)
    if app.fault is not None:
        raise app.fault
    return ExitCode(app.return_code or 0)
