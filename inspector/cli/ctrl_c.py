"""Ctrl-C at any moment, Ctrl-Break too: one line and exit code 130, whatever a library makes of it.

While the program loads, and once it is done, nothing is open and it ends at once. While a command
works, `KeyboardInterrupt` is raised, so that what is open is closed; that it was pressed is kept,
since an import or a callback in which it is raised may end in another error, or in none.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from inspector.exit_codes import ExitCode

TOLD = b"inspect: interrupted; no file was left half written\n"

_is_pressed = False
_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGBREAK") if hasattr(signal, name)]
"""SIGBREAK also comes where a console of Windows is closed."""


def end_at_once() -> None:
    """From here on it ends the program."""
    for number in _SIGNALS:
        signal.signal(number, _end)


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
    with _handled(_raise):
        yield


@contextlib.contextmanager
def left_to_python() -> Iterator[None]:
    """While an event loop runs, which cancels its tasks where Python's own handler stands."""
    with _handled(signal.default_int_handler):
        yield


@contextlib.contextmanager
def _handled(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    before = [(number, signal.signal(number, handler)) for number in _SIGNALS]
    try:
        yield
    finally:
        for number, earlier in before:
            signal.signal(number, earlier)


def _end(number: int, frame: FrameType | None) -> None:
    with contextlib.suppress(OSError):
        os.write(2, TOLD)
    os._exit(ExitCode.INTERRUPTED)


def _raise(number: int, frame: FrameType | None) -> None:
    global _is_pressed
    _is_pressed = True
    raise KeyboardInterrupt
