"""What a user narrows a listing to, beside the group that is looked at."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Any

from inspector import language
from inspector.knowledge.vocabulary import Basis, Verdict
from inspector.language import say
from inspector.outputs.wording import terms
from inspector.reading.counts.author import Author
from inspector.session.listing import Selection

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions on records; None: no condition."""

    verdict: Verdict | None = None
    basis: Basis | None = None
    category: str | None = None
    author: Author | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def __bool__(self) -> bool:
        return self != Filter()

    @property
    def selection(self) -> Selection:
        """All records under these conditions."""
        return replace(Selection(), **{name: getattr(self, name) for name in self.__slots__})

    def on(self, selection: Selection) -> Selection | None:
        """A selection under these conditions too; None where the two exclude each other."""
        wanted: dict[str, Any] = {}
        for name in ("verdict", "basis", "category", "author"):
            mine, theirs = getattr(self, name), getattr(selection, name)
            if mine is not None and theirs not in (None, mine):
                return None
            wanted[name] = mine or theirs
        since = max((day for day in (self.since, selection.since) if day), default=None)
        until = min((day for day in (self.until, selection.until) if day), default=None)
        return replace(selection, since=since, until=until, **wanted)

    @property
    def words(self) -> str:
        """The conditions, said."""
        parts = [terms.VERDICTS_SAID[self.verdict]] if self.verdict else []
        parts += [terms.BASES_SAID[self.basis]] if self.basis else []
        parts += [terms.category(self.category)] if self.category else []
        parts += [terms.AUTHORS[self.author]] if self.author else []
        parts += [say("from {day}").format(day=language.day(self.since))] if self.since else []
        parts += [say("until {day}").format(day=language.day(self.until))] if self.until else []
        return ", ".join(parts)


def day(text: str, *, last: bool = False) -> dt.date | None:
    """A day from `2025-03-01`, `2025-03` or `2025`, the first of these days or the last.

    None for no text; raises `ValueError` for anything else.
    """
    if not text.strip():
        return None
    found = _DAY.fullmatch(text.strip())
    if found is None:
        raise ValueError(say("a day is written as 2025-03-01, 2025-03 or 2025"))
    year, month, number = (int(part) if part else None for part in found.groups())
    assert year is not None
    month = month or (12 if last else 1)
    if number is None:
        number = calendar.monthrange(year, month)[1] if last and 1 <= month <= 12 else 1
    return dt.date(year, month, number)
