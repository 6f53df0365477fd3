"""The member's situation: where, on which day, opted out or not, of age or not.

It decides which texts apply and whether the region was in the programme at all
(docs/contract.md, status).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import msgspec

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

    @property
    def of_opt_out(self) -> bool:
        """Whether the opt-out is what the clauses speak of."""
        return self.status in ("never_used", "past_use")


def standing(situation: Situation, policies: Policies) -> Standing:
    """The status of a situation; the first in the order of docs/contract.md that holds."""
    programme = policies.programmes[situation.region]
    period = programme.period(situation.on)

    def settled(references: Iterable[str]) -> tuple[Effect, ...]:
        """What LinkedIn's clauses among these say of a member's own case."""
        found = (policies.clause(reference) for reference in references)
        said = (one.settles for text, one in found if text.voice == "linkedin" and one.settles)
        return tuple(dict.fromkeys(said))

    def spoken(references: Iterable[str]) -> tuple[str, ...]:
        """Those of a region's clauses that are in force on the day."""
        return tuple(
            reference
            for reference in references
            if policies.clause(reference)[0].in_force(situation.region, situation.on)
        )

    out_by = period.clauses if period.status == "out" else ()
    if situation.under_18:
        said = spoken(programme.under_18)
        return Standing("excluded", said, out_by=out_by, settled=settled(said))
    if out_by:
        return Standing("not_in_programme", out_by, paused=period.paused, out_by=out_by)
    if period.status == "unstated":
        return Standing("not_stated", ())
    opted_out = situation.opted_out
    if opted_out is not None and opted_out <= situation.on:
        began = programme.began
        exempt = programme.exempt_until_start
        if exempt and began is not None and opted_out < began:
            return Standing(
                "never_used", exempt, settled=settled(exempt), since=programme.exempt_before
            )
        said = spoken(programme.opted_out)
        return Standing("past_use", said, settled=settled(said), since=programme.exempt_before)
    return Standing("in_use", period.clauses)
