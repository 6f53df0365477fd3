"""A Dask scheduler and workers as processes of their own on loopback, that can be killed."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
READY = "Scheduler at:"
JOINED = "Register worker"
"""What a scheduler's log says."""


class Cluster:
    """One scheduler and its workers, one thread each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.scheduler: subprocess.Popen[str] | None = None
        self.workers: list[subprocess.Popen[str]] = []
        self.address = ""
        self._started = 0

    def start(self, workers: int) -> None:
        """Start both; returns when all workers have joined the scheduler."""
        self._started += 1
        log = self._folder / f"scheduler-{self._started}.log"
        self.scheduler = self._run(
            "dask_scheduler", ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"], log
        )
        while not (told := re.search(rf"{READY}\s+(\S+)", log.read_text(encoding="utf-8"))):
            if self.scheduler.poll() is not None:
                raise RuntimeError("the scheduler did not start")
        self.address = told[1]
        for number in range(workers):
            self.add(number)
        while log.read_text(encoding="utf-8").count(JOINED) < workers:
            if any(one.poll() is not None for one in self.workers):
                raise RuntimeError("a worker did not start")
            time.sleep(0.05)

    def add(self, number: int) -> None:
        """Start another worker, without a process that would start it again."""
        given = [self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        given += ["--local-directory", str(self._folder), "--memory-limit", "2GiB"]
        log = self._folder / f"worker-{self._started}-{number}.log"
        self.workers.append(self._run("dask_worker", given, log))

    def worked(self) -> float:
        """Seconds of processor that scheduler and workers have taken so far."""
        running = [one for one in (self.scheduler, *self.workers) if one is not None]
        return sum(sum(psutil.Process(one.pid).cpu_times()[:2]) for one in running)

    def stop(self) -> None:
        """End everything."""
        for one in (self.scheduler, *self.workers):
            if one is not None:
                one.kill()
                one.wait()
        self.scheduler, self.workers = None, []

    def logs(self) -> str:
        """All that scheduler and workers have said."""
        return "\n".join(
            path.read_text(encoding="utf-8") for path in sorted(self._folder.glob("*.log"))
        )

    def _run(self, program: str, given: list[str], log: Path) -> subprocess.Popen[str]:
        with log.open("a", encoding="utf-8", newline="\n") as out:
            return subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{program}", *given],
                stdout=out, stderr=out, encoding="utf-8", cwd=self._folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), "POLARS_MAX_THREADS": "1"},
            )  # fmt: skip


@contextlib.contextmanager
def cluster(workers: int) -> Iterator[Cluster]:
    """A running one, ended with the block."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = Cluster(Path(folder))
        try:
            made.start(workers)
            yield made
        finally:
            made.stop()
