"""What the executable that carries its own Python does beside the console command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.cli import frozen, start

FROZEN = "from inspector.cli import frozen; frozen.entry()"
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows runs no script by its first line")


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The executable, as far as Python alone can stand in for it."""
    return subprocess.run(
        [sys.executable, "-c", FROZEN, *words],
        env={**os.environ, **environment}, input="a text", capture_output=True,
        encoding="utf-8", timeout=60,
    )  # fmt: skip


def program(folder: Path, name: str, lines: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{lines}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_it_is_the_console_command() -> None:
    ran = run("--version")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("inspect ")


@POSIX
def test_it_opens_a_browser_in_the_place_of_python(tmp_path: Path) -> None:
    """The browser looks for its libraries where it would without this program."""
    browser = program(tmp_path, "mine", f'echo "$1 $LD_LIBRARY_PATH" > {tmp_path}/out')
    words = ("-P", "-m", "inspector.tui.browser_process", "https://example.org/?a=1")
    ours = {"LD_LIBRARY_PATH": f"{tmp_path}/ours:/theirs", "LD_LIBRARY_PATH_ORIG": "/theirs"}
    assert run(*words, BROWSER=browser, **ours).returncode == 0
    assert (tmp_path / "out").read_text("utf-8") == "https://example.org/?a=1 /theirs\n"
    assert run(*words, BROWSER=program(tmp_path, "none", "exit 3")).returncode == 1


@pytest.mark.skipif(sys.platform != "linux", reason="these are Linux's own programs")
def test_it_copies_in_the_place_of_python(tmp_path: Path) -> None:
    program(tmp_path, "xclip", f"cat > {tmp_path}/out")
    words = ("-P", "-m", "inspector.tui.clipboard_process")
    ran = run(*words, DISPLAY=":9", WAYLAND_DISPLAY="", PATH=f"{tmp_path}:/usr/bin:/bin")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "out").read_text("utf-8") == "a text"


def test_it_is_no_interpreter() -> None:
    """Whatever else follows is words of the command line, and none of them is run."""
    for words in (["-P", "-m", "this"], ["-P", "-c", "print(1)"], ["-m", "inspector"]):
        ran = run(*words)
        assert ran.returncode == 2
        assert ran.stdout == ""


def test_an_environment_without_that_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["inspect", "--version"])
    monkeypatch.setattr(start, "entry", lambda: None)
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    before = dict(os.environ)
    frozen.entry()
    assert dict(os.environ) == before
