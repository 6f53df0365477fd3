"""`inspect help [COMMAND]`: the help of the program, or of one command."""

from __future__ import annotations

from typing import Annotated

import typer
from typer.main import get_group

from inspector.cli.group import find
from inspector.cli.options import Options, program
from inspector.cli.registration import add
from inspector.exit_codes import ExitCode
from inspector.language import mark, say
from inspector.outputs.streams import write

COMMAND = Annotated[
    list[str] | None,
    typer.Argument(metavar="COMMAND", help=mark("Of one or two words; none: the program.")),
]


def register(app: typer.Typer) -> None:
    """`inspect help`."""

    def run(_: Options, command: list[str] | None) -> ExitCode:
        write(find(get_group(app), program(), command or ()).get_help() + "\n")
        return ExitCode.INSPECTED

    words = say("Print the help of the program, or of one command.")
    add(app, "help", run, words, (), command=COMMAND)
