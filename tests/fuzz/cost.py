"""What an input may cost: processor seconds by its size, and memory."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from tests.fuzz.promises import promise
from tests.lib.memory import held, peak

MOST_SECONDS = 2
"""Of a processor, for each `PORTION` that is begun."""
PORTION = 100_000
MOST_MEBIBYTES = 200
"""More than what the process held before; a run of the program itself begins at about 100."""


def allowed(size: int) -> int:
    """The seconds that so many bytes may take."""
    return MOST_SECONDS * (1 + size // PORTION)


@contextlib.contextmanager
def bounded(size: int) -> Iterator[None]:
    """Around the work on an input of so many bytes; raises `BrokenPromise` for what costs more.

    Memory is that of the whole process, so one input is worked on at a time.
    """
    before, highest, began = held(), peak(), time.process_time()
    yield
    seconds, most = time.process_time() - began, peak()
    promise(seconds <= allowed(size), "at most 2 s for each 100 kB")
    promise(most == highest or most - before <= MOST_MEBIBYTES, "at most 300 MiB")
