"""What a command does once its words are understood: inspect, write, print."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.cli.console import ProgressLine
from inspector.cli.options import Options, check, request_of
from inspector.errors import ExitCode, OwnFault, shown
from inspector.language import current, say
from inspector.outputs.atomic_file import placed
from inspector.outputs.streams import encoding, is_terminal, tell, write, write_json
from inspector.reading.archive.zip_file import open_archives

if TYPE_CHECKING:
    from inspector.advice.opt_out import OptOut
    from inspector.advice.steps import Advised
    from inspector.knowledge.policy import Policies
    from inspector.outputs.plain.summary import Style
    from inspector.session.request import RecordsSink, Request
    from inspector.summary.summary import Summary
    from inspector.verdicts.judge import Judge


def run(options: Options) -> ExitCode:
    """Inspect and give out what was asked for; raises `InspectError`."""
    check(options)
    from inspector.session.request import inspect

    request = request_of(options)
    if _is_for_a_terminal(options):
        return _open_application(request)
    progress = ProgressLine(wanted=not options.quiet)
    with contextlib.ExitStack() as stack:
        stack.callback(progress.clear)
        make_sink = None
        if options.records is not None:
            make_sink = _records_sink(options.records, stack)
        summary = inspect(request, make_sink, progress)
        if options.redacted:
            from inspector.knowledge import catalogue
            from inspector.summary.redaction import redact

            summary = redact(summary, catalogue.load())
        if options.parquet is not None:
            from inspector.outputs import parquet

            parquet.write_summary(summary, stack.enter_context(placed(options.parquet)))
        if options.html is not None:
            page = _page(options, summary)
            stack.enter_context(placed(options.html)).write_text(page, encoding="utf-8")
    _tell(options, [say("wrote {file}").format(file=shown(target)) for target in options.targets])
    if options.json or options.plain or not options.targets:
        _show(options, summary)
    lost = any(file.reading.status in ("unreadable", "partly_read") for file in summary.files)
    return ExitCode.LEFT_OUT if options.strict and lost else ExitCode.INSPECTED


def show_difference(options: Options) -> ExitCode:
    """Say what differs between two exports of one member; raises `InspectError`."""
    check(options)
    from inspector.diff.exports import differ, requests
    from inspector.knowledge import catalogue, policy_loader

    old, new = requests(request_of(options))
    if _is_for_a_terminal(options):
        return _open_difference(old, new)
    progress = ProgressLine(wanted=not options.quiet)
    with contextlib.ExitStack() as stack:
        stack.callback(progress.clear)
        found = differ(old, new, progress)
    if options.json:
        from inspector.outputs.json import export_diff as changes_document

        write_json(changes_document.render(found))
    else:
        from inspector.outputs.plain import export_diff as changes

        write(changes.render(found, policy_loader.load(catalogue.load()), _style(options)))
    return ExitCode.INSPECTED


def act(options: Options) -> ExitCode:
    """Say what can be done, draft the letter, or list what is exposed; raises `InspectError`."""
    check(options)
    from inspector.advice import letters
    from inspector.session.session import Session

    session = Session(request_of(options))
    progress = ProgressLine(wanted=not options.quiet)
    with contextlib.ExitStack() as stack:
        stack.callback(progress.clear)
        session.read(progress)
        summary = session.summary()
        if options.csv is not None:
            from inspector.outputs import items_csv as items

            items.write(session, summary, stack.enter_context(placed(options.csv)))
    _tell(options, [say("wrote {file}").format(file=shown(target)) for target in options.targets])
    width = shutil.get_terminal_size((80, 24)).columns
    if options.letter:
        drafts = letters.load(session.catalogue, session.policies)
        draft = letters.write(summary, session.policies, drafts[current()])
        from inspector.outputs.plain import steps

        write(steps.folded(draft, width) if is_terminal() else draft)
    elif not options.targets:
        from inspector.outputs.plain import steps

        policies, advised, _ = _around(options, summary)
        write(steps.render(summary, policies, advised, width))
    return ExitCode.INSPECTED


def _around(
    options: Options, summary: Summary
) -> tuple[Policies, tuple[Advised, ...], OptOut | None]:
    """What is shown beside a summary: the texts, what to do, what an opt-out left open."""
    from inspector.advice import steps as acting
    from inspector.advice.opt_out import opting_out
    from inspector.knowledge import catalogue, policy_loader

    known = catalogue.load()
    policies = policy_loader.load(known, extra=options.policy)
    advised = acting.advise(summary, policies, acting.load(known, policies))
    return policies, advised, opting_out(summary, policies, advised)


def _page(options: Options, summary: Summary) -> str:
    from inspector.outputs.html import summary as page

    return page.render(summary, *_around(options, summary))


def _show(options: Options, summary: Summary) -> None:
    """The summary on stdout."""
    if options.json:
        from inspector.outputs.json import summary as document

        opt_out = _around(options, summary)[2] if summary.split is not None else None
        write_json(document.render(summary, opt_out))
    else:
        from inspector.outputs.plain import summary as plain

        policies, advised, opt_out = _around(options, summary)
        write(plain.render(summary, policies, _style(options), advised, opt_out))


def _is_for_a_terminal(options: Options) -> bool:
    """Whether the application is wanted: all three streams are terminals, no output is named."""
    if options.plain or options.json or options.targets or options.redacted:
        return False
    if options.quiet or options.strict:
        return False
    streams = (sys.stdin, sys.stdout, sys.stderr)
    usable = os.environ.get("TERM") != "dumb"
    return usable and all(stream is not None and stream.isatty() for stream in streams)


def _open_application(request: Request) -> ExitCode:
    """The terminal application on an export; what is wrong with it is said before it opens."""
    from inspector.session.session import Session

    session = Session(request)
    from inspector.tui.app import InspectApp
    from inspector.tui.settings import Settings

    app = InspectApp(session, Settings())
    app.run()
    if app.own_fault is not None:
        raise OwnFault(app.own_fault)
    if app.fault is not None:
        raise app.fault
    return ExitCode(app.return_code or 0)


def _open_difference(old: Request, new: Request) -> ExitCode:
    """The terminal application on two exports; what is no archive is said before it opens."""
    for one in (old, new):
        open_archives(list(one.paths), one.limits)
    from inspector.tui.diff_app import DiffApp
    from inspector.tui.settings import Settings

    app = DiffApp(old, new, Settings())
    app.run()
    if app.own_fault is not None:
        raise OwnFault(app.own_fault)
    if app.fault is not None:
        raise app.fault
    return ExitCode(app.return_code or 0)


def _records_sink(target: Path, stack: contextlib.ExitStack) -> Callable[[Judge], RecordsSink]:
    from inspector.outputs import parquet

    def make(judge: Judge) -> parquet.RecordsFile:
        sink = parquet.RecordsFile(stack.enter_context(placed(target)), judge)
        stack.callback(sink.abandon)
        return sink

    return make


def _tell(options: Options, lines: list[str]) -> None:
    if not options.quiet:
        for line in lines:
            tell(line)


def _style(options: Options) -> Style:
    from inspector.outputs.plain.summary import Style

    colour = (
        is_terminal()
        and not options.no_color
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
    if os.environ.get("FORCE_COLOR") and not options.no_color:
        colour = True
    width = shutil.get_terminal_size((80, 24)).columns
    try:
        "■▒░█".encode(encoding())
    except UnicodeEncodeError:
        return Style(width, colour, unicode=False)
    return Style(width, colour)
