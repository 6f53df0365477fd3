"""What is wrong with a command line, by the exception that Typer raises on it.

The kinds of exception, which tell the option, argument and command meant, stand in a package that
Typer keeps to itself; another reason for the upper bound in pyproject.toml.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from typer._click.core import ParameterSource
from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.exceptions import TyperException

from inspector.errors import UsageError
from inspector.language import say


def explain(fault: TyperException, program: TyperGroup, name: str) -> UsageError:
    """What to say of it, with the command whose help says more."""
    context = getattr(fault, "ctx", None) or typer.Context(program, info_name=name)
    told = say("{message} See `{command} --help`.")
    return UsageError(told.format(message=_message(fault, context), command=context.command_path))


def _message(fault: TyperException, context: Any) -> str:
    match fault:
        case NoSuchOption(possibilities=[*near]) if near:
            told = say("No such option: {name} (Possible options: {names})")
            return told.format(name=fault.option_name, names=", ".join(sorted(near)))
        case NoSuchOption():
            return say("No such option: {name}").format(name=fault.option_name)
        case BadOptionUsage():
            named = (one for one in context.command.params if fault.option_name in one.opts)
            if any(getattr(one, "is_flag", False) for one in named):
                told = say("Option '{name}' does not take a value.")
            else:
                told = say("Option '{name}' requires an argument.")
            return told.format(name=fault.option_name)
        case MissingParameter(param=param) if param is not None:
            return _missing(param, context)
        case typer.BadParameter():
            return fault.message
        case _:
            return _too_many(context.command)


def _too_many(command: Any) -> str:
    """Words are left when every argument has its own."""
    names = [one.display_name_raw for one in command.params if isinstance(one, TyperArgument)]
    if not names:
        return say("It takes no words but options.")
    return say("It takes {arguments} and no further words.").format(arguments=" ".join(names))


def _missing(argument: Any, context: Any) -> str:
    """What is missing, and the option that took it, if one took a file."""
    for option in reversed(context.command.params):
        value = context.params.get(option.name)
        is_given = context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE
        if is_given and isinstance(option, TyperOption) and isinstance(value, Path):
            from inspector.errors import shown

            told = say(
                "{option} took {file} as the file to write, and {name} is missing: give both."
            )
            return told.format(
                option=option.opts[0], file=shown(value), name=argument.display_name_raw
            )
    return say("Missing argument {name}.").format(name=argument.get_error_hint())
