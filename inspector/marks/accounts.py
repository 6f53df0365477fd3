"""Numbers of bank accounts, of cards, and those by which a country knows a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Protocol, cast

import stdnum
from stdnum import iban, luhn

from inspector.knowledge.mark_rules import MarkRules, NationalNumber
from inspector.marks.candidates import BLANK, BORDER, HYPHENS, INVISIBLE, Candidate
from inspector.marks.mark import Mark, certainty
from inspector.marks.passage import Passage, figures, plain

_BETWEEN = f"[{BLANK}{HYPHENS}{INVISIBLE}]"
_GROUPS = re.compile(r"\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{5}")


class Ibans:
    """Judges what looks like an IBAN: its country's form and its check digits."""

    sign = r"\d"
    pattern = (
        rf"{BORDER}((?i:[A-Z]{{2}}\d{{2}}(?:"
        rf"(?:{_BETWEEN}?\d{{5}}){{2}}{_BETWEEN}?[A-Z\d]{{11}}{_BETWEEN}?\d{{2}}"
        rf"|(?:{_BETWEEN}?[A-Z\d]{{4}}){{2,6}}(?:{_BETWEEN}?[A-Z\d]{{1,4}})?)))"
    )
    """In groups of four, or as French banks write it; small letters as well."""

    def __init__(self, rules: MarkRules) -> None:
        self._words = rules.of_all("bank")

    def judge(self, candidate: Candidate, passage: Passage) -> Iterator[Mark]:
        """The mark of the longest beginning that is an IBAN."""
        if passage.is_in_link(candidate.start):
            return
        text, places = plain(candidate.text)
        length = _iban(text)
        if not length:
            return
        span = places[length - 1] + 1
        if length == len(text) and passage.is_cut(candidate.end):
            return
        named = passage.is_near(self._words, candidate.start, candidate.start + span)
        yield Mark("account", candidate.start, span, "account.iban", certainty(named))


@lru_cache(maxsize=4096)
def _iban(text: str) -> int:
    """How long the longest beginning is that ends with a group and is an IBAN; 0: none is."""
    ends = [at for at in range(15, len(text)) if not text[at].isalnum()]
    return next((end for end in (len(text), *reversed(ends)) if iban.is_valid(text[:end])), 0)


class Cards:
    """Judges what looks like a card number: issuer, length and check digit."""

    sign = r"\d"
    pattern = rf"{BORDER}(\d(?:{_BETWEEN}{{0,2}}\d){{12,18}})"

    def __init__(self, rules: MarkRules) -> None:
        self._words = rules.of_all("card")
        self._issuers = rules.numbers.issuers

    def judge(self, candidate: Candidate, passage: Passage) -> Iterator[Mark]:
        """The mark of a card number; one of figures alone, that nothing names, has sixteen."""
        if passage.is_in_link(candidate.start) or passage.is_cut(candidate.end):
            return
        text, _ = plain(candidate.text)
        number = figures(text)
        if not luhn.is_valid(number) or not any(one.issues(number) for one in self._issuers):
            return
        named = passage.is_near(self._words, candidate.start, candidate.end)
        if named or len(number) == 16 or _GROUPS.fullmatch(text):
            length = len(candidate.text)
            yield Mark("account", candidate.start, length, "account.card", certainty(named))


class _Module(Protocol):
    """A module of python-stdnum."""

    def is_valid(self, number: str) -> bool:
        """Whether a number has the form and the check digits."""


class NationalNumbers:
    """Judges numbers of one country, which are likely at most: nearly any number is valid."""

    sign = r"\d"

    def __init__(self, rules: MarkRules, country: str) -> None:
        self._known = [
            (one, re.compile(one.written) if one.written else None, validity(one))
            for one in rules.numbers.national
            if one.country == country
        ]
        forms = [rf"(?:{one.form})\b|" for one, *_ in self._known if one.form]
        self.pattern = (
            rf"{BORDER}({''.join(forms)}"
            rf"[A-Z]{{0,6}}\d(?:[.{BLANK}{HYPHENS}{INVISIBLE}]?[A-Z\d]){{5,18}})"
        )

    @property
    def is_empty(self) -> bool:
        """Whether no number of the country is known."""
        return not self._known

    def judge(self, candidate: Candidate, passage: Passage) -> Iterator[Mark]:
        """The mark of a number beside its name, or in its written form."""
        if passage.is_in_link(candidate.start) or passage.is_cut(candidate.end):
            return
        text, _ = plain(candidate.text)
        for one, written, is_valid in self._known:
            is_told = (written is not None and written.fullmatch(text)) or passage.is_near(
                one.words, candidate.start, candidate.end
            )
            if is_told and figures(text) and is_valid(text):
                rule = f"account.{one.country}.{one.module}"
                yield Mark("account", candidate.start, len(candidate.text), rule, "likely")
                return


def validity(number: NationalNumber) -> Callable[[str], object]:
    """What judges a national number; raises `ImportError` where python-stdnum has nothing."""
    if number.form:
        return re.compile(number.form).fullmatch
    module = cast(_Module | None, stdnum.get_cc_module(number.country, number.module))
    if module is None:
        raise ImportError(f"stdnum.{number.country}.{number.module}")
    return module.is_valid
