"""A mark: a span of a text value that a rule found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

Kind = Literal["email", "phone", "account", "birth_date", "pay", "address", "own", "name"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Certainty = Literal["certain", "likely"]
_BEFORE_PHONES = frozenset[Kind](("account", "birth_date", "pay"))
"""Kinds whose figures are no telephone number besides."""


class Mark(NamedTuple):
    """Where something stands; never whom or what it is."""

    kind: Kind
    start: int
    """Code points of the text as shown, from 0."""
    length: int
    rule: str
    certainty: Certainty

    @property
    def end(self) -> int:
        """The code point behind it."""
        return self.start + self.length


def certainty(is_certain: bool) -> Certainty:
    """The word for it."""
    return "certain" if is_certain else "likely"


def settled(marks: Iterable[Mark]) -> list[Mark]:
    """The marks of one text that stay, in order: those of a kind do not overlap.

    Of two that do, the certain one stays, else the longer, else the first.
    """
    by_kind: dict[Kind, list[Mark]] = {}
    for mark in sorted(marks, key=lambda one: (one.start, -one.length, one.rule)):
        kept = by_kind.setdefault(mark.kind, [])
        if not kept or kept[-1].end <= mark.start:
            kept.append(mark)
        elif _rank(mark) > _rank(kept[-1]):
            kept[-1] = mark
    figures = sorted(one for kind in _BEFORE_PHONES for one in by_kind.get(kind, ()))
    if "phone" in by_kind and figures:
        by_kind["phone"] = _beside(by_kind["phone"], sorted(figures, key=lambda one: one.start))
    return sorted((one for kept in by_kind.values() for one in kept), key=lambda one: one[1:])


def _rank(mark: Mark) -> tuple[bool, int]:
    return mark.certainty == "certain", mark.length


def _beside(marks: Iterable[Mark], others: list[Mark]) -> list[Mark]:
    """Those that overlap none of the others; both in order."""
    found, at = [], 0
    for mark in marks:
        while at < len(others) and others[at].end <= mark.start:
            at += 1
        if at == len(others) or others[at].start >= mark.end:
            found.append(mark)
    return found
