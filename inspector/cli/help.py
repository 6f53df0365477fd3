"""A command as this program's help shows it: arguments by name, without the types behind them.

Its words are marked in English where they stand, and said here in the language in use.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperOption

from inspector.errors import unforeseen
from inspector.language import mark, say
from inspector.outputs.streams import write

_DEFAULT = re.compile(r"\[default: (.*)\]$")
_STOCK = (
    (re.compile(r"No such option: (?P<name>\S+)"), mark("No such option: {name}")),
    (
        re.compile(r"No such option: (?P<name>\S+) \(Possible options: (?P<names>.*)\)"),
        mark("No such option: {name} (Possible options: {names})"),
    ),
    (
        re.compile(r"Option '(?P<name>.*)' requires an argument\."),
        mark("Option '{name}' requires an argument."),
    ),
    (
        re.compile(r"Option '(?P<name>.*)' does not take a value\."),
        mark("Option '{name}' does not take a value."),
    ),
    (
        re.compile(r"Got unexpected extra argument\(s\) \((?P<words>.*)\)"),
        mark("Got unexpected extra argument(s) ({words})"),
    ),
)
"""What the command line library says of itself, and the same as a message."""
_HELP = mark("Show this message and exit.")


def stock(message: str) -> str:
    """What the command line library complains of, in the language in use."""
    for pattern, template in _STOCK:
        if found := pattern.fullmatch(message):
            return say(template).format(**found.groupdict())
    return message


class Command(TyperCommand):
    """A command of one word or two, or the one without a name."""

    further: Callable[[], tuple[tuple[str, str], ...]] | None = None
    """Further commands that its help names, each with what it does."""

    @property
    def arguments(self) -> list[TyperArgument]:
        """What stands on the line without an option."""
        return [one for one in self.params if isinstance(one, TyperArgument)]

    @property
    def options(self) -> list[TyperOption]:
        """Its options, but for the one on help and those that are only refused."""
        return [one for one in self.params if isinstance(one, TyperOption) and not one.hidden]

    def invoke(self, ctx: Any) -> Any:
        """Do what the command does; raises `OwnFault` for an `OSError` that nothing foresaw."""
        try:
            return super().invoke(ctx)
        except OSError as fault:
            raise unforeseen(fault) from fault

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """The option on help, which is written as everything else is."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
        return option

    def collect_usage_pieces(self, ctx: object) -> list[str]:
        """What stands behind the program's name in the usage line."""
        return [say("[OPTIONS]"), *map(_piece, self.arguments)]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, say("Usage: "))

    def format_help_text(self, ctx: Any, formatter: Any) -> None:
        """Write what the command does."""
        with self._said():
            super().format_help_text(ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the last words."""
        with self._said():
            super().format_epilog(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """What the command does, in a sentence."""
        with self._said():
            return super().get_short_help_str(limit)

    @contextlib.contextmanager
    def _said(self) -> Iterator[None]:
        english = self.help, self.epilog
        self.help, self.epilog = _said(self.help), _said(self.epilog)
        try:
            yield
        finally:
            self.help, self.epilog = english

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments, options and further commands."""
        arguments = [(say(one.display_name_raw), _said(one.help)) for one in self.arguments]
        others = (one for one in self.get_params(ctx) if one not in self.arguments)
        options = [_option(one, ctx) for one in others if not getattr(one, "hidden", False)]
        for title, rows in (
            (say("Arguments"), arguments),
            (say("Options"), options),
            (say("Commands"), self.further() if self.further is not None else ()),
        ):
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


def _show_help(ctx: Any, option: object, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        write(ctx.get_help() + "\n")
        ctx.exit()


def _option(option: Any, ctx: Any) -> tuple[str, str]:
    """An option with its words; only these are said in another language."""
    names, text = option.get_help_record(ctx)
    english = option.help or ""
    text = say(english) + text.removeprefix(english)
    return names, _DEFAULT.sub(lambda found: say("[default: {value}]").format(value=found[1]), text)


def _said(text: str | None) -> str:
    return say(text) if text else ""


def _piece(argument: TyperArgument) -> str:
    name = say(argument.display_name_raw) + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"
