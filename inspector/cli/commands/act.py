"""`inspect act EXPORT`: what can be done, a letter to edit, a list to work through."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import completion
from inspector.cli.command_options import ActOptions
from inspector.cli.options import LIMITS, SITUATION, check, request_of
from inspector.cli.pager import show
from inspector.cli.progress import ReadingProgress, say_written
from inspector.cli.registration import add, group, lead, on_sample
from inspector.cli.stdout import width
from inspector.exit_codes import ExitCode
from inspector.language import current, mark, say
from inspector.outputs.streams import is_terminal, write

OPTIONS = ("letter", "items", "csv", *SITUATION, "force", *LIMITS, "quiet", "no_pager")
EXPORT = Annotated[
    list[Path],
    typer.Argument(
        metavar="EXPORT", autocompletion=completion.commands, help=mark("As for `inspect`.")
    ),
]


def register(app: typer.Typer) -> None:
    """`inspect act`, and `inspect act demo`."""
    acting = group(name="act")
    words = say(
        "Say what you can do where you live: steps, a letter to edit, a list to work through."
    )
    lead(acting, run, words, OPTIONS, kind=ActOptions, paths=EXPORT)
    words = say("Run `inspect act` on the sample export.")
    add(acting, "demo", on_sample(run), words, OPTIONS, kind=ActOptions)
    app.add_typer(acting)


def run(options: ActOptions) -> ExitCode:
    """Say what can be done, draft the letter, or list what is exposed; raises `InspectError`."""
    check(options)
    from inspector.outputs.destination import given_out
    from inspector.session.session import Session

    session = Session(request_of(options))
    with ReadingProgress(wanted=not options.quiet) as progress, contextlib.ExitStack() as stack:
        if options.list_file is None:
            session.read(progress)
        else:
            session.keep(progress)
        summary = session.summary()
        if options.list_file is not None:
            from inspector.outputs import items_csv

            target = stack.enter_context(given_out(options.list_file))
            items_csv.write(session, summary, target)
    if not options.quiet:
        say_written(options.targets)
    if options.letter:
        from inspector.advice import letters
        from inspector.outputs.plain import layout

        draft = letters.write(summary, session.knowledge, current())
        write(layout.fold(draft, width()) if is_terminal() else draft)
    elif not options.targets:
        from inspector.advice.steps import advise
        from inspector.outputs.plain import steps

        advised = advise(summary, session.knowledge)
        text = steps.render(summary, session.knowledge.policies, advised, width())
        show(text, paged=not options.no_pager)
    return ExitCode.INSPECTED
