"""What the tests share: built exports, the real-shaped ones where they lie, the program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

import fixtures.exports
from fixtures.model import BuiltExport
from inspector import language

hypothesis.settings.register_profile("steady", deadline=None)
hypothesis.settings.load_profile("steady")

# The tests read English, whatever the language of the machine.
os.environ.pop("LC_ALL", None)
os.environ["LC_MESSAGES"] = "C"
# And what is drawn has the colours of a usual terminal.
os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """`-n auto`: one worker more than there are cores, as the application's tests mostly wait."""
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return (os.cpu_count() or 1) + 1


@dataclass(frozen=True)
class Ran:
    """A finished run of the program."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Whatever language a test chose, the next one begins in English."""
    yield
    language.use("en")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[BuiltExport, Path]]:
    """A built export by name, with the path of its ZIP."""
    folder = tmp_path_factory.mktemp("built")
    paths: dict[str, Path] = {}

    def get(name: str) -> tuple[BuiltExport, Path]:
        export = fixtures.exports.build(name)
        if name not in paths:
            place = folder / name
            place.mkdir()
            paths[name] = export.write(place)
        return export, paths[name]

    return get


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real-shaped exports and archived texts; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real-shaped exports are not beside this checkout")
    return SHARED


def environment(**more: str) -> dict[str, str]:
    """The environment for a run of the program, the same on every machine."""
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS")}
    own = {
        "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "80", "PAGER": "cat",
    }  # fmt: skip
    return {**kept, **own, **more}


def run_program(*arguments: str | Path, **more: str) -> Ran:
    """Run the program in a process of its own, without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "inspector", *map(str, arguments)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=environment(**more),
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
