"""A record as it is read: its own words under one verdict, with the marks in them; all inert."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from inspector.knowledge.vocabulary import Verdict
from inspector.language import number, say
from inspector.marks.mark import Mark
from inspector.marks.special_words import ListWord
from inspector.outputs import printable
from inspector.reading.counts.author import Author
from inspector.session.record import Field, Record, own_link

LONGEST = 20_000
"""Characters of one text that are shown; the rest is said to be there."""
Lit = Mark | ListWord
"""What is lit in a text."""


class Piece(NamedTuple):
    """A run of text over which the same is lit."""

    text: str
    begins: tuple[int, ...]
    """What is lit from here on: places in `ReadItem.lit`."""
    over: tuple[int, ...]
    """All that is lit over it."""


class ReadValue(NamedTuple):
    """One text of a record."""

    name: str
    pieces: tuple[Piece, ...]
    rest: str = ""
    """What is said of the part that is not shown."""


@dataclass(frozen=True, slots=True)
class ReadItem:
    """One record."""

    entry: int
    at: int
    day: dt.date | None
    author: Author
    title: str
    """Its kind."""
    values: tuple[ReadValue, ...]
    lit: tuple[Lit, ...]
    """Marks and words, in the order of the text."""
    clause: str | None
    """`policy:clause` to explain it by."""
    link: str
    """Its own address, where the member can edit or delete it; empty: none."""

    @property
    def text(self) -> str:
        """All its words."""
        return "\n\n".join("".join(piece.text for piece in one.pieces) for one in self.values)


def fields_read(record: Record, verdict: Verdict) -> list[Field]:
    """The texts of a record that fall under a verdict."""
    return [one for one in record.fields if one.role == "text" and one.judgement.verdict == verdict]


def item(
    place: tuple[int, int], record: Record, fields: Sequence[Field],
    lit: Sequence[Sequence[Lit]], offered: str,
) -> ReadItem:  # fmt: skip
    """What is read of a record; `lit`: for each field, in the order of its text.

    `offered`: regular expression of the links that may be offered.
    """
    every: list[Lit] = []
    values = []
    for field, mine in zip(fields, lit, strict=True):
        shown = [one for one in mine if one.start + one.length <= LONGEST]
        pieces = tuple(_pieces(field.text[:LONGEST], shown, len(every)))
        every += shown
        values.append(ReadValue(printable.line(field.name), pieces, _rest(field.text)))
    telling = next((one for one in fields if one.judgement.basis == "stated"), None)
    telling = telling or (fields[0] if fields else record.telling)
    dataset = record.dataset
    return ReadItem(
        *place, record.day, record.author,
        say(dataset.title) if dataset is not None else printable.line(record.path),
        tuple(values), tuple(every),
        telling.judgement.deciding if telling is not None else None,
        own_link(record, offered),
    )  # fmt: skip


def _rest(text: str) -> str:
    left = len(text) - LONGEST
    if left <= 0:
        return ""
    told = say("… and {n} more characters: copy or export to see them")
    return told.format(n=number(left))


def _pieces(text: str, lit: Sequence[Lit], first: int) -> Iterator[Piece]:
    """A text cut where anything lit begins or ends, each piece made inert by itself."""
    edges = sorted({0, len(text), *(edge for one in lit for edge in (one.start, one.end))})
    starting = sorted(range(len(lit)), key=lambda n: lit[n].start)
    open_now: list[int] = []
    at = 0
    for start, end in itertools.pairwise(edges):
        begins = []
        while at < len(starting) and lit[starting[at]].start == start:
            begins.append(starting[at])
            at += 1
        open_now = [n for n in open_now if lit[n].end > start] + begins
        shown = tuple(first + n for n in begins), tuple(first + n for n in open_now)
        yield Piece(_inert(text[start:end]), *shown)


def _inert(text: str) -> str:
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(map(printable.line, lines))
