"""Work that is found in another thread, a bounded way ahead of who does it.

Inflating an archive and counting what was in it both release the interpreter, so that one goes on
while the other does. What is done, and in which order, is the same as without the thread; a fault
comes where it belongs.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from types import TracebackType

WORTH = 8 << 20
"""Bytes of all entries below which a thread is not worth its while."""
MOST = 24 << 20
"""Bytes that wait at most to be worked on."""
_PATIENCE = 0.5
"""Seconds after which a wait looks up, so that an interruption gets through."""

Work = Callable[[], object]
Steps = Generator[tuple[int, Work]]
"""Pieces of work in order, each with the bytes that it holds until it is done."""


class Ahead:
    """Finds steps while those before are done."""

    def __init__(self, steps: Steps, *, is_worth_it: bool) -> None:
        """`is_worth_it`: whether to find them in another thread, rather than one by one."""
        self._steps = steps
        self._changed = threading.Condition()
        self._waiting: deque[tuple[int, Work | BaseException | None]] = deque()
        self._held = 0
        self._is_stopped = False
        self._thread: threading.Thread | None = None
        if is_worth_it:
            self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)

    def __enter__(self) -> Ahead:
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
            self._steps.close()
            return
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()
        self._thread.join()

    def __iter__(self) -> Iterator[Work]:
        """What is to be done, in order; raises what the finding of it raised, in its place."""
        if self._thread is None:
            for _, work in self._steps:
                yield work
            return
        while (found := self._next()) is not None:
            if isinstance(found, BaseException):
                raise found
            yield found

    def _next(self) -> Work | BaseException | None:
        with self._changed:
            while not self._waiting:
                self._changed.wait(_PATIENCE)
            size, found = self._waiting.popleft()
            if self._held >= MOST > self._held - size:
                self._changed.notify_all()
            self._held -= size
            return found

    # In the thread

    def _run(self) -> None:
        last: BaseException | None = None
        try:
            for size, work in self._steps:
                if self._hand(size, work):
                    return
        except BaseException as fault:  # raised where the work would be done
            last = fault
        finally:
            self._steps.close()
        self._hand(0, last)

    def _hand(self, size: int, what: Work | BaseException | None) -> bool:
        """Hand something over once there is room; returns whether nobody wants more."""
        with self._changed:
            while self._held >= MOST and not self._is_stopped:
                self._changed.wait()
            self._waiting.append((size, what))
            self._held += size
            self._changed.notify_all()
            return self._is_stopped
