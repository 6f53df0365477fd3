"""The program on a Windows of paper: `python -m tests.lib.as_windows WORDS...` (Linux only).

`--each` takes command lines as JSON.

What our modules import as `os`, `sys`, `signal` and `tempfile` is as Windows has it, and what only
POSIX has is not there; libraries see the system that it is. For all of the process a file that is
open or mapped can be neither replaced nor removed, which is told in a line that begins with HELD;
text is written with CRLF, and by cp1252, where nobody says otherwise.
"""

from __future__ import annotations

import builtins
import ctypes
import io
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

HELD = "HELD"
FRENCH, GERMAN = 0x040C, 0x0407
"""What Windows calls its languages."""
_POSIX_MODULES = "fcntl grp posix pty pwd readline resource syslog termios tty".split()
_POSIX_OS = (
    "O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK chown confstr fchmod fchown fork forkpty getegid "
    "geteuid getgid getloadavg getpgid getuid killpg lchown mkfifo mknod nice openpty posix_spawn "
    "pread pwrite sched_getaffinity setpgid setsid statvfs sync sysconf uname wait"
).split()
_POSIX_SIGNALS = (
    "SIGALRM SIGBUS SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP SIGUSR1 "
    "SIGWINCH SIGXFSZ alarm pause pthread_kill pthread_sigmask setitimer sigwait"
).split()


class Other(ModuleType):
    """A module without some of what it has, and with other things instead."""

    def __init__(self, real: ModuleType, absent: list[str], own: Mapping[str, object]) -> None:
        super().__init__(real.__name__)
        vars(self).update(_real=real, _absent=frozenset(absent), **own)

    def __getattr__(self, name: str) -> Any:
        if name in vars(self)["_absent"]:
            raise AttributeError(f"Windows has no {name}")
        return getattr(vars(self)["_real"], name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(vars(self)["_real"], name, value)


def _modules(spoken: int) -> dict[str, ModuleType]:
    kernel = SimpleNamespace(GetUserDefaultUILanguage=lambda: spoken)
    console = ModuleType("colorama")
    vars(console)["just_fix_windows_console"] = lambda: None
    locking = ModuleType("msvcrt")
    vars(locking).update(LK_NBLCK=2, locking=lambda descriptor, mode, count: None)
    return {
        "os": Other(os, _POSIX_OS, {"name": "nt"}),
        "sys": Other(sys, [], {"platform": "win32"}),
        "signal": Other(signal, _POSIX_SIGNALS, {"SIGBREAK": signal.SIGUSR2}),
        "ctypes": Other(ctypes, [], {"windll": SimpleNamespace(kernel32=kernel)}),
        # It has a name there, and is no file of `io` but wraps one.
        "tempfile": Other(tempfile, [], {"TemporaryFile": tempfile.NamedTemporaryFile}),
        "colorama": console,
        "msvcrt": locking,
    }


def _import_for_ours(modules: Mapping[str, ModuleType]) -> None:
    whole = builtins.__import__

    def given(name: str, *more: Any, **named: Any) -> Any:
        asking = more[0] if more else named.get("globals")
        if str((asking or {}).get("__name__", "")).partition(".")[0] == "inspector":
            if name in _POSIX_MODULES:
                raise ModuleNotFoundError(f"Windows has no {name}", name=name)
            if name in modules:
                return modules[name]
        return whole(name, *more, **named)

    builtins.__import__ = given


def _keep_what_is_open() -> None:
    """Refuse to replace or remove a file that this process has open, or in its memory."""

    def guarded(do: Callable[..., object]) -> Callable[..., object]:
        def done(*paths: Any, **more: Any) -> object:
            folder = more.get("dir_fd", more.get("src_dir_fd"))
            beginning = Path(f"/proc/self/fd/{folder}").readlink() if folder is not None else Path()
            for path in paths:
                place = (beginning / os.fsdecode(path)).absolute()
                if _is_held(place):
                    sys.stderr.write(f"{HELD} {place.name}\n")
                    raise PermissionError(13, "Permission denied", str(path))
            return do(*paths, **more)

        return done

    for name in ("replace", "rename", "remove", "unlink"):
        setattr(os, name, guarded(getattr(os, name)))


def _is_held(place: Path) -> bool:
    descriptors = Path("/proc/self/fd")
    opened = []
    for one in descriptors.iterdir():
        try:
            opened.append(str(one.readlink()))
        except OSError:
            continue
    mapped = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    return str(place) in opened or f" {place}\n" in mapped


def _write_text_as_windows() -> None:
    whole = io.open

    def opened(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        *more: Any,
        **named: Any,
    ) -> Any:
        if "b" not in mode:
            encoding = "cp1252" if encoding in (None, "locale") else encoding
            if newline is None and any(sign in mode for sign in "wax+"):
                newline = "\r\n"
        return whole(file, mode, buffering, encoding, errors, newline, *more, **named)

    io.open = builtins.open = opened
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(newline="\r\n")


def pretend(spoken: int = GERMAN) -> None:
    """From here on; `spoken`: the language of the system."""
    _import_for_ours(_modules(spoken))
    _keep_what_is_open()
    _write_text_as_windows()


if __name__ == "__main__":
    pretend(int(os.environ.get("SPOKEN", GERMAN)))
    from inspector.cli.main import main

    if sys.argv[1:2] == ["--each"]:  # lines of words, in JSON: one after the other
        for words in json.loads(sys.argv[2]):
            sys.stderr.write(f"{main(words)} {' '.join(words)}\n")
        code = 0
    else:
        code = main()
    sys.stdout.flush()
    sys.exit(code)
