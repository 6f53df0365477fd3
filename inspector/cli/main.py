"""Words in, exit code out. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Sequence

from typer.core import TyperGroup
from typer.main import get_group

from inspector import language, resources
from inspector.cli import completion, ctrl_c, process_exit, welcome
from inspector.cli.commands import act, bundle, diff, guide, help, inspect, policy, study
from inspector.cli.options import program
from inspector.cli.plain_values import read_plainly
from inspector.cli.registration import group
from inspector.exit_codes import ExitCode
from inspector.language import Language, mark, say
from inspector.outputs import streams

_OF_TYPER = (mark("Options"), mark("Commands"))
"""What Typer looks up by gettext itself."""


def build(spoken: Language) -> TyperGroup:
    """The command line in a language, which is the one in use from then on."""
    if spoken != language.current():
        language.use(spoken)
    gettext.bindtextdomain("inspect", resources.schemas() / "locale")
    gettext.textdomain("inspect")
    os.environ["LANGUAGE"] = spoken
    epilog = say("A file or folder that is called like a command is reached as ./demo.")
    completion.prepare()
    app = group(epilog=epilog)
    for command in (inspect, diff, help, guide, act, policy, bundle, study):
        command.register(app)
    built = get_group(app)
    read_plainly(built)
    return built


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    streams.prepare()
    _fix_old_consoles()
    language.use(language.of_environment(os.environ))
    if (code := language.asked(given)) is not None:
        if (spoken := language.find(code)) is None:
            return process_exit.unknown_language()
        language.use(spoken)
    name = program()
    if given in ([], [language.OPTION, code], [f"{language.OPTION}={code}"]) and not (
        _is_completing(name)
    ):
        streams.tell(welcome.render())
        return ExitCode.USAGE
    command = build(language.current())
    try:
        with ctrl_c.raised():
            # None: Typer takes them itself, and does on Windows what shells do elsewhere (`*.zip`).
            words = None if arguments is None else given
            ended = int(command.main(words, prog_name=name, standalone_mode=False) or 0)
            streams.flush()
    except SystemExit as done:  # when completion is asked for or installed
        ended = int(done.code or 0)
    except BaseException as fault:  # a panic of Polars is no `Exception`
        if not ctrl_c.was_pressed():
            return process_exit.told(fault, command, name)
        ended = ExitCode.INTERRUPTED
    # Typer returns this code instead of raising.
    if ctrl_c.was_pressed() or ended == ExitCode.INTERRUPTED:
        return process_exit.interrupted()
    return ended


def _is_completing(name: str) -> bool:
    """Whether a shell asks for completions, as Typer's scripts do."""
    return f"_{name.replace('-', '_').upper()}_COMPLETE" in os.environ


def _fix_old_consoles() -> None:
    """Let Windows consoles obey the codes of colours, which old ones do not by themselves."""
    if sys.platform == "win32":
        import colorama

        colorama.just_fix_windows_console()


def entry() -> None:
    """The console command."""
    process_exit.at_once(main())
