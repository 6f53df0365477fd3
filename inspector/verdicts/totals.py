"""Counts of records, values, words and characters under verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from inspector.knowledge.vocabulary import VERDICTS, Basis, Verdict
from inspector.reading.counts.author import Author


class Totals(msgspec.Struct, frozen=True):
    """What falls under one verdict."""

    records: int = 0
    values: int = 0
    words: int = 0
    characters: int = 0

    def __add__(self, other: Totals) -> Totals:
        return total((self, other))


def total(parts: Iterable[Totals]) -> Totals:
    """Many of them added up."""
    records = values = words = characters = 0
    for part in parts:
        records += part.records
        values += part.values
        words += part.words
        characters += part.characters
    return Totals(records, values, words, characters)


class VerdictRow(msgspec.Struct, frozen=True):
    """Counts of one file under one verdict, basis, deciding clause and month."""

    verdict: Verdict
    basis: Basis
    clause: str | None
    month: dt.date | None
    author: Author
    totals: Totals
    repeated_words: int = 0
    """Of the words, those that stand in another kind of file, too."""


class Split(msgspec.Struct, frozen=True):
    """What is inside, by its date and the day on which the member opted out."""

    before: Totals = Totals()
    after: Totals = Totals()
    """Of that day or later."""
    undated: Totals = Totals()

    def __add__(self, other: Split) -> Split:
        return Split(
            self.before + other.before, self.after + other.after, self.undated + other.undated
        )


def by_verdict(rows: Iterable[VerdictRow]) -> dict[Verdict, Totals]:
    """Rows added up under each verdict."""
    found: dict[Verdict, list[Totals]] = {verdict: [] for verdict in VERDICTS}
    for row in rows:
        found[row.verdict].append(row.totals)
    return {verdict: total(parts) for verdict, parts in found.items()}
