"""How far a command is: one line on stderr in a terminal, and gone when it is done."""

from __future__ import annotations

import io
import re
import sys
import time

import pytest

from inspector import language
from inspector.cli import progress
from inspector.cli.progress import ReadingProgress, StudyProgress
from inspector.outputs import look_alikes
from inspector.reading.reader import Progress


class Stream(io.TextIOWrapper):
    """Standard error, as a terminal or not."""

    def __init__(self, *, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding, look_alikes.NAME, "\n", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        self.seek(0)
        return self.read()


def shown(
    patch: pytest.MonkeyPatch, stream: Stream | None, *, wanted: bool = True, term: str = "xterm"
) -> str:
    """What is written for a reading that takes a while."""
    with patch.context() as given:
        given.setattr(sys, "stderr", stream)
        given.setenv("TERM", term)
        given.setenv("COLUMNS", "100")
        given.setattr(progress, "PATIENCE", 0)
        given.setattr(progress, "INTERVAL", 0)
        line = ReadingProgress(wanted=wanted)
        for done in range(0, 50, 10):
            time.sleep(0.01)
            line(Progress("Comments\x1b[31m[red].csv", 2, 22, done, 100))
        line.clear()
    return "" if stream is None else stream.text()


def test_in_a_terminal_it_says_how_long_the_rest_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(monkeypatch, Stream(terminal=True))
    words = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", text)
    assert "40 %" in words
    assert re.search(r"time left \d\d:\d\d", words)
    assert "file 3 of 22" in words
    assert "[red].csv" in words
    assert "\x1b[31m" not in text
    assert text.endswith("\x1b[2K") or text.endswith("\x1b[?25h")


@pytest.mark.parametrize(
    ("terminal", "wanted", "term"),
    [(False, True, "xterm"), (True, False, "xterm"), (True, True, "dumb")],
)
def test_elsewhere_nothing(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, wanted: bool, term: str
) -> None:
    assert shown(monkeypatch, Stream(terminal=terminal), wanted=wanted, term=term) == ""


def test_without_a_standard_error_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, None) == ""


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252"])
def test_in_every_encoding(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    assert "file 3 of 22" in shown(monkeypatch, Stream(terminal=True, encoding=encoding))


def test_of_a_study_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    language.use("fr")
    stream = Stream(terminal=True)
    with monkeypatch.context() as given:
        given.setattr(sys, "stderr", stream)
        given.setenv("TERM", "xterm")
        given.setattr(progress, "PATIENCE", 0)
        given.setattr(progress, "INTERVAL", 0)
        line = StudyProgress(wanted=True)
        line(1, 4)
        line.clear()
    assert "temps restant" in stream.text()
    assert "1 participants sur 4" in stream.text()


def test_what_takes_long_is_said_once_where_no_line_shows_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = Stream(terminal=False)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "SLOW", 0.05)
    for wanted in (False, True):
        with ReadingProgress(wanted=wanted) as line:
            line(Progress("Comments\x1b[31m.csv", 2, 22, 0, 100))
            time.sleep(0.3)
    said = stream.text()
    assert said.count("\n") == 1 and "\x1b" not in said
    assert "file 3 of 22" in said and "--max-seconds" in said


def test_what_is_done_in_time_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream(terminal=False)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "SLOW", 0.2)
    with ReadingProgress(wanted=True) as line:
        line(Progress("Comments.csv", 2, 22, 0, 100))
    time.sleep(0.4)
    assert stream.text() == ""
