"""Commands of one word or two, and a default one without a name: which one is meant.

What a parser knows of its commands is read from their parameters, so that the command line, the
shells' completion and the manual page cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from inspector.cli.parameters import PROGRAM

if TYPE_CHECKING:
    from inspector.cli.help import Command

DEFAULT = "export"
"""What the command that needs no name is called inside."""


def arrange(arguments: Sequence[str], commands: Mapping[str, object]) -> list[str]:
    """Put the command first: the first words that are no options, if they are a command's name."""
    firsts = {name.partition(" ")[0] for name in commands if name != DEFAULT}
    if firsts.isdisjoint(arguments):
        return [DEFAULT, *arguments]
    rest = list(arguments)
    command, at = "", 0
    while at < len(rest) and rest[at] != "--":
        word = rest[at]
        if word.startswith("-") and word != "-":
            at += 2 if _takes_value(word, commands) else 1
            continue
        name = f"{command} {word}".lstrip()
        if name not in commands or name == DEFAULT:
            break
        command = name
        del rest[at]
    return [command or DEFAULT, *rest]


def _takes_value(option: str, commands: Mapping[str, object]) -> bool:
    """Whether an option of any command is followed by its value."""
    return any(
        option in getattr(parameter, "opts", [])
        for command in commands.values()
        for parameter in getattr(command, "params", [])
        if not getattr(parameter, "is_flag", False)
    )


def under(command: str, commands: Mapping[str, Command]) -> tuple[tuple[str, str], ...]:
    """The commands whose names begin with a command's own, each with what it does."""
    start = "" if command == DEFAULT else f"{command} "
    return tuple(
        (f"{PROGRAM} {name}", one.get_short_help_str(200))
        for name, one in commands.items()
        if name.startswith(start) and name != DEFAULT
    )
