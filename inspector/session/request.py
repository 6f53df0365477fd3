"""What is asked for: whose export, and the situation as far as the caller knows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from inspector.knowledge.policy import Region
from inspector.reading.archive.limits import Limits
from inspector.verdicts.situation import RegionBasis, Situation

if TYPE_CHECKING:
    from inspector.knowledge.knowledge import Knowledge
    from inspector.knowledge.places import Place
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
    country: str = ""
    """Where the region was named by a country: its code."""


def situate(request: Request, owner: Owner, knowledge: Knowledge) -> Situation:
    """The situation; what was not given, the profile's location may tell."""
    places = [p for p in map(knowledge.places.find, owner.locations) if p is not None]
    region, basis = _region(request, places)
    on = request.on or dt.date.today()
    told = (place.country for place in places if place.country and place.region == region)
    country = request.country or next(told, "")
    return Situation(region, basis, on, request.opted_out, request.under_18, country)


def _region(request: Request, places: Sequence[Place]) -> tuple[Region, RegionBasis]:
    if request.region != "auto":
        return request.region, "option"
    for place in places:
        if place.is_certain:
            return place.region, "profile"
    return (places[0].region if places else "eu"), "default"
