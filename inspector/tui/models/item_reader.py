"""Records of a listing read as items, a few at a time, with what is lit in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from inspector.knowledge.vocabulary import Verdict
from inspector.marks.columns import ColumnFinder, value
from inspector.marks.special_words import SpecialFinder
from inspector.session.session import Session
from inspector.tui.models.read_item import Lit, ReadItem, fields_read, item

FEWEST, MOST = 16, 256
"""Records that are looked through at a time for the next mark, at first and at last."""


class ItemReader:
    """Reads records for one verdict; its methods may be called from any thread."""

    def __init__(
        self, session: Session, verdict: Verdict = "inside", finder: ColumnFinder | None = None,
        special: SpecialFinder | None = None,
    ) -> None:  # fmt: skip
        """`finder`, `special`: None: nothing of theirs is lit."""
        self._session = session
        self._verdict: Verdict = verdict
        self._finder = finder
        self._special = special

    def items(self, part: pl.DataFrame) -> list[ReadItem]:
        """Each record of a part of a listing (`entry`, `at`), in its order."""
        places: list[tuple[int, int]] = part.select("entry", "at").rows()
        records = [self._session.record(*place) for place in places]
        fields = [fields_read(one, self._verdict) for one in records]
        every = [
            value(record.dataset, one.name, one.text)
            for record, own in zip(records, fields, strict=True)
            for one in own
        ]
        texts = [one.text for one in every]
        lit: list[list[Lit]] = [[] for _ in every]
        if self._finder is not None and every:
            for mine, marks in zip(lit, self._finder.of_values(every), strict=True):
                mine += marks
        if self._special is not None and every:
            for mine, words in zip(lit, self._special.find(texts), strict=True):
                mine += words
        offered = self._session.knowledge.acting.own_link
        left = iter(sorted(mine, key=lambda one: (one.start, -one.length)) for mine in lit)
        return [
            item(place, record, own, [next(left) for _ in own], offered)
            for place, record, own in zip(places, records, fields, strict=True)
        ]

    def first_lit(
        self, listed: pl.DataFrame, rows: Sequence[int], stop: Callable[[], bool]
    ) -> tuple[int, ReadItem] | None:
        """The first of some rows in which anything is lit; None where there is none."""
        at, size = 0, FEWEST
        while at < len(rows) and not stop():
            some = list(rows[at : at + size])
            for row, one in zip(some, self.items(listed[some]), strict=True):
                if one.lit:
                    return row, one
            at, size = at + size, min(size * 2, MOST)
        return None
