"""Addresses: a street with its number, and a postcode or a place that is known behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import polars as pl

from inspector.knowledge.mark_rules import MarkRules
from inspector.marks.candidates import BLANK, Candidate
from inspector.marks.mark import Mark, certainty
from inspector.marks.passage import Passage

_BEHIND = 80
"""Code points behind number and street in which postcode or place stand."""
_NUMBER = rf"(?:\d{{1,4}}/)?\d{{1,5}}(?:[{BLANK}]?(?:bis|ter|quater|[a-dA-D]))?,?[{BLANK}]"
_PLACE = re.compile(r"[^\n;:!?]{0,40}?,\s{0,2}([^\W\d_][\w'’ -]{1,24})")
_TOWN = r"(?:[ ,]{1,2}[^\W\d_a-z][\w'’-]{1,24}(?:[ -][^\W\d_a-z][\w'’-]{1,24}){0,2})?"


class Streets:
    """Judges what looks like a street with a number."""

    sign = r"\d"

    def __init__(self, rules: MarkRules, is_place: Callable[[str], bool]) -> None:
        """`is_place`: whether a name is that of a place."""
        self._words = rules.of_all("address")
        self._is_place = is_place
        first = "|".join(map(pl.escape_regex, rules.of_all("street_beginnings")))
        last = "|".join(map(pl.escape_regex, rules.of_all("street_ends")))
        word = rf"\p{{Lu}}[\p{{L}}'’.\-]{{0,9}}[{BLANK}]"
        joined = "|".join(rules.numbers.joined_streets)
        behind = rf"\d{{1,4}}(?:[{BLANK}]?[a-dA-D])?\b"
        self.pattern = (
            rf"(^|[^\w/=#.,@-])({_NUMBER}(?:(?i:{first})[{BLANK}]|(?:{word}){{1,2}}(?:{last})\b)"
            rf"|(?i:{first})[{BLANK}](?:[\p{{L}}'’.\-]{{1,24}}[{BLANK}]){{0,3}}"
            rf"(?:\p{{Ll}}{{1,2}}['’])?\p{{Lu}}[\p{{L}}'’.\-]{{0,24}}[{BLANK}]{behind}"
            rf"|\p{{Lu}}[\p{{L}}\-]{{1,28}}(?:{joined})[{BLANK}]{behind})"
        )
        codes = "|".join(rules.numbers.postcodes)
        self._postcode = re.compile(rf"[^;:!?]{{0,45}}?[,\s](?:{codes})(?!\w){_TOWN}")

    def judge(self, candidate: Candidate, passage: Passage) -> Iterator[Mark]:
        """The mark of an address, to the end of its postcode and town."""
        if passage.is_in_link(candidate.start):
            return
        behind = passage.text[candidate.end : candidate.end + _BEHIND]
        found = self._postcode.match(behind)
        with_code = found is not None
        if found is None:
            found = _PLACE.match(behind)
            if found is None or not self._is_place(found[1].strip()):
                return
        end = candidate.end + found.end()
        while passage.text[end - 1].isspace():
            end -= 1
        named = with_code and passage.is_near(self._words, candidate.start, end)
        rule = "address.postcode" if with_code else "address.place"
        yield Mark("address", candidate.start, end - candidate.start, rule, certainty(named))
