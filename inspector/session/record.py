"""One record whole, every filled cell with its judgements."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from inspector.knowledge.dataset import Dataset
from inspector.knowledge.policy import Recipient
from inspector.knowledge.vocabulary import VERDICTS
from inspector.reading.counts.author import Author
from inspector.verdicts.by_text import TextOpinion
from inspector.verdicts.judgement import Judgement


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of a record, judged."""

    name: str
    role: str
    value: str
    """As in the file, after repair."""
    text: str
    """As a reader sees it: HTML as its text."""
    judgement: Judgement
    said: tuple[TextOpinion, ...] = ()
    """Where the texts in force do not all say the same of it: what each says."""
    seconds: Mapping[Recipient, Judgement] = field(default_factory=dict)
    """The judgements of second questions, by whose models they are about."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record, whole."""

    path: str
    dataset: Dataset | None
    row: int
    """Its number in the file, from 1."""
    day: dt.date | None
    author: Author
    state_id: str
    state: str
    """Words for the state of the record (a draft, hidden …), or empty."""
    fields: tuple[Field, ...]
    """The filled cells, in the file's order."""

    @property
    def deciding(self) -> Field | None:
        """The field under whose judgement the record counts.

        The first with the strongest verdict among the text values, or among all without text.
        """
        return _deciding(self.fields, lambda one: one.judgement)

    @property
    def telling(self) -> Field | None:
        """The field to explain the record by: of the same verdict, a text stated if there is one.

        A date that stands first decides the basis under which the record counts, but says less.
        """
        return _telling(self.fields, lambda one: one.judgement)

    def telling_for(self, recipient: Recipient) -> Field | None:
        """As `telling`, for a second question."""
        return _telling(self.fields, lambda one: one.seconds[recipient])

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Whose models the second questions are about."""
        return tuple(self.fields[0].seconds) if self.fields else ()


def _deciding(fields: Sequence[Field], judged: Callable[[Field], Judgement]) -> Field | None:
    texts = [one for one in fields if one.role == "text"] or fields
    verdict = min((judged(one).verdict for one in texts), key=VERDICTS.index, default=None)
    return next((one for one in fields if judged(one).verdict == verdict), None)


def _telling(fields: Sequence[Field], judged: Callable[[Field], Judgement]) -> Field | None:
    deciding = _deciding(fields, judged)
    if deciding is None:
        return None
    same = [one for one in fields if judged(one).verdict == judged(deciding).verdict]
    return min(same, key=lambda one: (one.role != "text", judged(one).basis != "stated"))


def links(record: Record) -> Iterable[str]:
    """The web addresses among a record's cells."""
    return (field.value for field in record.fields if field.role == "url" and "://" in field.value)


def own_link(record: Record, offered: str) -> str:
    """A record's own address; empty where it has none that may be offered.

    `offered`: regular expression of those that may be.
    """
    dataset = record.dataset
    for one in record.fields:
        column = dataset.column(one.name) if dataset is not None else None
        address = one.value.strip()
        if column is not None and column.own_link and re.search(offered, address):
            return address
    return ""
