"""A record as a page shows it, and how much room it takes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from markupsafe import Markup, escape

from inspector.marks.mark import Mark
from inspector.outputs import printable
from inspector.outputs.wording import mark_kinds
from inspector.reading.counts.author import Author

Whose = Literal["own", "all"]
"""The member's own records, or everybody's."""
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line."""
_AROUND = 450
"""Bytes of markup around a record, at most, without its names of columns and files."""
_AROUND_ONE = 80
"""The same around one of its values, and for one clause."""


class RecordField(NamedTuple):
    """One value of a record."""

    column: str
    value: str
    """As a reader sees it: HTML as its text."""
    marks: tuple[Mark, ...] = ()
    """In order."""


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


def value_text(text: str, marks: Sequence[Mark] = ()) -> Markup:
    """A value as the page shows it: its lines, printable and escaped, its marks lit."""
    if not marks:
        return _lines("\n".join(text.splitlines()))
    parts, at = [], 0
    for start, end, together in _spans(marks):
        parts.append(_lines(text[at:start]))
        parts.append(_lit(text[start:end], together))
        at = end
    return Markup("").join([*parts, _lines(text[at:])])


def _spans(marks: Sequence[Mark]) -> Iterator[tuple[int, int, list[Mark]]]:
    """Where marks stand, those that overlap as one."""
    start, end, together = marks[0].start, marks[0].end, [marks[0]]
    for mark in marks[1:]:
        if mark.start >= end:
            yield start, end, together
            start, end, together = mark.start, mark.end, []
        end = max(end, mark.end)
        together.append(mark)
    yield start, end, together


def _lit(text: str, marks: Iterable[Mark]) -> Markup:
    """A piece with marks: a letter for each kind before it, and what they are."""
    every = tuple(marks)
    told = "; ".join(mark_kinds.told(one.kind, one.certainty, one.rule) for one in every)
    letters = "".join(dict.fromkeys(mark_kinds.letter(one.kind) for one in every))
    return Markup('<mark data-kind="{}" title="{}">{}</mark>').format(letters, told, _lines(text))


def _lines(text: str) -> Markup:
    return escape("\n".join(map(printable.line, _BREAK.split(text))))


def _bytes(text: str) -> int:
    return len(value_text(text).encode())
