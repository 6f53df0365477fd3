"""All rules on many texts."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

import polars as pl

from inspector.knowledge.mark_rules import MarkRules
from inspector.marks.account_data import AccountData
from inspector.marks.accounts import Cards, Ibans, NationalNumbers
from inspector.marks.amounts import Amounts
from inspector.marks.candidates import Candidate, candidates, links
from inspector.marks.dates import BirthDates
from inspector.marks.emails import Emails
from inspector.marks.mark import Mark, settled
from inspector.marks.own_data import joined, own_words
from inspector.marks.passage import Passage
from inspector.marks.phones import Phones
from inspector.marks.streets import Streets
from inspector.marks.whole_names import WholeWords, names

MARKS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.UInt32, "kind": pl.String, "start": pl.UInt32, "length": pl.UInt32,
    "rule": pl.String, "certainty": pl.String,
}  # fmt: skip
"""`row`: which of the texts; the rest as in `Mark`."""


class _Rule(Protocol):
    """Judges what its pattern finds."""

    sign: str
    """Of Polars: what every text has in which the pattern finds anything."""

    @property
    def pattern(self) -> str:
        """Of Polars: what precedes a candidate, and the candidate."""

    def judge(self, candidate: Candidate, passage: Passage) -> Iterator[Mark]:
        """Marks of a candidate."""


class Finder:
    """Finds marks in texts."""

    def __init__(
        self,
        rules: MarkRules,
        country: str = "",
        data: AccountData | None = None,
        is_place: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """`country`: code of the profile's; `is_place`: whether a name is that of a place."""
        data = data or AccountData()
        own = data.own
        national = NationalNumbers(rules, country)
        self._rules: tuple[_Rule, ...] = (
            Emails(rules, own.get("email", ())),
            Phones(rules, country, own.get("phone", ())),
            Ibans(rules),
            Cards(rules),
            *(() if national.is_empty else (national,)),
            BirthDates(rules, own.get("birth_date", ())),
            Amounts(rules),
            Streets(rules, is_place),
        )
        self._names = WholeWords(names(data.names, frozenset(rules.of_all("common")), data.member))
        self._own = WholeWords(own_words(data, rules))

    def find(self, texts: pl.Series, *, own: bool = True, names: bool = True) -> pl.DataFrame:
        """Marks of texts as shown (`MARKS_SCHEMA`), by row and place.

        `own`, `names`: whether marks of these kinds are looked for.
        """
        found: dict[int, list[Mark]] = {}
        for row, mark in self._found(texts, own=own, names=names):
            if own or mark.kind != "own":
                found.setdefault(row, []).append(mark)
        rows = [
            (row, *mark)
            for row in sorted(found)
            for mark in settled(joined(found[row], texts[row]) if own else found[row])
        ]
        return pl.DataFrame(rows, schema=MARKS_SCHEMA, orient="row")

    def _found(self, texts: pl.Series, *, own: bool, names: bool) -> Iterator[tuple[int, Mark]]:
        judged = list(self._judged(texts))
        rows = sorted({one.row for _, every in judged for one in every})
        passages = _passages(texts, rows)
        for rule, every in judged:
            for candidate in every:
                for mark in rule.judge(candidate, passages[candidate.row]):
                    yield candidate.row, mark
        if own:
            yield from self._own.find(texts)
        if names:
            yield from self._names.find(texts)

    def _judged(self, texts: pl.Series) -> Iterator[tuple[_Rule, list[Candidate]]]:
        """Each rule with its candidates, of those texts that can hold any."""
        for sign, rules in itertools.groupby(self._rules, lambda rule: rule.sign):
            rows = texts.str.contains(sign).arg_true()
            some = texts.gather(rows)
            for rule in rules if len(rows) else ():
                yield (
                    rule,
                    [one._replace(row=rows[one.row]) for one in candidates(some, rule.pattern)],
                )


def _passages(texts: pl.Series, rows: list[int]) -> Mapping[int, Passage]:
    some = texts.gather(rows)
    linked = links(some)
    return {
        row: Passage(text, linked.get(at, ()))
        for at, (row, text) in enumerate(zip(rows, some, strict=True))
    }
