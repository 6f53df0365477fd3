"""What commands may be asked for: every option declared once, with its words of help.

A command names the fields of `Options` that it takes; `inspector.cli.registration` makes Typer's
parameters of them, by their types. So annotations are no texts here.
"""

import datetime as dt
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from inspector.cli import completion
from inspector.errors import UsageError, is_web_address
from inspector.language import mark, say
from inspector.outputs.streams import write
from inspector.version import __version__

if TYPE_CHECKING:
    from inspector.outputs.html.records import Whose
    from inspector.reading.archive.limits import Limits
    from inspector.session.request import Request

PROGRAM = "inspect"
PROGRAMS = (PROGRAM, f"linkedin-{PROGRAM}")
SITUATION = ("region", "on", "opted_out", "under_18")
LIMITS = ("max_bytes", "max_entries", "max_ratio", "max_seconds")
EVERYWHERE = ("lang", "help")
TYPER = "typer"
"""In the metadata of a field: what Typer is told of it."""


def option(metavar: str, help: str, default: Any = None, **more: Any) -> Any:
    """A field that an option with a value sets; `more` as for Typer's options."""
    told = typer.Option(metavar=metavar, help=help, **more)
    return field(default=default, metadata={TYPER: told})


def flag(help: str, *names: str, **more: Any) -> Any:
    """A field that an option without a value sets."""
    told = typer.Option(*names, help=help, **more)
    return field(default=False, metadata={TYPER: told})


def paths_of(metavar: str, help: str, **default: Any) -> Any:
    """A field for what stands on the command line without an option, where a command may, too."""
    told = typer.Argument(metavar=metavar, help=help, autocompletion=completion.commands)
    return field(**default, metadata={TYPER: told})


def _print_version(wanted: bool) -> None:
    if wanted:
        write(f"{PROGRAM} {__version__}\n")
        raise typer.Exit()


def _print_help(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        write(context.get_help() + "\n")
        raise typer.Exit()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Options:
    """The command line, as given."""

    paths: list[Path] = paths_of(
        "EXPORT",
        mark("ZIPs that LinkedIn sent, or an unpacked folder: the archives of one member."),
        default_factory=list,
    )
    plain: bool = flag(mark("The summary as text, not the application."), "--plain")
    full: bool = flag(mark("As text, with every category, file and sentence."), "--full")
    json: bool = flag(mark("One JSON document on stdout, nothing else."), "--json")
    parquet: Path | None = option("FILE", mark("Write the summary as Parquet."))
    records: Path | None = option("FILE", mark("Write one row per value, text included."))
    html: Path | None = option("FILE", mark("Write the summary as a page for a browser."))
    with_records: bool = flag(
        mark("In that page your own texts that are inside, too."), "--with-records"
    )
    with_all_records: bool = flag(
        mark("The same with other people's texts that are inside."), "--with-all-records"
    )
    markdown: Path | None = option("FILE", mark("Write the summary as Markdown."))
    csv: Path | None = option("DIR", mark("Write CSV tables into a folder, for a spreadsheet."))
    jsonl: Path | None = option("FILE", mark("Write the values as JSON, one a line."))
    redacted: bool = flag(
        mark("Counts and structure only: nothing of what the files say or are called."),
        "--redacted",
    )
    marks: bool = flag(
        mark(
            "Also how many addresses, numbers and names stand in it (with --json, --full, --html)."
        ),
        "--marks",
    )
    letter: bool = flag(mark("A letter to LinkedIn for you to edit and send."), "--letter")
    items: Path | None = option("FILE", mark("Write what is inside and has a link, longest first."))
    region: str = option(
        "CODE",
        mark(
            "Where the member lives: eu (EU, EEA), ch, uk, ca, hk, us, cn (mainland China), "
            "other, the two letters of a country of these, or auto (the default): by the "
            "profile's location, else eu."
        ),
        "auto",
        show_default=False,
        autocompletion=completion.regions,
    )
    on: str | None = option("DATE", mark("Judge as of this day (today)."))
    opted_out: str | None = option("DATE", mark("Day on which the setting was switched off."))
    under_18: bool = flag(mark("The member is under 18."), "--under-18")
    policy: list[Path] | None = option(
        "FILE",
        mark("Judge by a policy text of your own, too (`inspect policy howto`); may be repeated."),
    )
    strict: bool = flag(mark("Exit 1 if an entry could not be read whole."), "--strict")
    force: bool = flag(mark("Replace an output file that exists."), "--force")
    max_bytes: int | None = option("N", mark("Bytes to inflate at most (4 GiB); 0: no limit."))
    max_entries: int | None = option("N", mark("Entries at most (20,000); 0: no limit."))
    max_ratio: int | None = option(
        "N", mark("Compression ratio at most, past 64 MiB of an entry (200); 0: no limit.")
    )
    max_seconds: int | None = option("N", mark("Seconds at most (no limit; in a study 600)."))
    quiet: bool = flag(mark("Nothing on stderr but errors."), "--quiet", "-q")
    no_color: bool = flag(mark("No colour (NO_COLOR does the same)."), "--no-color")
    no_pager: bool = flag(mark("Print long text at once (PAGER= does too)."), "--no-pager")
    # Done with before a command runs.
    version: bool = flag(
        mark("Print the version and exit."),
        "--version",
        callback=_print_version,
        is_eager=True,
        expose_value=False,
    )
    install_completion: bool = flag(
        mark("Let Tab complete words in the shell you are in."),
        "--install-completion",
        callback=completion.install,
        expose_value=False,
    )
    show_completion: bool = flag(
        mark("Print what that adds to the shell, to install it by hand."),
        "--show-completion",
        callback=completion.show,
        expose_value=False,
    )
    lang: str | None = option(
        "CODE",
        mark("Language of what is said: en or fr; else that of the locale."),
        expose_value=False,
        autocompletion=completion.languages,
    )
    """Already in use when the commands are made (`inspector.language.asked`)."""
    help: bool = flag(
        mark("Show this message and exit."),
        "--help",
        "-h",
        callback=_print_help,
        is_eager=True,
        expose_value=False,
    )

    @property
    def targets(self) -> tuple[Path, ...]:
        """The files to be written; `-` stands for standard output."""
        named = (
            self.parquet, self.records, self.html, self.markdown, self.jsonl, self.items,
            *self.tables,
        )  # fmt: skip
        return tuple(path for path in named if path is not None)

    @property
    def page_records(self) -> "Whose | None":
        """Whose records the page is to show; None for no record."""
        if self.with_all_records:
            return "all"
        return "own" if self.with_records else None

    @property
    def wants_records(self) -> bool:
        """Whether anything is to hold the records."""
        files = self.records, self.jsonl, self.csv if not self.redacted else None
        return self.page_records is not None or any(one is not None for one in files)

    @property
    def tables(self) -> tuple[Path, ...]:
        """The CSV tables to be written."""
        if self.csv is None:
            return ()
        from inspector.outputs import csv_tables

        return tuple(self.csv / name for name in csv_tables.names(redacted=self.redacted))


def program() -> str:
    """The name by which the program was run: help and completion go by the same."""
    name = Path(sys.argv[0]).stem
    return name if name in PROGRAMS else PROGRAM


def request_of(options: Options) -> "Request":
    """What is asked for, as the core understands it; raises `UsageError`."""
    from inspector.knowledge import countries
    from inspector.session.request import Request

    if any(map(is_web_address, options.paths)):
        raise UsageError(
            say(
                "nothing is downloaded: get the ZIP from LinkedIn with your browser (Settings, "
                "Data privacy, Get a copy of your data), then give the path of the file"
            )
        )
    return Request(
        tuple(options.paths),
        countries.region(options.region),
        day_of("--on", options.on),
        day_of("--opted-out", options.opted_out),
        options.under_18,
        limits_of(options),
        tuple(options.policy or ()),
        countries.country(options.region),
    )


def day_of(named: str, text: str | None) -> dt.date | None:
    """A day as `YYYY-MM-DD`, None where none is given; raises `UsageError` on the option."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as fault:
        told = say("{option} wants a date such as 2025-11-03")
        raise UsageError(told.format(option=named)) from fault


def check(options: Options) -> None:
    """What does not go together, and targets that may not be written; raises `UsageError`."""
    from inspector.outputs import destination
    from inspector.outputs.atomic_file import check_folder

    if options.json and (options.plain or options.full):
        raise UsageError(say("--json excludes --plain and --full; give one of them"))
    if options.redacted and options.records is not None:
        raise UsageError(say("--records holds your texts, --redacted holds none; give one of them"))
    if options.marks and options.redacted:
        raise UsageError(say("--redacted holds no marks, not even counts; leave out --marks"))
    if options.marks and not (options.json or options.full or options.html is not None):
        raise UsageError(say("--marks goes with --json, --full or --html; give one of them"))
    if options.redacted and options.jsonl is not None:
        raise UsageError(say("--jsonl holds your texts, --redacted holds none; give one of them"))
    if options.page_records is not None:
        _check_page_records(options)
    limits_of(options)
    if options.json or options.plain or options.full:
        destination.check_beside(options.targets)
    targets = options.targets
    if options.csv is not None and options.tables:
        check_folder(options.csv)
        if not options.csv.exists():
            targets = tuple(one for one in targets if one not in options.tables)
    destination.check(targets, force=options.force, inputs=options.paths)
    destination.check_binary([one for one in (options.parquet, options.records) if one is not None])


def _check_page_records(options: Options) -> None:
    """That there is a page to put records into, and that nobody means to show it to others."""
    name = "--with-all-records" if options.with_all_records else "--with-records"
    if options.redacted:
        told = say("{option} holds your texts, --redacted holds none; give one of them")
        raise UsageError(told.format(option=name))
    if options.html is None:
        told = say("{option} puts texts into the page for a browser: give --html FILE, too")
        raise UsageError(told.format(option=name))


def limits_of(options: Options) -> "Limits":
    """The limits of a reading, as given; raises `UsageError`."""
    from inspector.reading.archive.limits import Limits

    given = {name: value for name in LIMITS if (value := getattr(options, name)) is not None}
    if any(value < 0 for value in given.values()):
        named = [f"--{name.replace('_', '-')}" for name in LIMITS]
        told = say("{options} and {last} want 0 or more")
        raise UsageError(told.format(options=", ".join(named[:-1]), last=named[-1]))
    return Limits(**given)
