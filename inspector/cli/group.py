"""A command that has further ones: it does something itself where none of these is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.exceptions import TyperException

from inspector.errors import UsageError
from inspector.language import say


class DefaultGroup(TyperGroup):
    """The first word that is no option is a command's name, or the group's own argument.

    The options before that name are the command's.
    """

    allow_interspersed_args = True

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the group's own words, or leave those of a command in `ctx.args`."""
        at = self._first_word(args)
        if at >= len(args) or args[at] == "--":
            return super().parse_args(ctx, args)
        if args[at] in self.commands:
            ctx.args = [args[at], *args[:at], *args[at + 1 :]]
            return list(ctx.args)
        if not ctx.resilient_parsing:
            self._check_word(ctx.command_path, args[at])
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named, or what the group does itself."""
        if not ctx.args:
            return super().invoke(ctx)
        name, command, args = self.resolve_command(ctx, ctx.args)
        assert command is not None
        # Without the group as its parent, whose arguments would stand in the command's usage.
        path = f"{ctx.command_path} {name}"
        try:
            context = command.make_context(path, args)
        except TyperException as fault:
            if getattr(fault, "ctx", None) is None:
                vars(fault)["ctx"] = typer.Context(command, info_name=path)
            raise
        with context:
            return command.invoke(context)

    def _first_word(self, args: list[str]) -> int:
        valued = {
            name
            for _, command in walk(self)
            for option in command.params
            if isinstance(option, TyperOption) and not option.is_flag
            for name in option.opts
        }
        at = 0
        while at < len(args) and args[at].startswith("-") and args[at] not in ("-", "--"):
            at += 2 if args[at] in valued else 1
        return at

    def _check_word(self, path: str, word: str) -> None:
        """Refuse a word that was meant for a command; raises `UsageError`."""
        takes_words = any(isinstance(one, TyperArgument) for one in self.params)
        near = get_close_matches(word, self.commands)
        if takes_words and (not near or not word.isalpha() or Path(word).exists()):
            return
        if near:
            told = say("there is no file, folder or command {word}; did you mean {commands}?")
            nearest = ", ".join(f"`{path} {name}`" for name in near)
            raise UsageError(told.format(word=word, commands=nearest))
        if not takes_words:
            raise unknown_command(path, word)


def unknown_command(path: str, *words: str) -> UsageError:
    """What is said of words that name no command under `path`."""
    told = say("there is no command {words}; `{program} --help` names them all")
    return UsageError(told.format(words=" ".join(words)[:80], program=path))


def walk(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """A command by its path, and then every command under it."""
    yield path, command
    for name, further in getattr(command, "commands", {}).items():
        yield from walk(further, f"{path} {name}".lstrip())


def find(group: TyperGroup, path: str, words: Iterable[str]) -> typer.Context:
    """A command by its words, as the context in which it says its help; raises `UsageError`."""
    wanted = " ".join((path, *words))
    found = dict(walk(group, path)).get(wanted)
    if found is None:
        raise unknown_command(path, *words)
    return typer.Context(found, info_name=wanted)
