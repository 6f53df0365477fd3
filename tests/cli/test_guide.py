"""The guide: questions in a terminal, answers that go nowhere but where the person wants."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import environment, run_program

PROMPT = re.compile(r"(?:: |\] |steps |no: )$")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="only POSIX has a terminal for a child")


def _talk(answers: Sequence[str], folder: Path, language: str = "en") -> tuple[int, str]:
    """Answer each question in turn, then end the input; returns exit code and what was shown."""
    import pty

    ours, theirs = pty.openpty()
    shown = ""
    with subprocess.Popen(
        [sys.executable, "-m", "inspector", "guide", "--lang", language], cwd=folder,
        stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env=environment(TERM="dumb"),
    ) as running:  # fmt: skip
        os.close(theirs)
        waiting = [*answers, "\x04"]
        end = time.monotonic() + 90
        quiet = ""
        while running.poll() is None and time.monotonic() < end:
            if select.select([ours], [], [], 0.4)[0]:
                try:
                    piece = os.read(ours, 65536).decode("utf-8", "replace")
                except OSError:
                    break
                shown += piece
                quiet += piece
            elif quiet and PROMPT.search(quiet) and waiting:
                answer = waiting.pop(0)
                os.write(ours, answer.encode() if answer == "\x04" else f"{answer}\n".encode())
                quiet = ""
        running.terminate()
    os.close(ours)
    return running.returncode, shown.replace("\r\n", "\n")


def test_from_the_export_to_the_letter(tmp_path: Path) -> None:
    answers = ["", "fr", "y", "2025-12-24", "d", "q", "en", "Ada Example", "", "", "Lille",
               "letter.txt", "2026-01-31", "steps.md"]  # fmt: skip
    code, shown = _talk(answers, tmp_path)
    flat = " ".join(shown.split())
    assert code == 0, shown[-2000:]
    assert "By your profile: EU or EEA." in flat
    assert "13,854 words would be in scope without it." in flat
    assert "5. 2016-12-22 · Posts · 76 words" in flat
    assert "No text says that deleting it takes anything out of a trained model." in flat
    assert "1 month after LinkedIn received it: 28 February 2026 (Article 12(3) GDPR)" in flat
    assert "until 30 April 2026" in flat
    letter = (tmp_path / "letter.txt").read_text("utf-8")
    assert letter.count("Ada Example") == 2 and "[your name]" not in letter
    assert "Lille" in letter and "[the e-mail address of your LinkedIn account]" in letter
    assert "Article 21(1) GDPR" in letter
    steps = (tmp_path / "steps.md").read_text("utf-8")
    assert steps.count("- [x]") == 1 and steps.count("- [ ]") > 5
    assert flat.endswith("letter.txt steps.md Delete what you no longer need, the export too.")


def test_nothing_is_kept_unless_wanted(tmp_path: Path) -> None:
    code, shown = _talk(["", "xx", "us", "n", "q", "no", ""], tmp_path)
    assert code == 0, shown[-2000:]
    assert "the region is one of eu, ch, uk" in " ".join(shown.split())
    assert "Written:" not in shown
    assert not list(tmp_path.iterdir())


def test_whoever_leaves_is_let_go(tmp_path: Path) -> None:
    code, shown = _talk([""], tmp_path, "fr")
    assert code == 0
    assert "Supprimez" in shown
    assert not list(tmp_path.iterdir())


def test_without_a_terminal_it_is_refused() -> None:
    ran = run_program("guide")
    assert ran.code == 2
    assert "run it in a terminal" in ran.err and ran.err.count("\n") == 1
