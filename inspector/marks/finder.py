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
from inspector.marks.folded_text import folded
from inspector.marks.mark import Certainty, Kind, Mark, settled
from inspector.marks.passage import Passage
from inspector.marks.phones import Phones
from inspector.marks.streets import Streets
from inspector.marks.whole_names import WholeWords, name_words

MARKS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.UInt32, "kind": pl.String, "start": pl.UInt32, "length": pl.UInt32,
    "rule": pl.String, "certainty": pl.String,
}  # fmt: skip
"""`row`: which of the texts; the rest as in `Mark`."""
_Wanted = dict[str, tuple[tuple[Kind, str, Certainty], ...]]
_LEAST_ADDRESS = 8
"""Letters of an address that is looked for."""


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
        wanted = name_words(data.names, frozenset(rules.of_all("common")), data.member)
        names: _Wanted = dict.fromkeys(wanted, (("name", "name.whole", "likely"),))
        self._names = WholeWords(names)
        self._own = WholeWords(_own_words(data))

    def find(self, texts: pl.Series, *, own: bool = True, names: bool = True) -> pl.DataFrame:
        """Marks of texts as shown (`MARKS_SCHEMA`), by row and place.

        `own`, `names`: whether marks of these kinds are looked for.
        """
        found: dict[int, list[Mark]] = {}
        for row, mark in self._found(texts, own=own, names=names):
            if own or mark.kind != "own":
                found.setdefault(row, []).append(mark)
        rows = [(row, *mark) for row in sorted(found) for mark in settled(found[row])]
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


def _own_words(data: AccountData) -> _Wanted:
    """What of the member's account data is looked for by its letters."""
    found: _Wanted = {}
    for address in data.own.get("address", ()):
        whole = _single(address)
        street = _single(address.splitlines()[0].split(",")[0])
        for words in (whole, street):
            if len(words) >= _LEAST_ADDRESS and " " in words and any(map(str.isdigit, words)):
                found[words] = (
                    ("own", "own.address", "certain"),
                    ("address", "address.own", "certain"),
                )
    for postcode in map(_single, data.own.get("postcode", ())):
        for location in data.own.get("place", ()):
            place = _single(location.split(",")[0])
            if len(postcode) > 2 and len(place) > 1:
                for words in (f"{postcode} {place}", f"{place} {postcode}", f"{place}, {postcode}"):
                    found.setdefault(words, (("own", "own.postcode", "certain"),))
    for name in map(_single, data.own.get("maiden_name", ())):
        if len(name) > 2:
            found.setdefault(name, (("own", "own.maiden_name", "likely"),))
    return found


def _single(text: str) -> str:
    """Folded on one line."""
    return folded(text).text.strip()
