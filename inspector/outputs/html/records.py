"""A record as a page shows it, and how much room it takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from inspector.outputs import printable
from inspector.reading.counts.author import Author

Whose = Literal["own", "all"]
"""The member's own records, or everybody's."""
_AROUND = 450
"""Bytes of markup around a record, at most, without its names of columns and files."""
_AROUND_ONE = 80
"""The same around one of its values, and for one clause."""


class RecordField(NamedTuple):
    """One value of a record."""

    column: str
    value: str
    """As a reader sees it: HTML as its text."""


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One record as the page shows it."""

    entry: int
    """Position of its file among the summary's."""
    number: int
    """Of the record in its file, from 1."""
    day: dt.date | None
    author: Author
    clause: str | None
    """Under which it counts (`policy:clause`)."""
    clauses: tuple[str, ...]
    """That decide its values, each once."""
    fields: tuple[RecordField, ...]
    """Its text that is inside; what else of it is inside where it has no text."""
    link: str
    """Its own address, or empty."""

    @property
    def size(self) -> int:
        """Bytes that it takes in a page, at most."""
        told = sum(_bytes(one.column) + _bytes(one.value) + _AROUND_ONE for one in self.fields)
        return _AROUND + _AROUND_ONE * len(self.clauses) + told + _bytes(self.link)


def value_text(text: str) -> Markup:
    """A value as the page shows it: its lines, printable and escaped."""
    return escape("\n".join(printable.line(one) for one in text.splitlines()))


def _bytes(text: str) -> int:
    return len(value_text(text).encode())
