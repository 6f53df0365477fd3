"""What lies outside the terminal: the system's clipboard and its browser.

Each is reached through a Python of its own (`pyperclip`, `webbrowser`), without the terminal's
streams, so that nothing can write over the screen, read keys or hold the application up.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shlex
import shutil
import signal
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import IO, Any, Protocol

COPYING_LIMIT = 2.0
"""Seconds within which the clipboard has to have taken a text."""
BROWSING_LIMIT = 5.0
"""Seconds after which a browser that is still waited for counts as opened."""
_COPY = ("-m", "inspector.tui.clipboard_process")
_BROWSE = ("-m", "inspector.tui.browser_process")
_TEXT_BROWSERS = frozenset(
    "browsh carbonyl chawan cha elinks links links2 lynx retawq w3m www-browser".split()
)
"""They would want the terminal."""
_SHELLS = frozenset("ash bash busybox cmd command dash env fish ksh powershell pwsh sh zsh".split())
"""They would read an address as commands."""


class Desktop(Protocol):
    """Where a text can be copied to, and who opens an address."""

    async def copy(self, text: str) -> bool:
        """Put a text in the clipboard; False where there is none, or it was not taken."""

    async def browse(self, address: str) -> bool:
        """Open an address; False where there is no browser, or it did not start."""

    @property
    def can_copy(self) -> bool:
        """Whether there is a clipboard."""

    @property
    def can_browse(self) -> bool:
        """Whether there is a browser beside this terminal."""


class NoDesktop:
    """There is only the terminal."""

    can_copy = can_browse = False

    async def copy(self, text: str) -> bool:
        """Nothing is there to take it."""
        return False

    async def browse(self, address: str) -> bool:
        """Nothing is there to open it."""
        return False


class SystemDesktop:
    """The desktop this process runs on, as its environment tells."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._environment = environment
        self._opening: set[asyncio.Future[int | None]] = set()
        """Browsers that keep whoever started them waiting."""

    @property
    def _is_remote(self) -> bool:
        """Whether the person sits at another machine, whose clipboard and browser are meant."""
        return any(self._environment.get(one) for one in ("SSH_CONNECTION", "SSH_TTY"))

    @property
    def can_copy(self) -> bool:
        """Whether pyperclip finds a clipboard that keeps what it was given."""
        if self._is_remote:
            return False
        if _is_desktop_system() or _is_windows_below():
            return True
        if self._environment.get("WAYLAND_DISPLAY") and self._has("wl-copy", "wl-paste"):
            return True
        return bool(self._environment.get("DISPLAY")) and (self._has("xclip") or self._has("xsel"))

    @property
    def can_browse(self) -> bool:
        """Whether `webbrowser` would find a browser with a window of its own."""
        if self._is_remote:
            return False
        if _is_desktop_system():
            return True
        shown = any(self._environment.get(one) for one in ("DISPLAY", "WAYLAND_DISPLAY"))
        return shown or bool(self._browsing().get("BROWSER"))

    async def copy(self, text: str) -> bool:
        """Put a text in the clipboard; False where that failed or took too long."""
        if not self.can_copy:
            return False
        with tempfile.TemporaryFile() as complaints:
            code = await _run(
                _COPY, self._copying(), COPYING_LIMIT, text.encode("utf-8"), complaints
            )
            # The programs behind pyperclip may fail without its noticing; they say so.
            return code == 0 and not os.fstat(complaints.fileno()).st_size

    async def browse(self, address: str) -> bool:
        """Open an address that was checked; False where no browser took it."""
        if not self.can_browse:
            return False
        opening = asyncio.ensure_future(_run((*_BROWSE, address), self._browsing()))
        self._opening.add(opening)
        opening.add_done_callback(self._opening.discard)
        done, _ = await asyncio.wait({opening}, timeout=BROWSING_LIMIT)
        return not done or opening.result() == 0

    def _has(self, *programs: str) -> bool:
        path = self._environment.get("PATH")
        return all(shutil.which(one, path=path) is not None for one in programs)

    def _copying(self) -> Mapping[str, str]:
        """An environment in which macOS' `pbcopy` takes what it is given for UTF-8."""
        named = any(self._environment.get(one) for one in ("LC_ALL", "LC_CTYPE", "LANG"))
        if sys.platform == "darwin" and not named:
            return {**self._environment, "LC_CTYPE": "UTF-8"}
        return self._environment

    def _browsing(self) -> dict[str, str]:
        """An environment in which no browser of the terminal is found."""
        kept = {key: value for key, value in self._environment.items() if key != "TERM"}
        wanted = kept.pop("BROWSER", "").split(os.pathsep)
        if windowed := [one for one in wanted if one and _is_windowed(one)]:
            kept["BROWSER"] = os.pathsep.join(windowed)
        return kept


def _is_windowed(command: str) -> bool:
    """Whether a command of `BROWSER` is neither a browser of the terminal nor a shell."""
    try:
        words = shlex.split(command, posix=os.name == "posix")
    except ValueError:
        return False
    for word in words:
        name = PurePath(word.strip("\"'")).name.lower()
        if name.endswith((".bat", ".cmd")):
            return False
        if name.removesuffix(".exe") in _TEXT_BROWSERS | _SHELLS:
            return False
    return bool(words)


def _is_desktop_system() -> bool:
    """Whether a clipboard and a browser come with the system."""
    return sys.platform in ("win32", "darwin")


def _is_windows_below() -> bool:
    """Whether this is Linux within Windows, whose clipboard pyperclip reaches."""
    try:
        return "microsoft" in Path("/proc/version").read_text(encoding="utf-8").lower()
    except (OSError, UnicodeDecodeError):
        return False


def _end(process: asyncio.subprocess.Process, *, whole: bool) -> None:
    """End a Python of ours; `whole`: with what it has started, which else goes on without it."""
    with contextlib.suppress(ProcessLookupError):
        if whole and sys.platform != "win32":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


async def _run(
    arguments: tuple[str, ...],
    environment: Mapping[str, str],
    limit: float | None = None,
    given: bytes | None = None,
    complaints: IO[bytes] | None = None,
) -> int | None:
    """Run Python without the terminal; returns its exit code, None where it did not end in time.

    It is ended then, or when nobody waits any more: what was given something with all that it
    started, else it alone.
    """
    away: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        import subprocess

        away = {"creationflags": subprocess.CREATE_NO_WINDOW}
    try:
        process = await asyncio.create_subprocess_exec(
            # Never what lies in the folder one stands in.
            sys.executable, "-P", *arguments,
            stdin=asyncio.subprocess.DEVNULL if given is None else asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL if complaints is None else complaints,
            env={**environment, "PYTHONUTF8": "1"},
            **away,
        )  # fmt: skip
    except OSError:
        return 1
    try:
        await asyncio.wait_for(process.communicate(given), limit)
        return process.returncode
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            _end(process, whole=given is not None)
            await process.wait()
