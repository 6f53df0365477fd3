"""Long text goes through the pager of a terminal, and through none elsewhere."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import environment

if sys.platform != "win32":
    import pty

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")
KEEPS = "cat > seen; echo paged"
"""A pager that tells of itself and keeps what it is given."""


def in_terminal(place: Path, *words: str, **more: str | None) -> tuple[int, str]:
    """Exit code, and everything that a terminal of 80 columns shows of the program."""
    given = {"TERM": "xterm", "PAGER": None, "LESS": None, **more}
    kept = {name: value for name, value in environment().items() if name not in given}
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "inspector", *words],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=place, start_new_session=True,
        env=kept | {name: value for name, value in given.items() if value is not None},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # as Linux ends a terminal that nobody writes to any more
        while part := os.read(ours, 65536):
            shown += part
    os.close(ours)
    return child.wait(), shown.decode().replace("\r\n", "\n")


LONG = [
    ["policy"], ["policy", "claims"], ["policy", "regions"], ["policy", "howto"], ["act", "demo", "-q"],
    ["demo", "--full", "-q", "--no-color"], ["policy", "diff", "erpn-2025-02-27", "erpn-2025-11-03"],
]  # fmt: skip


@pytest.mark.parametrize("words", LONG)
def test_long_text_is_paged(words: list[str], tmp_path: Path) -> None:
    assert in_terminal(tmp_path, *words, PAGER=KEEPS) == (0, "paged\n")
    seen = (tmp_path / "seen").read_text(encoding="utf-8")
    assert seen.count("\n") > 60
    assert not {char for char in seen if ord(char) < 32} - {"\n"}


@pytest.mark.parametrize("words", [["demo", "--plain"], ["policy", "--json"], ["help", "act"]])
def test_short_text_and_documents_are_not(words: list[str], tmp_path: Path) -> None:
    code, shown = in_terminal(tmp_path, *words, PAGER=KEEPS)
    assert code == 0 and "paged" not in shown.splitlines() and len(shown) > 500


@pytest.mark.parametrize(
    "given", [{"PAGER": ""}, {"PAGER": "cat"}, {"PAGER": KEEPS, "TERM": "dumb"}], ids=str
)
def test_none_is_used_where_none_is_wanted(given: dict[str, str], tmp_path: Path) -> None:
    code, shown = in_terminal(tmp_path, "policy", "claims", **given)
    assert code == 0 and shown.startswith("What 21 articles")
    assert not (tmp_path / "seen").exists()


def test_an_option_switches_it_off(tmp_path: Path) -> None:
    _, shown = in_terminal(tmp_path, "policy", "claims", "--no-pager", PAGER=KEEPS)
    assert shown.startswith("What 21 articles")


def test_it_knows_how_to_behave_unless_the_user_says_so(tmp_path: Path) -> None:
    told = "cat > seen; echo $LESS"
    assert in_terminal(tmp_path, "policy", "claims", PAGER=told)[1] == "FRX\n"
    assert in_terminal(tmp_path, "policy", "claims", PAGER=told, LESS="-S")[1] == "-S\n"


@pytest.mark.parametrize("pager", ["head -1", "exit 3", "kill -INT 0; cat > /dev/null"])
def test_leaving_it_is_no_error(pager: str, tmp_path: Path) -> None:
    code, shown = in_terminal(tmp_path, "policy", PAGER=pager)
    assert code == 0
    assert "interrupted" not in shown and "cannot be written" not in shown


def test_where_it_cannot_be_run_the_text_is_printed(tmp_path: Path) -> None:
    code, shown = in_terminal(tmp_path, "policy", "claims", PAGER="no-such-pager-here")
    assert code == 0 and "What 21 articles" in shown


def test_less_is_what_there_is_by_default(tmp_path: Path) -> None:
    own = tmp_path / "less"
    own.write_text("#!/bin/sh\ncat > seen; echo mine\n", encoding="utf-8", newline="\n")
    own.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    assert in_terminal(tmp_path, "policy", "claims", PATH=path) == (0, "mine\n")
