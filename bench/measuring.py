"""Whole processes by the clock: each in turn, several times, medians and peaks."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MINE = "inspect"
"""The command that may not fail."""


class RefusedError(Exception):
    """A command would not do it."""


@dataclass
class Figures:
    """What the runs of one command took."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Seconds by the clock."""
        return statistics.median(self.seconds)

    @property
    def worked(self) -> float:
        """Seconds of all processors together; 0 where the system does not tell."""
        return statistics.median(self.processor)

    @property
    def peak(self) -> float:
        """MiB at most; 0 where the system does not tell."""
        return max(self.peaks)


def side_by_side(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, Figures]:
    """Every command as often as the others, one after the other and again."""
    figures: dict[str, Figures] = {}
    for name, command in commands.items():  # so that no run finds colder disks than the others
        try:
            _run(command)
        except RefusedError as fault:
            if name == MINE:
                raise
            print(f"{name} is left out: {fault}", file=sys.stderr)
        else:
            figures[name] = Figures()
    for _ in range(runs):
        for name in figures:
            command = commands[name]
            seconds, processor, peak = _run(command)
            figures[name].seconds.append(seconds)
            figures[name].processor.append(processor)
            figures[name].peaks.append(peak)
    return figures


def _run(command: Sequence[str]) -> tuple[float, float, float]:
    # Compiled modules are there where pip installed them, and after a first run.
    unhindered = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=unhindered
    )
    assert child.stderr is not None
    said = child.stderr.read().decode("utf-8", "replace")
    processor = peak = 0.0
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        processor = usage.ru_utime + usage.ru_stime
        peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    else:
        child.wait()
    if child.returncode:
        raise RefusedError(f"it ended with {child.returncode}: {said.strip()[-200:]}")
    return time.perf_counter() - start, processor, peak
