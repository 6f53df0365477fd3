"""What a step or a paragraph rests on in a member's situation: laws, clauses, an authority."""

from __future__ import annotations

from string import Formatter
from typing import NamedTuple, TypeVar

import msgspec

from inspector.knowledge.authorities import Authority
from inspector.knowledge.knowledge import Knowledge
from inspector.knowledge.rights import RIGHTS, Basis, Resting, Right
from inspector.verdicts.judge import Judge

_R = TypeVar("_R", bound=Resting)


class Rest(NamedTuple):
    """What fills the places of a text, and where it leads; all words in English."""

    words: dict[str, str]
    """Laws by the rights they give, the controller, an authority, as the text leaves them open."""
    address: str
    """The authority's page, or empty."""
    source: str
    """Where the first law can be read, or empty."""


def rest(said: _R, knowledge: Knowledge, judge: Judge) -> tuple[_R, Rest] | None:
    """A sentence with the clauses of its rights, and what fills it; None where it does not hold.

    A law gives a right whatever LinkedIn says of it; without one, a clause in force has to.
    """
    region = judge.situation.region
    bases = {right: _basis(right, knowledge, judge) for right in said.rights}
    found = [one for one in bases.values() if one is not None]
    laws: dict[str, str] = {one.right: one.law for one in found if one.law}
    places = {place for _, place, _, _ in Formatter().parse(said.text) if place}
    if len(found) < len(bases) or not (places & set(RIGHTS)) <= laws.keys():
        return None
    authority = _authority(said, knowledge, judge)
    if said.authority is not None and (authority is None) != (said.authority == "none"):
        return None
    controller = knowledge.rights.controller(region)
    words: dict[str, str] = {**laws, "controller": controller.name, "postal": controller.address}
    address = ""
    if authority is not None:
        words |= {
            "authority": authority.name,
            "language": authority.language,
            "part": authority.part,
        }
        address = authority.address
    source = next((one.source for one in found if one.source), "")
    if said.rights:
        named = (*said.clauses, *(clause for one in found for clause in one.clauses))
        clauses = tuple(clause for clause in named if _in_force(clause, judge))
        said = msgspec.structs.replace(said, clauses=clauses)
    return said, Rest(words, address, source)


def _basis(right: Right, knowledge: Knowledge, judge: Judge) -> Basis | None:
    """What gives a right in the situation, or None."""
    basis = knowledge.rights.basis(right, judge.situation.region, judge.situation.on)
    if basis is None or basis.law or any(_in_force(clause, judge) for clause in basis.clauses):
        return basis
    return None


def _in_force(clause: str, judge: Judge) -> bool:
    text, _ = judge.policies.clause(clause)
    return text.in_force(judge.situation.region, judge.situation.on)


def _authority(said: Resting, knowledge: Knowledge, judge: Judge) -> Authority | None:
    situation = judge.situation
    if said.authority is None:
        return None
    of_part = said.authority == "part"
    known = knowledge.authorities.of(situation.region, situation.country)
    return next((one for one in known if bool(one.part) == of_part), None)
