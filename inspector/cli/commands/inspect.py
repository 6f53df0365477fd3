"""`inspect EXPORT`: read one export, write the files asked for, print or open the summary."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Self

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
    from inspector.marks.tally import Tally
    from inspector.outputs.record_files import RecordFile
    from inspector.reading.tables.records import Batch
    from inspector.session.session import Session
    from inspector.summary.summary import Summary

OPTIONS = (
    "plain", "full", "json", "html", "markdown", "csv", "jsonl", "parquet", "records", "redacted",
    "marks", *SITUATION, "policy", "strict", "force", *LIMITS, "quiet", "no_color", "no_pager",
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
    from inspector.session.session import Session

    session = Session(request_of(options))
    if application.is_wanted(options):
        return _open(session)
    with ReadingProgress(wanted=not options.quiet) as progress, contextlib.ExitStack() as stack:
        if options.marks:
            summary, marks = _read_marks(session, options, progress, stack)
        else:
            summary, marks = _read(session, options, progress, stack), None
        if options.redacted:
            from inspector.summary.redaction import redact

            summary = redact(summary, session.knowledge.catalogue)
        _write(session.knowledge, summary, options, stack, marks)
    if not options.quiet:
        say_written(options.targets)
    if options.json or options.plain or options.full or not options.targets:
        _print(options, session, summary, marks)
    lost = any(file.reading.status in ("unreadable", "partly_read") for file in summary.files)
    return ExitCode.LEFT_OUT if options.strict and lost else ExitCode.INSPECTED


def _open(session: Session) -> ExitCode:
    """The application; what is wrong with the archives is said before it opens."""
    from inspector.tui.app import InspectApp
    from inspector.tui.desktop import SystemDesktop
    from inspector.tui.settings import Settings

    return application.run(InspectApp(session, Settings(), SystemDesktop()))


def _read(
    session: Session, options: Options, progress: ReadingProgress, stack: contextlib.ExitStack
) -> Summary:
    """Read, with every record to the files of records that are wanted as it passes."""
    with _RecordFiles(_record_files(session, options, stack)) as files:
        session.read(progress, files.give if files.wanted else None)
        summary = session.summary()
        files.finish(summary)
    return summary


def _read_marks(
    session: Session, options: Options, progress: ReadingProgress, stack: contextlib.ExitStack
) -> tuple[Summary, Tally]:
    """The same, and the marks, of which all names are known only once everything is read."""
    from inspector.marks.kept_texts import KeptTexts
    from inspector.marks.tally import tally

    if not (options.records or options.jsonl or (options.csv and not options.redacted)):
        texts = KeptTexts(session.knowledge.mark_rules)
        session.read(progress, texts)
        summary = session.summary()
        return summary, tally(session, summary, texts)
    session.keep(progress)
    summary = session.summary()
    with _RecordFiles(_record_files(session, options, stack, summary)) as files:
        for batch in session.store.batches():
            files.give(batch)
        files.finish(summary)
    return summary, tally(session, summary)


class _RecordFiles:
    """Files of records that are written together; none stays half written."""

    def __init__(self, files: list[RecordFile]) -> None:
        self.wanted = files

    def give(self, batch: Batch) -> None:
        """Write a batch into each."""
        for file in self.wanted:
            file(batch)

    def finish(self, summary: Summary) -> None:
        """End each."""
        for file in self.wanted:
            file.finish(summary)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self.wanted:
            file.abandon()


def _record_files(
    session: Session, options: Options, stack: contextlib.ExitStack, kept: Summary | None = None
) -> list[RecordFile]:
    """What writes the files of records that are wanted; `kept`: of records that are kept."""
    from inspector.outputs.destination import given_out

    sinks: list[RecordFile] = []
    if options.records is not None:
        from inspector.outputs import record_marks
        from inspector.outputs.parquet import RecordsFile

        target = stack.enter_context(given_out(options.records))
        if kept is not None:
            mark = record_marks.marker(session, kept)
            sinks.append(RecordsFile(target, session.judge(), mark))
        else:
            sinks.append(stack.enter_context(record_marks.records_draft(session, target)))
    if options.jsonl is not None:
        from inspector.outputs.record_files import RecordLines

        target = stack.enter_context(given_out(options.jsonl))
        sinks.append(RecordLines(target, session.judge()))
    if options.csv is not None and not options.redacted:
        from inspector.outputs import csv_tables
        from inspector.outputs.atomic_file import make_folder
        from inspector.outputs.record_files import RecordTable

        make_folder(options.csv)
        target = stack.enter_context(given_out(options.csv / csv_tables.RECORDS))
        sinks.append(RecordTable(target, session.judge()))
    return sinks


def _write(
    knowledge: Knowledge,
    summary: Summary,
    options: Options,
    stack: contextlib.ExitStack,
    marks: Tally | None,
) -> None:
    """Write the files that are wanted beside those of records."""
    from inspector.outputs.destination import given_out

    if options.parquet is not None:
        from inspector.outputs import parquet

        parquet.write_summary(summary, stack.enter_context(given_out(options.parquet)))
    if options.html is not None:
        page = _page(knowledge, summary, marks)
        stack.enter_context(given_out(options.html)).write_text(page, encoding="utf-8")
    if options.markdown is not None:
        from inspector.outputs import markdown

        text = markdown.render(summary, knowledge.policies)
        stack.enter_context(given_out(options.markdown)).write_text(text, encoding="utf-8")
    if options.csv is not None:
        from inspector.outputs import csv_tables
        from inspector.outputs.atomic_file import make_folder

        make_folder(options.csv)
        csv_tables.write(summary, knowledge.policies, options.csv)


def _page(knowledge: Knowledge, summary: Summary, marks: Tally | None) -> str:
    from inspector.advice.opt_out import opting_out
    from inspector.advice.steps import advise
    from inspector.outputs.html import summary as page

    advised, opt_out = advise(summary, knowledge), opting_out(summary, knowledge)
    return page.render(summary, knowledge.policies, advised, opt_out, marks)


def _print(options: Options, session: Session, summary: Summary, marks: Tally | None) -> None:
    """The summary on stdout."""
    knowledge = session.knowledge
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
