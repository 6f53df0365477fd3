"""Scripts by which shells complete this program's words, made from its commands.

The scripts are static: pressing Tab starts no Python. Each walks the line as `arranging` does:
the first words that are no options name the command, if there is one of that name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from typer.core import TyperArgument, TyperOption

from inspector import resources
from inspector.cli.dispatch import DEFAULT
from inspector.cli.help import Command
from inspector.cli.parameters import PROGRAM
from inspector.errors import UsageError
from inspector.knowledge.policy import REGIONS
from inspector.language import LANGUAGES, say, verbatim
from inspector.outputs.html.environment import FOLDER

SHELLS = ("bash", "zsh", "fish", "powershell")
PROGRAMS = (PROGRAM, f"linkedin-{PROGRAM}")
_OTHER_NAMES = {"pwsh": "powershell"}
_BARRED = dict.fromkeys(map(ord, ':`"$'))
_FILES = ("EXPORT", "FILE", "OLD", "NEW", "PATH", "DIR")
"""What stands in the help for a path."""


@dataclass(frozen=True, slots=True)
class Option:
    """An option with what may follow it."""

    names: tuple[str, ...]
    words: str
    follows: str
    """Nothing, a path or one of the values."""
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Completed:
    """A command as a shell has to know it."""

    name: str
    """Its words; empty for the command without a name."""
    words: str
    options: tuple[Option, ...]
    further: tuple[tuple[str, str], ...]
    """The words that may follow its own, each with what that command does."""
    values: tuple[str, ...]
    files: bool


def render(shell: str, commands: Mapping[str, Command]) -> str:
    """The script of a shell; raises `UsageError`."""
    chosen = _OTHER_NAMES.get(shell, shell)
    if chosen not in SHELLS:
        told = say("completion knows {shells}; give one of these")
        raise UsageError(told.format(shells=", ".join(SHELLS)))
    environment = Environment(  # noqa: S701 (a script is no page; `_plain` bars what it could run)
        loader=FileSystemLoader(FOLDER / "completion"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="{#-",  # `${#` is the shell's.
        finalize=_plain,
    )
    with verbatim():
        known = described(commands)
    every = {one.names: one for command in known for one in command.options if one.follows}
    return environment.get_template(chosen).render(
        program=PROGRAM, programs=PROGRAMS, commands=known, valued=tuple(every.values())
    )


def described(commands: Mapping[str, Command]) -> tuple[Completed, ...]:
    """What there is to complete, the command without a name first."""
    return tuple(
        _described("" if name == DEFAULT else name, command, commands)
        for name, command in commands.items()
    )


def _described(name: str, command: Command, commands: Mapping[str, Command]) -> Completed:
    length = len(name.split())
    further = [
        (other.split()[-1], one.get_short_help_str(200))
        for other, one in commands.items()
        if other != DEFAULT and other.split()[:-1] == name.split()[:length]
    ]
    named = [value for one in command.arguments for value in _values(one)]
    helping = Option(("-h", "--help"), "Show help and exit.", "", ())
    return Completed(
        name,
        command.get_short_help_str(200),
        (*map(_option, command.options), helping),
        tuple(further),
        tuple(dict.fromkeys(named)),
        any(one.metavar in _FILES for one in command.arguments),
    )


def _option(option: TyperOption) -> Option:
    follows = "" if option.is_flag else "path" if option.metavar in _FILES else "value"
    words = (option.help or "").split(": ")[0].split("; ")[0].rstrip(".")
    return Option(tuple(option.opts), words, follows, tuple(_values(option)))


def _values(parameter: TyperArgument | TyperOption) -> Sequence[str]:
    """What may be said, where that is one of a few words."""
    match parameter.name:
        case "region":
            return (*REGIONS, "auto")
        case "lang":
            return LANGUAGES
        case "shell":
            return SHELLS
        case "first" | "second":
            return sorted(one.stem for one in (resources.schemas() / "policies").glob("*.toml"))
        case _:
            return ()


def _plain(value: object) -> object:
    """What a script says, without the signs that a shell would obey between quotes."""
    if not isinstance(value, str):
        return value
    return value.replace("'", "’").replace("\\", "/").translate(_BARRED)
