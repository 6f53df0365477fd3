"""Telephone numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

import phonenumbers
from phonenumbers import Leniency, NumberParseException, PhoneNumberMatcher

from inspector.knowledge.mark_rules import MarkRules
from inspector.marks.candidates import BLANK, BORDER, HYPHENS, INVISIBLE, Candidate
from inspector.marks.mark import Mark, certainty
from inspector.marks.passage import Passage, figures, plain

_LEAST = 6
"""Figures of a number that nothing names."""
_COUNTED = "0123456789"
_BETWEEN = f"[{BLANK}.()/{HYPHENS}{INVISIBLE}]"


class Phones:
    """Judges what looks like a telephone number."""

    sign = r"\d"
    pattern = rf"{BORDER}([+(]{{0,2}}\d(?:{_BETWEEN}{{0,3}}\d){{6,24}})"

    def __init__(self, rules: MarkRules, country: str, own: Collection[str] = ()) -> None:
        """`country`: code of the one whose numbers need no prefix; `own`: the member's numbers."""
        self._words = rules.of_all("phone")
        self._references = rules.of_all("references")
        self._region = country.upper() or None
        self._trunk = (
            phonenumbers.ndd_prefix_for_region(self._region, True) if self._region else None
        )
        self._own = frozenset(way for one in own for way in _ways(plain(one)[0], self._region))

    def judge(self, candidate: Candidate, passage: Passage) -> Iterator[Mark]:
        """Marks of the numbers in a candidate."""
        if passage.is_in_link(candidate.start) or passage.is_cut(candidate.end):
            return
        text, places = plain(candidate.text)
        named = passage.is_near(self._words, candidate.start, candidate.end)
        is_plain = named or text.startswith(("+", "(+", "00"))
        is_own = figures(text) in self._own
        if not (is_plain or is_own) and passage.is_next_to(self._references, candidate.start):
            return
        if not (is_plain or self._is_written(text)) and not is_own:
            return
        for start, end in _numbers(text, self._region, strict=not is_plain):
            if not named and len(figures(text[start:end])) < _LEAST:
                continue
            if is_plain or (self._is_written(text[start:end]) and not _goes_on(text, end)):
                begin, length = _span(candidate, places, start, end)
                yield Mark("phone", begin, length, "phone.valid", certainty(named))
        if is_own:
            start = 1 if text.startswith("(") and ")" not in text else 0
            begin, length = _span(candidate, places, start, len(text))
            yield Mark("own", begin, length, "own.phone", "certain")

    def _is_written(self, piece: str) -> bool:
        """Whether a number that nothing names is written as one: in groups, or with its prefix."""
        if not piece.isdigit():
            return True
        return self._trunk == "0" and piece.startswith("0") and piece not in _COUNTED


def _goes_on(text: str, end: int) -> bool:
    """Whether the figures of a part number go on behind one."""
    return text[end : end + 1] == "/"


def _span(
    candidate: Candidate, places: tuple[int, ...], start: int, end: int
) -> tuple[int, int]:  # fmt: skip
    first, last = places[start], places[end - 1]
    return candidate.start + first, last + 1 - first


@lru_cache(maxsize=8192)
def _numbers(text: str, region: str | None, *, strict: bool) -> tuple[tuple[int, int], ...]:
    """Where valid numbers begin and end; `strict`: grouped as they are written."""
    leniency = Leniency.STRICT_GROUPING if strict else Leniency.VALID
    found = PhoneNumberMatcher(text, region, leniency)
    return tuple(
        (one.start + (text[one.start] == "(" and ")" not in one.raw_string), one.end)
        for one in found
    )


def _ways(number: str, region: str | None) -> set[str]:
    """The figures of a number as it may be written."""
    ways = {figures(number)}
    try:
        parsed = phonenumbers.parse(number, region)
    except NumberParseException:
        return {one for one in ways if len(one) > 6}
    national = phonenumbers.national_significant_number(parsed)
    code = str(parsed.country_code)
    ways |= {f"{code}{national}", f"00{code}{national}", f"0{national}", f"{code}0{national}"}
    return {one for one in {*ways, national} if len(one) > 6}
