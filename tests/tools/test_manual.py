"""The manual page: up to date, and read without a warning."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from inspector.cli.group import walk
from inspector.cli.main import build
from inspector.exit_codes import ExitCode
from tools.manual import EXIT_CODES, PAGE, options, render


def test_it_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="ascii") == render(), "run make manual"


def test_it_names_every_option_and_exit_code() -> None:
    text = PAGE.read_text(encoding="ascii").replace("\\-", "-")
    for _, command in walk(build("en")):
        for option in options(command):
            assert all(name in text for name in option.opts)
    assert set(EXIT_CODES) == set(ExitCode)


@pytest.mark.skipif(sys.platform != "linux", reason="readers of other systems take other options")
@pytest.mark.parametrize(
    "reader",
    [
        ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z"],
        ["groff", "-man", "-ww", "-z", "-Tutf8"],
        ["mandoc", "-T", "lint", "-W", "warning"],
    ],
)
def test_it_is_read_without_a_warning(reader: list[str]) -> None:
    program = shutil.which(reader[0])
    if program is None:
        pytest.skip(f"{reader[0]} is not installed")
    done = subprocess.run(
        [program, *reader[1:], PAGE], capture_output=True, timeout=60,
        env={**os.environ, "LC_ALL": "C"},
    )  # fmt: skip
    said = done.stderr if reader[0] != "mandoc" else done.stdout + done.stderr
    assert (done.returncode, said) == (0, b"")
