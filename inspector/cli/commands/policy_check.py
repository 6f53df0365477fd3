"""`inspect policy check PAGE...`: pages that a member saved, held against the texts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import typer

from inspector.cli.command_options import CheckOptions
from inspector.cli.options import day_of
from inspector.cli.pager import show
from inspector.cli.progress import say_written
from inspector.cli.registration import add
from inspector.cli.stdout import width, write_document
from inspector.errors import UsageError
from inspector.exit_codes import ExitCode
from inspector.language import say
from inspector.outputs.destination import STDOUT
from inspector.outputs.streams import tell

if TYPE_CHECKING:
    from inspector.check.page_check import PageCheck
    from inspector.knowledge.policy import Policies

NAMES = ("paths", "text", "save", "on", "json", "policy", "force", "quiet", "no_pager")


def register(policy: typer.Typer) -> None:
    """The command, under `inspect policy`."""
    words = say(
        "Hold pages that you saved against what is quoted of them.\n\n"
        "Says which text a page is, how each clause stands on it, and what stands beside them. "
        "Nothing is sent. Exits with 1 where something differs, or the page is no text that is "
        "known."
    )
    add(policy, "check", check_pages, words, NAMES, kind=CheckOptions)


def check_pages(options: CheckOptions) -> ExitCode:
    """Print how the clauses stand on each page; raises `InspectError`."""
    day = _day(options)
    if options.save is not None:
        _check_target(options)
    from inspector.check import page_check
    from inspector.diff.text_diff import find
    from inspector.knowledge import knowledge as known

    policies = known.load(tuple(options.policy or ())).policies
    asked = find(policies, options.text) if options.text is not None else None
    found = [page_check.check(path, policies, asked) for path in options.paths]
    saved = _saved(found[0], policies, day) if options.save is not None else None
    if options.save is not None and saved is not None:
        from inspector.outputs.destination import given_out

        with given_out(options.save) as beside:
            beside.write_text(saved, encoding="utf-8", newline="\n")
    if options.json:
        from inspector.outputs.json import page_check as document

        write_document(document.document(found))
    elif options.save != STDOUT or saved is None:
        from inspector.outputs.plain import page_check as plain

        show(plain.render(found, width()), paged=not options.no_pager)
    if options.save is not None and not options.quiet:
        if saved is not None:
            say_written([options.save])
        else:
            tell(say("nothing was written: the page is no text that is known here"))
    return ExitCode.LEFT_OUT if any(one.differs for one in found) else ExitCode.INSPECTED


def _day(options: CheckOptions) -> dt.date:
    """The day on which the pages were saved; raises `UsageError`."""
    today = dt.date.today()
    day = day_of("--on", options.on) or today
    if day > today:
        raise UsageError(say("--on is in the future; say on which day the page was saved"))
    return day


def _check_target(options: CheckOptions) -> None:
    from inspector.outputs import destination

    assert options.save is not None
    if len(options.paths) > 1:
        raise UsageError(say("--save takes one PAGE; check the pages one by one"))
    destination.check([options.save], force=options.force, inputs=options.paths)
    if options.json:
        destination.check_beside([options.save])


def _saved(found: PageCheck, policies: Policies, day: dt.date) -> str | None:
    """The own text of the first text that a page is; None where it is none."""
    from inspector.check import renewed_text

    return renewed_text.render(found.texts[0].held, policies, day) if found.texts else None
