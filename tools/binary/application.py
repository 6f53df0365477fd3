"""The application of a binary, in a terminal that is read and typed into."""

from __future__ import annotations

import os
import re
import select
import struct
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

ROWS, COLUMNS = 24, 80
PATIENCE = 60.0
"""Seconds within which a screen has to stand."""
SCREENS = {
    "en": (("", "Your words"), ("2", "Words by category"), ("5", "Step by step"), ("?", "Help:")),
    "fr": (("", "Vos mots"), ("2", "Mots par catégorie"), ("5", "Pas à pas"), ("?", "Aide :")),
}
"""What stands on the screen after a key, the first one without any, by language."""
_CODES = re.compile(
    r"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[@-_])"
)

_NO_BREAK = re.compile("[\u00a0\u202f]")


class ScreenError(Exception):
    """The application does not show what it should, or no terminal can be had here."""


def use(
    command: Sequence[str], environment: Mapping[str, str], expected: Sequence[tuple[str, str]]
) -> None:
    """Open the application, press keys, wait for what each brings, and leave it by q.

    Raises `ScreenError`.
    """
    if sys.platform == "win32":
        raise ScreenError("a terminal can only be driven on Linux and macOS")
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    child = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={**environment, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    os.close(theirs)
    try:
        for key, words in expected:
            os.write(ours, key.encode())
            _wait_for(ours, words)
        os.write(ours, b"\x1b")
        time.sleep(1.0)  # an escape is a key of its own if nothing follows
        os.write(ours, b"q")
        _drain(ours)
        if (code := child.wait(timeout=PATIENCE)) != 0:
            raise ScreenError(f"the application ended with {code}")
    except subprocess.TimeoutExpired:
        raise ScreenError("the application does not end by q") from None
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
        os.close(ours)


def _wait_for(terminal: int, words: str) -> None:
    """Read until words were drawn."""
    drawn = ""
    end = time.monotonic() + PATIENCE
    while words not in _NO_BREAK.sub(" ", _CODES.sub("", drawn)):
        if time.monotonic() > end:
            raise ScreenError(f"{words!r} does not appear on the screen")
        drawn += _read(terminal).decode("utf-8", "replace")


def _drain(terminal: int) -> None:
    """Read what is still drawn, until the application is gone."""
    end = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < end:
            _read(terminal)
    except ScreenError:
        return


def _read(terminal: int) -> bytes:
    ready, _, _ = select.select([terminal], [], [], 0.5)
    if not ready:
        return b""
    try:
        if data := os.read(terminal, 65536):
            return data
    except OSError:  # Linux says so when nobody is at the other end
        pass
    raise ScreenError("the application ended by itself")
