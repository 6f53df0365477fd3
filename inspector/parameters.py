"""The options that commands share, each with its words of help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector import __version__

PROGRAM = "inspect"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit()


Plain = Annotated[bool, typer.Option("--plain", help="The summary as text (the default).")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, nothing else.")]
Parquet = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the summary as Parquet.")]
Records = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write one row per value, text included.")
]
Html = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the summary as a page for a browser.")
]
Redacted = Annotated[
    bool,
    typer.Option(
        "--redacted", help="Counts and structure only: nothing of what the files say or are called."
    ),
]
Region = Annotated[
    str,
    typer.Option(
        metavar="CODE",
        help="Where the member lives: eu (EU, EEA), ch, uk, ca, hk, us, cn (mainland China), "
        "other, or auto: by the profile's location, else eu.",
    ),
]
On = Annotated[str | None, typer.Option(metavar="DATE", help="Judge as of this day (today).")]
OptedOut = Annotated[
    str | None, typer.Option(metavar="DATE", help="Day on which the setting was switched off.")
]
Under18 = Annotated[bool, typer.Option("--under-18", help="The member is under 18.")]
OwnTexts = Annotated[
    list[Path] | None,
    typer.Option(
        "--policy",
        metavar="FILE",
        show_default=False,
        help="Judge by a policy text of your own, too (`inspect policy howto`); may be repeated.",
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Exit 1 if an entry could not be read whole.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace an output file that exists.")]
MaxBytes = Annotated[
    int,
    typer.Option(
        metavar="N", show_default=False, help="Bytes to inflate at most (4 GiB); 0: no limit."
    ),
]
MaxEntries = Annotated[
    int,
    typer.Option(metavar="N", show_default=False, help="Entries at most (20,000); 0: no limit."),
]
MaxRatio = Annotated[
    int,
    typer.Option(
        metavar="N",
        show_default=False,
        help="Compression ratio at most, past 64 MiB of an entry (200); 0: no limit.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour (NO_COLOR does the same).")]
Version = Annotated[
    bool,
    typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit."),
]
