"""What commands may be asked for: every option declared once, with its words of help.

A command names the fields of `Options` that it takes; `inspector.cli.registration` makes Typer's
parameters of them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector import __version__
from inspector.cli import completion
from inspector.errors import UsageError, is_web_address
from inspector.language import mark, say
from inspector.outputs.streams import write

if TYPE_CHECKING:
    from inspector.reading.archive.limits import Limits
    from inspector.session.request import Request

PROGRAM = "inspect"
PROGRAMS = (PROGRAM, f"linkedin-{PROGRAM}")
SITUATION = ("region", "on", "opted_out", "under_18")
LIMITS = ("max_bytes", "max_entries", "max_ratio")


@dataclass(frozen=True, kw_only=True)
class Options:
    """The command line, as given."""

    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="EXPORT",
            autocompletion=completion.commands,
            help=mark(
                "ZIPs that LinkedIn sent, or an unpacked folder: the archives of one member."
            ),
        ),
    ] = field(default_factory=list)
    plain: Annotated[
        bool, typer.Option("--plain", help=mark("The summary as text (the default)."))
    ] = False
    json: Annotated[
        bool, typer.Option("--json", help=mark("One JSON document on stdout, nothing else."))
    ] = False
    parquet: Annotated[
        Path | None, typer.Option(metavar="FILE", help=mark("Write the summary as Parquet."))
    ] = None
    records: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=mark("Write one row per value, text included.")),
    ] = None
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=mark("Write the summary as a page for a browser.")),
    ] = None
    redacted: Annotated[
        bool,
        typer.Option(
            "--redacted",
            help=mark("Counts and structure only: nothing of what the files say or are called."),
        ),
    ] = False
    letter: Annotated[
        bool, typer.Option("--letter", help=mark("A letter to LinkedIn for you to edit and send."))
    ] = False
    csv: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=mark("Write what is inside and has a link, longest first.")
        ),
    ] = None
    region: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            show_default=False,
            autocompletion=completion.regions,
            help=mark(
                "Where the member lives: eu (EU, EEA), ch, uk, ca, hk, us, cn (mainland China), "
                "other, the two letters of a country of these, or auto (the default): by the "
                "profile's location, else eu."
            ),
        ),
    ] = "auto"
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help=mark("Judge as of this day (today)."))
    ] = None
    opted_out: Annotated[
        str | None,
        typer.Option(metavar="DATE", help=mark("Day on which the setting was switched off.")),
    ] = None
    under_18: Annotated[bool, typer.Option("--under-18", help=mark("The member is under 18."))] = (
        False
    )
    policy: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help=mark(
                "Judge by a policy text of your own, too (`inspect policy howto`); may be repeated."
            ),
        ),
    ] = None
    strict: Annotated[
        bool, typer.Option("--strict", help=mark("Exit 1 if an entry could not be read whole."))
    ] = False
    force: Annotated[
        bool, typer.Option("--force", help=mark("Replace an output file that exists."))
    ] = False
    max_bytes: Annotated[
        int | None,
        typer.Option(metavar="N", help=mark("Bytes to inflate at most (4 GiB); 0: no limit.")),
    ] = None
    max_entries: Annotated[
        int | None, typer.Option(metavar="N", help=mark("Entries at most (20,000); 0: no limit."))
    ] = None
    max_ratio: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help=mark("Compression ratio at most, past 64 MiB of an entry (200); 0: no limit."),
        ),
    ] = None
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help=mark("Nothing on stderr but errors."))
    ] = False
    no_color: Annotated[
        bool, typer.Option("--no-color", help=mark("No colour (NO_COLOR does the same)."))
    ] = False

    @property
    def targets(self) -> tuple[Path, ...]:
        """The files to be written."""
        named = (self.parquet, self.records, self.html, self.csv)
        return tuple(path for path in named if path is not None)


def _print_version(wanted: bool) -> None:
    if wanted:
        write(f"{PROGRAM} {__version__}\n")
        raise typer.Exit()


def _print_help(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        write(context.get_help() + "\n")
        raise typer.Exit()


class EagerOptions:
    """Options that are done with when a command runs; every command has the last two."""

    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            expose_value=False,
            help=mark("Print the version and exit."),
        ),
    ] = False
    install_completion: Annotated[
        bool,
        typer.Option(
            "--install-completion",
            callback=completion.install,
            expose_value=False,
            help=mark("Let Tab complete words in the shell you are in."),
        ),
    ] = False
    show_completion: Annotated[
        bool,
        typer.Option(
            "--show-completion",
            callback=completion.show,
            expose_value=False,
            help=mark("Print what that adds to the shell, to install it by hand."),
        ),
    ] = False
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            expose_value=False,
            autocompletion=completion.languages,
            help=mark("Language of what is said: en or fr; else that of the locale."),
        ),
    ] = None
    """Already in use when the commands are made (`inspector.language.asked`)."""
    help: Annotated[
        bool,
        typer.Option(
            "--help",
            "-h",
            callback=_print_help,
            is_eager=True,
            expose_value=False,
            help=mark("Show this message and exit."),
        ),
    ] = False


EVERYWHERE = ("lang", "help")


def program() -> str:
    """The name by which the program was run: help and completion go by the same."""
    name = Path(sys.argv[0]).stem
    return name if name in PROGRAMS else PROGRAM


def request_of(options: Options) -> Request:
    """What is asked for, as the core understands it; raises `UsageError`."""
    from inspector.session.request import parse

    if any(map(is_web_address, options.paths)):
        raise UsageError(
            say(
                "nothing is downloaded: get the ZIP from LinkedIn with your browser (Settings, "
                "Data privacy, Get a copy of your data), then give the path of the file"
            )
        )
    return parse(
        tuple(options.paths),
        region=options.region,
        on=options.on,
        opted_out=options.opted_out,
        under_18=options.under_18,
        limits=_limits(options),
        policies=tuple(options.policy or ()),
    )


def check(options: Options) -> None:
    """What does not go together, and targets that may not be written; raises `UsageError`."""
    from inspector.outputs.atomic_file import check_target

    if options.json and options.plain:
        raise UsageError(say("--json and --plain exclude each other; give one"))
    if options.redacted and options.records is not None:
        raise UsageError(say("--records holds your texts, --redacted holds none; give one of them"))
    _limits(options)
    resolved = [target.resolve() for target in options.targets]
    if len(set(resolved)) != len(resolved):
        raise UsageError(say("two of the output options name the same file; give each its own"))
    for target in options.targets:
        check_target(target, force=options.force, inputs=options.paths)


def _limits(options: Options) -> Limits:
    from inspector.reading.archive.limits import Limits
    from inspector.session.request import check_limits

    given = {name: value for name in LIMITS if (value := getattr(options, name)) is not None}
    return check_limits(Limits(**given))
