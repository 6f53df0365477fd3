"""A process that works on one input after the other, and is replaced where one breaks it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from tests.lib.memory import held, peak

A = TypeVar("A")
B = TypeVar("B")
MOST_SECONDS = 20
"""By the clock, for one input."""
MOST_MEBIBYTES = 512


def _work(inputs: Connection) -> None:
    while (asked := inputs.recv()) is not None:
        work, given = asked
        try:
            highest, before = peak(), held()
            made = work(given)
            most = peak()
            is_small = most == highest or most - before <= MOST_MEBIBYTES
            inputs.send((made, "" if is_small else f"more than {MOST_MEBIBYTES} MiB"))
        except BaseException as fault:  # whatever it is, it is an outcome
            inputs.send((None, f"{type(fault).__name__} {fault}"))


class Worker:
    """Runs functions of modules in a process of its own; a context manager."""

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        self._seconds = seconds
        self.why = ""
        self._process: BaseProcess | None = None
        self._asks: Connection | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def run(self, work: Callable[[A], B], given: A) -> B | None:
        """What `work` makes of it; None where it raised, took too much or ended the process.

        `why` says then what happened, else it is empty.
        """
        asks = self._asks or self._begin()
        try:
            asks.send((work, given))
            if asks.poll(self._seconds):
                made, self.why = asks.recv()
                return None if self.why else made
            self.why = f"more than {self._seconds:.0f} s"
        except (EOFError, OSError):
            self.why = "the process ended"
        self._end()
        return None

    def _begin(self) -> Connection:
        context: Any = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        self._process = context.Process(target=_work, args=(there,), daemon=True)
        self._process.start()
        there.close()
        self._asks = here
        return self._asks

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._asks is not None:
            self._asks.close()
        self._process = self._asks = None
