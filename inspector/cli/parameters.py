"""The options that commands share, each with its words of help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import typer
from typer.core import TyperCommand
from typer.exceptions import TyperException

from inspector import __version__
from inspector.language import mark, say
from inspector.outputs.streams import write

PROGRAM = "inspect"


def _version(wanted: bool) -> None:
    if wanted:
        write(f"{PROGRAM} {__version__}\n")
        raise typer.Exit()


Plain = Annotated[bool, typer.Option("--plain", help=mark("The summary as text (the default)."))]
Json = Annotated[
    bool, typer.Option("--json", help=mark("One JSON document on stdout, nothing else."))
]
Parquet = Annotated[
    Path | None, typer.Option(metavar="FILE", help=mark("Write the summary as Parquet."))
]
Records = Annotated[
    Path | None, typer.Option(metavar="FILE", help=mark("Write one row per value, text included."))
]
Html = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help=mark("Write the summary as a page for a browser.")),
]
Redacted = Annotated[
    bool,
    typer.Option(
        "--redacted",
        help=mark("Counts and structure only: nothing of what the files say or are called."),
    ),
]
Region = Annotated[
    str,
    typer.Option(
        metavar="CODE",
        help=mark(
            "Where the member lives: eu (EU, EEA), ch, uk, ca, hk, us, cn (mainland China), "
            "other, or auto: by the profile's location, else eu."
        ),
    ),
]
On = Annotated[str | None, typer.Option(metavar="DATE", help=mark("Judge as of this day (today)."))]
OptedOut = Annotated[
    str | None,
    typer.Option(metavar="DATE", help=mark("Day on which the setting was switched off.")),
]
Under18 = Annotated[bool, typer.Option("--under-18", help=mark("The member is under 18."))]
OwnTexts = Annotated[
    list[Path] | None,
    typer.Option(
        "--policy",
        metavar="FILE",
        show_default=False,
        help=mark(
            "Judge by a policy text of your own, too (`inspect policy howto`); may be repeated."
        ),
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help=mark("Exit 1 if an entry could not be read whole."))
]
Force = Annotated[bool, typer.Option("--force", help=mark("Replace an output file that exists."))]
MaxBytes = Annotated[
    int,
    typer.Option(
        metavar="N", show_default=False, help=mark("Bytes to inflate at most (4 GiB); 0: no limit.")
    ),
]
MaxEntries = Annotated[
    int,
    typer.Option(
        metavar="N", show_default=False, help=mark("Entries at most (20,000); 0: no limit.")
    ),
]
MaxRatio = Annotated[
    int,
    typer.Option(
        metavar="N",
        show_default=False,
        help=mark("Compression ratio at most, past 64 MiB of an entry (200); 0: no limit."),
    ),
]
Lang = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        show_default=False,
        help=mark("Language of what is said: en or fr; else that of the locale."),
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=mark("Nothing on stderr but errors."))]
NoColor = Annotated[
    bool, typer.Option("--no-color", help=mark("No colour (NO_COLOR does the same)."))
]
Version = Annotated[
    bool,
    typer.Option(
        "--version", callback=_version, is_eager=True, help=mark("Print the version and exit.")
    ),
]


_READERS: dict[object, Callable[[str], object]] = {str: str, int: int, Path: Path, bool: bool}


def read_plainly(command: TyperCommand) -> None:
    """Let a command's words be read without Typer's validators, whose import takes longest.

    For parameters that are flags, text, whole numbers, paths or lists of these; all others are left
    as they are.
    """
    # The parameter of --help is made when they are asked for.
    listed = command.get_params

    def get_params(context: Any) -> list[Any]:
        found = listed(context)
        for parameter in found:
            kind = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
            of = get_args(kind)[0] if get_origin(kind) is list else kind
            if of in _READERS:
                vars(parameter)["process_value"] = partial(_processed, parameter, _READERS[of])
        return list(found)

    vars(command)["get_params"] = get_params


def _processed(
    parameter: Any, read: Callable[[str], object], context: typer.Context, value: Any
) -> Any:
    """The value of a parameter; raises `TyperException` where it is missing or no number."""
    try:
        if parameter.multiple or parameter.nargs == -1:
            value = [read(word) for word in value or ()]
        elif value is not None:
            value = read(value)
    except ValueError as fault:
        hint = parameter.get_error_hint()
        raise TyperException(say("{option} wants a whole number.").format(option=hint)) from fault
    if parameter.required and parameter.value_is_missing(value):
        name = parameter.get_error_hint()
        raise TyperException(say("Missing argument {name}.").format(name=name))
    return value if parameter.callback is None else parameter.callback(context, parameter, value)
