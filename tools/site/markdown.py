"""Markdown in which nothing means anything but what is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_SIGNS = re.compile(r"[\\`*_\[\]<>|~&${}]")
_FIRST = re.compile(r"^([#+=:-]|[0-9]{1,9}(?=[.)]))")
_TICKS = re.compile("`+")


def plain(words: str) -> str:
    """A line of words in which no sign means anything."""
    escaped = _SIGNS.sub(r"\\\g<0>", " ".join(words.split()))
    return _FIRST.sub(
        lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", escaped
    )


def prose(words: str) -> str:
    """A line of words in which backticks, and nothing else, mean code."""
    parts = words.split("`")
    return "".join(code(part) if at % 2 else plain_part(part) for at, part in enumerate(parts))


def plain_part(words: str) -> str:
    """Words within a line, with the blanks at their ends."""
    return _SIGNS.sub(r"\\\g<0>", words)


def code(name: str) -> str:
    """A name or value as code, such that a cell of a table can hold it."""
    fence = "`" * (max((len(found) for found in _TICKS.findall(name)), default=0) + 1)
    pad = " " if "`" in name else ""
    return f"{fence}{pad}{name}{pad}{fence}".replace("|", r"\|")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table; cells are Markdown."""
    yield _row(heads)
    yield _row(["---"] * len(heads))
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
