"""The manual page, made from the commands: `python -m tools.manual` writes `docs/inspect.1`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperOption

from inspector.cli.group import walk
from inspector.cli.main import build
from inspector.cli.options import PROGRAM
from inspector.exit_codes import ExitCode
from inspector.version import __version__

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "inspect.1"
DAY = "2026-11-28"
"""Of the page; change it with the version."""
EXIT_CODES = {
    ExitCode.INSPECTED: "Everything asked for was done.",
    ExitCode.LEFT_OUT: "--strict was given, and an entry could not be read whole.",
    ExitCode.USAGE: "Bad usage, a path that is missing or refused, an output that exists or is refused.",
    ExitCode.NOT_AN_EXPORT: "No readable archive, or nothing of LinkedIn in it.",
    ExitCode.LIMIT: "A safety limit was hit.",
    ExitCode.BUG: "A fault of this program.",
    ExitCode.INTERRUPTED: "Interrupted.",
}
VARIABLES = {
    "NO_COLOR": "If set, no colour.",
    "FORCE_COLOR": "If set, colour in the summary even where it goes to no terminal.",
    "TERM": "If it is dumb, no application opens, and there is no colour.",
    "COLUMNS": "How wide text is set.",
}


def render() -> str:
    """The page, as roff."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    known = {
        path: typer.Context(command, info_name=path) for path, command in walk(build("en"), PROGRAM)
    }
    whole = known.pop(PROGRAM)
    yield r".\" Made from the program's commands by tools/manual.py; do not edit."
    yield f'.TH {PROGRAM.upper()} 1 {DAY} "linkedin-inspect {__version__}"'
    yield ".SH NAME"
    what = whole.command.get_short_help_str().rstrip(".")
    yield rf"{PROGRAM}, linkedin\-{PROGRAM} \- {_text(what)}"
    yield ".SH SYNOPSIS"
    for at, (path, context) in enumerate([(PROGRAM, whole), *known.items()]):
        yield from [".br"] if at else []
        yield rf".B {_text(path)}"
        yield _text(" ".join(context.command.collect_usage_pieces(context)))
    yield ".SH DESCRIPTION"
    yield from _description(whole)
    yield from _options(whole, set())
    common = {one.name for one in options(whole.command)}
    yield ".SH COMMANDS"
    for path, context in known.items():
        yield f".SS {_text(path)}"
        yield from _description(context)
        yield from _options(context, common)
        shared = sorted(one.opts[0] for one in options(context.command) if one.name in common)
        if shared:
            yield ".PP"
            yield _text(f"As above: {', '.join(shared)}.")
    yield ".SH EXIT STATUS"
    for code, words in EXIT_CODES.items():
        yield from _row(str(int(code)), words)
    yield ".SH ENVIRONMENT"
    for variable, words in VARIABLES.items():
        yield from _row(variable, words)
    yield ".SH EXAMPLES"
    yield ".nf"
    yield from map(_text, _examples())
    yield ".fi"


def options(command: Any) -> list[TyperOption]:
    """Those of a command that its help names, but for the one on help."""
    return [
        one
        for one in command.params
        if isinstance(one, TyperOption) and not one.hidden and one.name != "help"
    ]


def _description(context: typer.Context) -> Iterator[str]:
    """What a command does, and its arguments, which stand at the end by name."""
    for at, paragraph in enumerate((context.command.help or "").split("\n\n")):
        name, gap, words = paragraph.partition("  ")
        if gap:
            yield from _row(name, words)
        else:
            yield from [".PP"] if at else []
            yield _text(" ".join(paragraph.split()))


def _options(context: typer.Context, common: set[str]) -> Iterator[str]:
    for option in options(context.command):
        if option.name not in common:
            yield from _row(*(option.get_help_record(context) or ("", "")))


def _row(name: str, words: str) -> Iterator[str]:
    yield ".TP"
    yield f".B {_text(name)}"
    yield _text(words)


def _examples() -> list[str]:
    """The commands of the README's section on options."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## Options\n")[1]
    block = re.search(r"```console\n(.*?)```", section, re.DOTALL)
    assert block is not None
    return [line.removeprefix("$ ") for line in block.group(1).splitlines()]


def _text(text: str) -> str:
    """Text as roff takes it, in ASCII."""
    made = text.replace("\\", "\\e").replace("-", "\\-").replace("’", "'").replace("`", "")
    assert made.isascii(), made
    return f"\\&{made}" if made.startswith((".", "'")) else made


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="ascii", newline="\n")
