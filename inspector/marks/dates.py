"""Days of birth: dates beside a word of birth, and the member's own day wherever it stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping

import polars as pl

from inspector.knowledge.mark_rules import MarkRules
from inspector.marks.candidates import BLANK, BORDER, HYPHENS, Candidate
from inspector.marks.mark import Mark, certainty
from inspector.marks.passage import Passage, plain
from inspector.session.folding import fold

OLDEST, YOUNGEST = 1900, 2030
"""Years of birth that are looked at."""
_PART = re.compile(r"\d+|[^\W\d_]+")
_NOISE = frozenset(("st", "nd", "rd", "th", "er", "of", "the", "de"))


class BirthDates:
    """Judges dates."""

    sign = r"\d"

    def __init__(self, rules: MarkRules, own: Collection[str] = ()) -> None:
        """`own`: the member's birth date as the export writes it."""
        self._months = _months(rules)
        self._words = rules.of_all("birth")
        self._hints = rules.of_all("birth_hints")
        self._nouns = rules.of_all("birth_nouns")
        self._own = {day for one in own for day in self._days(one)}
        name = "|".join(map(pl.escape_regex, sorted(_spellings(rules), key=len, reverse=True)))
        month, gap = f"(?i:{name})\\.?", f"[{BLANK}]{{1,2}}"
        dash = f"[./{BLANK}{HYPHENS}]"
        self.pattern = (
            rf"{BORDER}(\d{{4}}{dash}\d{{1,2}}{dash}\d{{1,2}}"
            rf"|\d{{1,2}}{dash}\d{{1,2}}{dash}(?:19|20)\d\d"
            rf"|\d{{1,2}}(?:st|nd|rd|th|er)?{gap}(?:of{gap})?{month},?{gap}(?:19|20)\d\d"
            rf"|{month}{gap}\d{{1,2}}(?:st|nd|rd|th)?,?{gap}(?:19|20)\d\d)"
        )

    def judge(self, candidate: Candidate, passage: Passage) -> Iterator[Mark]:
        """Marks of a date."""
        start, end = candidate.start, candidate.end
        if passage.is_in_link(start) or passage.is_cut(end):
            return
        days = self._days(candidate.text)
        if not days:
            return
        named = passage.is_told(self._words, start)
        hinted = passage.is_told(self._hints, start)
        if named or hinted or passage.is_followed(self._nouns, end):
            yield Mark(
                "birth_date", start, len(candidate.text), "birth_date.word", certainty(named)
            )
        if days & self._own:
            yield Mark("own", start, len(candidate.text), "own.birth_date", "certain")

    def _days(self, text: str) -> set[dt.date]:
        """The days that a date may be: of two numbers either may be the month."""
        parts = [part for part in _PART.findall(fold(plain(text)[0])) if part not in _NOISE]
        if len(parts) != 3:
            return set()
        year = next((part for part in parts if len(part) == 4 and part.isdigit()), None)
        if year is None or not OLDEST <= int(year) <= YOUNGEST:
            return set()
        rest = [self._months.get(part, 0) if part.isalpha() else -int(part) for part in parts]
        rest.remove(-int(year))
        if 0 in rest:
            return set()
        pairs = [
            (a, -b) for a, b in (rest, rest[::-1]) if b < 0 and (a > 0 or rest[0] < 0 > rest[1])
        ]
        days = (_day(int(year), abs(month), day) for month, day in pairs)
        return {day for day in days if day is not None}


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _months(rules: MarkRules) -> Mapping[str, int]:
    """Numbers of months by their folded names and the first letters of these."""
    found: dict[str, int] = {}
    for words in rules.words:
        for number, name in enumerate(words.months, 1):
            for length in range(3, len(name) + 1):
                found.setdefault(name[:length], number)
    return found


def _spellings(rules: MarkRules) -> set[str]:
    """Names of months as they are looked for: folded, with accents, shortened."""
    accents = {"fevrier": "février", "aout": "août", "decembre": "décembre"}
    names = {name for words in rules.words for name in words.months}
    names |= {accents[name] for name in names if name in accents}
    return names | {name[:length] for name in names for length in (3, 4, 5)}
