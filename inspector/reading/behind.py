"""Work that is done in another thread behind who finds it, in the order in which it was found.

What was counted of a file is added up while the next file is being counted, and records are taken
by who wants them while the next are found: both release the interpreter.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")


class Behind:
    """Does what it is given, one after the other; there is no thread before there is work."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._fault: BaseException | None = None

    def __enter__(self) -> Behind:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=fault is not None)

    def do(self, work: Callable[[], T]) -> Callable[[], T]:
        """Have it done; what is given back waits for the result, or raises what was raised.

        Once something was raised nothing is done any more, and it is raised again instead.
        """
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(1, "behind")
        return self._pool.submit(self._in_turn, work).result

    def _in_turn(self, work: Callable[[], T]) -> T:
        if self._fault is not None:
            raise self._fault
        try:
            return work()
        except BaseException as fault:
            self._fault = fault
            raise
