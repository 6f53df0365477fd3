"""Work that is done in other threads behind who finds it, in the order in which it was found.

What is parsed is counted while the next piece is being parsed: both release the interpreter.
What comes of it, and in which order, is the same as without threads; a fault of it is raised
where the next work is handed over, or at the end.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from types import TracebackType

MOST = 1
"""Pieces of work that wait for each thread at most."""
_PATIENCE = 0.5
"""Seconds after which a wait looks up, so that an interruption gets through."""

Work = Callable[[], object]


class Behind:
    """Does what it is given, one after the other."""

    def __init__(self, name: str, is_worth_it: bool) -> None:
        """`is_worth_it`: whether to do it in another thread of this name, rather than at once."""
        self._waiting: queue.Queue[Work | None] = queue.Queue(MOST)
        self._fault: BaseException | None = None
        self._thread: threading.Thread | None = None
        if is_worth_it:
            self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Behind:
        if self._thread is not None:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._thread is None:
            return
        if fault is not None and self._fault is None:
            self._fault = fault
        self._hand(None)
        while self._thread.is_alive():
            self._thread.join(_PATIENCE)
        if fault is None:
            self._raise()

    def do(self, work: Work) -> None:
        """Do it now, or once what was given before is done; raises what that raised."""
        if self._thread is None:
            work()
            return
        self._raise()
        self._hand(work)

    def _raise(self) -> None:
        if self._fault is not None:
            raise self._fault

    def _hand(self, work: Work | None) -> None:
        while True:
            try:
                self._waiting.put(work, timeout=_PATIENCE)
                return
            except queue.Full:
                continue

    def _run(self) -> None:
        while (work := self._waiting.get()) is not None:
            if self._fault is not None:  # nobody wants the rest
                continue
            try:
                work()
            except BaseException as fault:  # raised where more is handed over
                self._fault = fault
            del work


@dataclass(frozen=True, slots=True)
class Stages:
    """Workers in a row, of which each hands on to the next."""

    parsing: Behind
    counting: Behind
    adding: Behind

    def finish(self, work: Work) -> None:
        """Do it once all is done that was handed to any of them before."""
        self.parsing.do(partial(self.counting.do, partial(self.adding.do, work)))


@contextmanager
def stages(is_worth_it: bool, is_added_behind: bool) -> Iterator[Stages]:
    """Workers for what is read; all of their work is done at the end.

    `is_worth_it`: whether to have threads; `is_added_behind`: whether adding is one of its own.
    """
    with (
        Behind("adding", is_worth_it and is_added_behind) as adding,
        Behind("counting", is_worth_it) as counting,
        Behind("parsing", is_worth_it) as parsing,
    ):
        yield Stages(parsing, counting, adding)
