"""Bytes of entries that are fetched before they are wanted, while nothing can be done with them.

Libraries take their time to load, in which one thread may inflate what another will read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator

import msgspec

from inspector.reading.archive.zip_file import Budget, Entry, EntryFault

MOST = 96 << 20
"""Bytes that are fetched at most."""


class _Fetched:
    """What was fetched of an entry, and how it goes on."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.chunks: deque[bytes] = deque()
        self.rest = entry.uncounted().chunks()
        self.fault: Exception | None = None

    def stream(self, budget: Budget) -> Generator[bytes]:
        """All of its bytes, counted as they are read; a fault comes where it belongs."""
        try:
            for chunk in self._every():
                budget.spend(len(chunk), 0, 0)  # the ratio was looked at when it was fetched
                yield chunk
        finally:
            self.rest.close()

    def _every(self) -> Iterator[bytes]:
        while self.chunks:
            yield self.chunks.popleft()
        if self.fault is not None:
            raise self.fault
        yield from self.rest


class Stock:
    """Fetches entries in the order in which they will be read."""

    def __init__(self) -> None:
        self._fetched: deque[_Fetched] = deque()

    def fill(self, entries: Iterable[Entry], is_enough: Callable[[], bool]) -> None:
        """Fetch, until it is enough or there is no more room."""
        room = MOST
        for entry in entries:
            if room <= 0 or is_enough():
                return
            one = _Fetched(entry)
            self._fetched.append(one)
            try:
                for chunk in one.rest:
                    one.chunks.append(chunk)
                    room -= len(chunk)
                    if room <= 0 or is_enough():
                        return
            except EntryFault as fault:
                one.fault = fault
            except Exception as fault:  # raised where the entry is read
                one.fault = fault
                return

    def entry(self, entry: Entry) -> Entry:
        """An entry that begins with what was fetched of it."""
        if not self._fetched or self._fetched[0].entry is not entry:
            return entry
        return msgspec.structs.replace(entry, _stream=self._fetched.popleft().stream)

    def close(self) -> None:
        """Give up what nobody wanted."""
        while self._fetched:
            self._fetched.popleft().rest.close()
