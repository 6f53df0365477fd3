"""What a command says on stderr: how far it is and how long it will take, and what was written."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Self

from inspector.errors import shown
from inspector.language import number, say
from inspector.outputs.destination import STDOUT
from inspector.outputs.streams import tell

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

    from inspector.reading.reader import Progress

PATIENCE = 0.5
"""Seconds before anything is shown."""
INTERVAL = 0.1
"""Seconds between two looks."""
SLOW = 60.0
"""Seconds after which it is said, where no line shows it, what takes long."""


class _ProgressLine:
    """One line where stderr is a terminal, gone when it is cleared; elsewhere nothing."""

    def __init__(self, *, wanted: bool) -> None:
        is_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._wanted = wanted and is_terminal and os.environ.get("TERM") != "dumb"
        self._next = time.monotonic() + PATIENCE
        self._line: RichProgress | None = None

    def is_due(self) -> bool:
        """Whether it is time to show something; then not again for a while."""
        if not self._wanted or time.monotonic() < self._next:
            return False
        self._next = time.monotonic() + INTERVAL
        return True

    def show(self, done: int, of: int, words: str) -> None:
        """Show how much of the whole is done, in any unit, and these words."""
        if self._line is None:
            self._line = _line()
            self._line.add_task("")
            self._line.start()
        (task,) = self._line.task_ids
        self._line.update(task, completed=done, total=of, description=words)
        self._line.refresh()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def clear(self) -> None:
        """Wipe the line."""
        if self._line is not None:
            self._line.stop()
            self._line = None


class ReadingProgress(_ProgressLine):
    """How far the reading of archives is; where no line shows it, a note after a minute."""

    def __init__(self, *, wanted: bool) -> None:
        super().__init__(wanted=wanted)
        self._last: Progress | None = None
        self._note = threading.Timer(SLOW, self._say_slow)
        self._note.daemon = True
        self._is_noted = wanted and not self._wanted

    def __enter__(self) -> Self:
        if self._is_noted:
            self._note.start()
        return super().__enter__()

    def clear(self) -> None:
        """Wipe the line, and say nothing more."""
        self._note.cancel()
        super().clear()

    def _say_slow(self) -> None:
        if (progress := self._last) is not None:
            from inspector.outputs import printable

            told = say(
                "reading for a minute, and still at {path}, file {number} of {files}; "
                "--max-seconds sets an end to it"
            )
            name = printable.line(progress.path)[-40:]
            tell(told.format(path=name, number=progress.done + 1, files=progress.entries))

    def __call__(self, progress: Progress) -> None:
        """Take note of where it is."""
        self._last = progress
        if self.is_due():
            from inspector.outputs import printable

            told = say("file {number} of {files}").format(
                number=progress.done + 1, files=progress.entries
            )
            name = printable.line(progress.path)[-40:]
            self.show(progress.bytes_done, progress.bytes, f"{told}  {name}")


class StudyProgress(_ProgressLine):
    """How many participants of a study are done."""

    def __call__(self, done: int, of: int) -> None:
        """Take note of how many are done."""
        if self.is_due():
            told = say("{done} of {all} participants").format(done=number(done), all=number(of))
            self.show(done, of, told)


def _line() -> RichProgress:
    """A line of Rich's, in the terminal's own colours; it knows old Windows consoles, too."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        BarColumn(20, style="dim", complete_style="none", finished_style="none"),
        TextColumn("{task.percentage:>3.0f} %", style="none"),
        TextColumn(say("time left"), style="none"),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", style="none", markup=False),
        console=Console(stderr=True, highlight=False),
        auto_refresh=False,
        transient=True,
    )


def say_written(targets: Iterable[Path]) -> None:
    """Which files were written, a line each; what went to standard output needs none."""
    for target in targets:
        if target == STDOUT:
            continue
        tell(say("wrote {file}").format(file=shown(target)))
