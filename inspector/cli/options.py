"""The command line as given, and what it asks for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import msgspec

from inspector.errors import UsageError
from inspector.knowledge.policy import REGIONS, Region
from inspector.language import say
from inspector.outputs.atomic_file import check_target
from inspector.reading.archive.web_address import is_address
from inspector.reading.archive.zip_file import Limits

if TYPE_CHECKING:
    from inspector.session.request import Request


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The command line, as given."""

    paths: tuple[Path, ...]
    plain: bool = False
    json: bool = False
    parquet: Path | None = None
    records: Path | None = None
    html: Path | None = None
    csv: Path | None = None
    letter: bool = False
    lang: str | None = None
    """Already in use when a command runs."""
    redacted: bool = False
    region: str = "auto"
    on: str | None = None
    opted_out: str | None = None
    under_18: bool = False
    strict: bool = False
    force: bool = False
    max_bytes: int = Limits().max_bytes
    max_entries: int = Limits().max_entries
    max_ratio: int = Limits().max_ratio
    quiet: bool = False
    no_color: bool = False
    policy: tuple[Path, ...] = ()

    @property
    def targets(self) -> tuple[Path, ...]:
        """The files to be written."""
        named = (self.parquet, self.records, self.html, self.csv)
        return tuple(path for path in named if path is not None)


def request_of(options: Options) -> Request:
    """What is asked for, as the core understands it; raises `UsageError`."""
    from inspector.session.request import Request

    if any(map(is_address, options.paths)):
        raise UsageError(
            say(
                "nothing is downloaded: get the ZIP from LinkedIn with your browser (Settings, "
                "Data privacy, Get a copy of your data), then give the path of the file"
            )
        )
    return Request(
        options.paths,
        _region(options.region),
        _date("--on", options.on),
        _date("--opted-out", options.opted_out),
        options.under_18,
        Limits(options.max_bytes, options.max_entries, options.max_ratio),
        options.policy,
    )


def check(options: Options) -> None:
    if options.json and options.plain:
        raise UsageError(say("--json and --plain exclude each other; give one"))
    if options.redacted and options.records is not None:
        raise UsageError(say("--records holds your texts, --redacted holds none; give one of them"))
    if min(options.max_bytes, options.max_entries, options.max_ratio) < 0:
        raise UsageError(say("--max-bytes, --max-entries and --max-ratio want 0 or more"))
    resolved = [target.resolve() for target in options.targets]
    if len(set(resolved)) != len(resolved):
        raise UsageError(say("two of the output options name the same file; give each its own"))
    for target in options.targets:
        check_target(target, force=options.force, inputs=options.paths)


def _region(code: str) -> Region | Literal["auto"]:
    if code == "auto" or code in REGIONS:
        return cast("Region | Literal['auto']", code)
    raise UsageError(
        say("--region knows {regions} and auto; give one of these").format(
            regions=", ".join(REGIONS)
        )
    )


def _date(option: str, text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(
            say("{option} wants a date such as 2025-11-03").format(option=option)
        ) from fault
