"""The command line as given, and what it asks for."""

from __future__ import annotations

from pathlib import Path

import msgspec

from inspector.errors import UsageError, is_web_address
from inspector.language import say
from inspector.outputs.atomic_file import check_target
from inspector.reading.archive.limits import Limits
from inspector.session.request import Request, check_limits, parse


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
    if any(map(is_web_address, options.paths)):
        raise UsageError(
            say(
                "nothing is downloaded: get the ZIP from LinkedIn with your browser (Settings, "
                "Data privacy, Get a copy of your data), then give the path of the file"
            )
        )
    return parse(
        options.paths,
        region=options.region,
        on=options.on,
        opted_out=options.opted_out,
        under_18=options.under_18,
        limits=Limits(options.max_bytes, options.max_entries, options.max_ratio),
        policies=options.policy,
    )


def check(options: Options) -> None:
    if options.json and options.plain:
        raise UsageError(say("--json and --plain exclude each other; give one"))
    if options.redacted and options.records is not None:
        raise UsageError(say("--records holds your texts, --redacted holds none; give one of them"))
    check_limits(Limits(options.max_bytes, options.max_entries, options.max_ratio))
    resolved = [target.resolve() for target in options.targets]
    if len(set(resolved)) != len(resolved):
        raise UsageError(say("two of the output options name the same file; give each its own"))
    for target in options.targets:
        check_target(target, force=options.force, inputs=options.paths)
