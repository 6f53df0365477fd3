"""Runs a case in a process of its own, and tells what it took."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.cases.building import build
from tests.cases.model import Case
from tests.conftest import environment

MOST_MEBIBYTES = 1024
MOST_SECONDS = 20
DAY = ("--on", "2026-11-22")
_INSIDE = """
import sys
from inspector.cli.main import main
code = main(sys.argv[2:])
sys.stdout.flush()
try:
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
except OSError:
    try:
        import resource
    except ImportError:  # Windows
        peak = 0
    else:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
with open(sys.argv[1], "w") as out:
    out.write(str(peak))
sys.exit(code)
"""


@dataclass(frozen=True)
class Outcome:
    """What a run gave, and took."""

    code: int
    out: str
    err: str
    mebibytes: int = 0
    seconds: float = 0
    """Of work; other programs that run beside it make no difference."""


def arguments(case: Case, path: Path) -> list[str]:
    """The command line of a case."""
    return [str(path), "--json", *DAY, *case.words]


def _worked() -> float:
    times = os.times()
    return times.children_user + times.children_system


def run(case: Case, folder: Path) -> Outcome:
    """Build a case and run the program on it; what it took is its own, not that of building."""
    path = build(case, folder)
    peak = folder / "peak"
    began = _worked()
    done = subprocess.run(
        [sys.executable, "-c", _INSIDE, str(peak), *arguments(case, path)],
        capture_output=True,
        env=environment(),
        check=False,
        timeout=10 * MOST_SECONDS,
    )
    seconds = _worked() - began
    took = int(peak.read_text(encoding="utf-8")) // 1024 if peak.exists() else 0
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode(), took, seconds)
