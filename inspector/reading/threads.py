"""All that is done in other threads while a large export is read, and in which order.

Inflating, cutting, counting and what is done with the counts follow one another, each in a thread
of its own a bounded way ahead of the next: all release the interpreter. What is done, and in which
order, is the same as without threads, and a fault comes where it belongs.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing, suppress
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

from inspector.errors import UsageError
from inspector.reading.archive.entry import Archive

if TYPE_CHECKING:
    from concurrent.futures import Future

LARGE = 8 << 20
"""Bytes of all entries, or of one, below which a thread is not worth its while."""
INFLATED = 32 << 20
"""Bytes of an entry that wait at most to be cut."""
CUT = 16 << 20
"""Bytes of text that wait at most to be counted."""
TAKEN = 2
"""Batches that wait at most to be taken by a sink."""
_LIBRARIES = ("numpy", "polars", "inspector.reading.counts.frames")
_PATIENCE = 0.5
"""Seconds after which a wait looks up, so that an interruption gets through."""

T = TypeVar("T")


class Ahead(Generic[T]):
    """Goes through a generator in another thread, a bounded way ahead of who wants its items."""

    def __init__(self, items: Generator[T], size: Callable[[T], int], most: int) -> None:
        """`size`: of an item, of which so much waits at most."""
        self._items = items
        self._size = size
        self._most = most
        self._changed = threading.Condition()
        self._waiting: deque[T] = deque()
        self._held = 0
        self._is_done = self._is_stopped = False
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)

    def __enter__(self) -> Iterator[T]:
        self._thread.start()
        return iter(self)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()
        self._thread.join()

    def __iter__(self) -> Iterator[T]:
        """The items in order; raises what the generator raised, in its place."""
        while True:
            with self._changed:
                while not self._waiting and not self._is_done:
                    self._changed.wait(_PATIENCE)
                if not self._waiting:
                    break
                item = self._waiting.popleft()
                self._held -= self._size(item)
                self._changed.notify_all()
            yield item
        if self._fault is not None:
            raise self._fault

    def _run(self) -> None:
        try:
            with closing(self._items):
                for item in self._items:
                    if not self._hand(item):
                        break
        except BaseException as fault:  # raised where the item would be taken
            self._fault = fault
        with self._changed:
            self._is_done = True
            self._changed.notify_all()

    def _hand(self, item: T) -> bool:
        """Hand an item over once there is room; returns whether more are wanted."""
        with self._changed:
            while self._held >= self._most and not self._is_stopped:
                self._changed.wait()
            self._waiting.append(item)
            self._held += self._size(item)
            self._changed.notify_all()
            return not self._is_stopped


class Behind:
    """Does what it is given in another thread, one after the other."""

    def __init__(self) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._pool = ThreadPoolExecutor(1, "behind")
        self._fault: BaseException | None = None

    def __enter__(self) -> Behind:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=fault is not None)

    def do(self, work: Callable[[], T]) -> Future[T]:
        """Have it done.

        Once something was raised nothing is done any more, and it is raised again instead.
        """
        return self._pool.submit(self._in_turn, work)

    def _in_turn(self, work: Callable[[], T]) -> T:
        if self._fault is not None:
            raise self._fault
        try:
            return work()
        except BaseException as fault:
            self._fault = fault
            raise


def chunks_ahead(chunks: Generator[bytes], size: int) -> AbstractContextManager[Iterator[bytes]]:
    """The bytes of an entry of so many, inflated ahead where there are many."""
    if size < LARGE:
        return closing(chunks)
    return Ahead(chunks, len, INFLATED)


def summing(archives: Sequence[Archive]) -> threading.Thread:
    """Take the archives' sums meanwhile: on a slow disk it takes as long as the reading."""

    def take_sums() -> None:
        for archive in archives:
            with suppress(UsageError):  # told when the sum is asked for
                archive.sha256()

    thread = threading.Thread(target=take_sums, name="summing", daemon=True)
    thread.start()
    return thread


def load_libraries() -> None:
    """Load what counts many records; the first of them are inflated meanwhile."""
    for name in _LIBRARIES:
        import_module(name)
