"""Ctrl-C at any moment from the program's first line on: one line, exit code 130."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import environment

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only POSIX sends SIGINT to a child")

_STARTED = """
import os, sys
from inspector.cli import start
os.write({pipe}, b"x")
start.entry()
"""
COMMANDS = [
    ["--help"],
    ["policy"],
    ["policy", "claims"],
    ["demo", "--json"],
    ["demo", "--plain"],
    ["demo", "--records", "records.parquet", "--force"],
    ["demo", "--html", "page.html", "--force"],
    ["act", "demo"],
]


@pytest.mark.parametrize("seed", range(8))
def test_it_ends_with_130_at_any_moment(seed: int, tmp_path: Path) -> None:
    _press(random.Random(seed), COMMANDS[seed], tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8, 508))
def test_it_ends_with_130_at_any_of_many_moments(seed: int, tmp_path: Path) -> None:
    _press(random.Random(seed), COMMANDS[seed % len(COMMANDS)], tmp_path)


def _press(chance: random.Random, words: list[str], folder: Path) -> None:
    """Press it at a random moment, unless the program is done before."""
    told, tell = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-c", _STARTED.format(pipe=tell), *words], cwd=folder, pass_fds=(tell,),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", env=environment(),
    ) as running:  # fmt: skip
        os.close(tell)
        os.read(told, 1)
        os.close(told)
        time.sleep(chance.random() * 1.5)
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=60)[1]
    assert running.returncode in (0, 130), said
    if running.returncode == 130:
        assert said.splitlines()[-1].startswith("inspect: interrupted;"), said
        assert not list(folder.glob(".*")), "a file was left half written"


_TURNED = """
import os, signal, sys
from inspector.cli import main
from inspector.session.session import Session
def read(*args, **words):
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        {then}
Session.read = read
sys.exit(main.main(["demo", "--json"]))
"""


@pytest.mark.parametrize("then", ["raise ImportError('half loaded') from None", "pass"])
def test_what_a_library_makes_of_it_does_not_matter(then: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TURNED.format(then=then)], capture_output=True, encoding="utf-8",
        check=False, env=environment(),
    )  # fmt: skip
    assert done.returncode == 130
    assert done.stderr == "inspect: interrupted; no file was left half written\n"


_BROKEN = """
import os, signal, sys
signal.SIGBREAK = signal.SIGUSR2
from inspector.cli import main, start
from inspector.session.session import Session
def read(*args, **words):
    os.kill(os.getpid(), signal.SIGBREAK)
if sys.argv[1] == "loading":
    from inspector.cli import ctrl_c
    ctrl_c.end_at_once()
    os.kill(os.getpid(), signal.SIGBREAK)
Session.read = read
sys.exit(main.main(["demo", "--html", sys.argv[1]]))
"""


@pytest.mark.parametrize("when", ["loading", "reading"])
def test_ctrl_break_of_windows_does_the_same(when: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _BROKEN, when], capture_output=True, encoding="utf-8", cwd=tmp_path,
        check=False, env=environment(),
    )  # fmt: skip
    assert done.returncode == 130
    assert done.stderr == "inspect: interrupted; no file was left half written\n"
    assert list(tmp_path.iterdir()) == []
