"""Bytes of entries, read in another thread a bounded way ahead of who takes them.

Inflating and parsing both release the interpreter, so that one goes on while the other does.
What comes, and in which order, is the same as without the thread; faults come where they
belong.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from functools import partial
from types import TracebackType

from inspector.archive import Entry

WORTH = 4 << 20
"""Bytes of all entries below which a thread is not worth its while."""
MOST = 16 << 20
"""Bytes that wait at most to be taken."""
HANDED = 1 << 20
"""Bytes that are handed over at a time."""
_PATIENCE = 0.5
"""Seconds after which a wait looks up, so that an interruption gets through."""

Chunks = list[bytes]


class Ahead:
    """Entries that are taken one after the other, each in batches of chunks."""

    def __init__(
        self,
        entries: Sequence[Entry],
        is_read: Callable[[Entry], bool],
        is_refused: Callable[[bytes], bool],
        afterwards: Callable[[], None],
    ) -> None:
        """`is_read`: whether all of an entry will be taken, unless its head `is_refused`.

        Other entries are read when they are taken, and nothing after them before. `afterwards`
        is done in the thread once everything is read.
        """
        self._entries = entries
        self._is_read = is_read
        self._is_refused = is_refused
        self._afterwards = afterwards
        self._changed = threading.Condition()
        self._waiting: deque[tuple[int, Chunks | BaseException | None]] = deque()
        self._held = 0
        self._left = 0
        """Entries that nothing more is wanted of."""
        self._stopped = False
        self._thread: threading.Thread | None = None
        self.is_worth_it = sum(entry.declared for entry in entries if is_read(entry)) >= WORTH
        """Whether there is enough to read for threads."""
        if self.is_worth_it:
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
        with self._changed:
            self._stopped = fault is not None
            self._left = len(self._entries)
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()

    def chunks(self, number: int) -> Generator[Chunks]:
        """The bytes of an entry by its number; entries are asked for in order.

        Asking for one is leaving those before it.
        """
        with self._changed:
            self._left = number
            self._changed.notify_all()
        return self._chunks(number)

    def _chunks(self, number: int) -> Generator[Chunks]:
        entry = self._entries[number]
        if self._thread is None or not self._is_read(entry):
            with closing(entry.chunks()) as chunks:
                for chunk in chunks:
                    yield [chunk]
            return
        while (found := self._next(number)) is not None:
            if isinstance(found, BaseException):
                raise found
            yield found

    def _next(self, number: int) -> Chunks | BaseException | None:
        with self._changed:
            while True:
                while self._waiting:
                    of, found = self._waiting.popleft()
                    if isinstance(found, list):
                        self._held -= sum(map(len, found))
                        self._changed.notify_all()
                    if of == number:
                        return found
                self._changed.wait(_PATIENCE)

    # In the thread

    def _run(self) -> None:
        for number, entry in enumerate(self._entries):
            if self._is_read(entry):
                ended = self._read(number, entry)
            else:
                ended = self._wait(partial(self._is_left, number))
            if ended:
                return
        if not self._stopped:
            self._afterwards()

    def _read(self, number: int, entry: Entry) -> bool:
        """Read an entry; returns whether that was the end of everything."""
        batch: Chunks = []
        size = 0
        last: BaseException | None = None
        try:
            with closing(entry.chunks()) as chunks:
                for first, chunk in enumerate(chunks):
                    batch.append(chunk)
                    size += len(chunk)
                    if first == 0 or size >= HANDED:
                        if self._hand(number, batch, size):
                            return True
                        batch, size = [], 0
                    if first == 0 and self._is_refused(chunk):
                        break
        except BaseException as fault:  # goes on where the entry is taken
            last = fault
        if batch and self._hand(number, batch, size):
            return True
        return self._hand(number, last, 0)

    def _hand(self, number: int, what: Chunks | BaseException | None, size: int) -> bool:
        """Hand something over once there is room; returns whether nobody wants more."""
        if self._wait(lambda: self._held < MOST):
            return True
        with self._changed:
            self._waiting.append((number, what))
            self._held += size
            self._changed.notify_all()
        return False

    def _is_left(self, number: int) -> bool:
        return self._left > number

    def _wait(self, until: Callable[[], bool]) -> bool:
        with self._changed:
            while not until() and not self._stopped:
                self._changed.wait()
            return self._stopped
