"""What a command says on stderr: how far a long reading is, and what was written."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import shown
from inspector.language import number, say
from inspector.outputs.streams import tell

if TYPE_CHECKING:
    from inspector.reading.reader import Progress

PATIENCE = 0.5
"""Seconds before anything is shown."""
INTERVAL = 0.1
"""Seconds between two looks."""


class ProgressLine:
    """Shows progress where stderr is a terminal; otherwise does nothing."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr is not None and sys.stderr.isatty()
        self._next = time.monotonic() + PATIENCE
        self._shown = False

    def __call__(self, progress: Progress) -> None:
        """Take note of where the reading is."""
        if not self._wanted or time.monotonic() < self._next:
            return
        from inspector.outputs import printable

        self._next = time.monotonic() + INTERVAL
        share = progress.bytes_done / progress.bytes if progress.bytes else 0.0
        bar = ("#" * round(20 * share)).ljust(20, ".")
        name = printable.line(progress.path)[-40:]
        told = say("file {number} of {files}").format(
            number=progress.done + 1, files=progress.entries
        )
        sys.stderr.write(f"\r[{bar}] {told}  {name}\x1b[K")
        sys.stderr.flush()
        self._shown = True

    def clear(self) -> None:
        """Wipe the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False


class CountLine:
    """How many of many are done: one line on stderr where that is a terminal."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted and sys.stderr is not None and sys.stderr.isatty()
        self._next = time.monotonic() + PATIENCE
        self._shown = False

    def __call__(self, done: int, of: int) -> None:
        """Take note of how many participants are done."""
        if not self._wanted or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + INTERVAL
        bar = ("#" * (20 * done // max(of, 1))).ljust(20, ".")
        told = say("{done} of {all} participants").format(done=number(done), all=number(of))
        sys.stderr.write(f"\r[{bar}] {told}\x1b[K")
        sys.stderr.flush()
        self._shown = True

    def clear(self) -> None:
        """Wipe the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False


def say_written(targets: Iterable[Path]) -> None:
    """Which files were written, a line each."""
    for target in targets:
        words = say("wrote {file}").format(file=shown(target))
        tell(words)
