"""What is asked for: whose export, and the situation as far as the caller knows it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from inspector.knowledge.policy import Region
from inspector.reading.archive.limits import Limits
from inspector.verdicts.situation import RegionBasis, Situation

if TYPE_CHECKING:
    from inspector.knowledge.knowledge import Knowledge
    from inspector.reading.counts.author import Owner

Where = Region | Literal["auto"]
"""`auto`: by the profile's location, else `eu`."""


class Request(msgspec.Struct, frozen=True):
    """What is to be inspected, and the situation as far as the caller gave it."""

    paths: tuple[Path, ...]
    region: Where = "auto"
    on: dt.date | None = None
    """Default: today."""
    opted_out: dt.date | None = None
    under_18: bool = False
    limits: Limits = msgspec.field(default_factory=Limits)
    policies: tuple[Path, ...] = ()
    """The member's own policy texts."""


def situate(request: Request, owner: Owner, knowledge: Knowledge) -> Situation:
    """The situation; where no region was given, the profile's location may tell it."""
    region, basis = _region(request, owner, knowledge)
    on = request.on or dt.date.today()
    return Situation(region, basis, on, request.opted_out, request.under_18)


def _region(request: Request, owner: Owner, knowledge: Knowledge) -> tuple[Region, RegionBasis]:
    if request.region != "auto":
        return request.region, "option"
    found = [knowledge.places.find(location) for location in owner.locations]
    places = [place for place in found if place is not None]
    for place in places:
        if place.is_certain:
            return place.region, "profile"
    return (places[0].region if places else "eu"), "default"
