"""Where the program starts that carries its own Python with it (`packaging/`).

Its executable is no interpreter of the command line's, so it does by itself what the application
has a Python do (`tui.desktop`).
"""

from __future__ import annotations

import os
import sys

from inspector.cli import start

_SEARCHED = "LD_LIBRARY_PATH"


def entry() -> None:
    """The console command, or a process that it started."""
    _give_back(_SEARCHED)
    match sys.argv[1:]:
        case ["-P", "-m", "inspector.tui.clipboard_process"]:
            from inspector.tui import clipboard_process

            _let_go_of_libraries()
            clipboard_process.main()
        case ["-P", "-m", "inspector.tui.browser_process", _]:
            from inspector.tui import browser_process

            _let_go_of_libraries()
            browser_process.main()
        case _:
            start.entry()


def _give_back(name: str) -> None:
    """What PyInstaller put in the environment so that this program finds its libraries: pagers
    and browsers find their own without."""
    before = os.environ.pop(f"{name}_ORIG", None)
    if before is not None:
        os.environ[name] = before
    else:
        os.environ.pop(name, None)


def _let_go_of_libraries() -> None:
    """The same on Windows, where it is not in the environment."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetDllDirectoryW(None)
