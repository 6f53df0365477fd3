"""All rules on many texts."""

from __future__ import annotations

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
from inspector.marks.folded_text import folded_texts
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

_SIGNS = r"[@\d]"
_ASKED = 4_096
"""Marks, or candidates, after which it is asked whether to go on."""


class _Rule(Protocol):
    """Judges what its pattern finds."""

    sign: str
    """Of Polars: what every text has in which the pattern finds anything; among `_SIGNS`."""

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

    def find(
        self,
        texts: pl.Series,
        *,
        own: bool = True,
        names: bool = True,
        go_on: Callable[[], None] = lambda: None,
    ) -> pl.DataFrame:
        """Marks of texts as shown (`MARKS_SCHEMA`), by row and place.

        `own`, `names`: whether marks of these kinds are looked for. `go_on` is asked again and
        again; what it raises ends the search.
        """
        found: dict[int, list[Mark]] = {}
        for at, (row, mark) in enumerate(self._found(texts, own=own, names=names, go_on=go_on)):
            if at % _ASKED == 0:
                go_on()
            if own or mark.kind != "own":
                found.setdefault(row, []).append(mark)
        rows = [
            (row, *mark)
            for row in sorted(found)
            for mark in settled(joined(found[row], texts[row]) if own else found[row])
        ]
        return pl.DataFrame(rows, schema=MARKS_SCHEMA, orient="row")

    def _found(
        self, texts: pl.Series, *, own: bool, names: bool, go_on: Callable[[], None]
    ) -> Iterator[tuple[int, Mark]]:
        signed = texts.str.contains(_SIGNS).arg_true()
        for row, mark in self._judged(texts.gather(signed), go_on):
            yield signed[row], mark
        known = [self._own] * own + [self._names] * names
        if any(one.is_looked_for for one in known):
            plain = folded_texts(texts)
            for one in known:
                yield from one.find(texts, plain, go_on)

    def _judged(self, texts: pl.Series, go_on: Callable[[], None]) -> Iterator[tuple[int, Mark]]:
        """What the rules make of texts in which there may be candidates."""
        every = [(rule, list(candidates(texts, rule.sign, rule.pattern))) for rule in self._rules]
        passages = _passages(texts, sorted({one.row for _, found in every for one in found}))
        for rule, found in every:
            for at, candidate in enumerate(found):
                if at % _ASKED == 0:
                    go_on()
                for mark in rule.judge(candidate, passages[candidate.row]):
                    yield candidate.row, mark


def _passages(texts: pl.Series, rows: list[int]) -> Mapping[int, Passage]:
    some = texts.gather(rows)
    linked = links(some)
    return {
        row: Passage(text, linked.get(at, ()))
        for at, (row, text) in enumerate(zip(rows, some, strict=True))
    }
