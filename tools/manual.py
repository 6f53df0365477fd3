"""The manual page, made from the commands: `python -m tools.manual` writes `docs/inspect.1`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from inspector import __version__
from inspector.cli.dispatch import DEFAULT
from inspector.cli.help import Command
from inspector.cli.main import commands
from inspector.cli.parameters import PROGRAM
from inspector.errors import ExitCode

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "inspect.1"
DAY = "2026-11-22"
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
    known = commands()
    default = known[DEFAULT]
    yield r".\" Made from the program's commands by tools/manual.py; do not edit."
    yield f'.TH {PROGRAM.upper()} 1 {DAY} "linkedin-inspect {__version__}"'
    yield ".SH NAME"
    yield rf"{PROGRAM}, linkedin\-{PROGRAM} \- {_text(default.get_short_help_str(200).rstrip('.'))}"
    yield ".SH SYNOPSIS"
    for at, (name, command) in enumerate(known.items()):
        yield from [".br"] if at else []
        yield rf".B {_text(_called(name))}"
        yield _text(" ".join(command.collect_usage_pieces(None)))
    yield ".SH DESCRIPTION"
    yield from _paragraphs(default)
    yield from _parameters(default, set())
    common = {one.name for one in default.options if one.name}
    yield ".SH COMMANDS"
    for name, command in known.items():
        if name == DEFAULT:
            continue
        yield f".SS {_text(_called(name))}"
        yield from _paragraphs(command)
        yield from _parameters(command, common)
        shared = sorted(one.opts[0] for one in command.options if one.name in common)
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


def _called(name: str) -> str:
    return PROGRAM if name == DEFAULT else f"{PROGRAM} {name}"


def _paragraphs(command: Command) -> Iterator[str]:
    for at, paragraph in enumerate((command.help or "").split("\n\n")):
        yield from [".PP"] if at else []
        yield _text(" ".join(paragraph.split()))


def _parameters(command: Command, common: set[str]) -> Iterator[str]:
    for argument in command.arguments:
        yield from _row(argument.display_name_raw, argument.help or "")
    with command.make_context(PROGRAM, [], resilient_parsing=True) as context:
        for option in command.options:
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
