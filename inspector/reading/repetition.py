"""Text of one kind of file that another repeats: what of a file stands elsewhere as well.

Texts are compared by their ASCII letters and digits alone, since the repeating file holds no
others (docs/format.md, Q7).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from inspector.knowledge.dataset import Dataset
from inspector.reading.counts.author import Author
from inspector.reading.counts.states import position_of
from inspector.reading.tables.header import Layout
from inspector.reading.text.words import words_of

_REST = re.compile("[^a-z0-9]+")


class TextRow(NamedTuple):
    """One text with what tells its record from others."""

    state: str
    author: Author
    day: dt.date | None
    text: str


class Repeated(NamedTuple):
    """Words of a column that stand in another file, too."""

    state: str
    author: Author
    month: dt.date | None
    words: int


class FileTexts(Protocol):
    """What is kept of the texts of one file."""

    column: int
    """Position of the column whose texts they are."""

    def take(self, rows: Iterable[TextRow]) -> None:
        """Take texts."""


class SourceTexts:
    """Texts that others may repeat."""

    def __init__(self, column: int, known: set[int]) -> None:
        self.column = column
        self._known = known

    def take(self, rows: Iterable[TextRow]) -> None:
        """Take texts."""
        self._known.update(_print(row.text) for row in rows)


class RepeatingTexts:
    """Texts that may repeat others."""

    def __init__(self, column: int, rows: list[TextRow]) -> None:
        self.column = column
        self._rows = rows

    def take(self, rows: Iterable[TextRow]) -> None:
        """Take texts."""
        self._rows.extend(rows)


class Repetition:
    """The texts of an export that may be repeated, and those that may repeat them."""

    def __init__(self, datasets: Iterable[Dataset] = ()) -> None:
        every = [one.repeats_text for one in datasets if one.repeats_text is not None]
        self._sources = {one.dataset: one.text for one in every}
        self._known: dict[str, set[int]] = {}
        self._rows: dict[int, tuple[str, list[TextRow]]] = {}

    def texts(self, dataset: Dataset | None, layout: Layout, position: int) -> FileTexts | None:
        """What is to be kept of a file; None where nothing is."""
        if dataset is None:
            return None
        if (header := self._sources.get(dataset.id)) is not None:
            known = self._known.setdefault(dataset.id, set())
            column = position_of(header, dataset, layout)
            return None if column is None else SourceTexts(column, known)
        repeats = dataset.repeats_text
        if repeats is not None and repeats.dataset in self._sources:
            rows = self._rows.setdefault(position, (repeats.dataset, []))[1]
            column = position_of(repeats.column, dataset, layout)
            return None if column is None else RepeatingTexts(column, rows)
        return None

    def of(self, position: int) -> tuple[Repeated, ...]:
        """What of a file stands elsewhere, once everything is read."""
        source, rows = self._rows.get(position, ("", []))
        known = self._known.get(source, set()) - {_print("")}
        words: Counter[tuple[str, Author, dt.date | None]] = Counter()
        for state, author, day, text in rows:
            if _print(text) in known:
                month = day.replace(day=1) if day is not None else None
                words[state, author, month] += words_of(text)
        return tuple(Repeated(*key, count) for key, count in words.items() if count)


def _print(text: str) -> int:
    return hash(_REST.sub("", text.lower()))


NO_TEXTS = Repetition()
"""Nothing is kept."""
