"""What somebody is paid: an amount with its currency, and a word of pay near it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from inspector.knowledge.mark_rules import MarkRules
from inspector.marks.candidates import BLANK, HYPHENS, INVISIBLE, Candidate
from inspector.marks.mark import Mark, certainty
from inspector.marks.passage import Passage


class Amounts:
    """Judges amounts."""

    sign = r"\d"

    def __init__(self, rules: MarkRules) -> None:
        self._words = rules.of_all("pay")
        self._hints = rules.of_all("pay_hints")
        signs = _either(rules.numbers.signs)
        named = _either((*rules.numbers.codes, *rules.of_all("currencies")))
        one = rf"\d(?:[\d.,'’{BLANK}{INVISIBLE}]{{0,14}}\d)?[{BLANK}]?[kKmM]?"
        number = rf"{one}(?:[{BLANK}]?[{HYPHENS}][{BLANK}]?(?:{signs})?{one})?"
        self.pattern = (
            rf"(^|[^\w$€£¥])((?:{signs}|(?i:{_either(rules.numbers.codes)})\b)[{BLANK}]?{number}"
            rf"|{number}[{BLANK}]?(?:{signs}|(?i:{named})\b))"
        )

    def judge(self, candidate: Candidate, passage: Passage) -> Iterator[Mark]:
        """The mark of an amount of pay."""
        start, end = candidate.start, candidate.end
        if passage.is_in_link(start):
            return
        named = passage.is_near(self._words, start, end)
        if named or passage.is_near(self._hints, start, end):
            length = len(candidate.text.rstrip())
            yield Mark("pay", start, length, "pay.amount", certainty(named))


def _either(words: Iterable[str]) -> str:
    return "|".join(map(pl.escape_regex, sorted(words, key=len, reverse=True)))
