"""`inspect EXPORT`: read one export, write the files asked for, print or open the summary."""

from __future__ import annotations

import contextlib
from dataclasses import replace
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
    from inspector.cli.result_files import Result
    from inspector.knowledge.knowledge import Knowledge
    from inspector.session.session import Session

OPTIONS = (
    "plain", "full", "json", "html", "with_records", "with_all_records", "markdown", "csv",
    "jsonl", "parquet", "records", "redacted", "marks", *SITUATION, "policy", "strict", "force",
    *LIMITS, "quiet", "no_color", "no_pager",
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
    from inspector.cli.result_files import write_summaries
    from inspector.session.session import Session

    session = Session(request_of(options))
    if application.is_wanted(options):
        return _open(session)
    with ReadingProgress(wanted=not options.quiet) as progress, contextlib.ExitStack() as stack:
        read = _read_marks if options.marks else _read
        result = read(session, options, progress, stack)
        if options.redacted:
            from inspector.summary.redaction import redact

            redacted = redact(result.summary, session.knowledge.catalogue)
            result = replace(result, summary=redacted)
        write_summaries(session.knowledge, result, options, stack)
    if not options.quiet:
        say_written(options.targets)
    if options.json or options.plain or options.full or not options.targets:
        _print(options, session.knowledge, result)
    lost = any(
        file.reading.status in ("unreadable", "partly_read") for file in result.summary.files
    )
    return ExitCode.LEFT_OUT if options.strict and lost else ExitCode.INSPECTED


def _open(session: Session) -> ExitCode:
    """The application; what is wrong with the archives is said before it opens."""
    from inspector.tui.app import InspectApp
    from inspector.tui.desktop import SystemDesktop
    from inspector.tui.settings import Settings

    return application.run(InspectApp(session, Settings(), SystemDesktop()))


def _read(
    session: Session, options: Options, progress: ReadingProgress, stack: contextlib.ExitStack
) -> Result:
    """Read, with every record to what wants it as it passes."""
    from inspector.cli.result_files import Result, record_files

    files = record_files(session, options, stack)
    session.read(progress, files.give if files.are_wanted else None)
    summary = session.summary()
    files.finish(summary)
    return Result(summary, shown=files.shown)


def _read_marks(
    session: Session, options: Options, progress: ReadingProgress, stack: contextlib.ExitStack
) -> Result:
    """The same, and the marks, of which all names are known only once everything is read."""
    from inspector.cli.result_files import Result, record_files
    from inspector.marks.kept_texts import KeptTexts
    from inspector.marks.tally import tally

    if not options.wants_records:
        texts = KeptTexts(session.knowledge.mark_rules)
        session.read(progress, texts)
        summary = session.summary()
        return Result(summary, tally(session, summary, texts))
    session.keep(progress)
    summary = session.summary()
    files = record_files(session, options, stack, summary)
    for batch in session.store.batches():
        files.give(batch)
    files.finish(summary)
    return Result(summary, tally(session, summary), files.shown)


def _print(options: Options, knowledge: Knowledge, result: Result) -> None:
    """The summary on stdout."""
    summary, marks = result.summary, result.marks
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
