"""What is asked for: whose export, and the situation as far as the caller knows it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from inspector.knowledge.policy import Policies, Region
from inspector.reading.archive.limits import Limits
from inspector.verdicts.situation import Situation, region_of

if TYPE_CHECKING:
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


def situate(request: Request, owner: Owner, policies: Policies) -> Situation:
    """The situation; where no region was given, the profile's location may tell it."""
    on = request.on or dt.date.today()
    if request.region != "auto":
        return Situation(request.region, "option", on, request.opted_out, request.under_18)
    for location in owner.locations:
        region = region_of(location, policies)
        if region is not None:
            return Situation(region, "profile", on, request.opted_out, request.under_18)
    return Situation("eu", "default", on, request.opted_out, request.under_18)
