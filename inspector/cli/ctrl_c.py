"""Ctrl-C at any moment: one line and exit code 130, whatever a library makes of it.

While the program loads, and once it is done, nothing is open and it ends at once. While a command
works, `KeyboardInterrupt` is raised, so that what is open is closed; that it was pressed is kept,
since an import or a callback in which it is raised may end in another error, or in none.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from inspector.exit_codes import ExitCode

TOLD = b"inspect: interrupted; no file was left half written\n"

_is_pressed = False


def end_at_once() -> None:
    """From here on it ends the program."""
    signal.signal(signal.SIGINT, _end)


def was_pressed() -> bool:
    """Whether it was, while a command worked."""
    return _is_pressed


@contextlib.contextmanager
def raised() -> Iterator[None]:
    """While a command works it is raised."""
    global _is_pressed
    _is_pressed = False
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, _raise)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def left_to_python() -> Iterator[None]:
    """While an event loop runs, which cancels its tasks where Python's own handler stands."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _end(number: int, frame: FrameType | None) -> None:
    with contextlib.suppress(OSError):
        os.write(2, TOLD)
    os._exit(ExitCode.INTERRUPTED)


def _raise(number: int, frame: FrameType | None) -> None:
    global _is_pressed
    _is_pressed = True
    raise KeyboardInterrupt
