"""How a fuzzer says that something does not hold."""

from __future__ import annotations


class BrokenPromise(AssertionError):
    """Something that must hold for any input did not."""


def promise(holds: bool, what: str) -> None:
    """Raise where a promise is broken."""
    if not holds:
        raise BrokenPromise(what)
