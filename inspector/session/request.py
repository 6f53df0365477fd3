"""What is asked for: whose export, and the situation as far as the caller knows it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from inspector.errors import UsageError
from inspector.knowledge import countries
from inspector.knowledge.policy import Policies, Region
from inspector.language import say
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


def parse(
    paths: tuple[Path, ...],
    *,
    region: str = "auto",
    on: str | None = None,
    opted_out: str | None = None,
    under_18: bool = False,
    limits: Limits | None = None,
    policies: tuple[Path, ...] = (),
) -> Request:
    """A request in the words of a command line; raises `UsageError`, which names the option."""
    return Request(
        paths,
        countries.region(region),
        parse_day("--on", on),
        parse_day("--opted-out", opted_out),
        under_18,
        check_limits(limits or Limits()),
        policies,
    )


def parse_day(option: str, text: str | None) -> dt.date | None:
    """A day as `YYYY-MM-DD`, None where none is given; raises `UsageError` on the option."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(
            say("{option} wants a date such as 2025-11-03").format(option=option)
        ) from fault


def check_limits(limits: Limits) -> Limits:
    """The same limits; raises `UsageError` where one is below 0."""
    if min(limits.max_bytes, limits.max_entries, limits.max_ratio) < 0:
        raise UsageError(say("--max-bytes, --max-entries and --max-ratio want 0 or more"))
    return limits


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
