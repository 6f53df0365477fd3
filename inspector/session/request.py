"""One run from paths to a summary: the way both faces go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from inspector.errors import NotAnExportError
from inspector.knowledge import catalogue as catalogues
from inspector.knowledge import policy_loader
from inspector.knowledge.policy import Policies, Region
from inspector.language import mark, say
from inspector.reading.archive.zip_file import Limits, open_archives
from inspector.verdicts.judge import Judge
from inspector.verdicts.situation import Situation, region_of

if TYPE_CHECKING:
    from inspector.reading.counts.author import Owner
    from inspector.reading.reader import Progress
    from inspector.reading.tables.records import Batch
    from inspector.summary.summary import Summary

NOTHING_KNOWN = mark(
    "nothing in it is known as a file of a LinkedIn export; pass the ZIP that LinkedIn sent "
    "(Settings, Data privacy, Get a copy of your data)"
)


class RecordsSink(Protocol):
    """Takes records as they pass, and the summary at the end."""

    def __call__(self, batch: Batch, /) -> None:
        """Take a batch."""

    def finish(self, summary: Summary) -> None:
        """All batches have passed."""


class Request(msgspec.Struct, frozen=True):
    """What is to be inspected, and the situation as far as the caller gave it."""

    paths: tuple[Path, ...]
    region: Region | Literal["auto"] = "auto"
    on: dt.date | None = None
    """Default: today."""
    opted_out: dt.date | None = None
    under_18: bool = False
    limits: Limits = msgspec.field(default_factory=Limits)
    policies: tuple[Path, ...] = ()
    """The member's own policy texts."""


def inspect(
    request: Request,
    make_sink: Callable[[Judge], RecordsSink] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Read and judge; raises `UsageError`, `NotAnExportError`, `LimitError`, `SchemaError`."""
    from inspector.reading.owner import owner_of
    from inspector.reading.reader import read
    from inspector.summary import findings as all_facts
    from inspector.summary.export import gather
    from inspector.summary.summary import summarise

    catalogue = catalogues.load()
    policies = policy_loader.load(catalogue, extra=request.policies)
    facts = all_facts.load(catalogue, policies)
    archives = open_archives(list(request.paths), request.limits)
    owner = cache(lambda: owner_of(archives, catalogue))
    sink = make_sink(Judge(policies, situate(request, owner(), policies))) if make_sink else None
    files = read(archives, catalogue, sink, on_progress, owner=owner)
    if not any(file.dataset is not None for file in files):
        raise NotAnExportError(say(NOTHING_KNOWN))
    situation = situate(request, owner(), policies)
    summary = summarise(gather(archives, files, catalogue), policies, situation, facts)
    if sink is not None:
        sink.finish(summary)
    return summary


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
