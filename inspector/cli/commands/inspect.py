"""`inspect EXPORT`: read one export, write the files asked for, print or open the summary."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from inspector.cli import application
from inspector.cli.options import LIMITS, SITUATION, Options, check, request_of
from inspector.cli.pager import show
from inspector.cli.progress import ReadingProgress, say_written
from inspector.cli.registration import add, lead, on_sample
from inspector.cli.stdout import style
from inspector.exit_codes import ExitCode
from inspector.language import say
from inspector.outputs.streams import write, write_json

if TYPE_CHECKING:
    from inspector.knowledge.knowledge import Knowledge
    from inspector.session.session import Session
    from inspector.summary.summary import Summary

OPTIONS = (
    "plain", "full", "json", "parquet", "records", "html", "redacted", "marks", *SITUATION,
    "policy", "strict", "force", *LIMITS, "quiet", "no_color", "no_pager",
)  # fmt: skip


def register(app: typer.Typer) -> None:
    """`inspect EXPORT...` itself, and `inspect demo`."""
    words = say(
        "See what of a LinkedIn export falls inside LinkedIn's stated AI-training scope.\n\n"
        "For example: inspect Complete_LinkedInDataExport_07-10-2026.zip\n\n"
        "Nothing leaves this machine."
    )
    eager = ("version", "install_completion", "show_completion")
    lead(app, run, words, ("paths", *OPTIONS, *eager))
    words = say("Inspect the sample export of an invented member.")
    add(app, "demo", on_sample(run), words, OPTIONS)


def run(options: Options) -> ExitCode:
    """Inspect and give out what was asked for; raises `InspectError`."""
    check(options)
    from inspector.outputs.atomic_file import placed
    from inspector.session.session import Session

    session = Session(request_of(options))
    if application.is_wanted(options):
        return _open(session)
    with ReadingProgress(wanted=not options.quiet) as progress, contextlib.ExitStack() as stack:
        if options.marks:
            session.keep(progress)
            summary = session.summary()
            if options.records is not None:
                from inspector.outputs.parquet import write_records

                write_records(session, summary, stack.enter_context(placed(options.records)))
        elif options.records is None:
            session.read(progress)
            summary = session.summary()
        else:
            target = stack.enter_context(placed(options.records))
            summary = _read_into(session, target, progress)
        if options.redacted:
            from inspector.summary.redaction import redact

            summary = redact(summary, session.knowledge.catalogue)
        if options.parquet is not None:
            from inspector.outputs import parquet

            parquet.write_summary(summary, stack.enter_context(placed(options.parquet)))
        if options.html is not None:
            page = _page(session.knowledge, summary)
            stack.enter_context(placed(options.html)).write_text(page, encoding="utf-8")
    if not options.quiet:
        say_written(options.targets)
    if options.json or options.plain or options.full or not options.targets:
        _print(options, session, summary)
    lost = any(file.reading.status in ("unreadable", "partly_read") for file in summary.files)
    return ExitCode.LEFT_OUT if options.strict and lost else ExitCode.INSPECTED


def _open(session: Session) -> ExitCode:
    """The application; what is wrong with the archives is said before it opens."""
    from inspector.tui.app import InspectApp
    from inspector.tui.desktop import SystemDesktop
    from inspector.tui.settings import Settings

    return application.run(InspectApp(session, Settings(), SystemDesktop()))


def _read_into(session: Session, target: Path, progress: ReadingProgress) -> Summary:
    """Read, with every record to a Parquet file as it passes."""
    from inspector.outputs.parquet import RecordsFile

    sink = RecordsFile(target, session.judge())
    try:
        session.read(progress, sink)
        summary = session.summary()
        sink.finish(summary)
    finally:
        sink.abandon()
    return summary


def _page(knowledge: Knowledge, summary: Summary) -> str:
    from inspector.advice.opt_out import opting_out
    from inspector.advice.steps import advise
    from inspector.outputs.html import summary as page

    advised, opt_out = advise(summary, knowledge), opting_out(summary, knowledge)
    return page.render(summary, knowledge.policies, advised, opt_out)


def _print(options: Options, session: Session, summary: Summary) -> None:
    """The summary on stdout."""
    knowledge = session.knowledge
    marks = None
    if options.marks:
        from inspector.marks.tally import tally

        marks = tally(session, summary)
    if options.json:
        from inspector.outputs.json import summary as document

        opt_out = None
        if summary.split is not None:
            from inspector.advice.opt_out import opting_out

            opt_out = opting_out(summary, knowledge)
        write_json(document.render(summary, opt_out, marks))
        return
    from inspector.advice.steps import advise

    advised, styled = advise(summary, knowledge), style(no_color=options.no_color)
    if not options.full:
        from inspector.outputs.plain import overview

        write(overview.render(summary, styled, advised))
        return
    from inspector.advice.opt_out import opting_out
    from inspector.outputs.plain import summary as plain

    opt_out = opting_out(summary, knowledge)
    text = plain.render(summary, knowledge.policies, styled, advised, opt_out, marks)
    show(text, paged=not options.no_pager)
