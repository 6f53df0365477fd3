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

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")

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
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment(),
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
