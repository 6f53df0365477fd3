"""The member's situation: where, on which day, opted out or not, of age or not.

It decides which texts apply and whether the region was in the programme at all
(docs/contract.md, status).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import msgspec

from inspector.knowledge.age import LastSaid, last_said
from inspector.knowledge.policy import Policies, Region
from inspector.knowledge.vocabulary import Effect, Status

RegionBasis = Literal["option", "profile", "default"]


class Situation(msgspec.Struct, frozen=True):
    """Everything a verdict depends on beside the data."""

    region: Region
    region_basis: RegionBasis
    """Who said so: the caller, the profile's location, or nobody."""
    on: dt.date
    """The day as of which is judged."""
    opted_out: dt.date | None = None
    under_18: bool = False
    country: str = ""
    """Code by ISO 3166-1, where it is told and an authority of it is known. No verdict depends on
    it: it says whom to turn to."""


class Standing(msgspec.Struct, frozen=True):
    """What the texts say of a member in a situation, before any file is looked at."""

    status: Status
    clauses: tuple[str, ...]
    """`policy:clause` references that say so."""
    paused: bool = False
    """Out of the programme after having been in: data may have been used before."""
    out_by: tuple[str, ...] = ()
    """Where the region was not in the programme on the day: the clauses that say so."""
    settled: tuple[Effect, ...] = ()
    """What LinkedIn's own clauses among them say of the member's case."""
    since: dt.date | None = None
    """First day on which data may have been used; None where no text exempts what came before."""
    last: LastSaid | None = None
    """When the status was last said; None where no text says it."""
    out_last: LastSaid | None = None
    """The same of being out of the programme, under 18, too."""

    @property
    def of_opt_out(self) -> bool:
        """Whether the opt-out is what the clauses speak of."""
        return self.status in ("never_used", "past_use")


def standing(situation: Situation, policies: Policies) -> Standing:
    """The status of a situation; the first in the order of docs/contract.md that holds."""
    programme = policies.programmes[situation.region]
    period = programme.period(situation.on)
    out_by = period.clauses if period.status == "out" else ()
    out_last = last_said(out_by, situation.on, policies)
    if situation.under_18:
        found = _personal("excluded", _spoken(programme.under_18, situation, policies), policies)
        found = msgspec.structs.replace(found, out_by=out_by, out_last=out_last)
        return _dated(found, situation, policies)
    if out_by:
        return Standing(
            "not_in_programme", out_by, paused=period.paused, out_by=out_by, last=out_last,
            out_last=out_last,
        )  # fmt: skip
    if period.status == "unstated":
        return Standing("not_stated", ())
    opted_out = situation.opted_out
    if opted_out is not None and opted_out <= situation.on:
        began = programme.began
        exempt = programme.exempt_until_start
        if exempt and began is not None and opted_out < began:
            found = _personal("never_used", exempt, policies)
        else:
            said = _spoken(programme.opted_out, situation, policies)
            found = _personal("past_use", said, policies)
        found = msgspec.structs.replace(found, since=programme.exempt_before)
        return _dated(found, situation, policies)
    last = last_said(period.clauses, situation.on, policies)
    return Standing("in_use", period.clauses, last=last)


def _spoken(references: Iterable[str], situation: Situation, policies: Policies) -> tuple[str, ...]:
    """Those of a region's clauses that are in force on the day."""
    return tuple(
        reference
        for reference in references
        if policies.clause(reference)[0].in_force(situation.region, situation.on)
    )


def _personal(status: Status, clauses: tuple[str, ...], policies: Policies) -> Standing:
    """A status that rests on what clauses say of the member's own case."""
    return Standing(status, clauses, settled=tuple(_by_effect(clauses, policies)))


def _dated(found: Standing, situation: Situation, policies: Policies) -> Standing:
    """The same with the day on which what LinkedIn's clauses settle was last said.

    Where they settle several things, the oldest counts; where none does, all clauses.
    """
    parts = _by_effect(found.clauses, policies).values() or [found.clauses]
    told = [last_said(part, situation.on, policies) for part in parts]
    last = min((one for one in told if one), key=lambda one: one.day, default=None)
    return msgspec.structs.replace(found, last=last)


def _by_effect(references: Iterable[str], policies: Policies) -> dict[Effect, list[str]]:
    """LinkedIn's clauses that settle a member's own case, by what they say of it."""
    found: dict[Effect, list[str]] = {}
    for reference in references:
        text, clause = policies.clause(reference)
        if text.voice == "linkedin" and clause.settles:
            found.setdefault(clause.settles, []).append(reference)
    return found
