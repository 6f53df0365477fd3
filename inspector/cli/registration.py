"""Commands as Typer takes them, made of the options that each one names.

Words of help are said when a command is made, in the language then in use.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import fields, replace
from inspect import Parameter
from typing import Annotated, Any, get_args

import typer
from typer.models import ArgumentInfo

from inspector.cli.group import DefaultGroup
from inspector.cli.options import EVERYWHERE, TYPER, Options
from inspector.errors import unforeseen
from inspector.exit_codes import ExitCode
from inspector.language import say

Run = Callable[..., ExitCode]


def group(**more: Any) -> typer.Typer:
    """What further commands are added to, and `lead` gives something to do without them."""
    return typer.Typer(
        cls=DefaultGroup,
        subcommand_metavar="| COMMAND [ARGS]...",
        add_completion=False,
        add_help_option=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        **more,
    )


def add(
    app: typer.Typer, name: str, run: Run, words: str, names: Iterable[str], **more: Any
) -> None:
    """A command that takes these options; `more` as for `_taking`."""
    short = words.partition("\n\n")[0]
    made = _taking(run, words, names, **more)
    app.command(name, short_help=short, add_help_option=False)(made)


def lead(app: typer.Typer, run: Run, words: str, names: Iterable[str], **more: Any) -> None:
    """What a group does itself; as `add`."""
    short = words.partition("\n\n")[0]
    made = _taking(run, words, names, **more)
    app.callback(invoke_without_command=True, short_help=short, add_help_option=False)(made)


def on_sample(run: Run) -> Run:
    """A command on the sample that ships."""

    def run_on_sample(options: Options) -> ExitCode:
        from inspector import resources

        return run(replace(options, paths=[resources.sample()]))

    return run_on_sample


def _taking(
    run: Run, words: str, names: Iterable[str], kind: type[Options] = Options, **arguments: Any
) -> Callable[..., None]:
    """A function as Typer wants it: a parameter for each argument, and each field of `kind` named.

    `run` takes the options as a `kind`, and by name the arguments that are no fields of it.
    """
    own = {one.name: (one.type, one.metadata[TYPER]) for one in fields(kind)}
    hints = own | {name: get_args(hint) for name, hint in arguments.items()}
    wanted = {name: hints[name] for name in (*arguments, *names, *EVERYWHERE)}
    described = [
        f"{info.metavar}  {say(info.help or '')}"
        for _, info in wanted.values()
        if isinstance(info, ArgumentInfo)
    ]

    def command(**given: Any) -> None:
        known = {name: value for name, value in given.items() if value is not None}
        options = kind(**{name: known[name] for name in own.keys() & known.keys()})
        try:
            code = run(options, **{name: given[name] for name in arguments.keys() - own.keys()})
        except OSError as fault:
            raise unforeseen(fault) from fault
        raise typer.Exit(int(code))

    made = [_parameter(name, kind, *wanted[name]) for name in wanted]
    vars(command)["__signature__"] = inspect.Signature(made)
    command.__doc__ = "\n\n".join((words, *described))
    command.__annotations__ = {}
    return command


def _parameter(name: str, kind: type[Options], annotation: Any, info: Any) -> Parameter:
    """A parameter with its words of help in the language in use, and the default of its field."""
    default = None if type(None) in get_args(annotation) else Parameter.empty
    default = getattr(kind, name, default)
    info = copy(info)
    info.help = say(info.help)
    # Listed by Typer, an argument would have a Python type beside its name.
    info.hidden = info.hidden or isinstance(info, ArgumentInfo)
    kept = Annotated[annotation, info]
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=kept)
