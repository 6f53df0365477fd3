"""The kinds of marks by a letter and by name, and what is said of a mark."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.language import Phrases, mark, say
from inspector.marks.mark import Certainty, Kind

_LETTERED: Mapping[Kind, str] = Phrases(
    {
        "email": mark("E e-mail address"),
        "phone": mark("P phone number"),
        "account": mark("C account, card or national number"),
        "birth_date": mark("B date of birth"),
        "pay": mark("M amount of pay"),
        "address": mark("A postal address"),
        "own": mark("Y your own data"),
        "name": mark("N name from your contacts"),
    }
)
"""Another letter for each, then a space and the name."""
CERTAINTIES: Mapping[Certainty, str] = Phrases(
    {
        "certain": mark("certain"),
        "likely": mark("likely"),
    }
)


def letter(kind: Kind) -> str:
    """The one that stands before a mark."""
    return _LETTERED[kind].partition(" ")[0]


def name(kind: Kind) -> str:
    """What a kind is called."""
    return _LETTERED[kind].partition(" ")[2]


def told(kind: Kind, certainty: Certainty, rule: str) -> str:
    """A mark: its kind, how sure, by which rule."""
    return say("{kind}, {certainty} (rule {rule})").format(
        kind=name(kind), certainty=CERTAINTIES[certainty], rule=rule
    )
