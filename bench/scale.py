"""`python -m bench.scale`: a study of ten thousand small exports, killed half-way and repeated.

Runs the command as a user would, on this machine's own cluster; kills all its processes half-way;
repeats the command; compares the study with the known truth; runs it once more, when nothing is
missing; and reckons the report. Writes what each took, and the memory, into `docs/study.md`.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psutil

from bench.study import Bench, Line, done, environment, tabulate

_PAUSE = 0.2
"""Seconds between two looks at the memory."""


@dataclass
class Took:
    """What one command took, with all processes it started."""

    seconds: float = 0.0
    command: int = 0
    """Bytes of memory of the command's own process, which holds the scheduler, at most."""
    workers: int = 0
    """Bytes of memory of the largest of its workers, at most."""
    was_killed: bool = False


def watched(command: list[str], kill_when: Callable[[], bool] | None = None) -> Took:
    """Run a command, look at its processes' memory, and kill them all when it is time."""
    took, start = Took(), time.perf_counter()
    running = subprocess.Popen(
        command, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    ended = threading.Event()
    looking = threading.Thread(target=_look, args=(running.pid, took, ended))
    looking.start()
    while running.poll() is None:
        if kill_when is not None and kill_when():
            for one in _family(running.pid):
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.kill()
            took.was_killed = True
        time.sleep(_PAUSE)
    took.seconds = time.perf_counter() - start
    ended.set()
    looking.join()
    if running.returncode and not took.was_killed:
        raise RuntimeError(f"the command ended with {running.returncode}")
    return took


def _family(pid: int) -> list[psutil.Process]:
    try:
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _look(pid: int, took: Took, ended: threading.Event) -> None:
    while not ended.wait(_PAUSE):
        for one in _family(pid):
            with contextlib.suppress(psutil.NoSuchProcess):
                size = one.memory_info().rss
                if one.pid == pid:
                    took.command = max(took.command, size)
                else:
                    took.workers = max(took.workers, size)


def measure(bench: Bench) -> Iterator[Line]:
    """Every line of the table, as it is found; raises where a study is not right."""
    count = len(bench.truths)
    out = bench.out()
    size = sum(path.stat().st_size for path in bench.exports.rglob("*.zip"))
    yield "exports", f"{count:,}, {size / 1e6:.1f} MB"
    first = watched(bench.command(out), lambda: done(out) >= count // 2)
    if not first.was_killed:
        raise RuntimeError("the study ended before it could be killed")
    half = done(out)
    yield "all processes killed", f"after {first.seconds:.0f} s, {half:,} participants done"
    second = watched(bench.command(out))
    if wrong := bench.wrong(out):
        raise RuntimeError(f"{len(wrong)} differences from the truth; the first: {wrong[0]}")
    yield "the same command again", f"{second.seconds:.0f} s; every participant is the truth"
    whole = first.seconds + second.seconds
    yield "both runs", f"{whole:.0f} s, {count / whole:.1f} exports a second"
    yield "memory of the command, with the scheduler", _memory(first, second, "command")
    yield "memory of a worker", _memory(first, second, "workers")
    files = [path for path in out.rglob("*.parquet") if path.is_file()]
    held = sum(path.stat().st_size for path in files)
    yield "the study", f"{len(files):,} files, {held / 1e6:.1f} MB, {held / count:,.0f} B each"
    third = watched(bench.command(out))
    yield "the same command, nothing missing", _one(third, count)
    report = [sys.executable, "-m", "inspector", "study", "report", str(out), "--json"]
    yield "the report", _one(watched(report), count)


def _memory(first: Took, second: Took, of: str) -> str:
    """At most, of two runs, in MiB."""
    return f"{max(getattr(first, of), getattr(second, of)) / (1 << 20):.0f} MiB"


def _one(took: Took, count: int) -> str:
    each = took.seconds / count * 1e3
    return f"{took.seconds:.1f} s ({each:.2f} ms each), {took.command / (1 << 20):.0f} MiB"


if __name__ == "__main__":
    tabulate("scale", __doc__, 10_000, measure)
