"""What a command does once its words are understood: inspect, write, print."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from inspector.archive import Limits, shown
from inspector.errors import ExitCode, OwnFault, UsageError
from inspector.outputs.placing import check_target, placed
from inspector.outputs.progress import ProgressLine
from inspector.policy import REGIONS, Region

if TYPE_CHECKING:
    from inspector.acting import Advised
    from inspector.inspection import RecordsSink, Request
    from inspector.opting_out import OptOut
    from inspector.outputs.plain import Style
    from inspector.policy import Policies
    from inspector.summary import Summary
    from inspector.verdicts import Judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The command line, as given."""

    paths: tuple[Path, ...]
    plain: bool = False
    json: bool = False
    parquet: Path | None = None
    records: Path | None = None
    html: Path | None = None
    csv: Path | None = None
    letter: bool = False
    lang: str = "en"
    redacted: bool = False
    region: str = "auto"
    on: str | None = None
    opted_out: str | None = None
    under_18: bool = False
    strict: bool = False
    force: bool = False
    max_bytes: int = Limits().max_bytes
    max_entries: int = Limits().max_entries
    max_ratio: int = Limits().max_ratio
    quiet: bool = False
    no_color: bool = False

    @property
    def targets(self) -> tuple[Path, ...]:
        """The files to be written."""
        named = (self.parquet, self.records, self.html, self.csv)
        return tuple(path for path in named if path is not None)


def run(options: Options) -> ExitCode:
    """Inspect and give out what was asked for; raises `InspectError`."""
    _check(options)
    from inspector.inspection import inspect

    request = _request(options)
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
            from inspector import catalogue
            from inspector.redacting import redact

            summary = redact(summary, catalogue.load())
        if options.parquet is not None:
            from inspector.outputs import parquet

            parquet.write_summary(summary, stack.enter_context(placed(options.parquet)))
        if options.html is not None:
            _write_page(summary, stack.enter_context(placed(options.html)))
    _tell(options, [f"wrote {shown(target)}" for target in options.targets])
    if options.json or options.plain or not options.targets:
        _show(options, summary)
    lost = any(file.reading.status in ("unreadable", "partly_read") for file in summary.files)
    return ExitCode.LEFT_OUT if options.strict and lost else ExitCode.INSPECTED


def act(options: Options) -> ExitCode:
    """Say what can be done, draft the letter, or list what is exposed; raises `InspectError`."""
    _check(options)
    from inspector import letters
    from inspector.session import Session

    if options.lang not in letters.LANGUAGES:
        raise UsageError(f"--lang knows {' and '.join(letters.LANGUAGES)}; give one of these")
    session = Session(_request(options))
    progress = ProgressLine(wanted=not options.quiet)
    with contextlib.ExitStack() as stack:
        stack.callback(progress.clear)
        session.read(progress)
        summary = session.summary()
        if options.csv is not None:
            from inspector.outputs import items

            items.write(session, summary, stack.enter_context(placed(options.csv)))
    _tell(options, [f"wrote {shown(target)}" for target in options.targets])
    width = shutil.get_terminal_size((80, 24)).columns
    if options.letter:
        drafts = letters.load(session.catalogue, session.policies)
        draft = letters.write(summary, session.policies, drafts[options.lang])
        from inspector.outputs import steps

        _write(steps.folded(draft, width) if sys.stdout and sys.stdout.isatty() else draft)
    elif not options.targets:
        from inspector.outputs import steps

        policies, advised, _ = _around(summary)
        _write(steps.render(summary, policies, advised, width))
    return ExitCode.INSPECTED


def _request(options: Options) -> Request:
    from inspector.inspection import Request

    return Request(
        options.paths,
        _region(options.region),
        _date("--on", options.on),
        _date("--opted-out", options.opted_out),
        options.under_18,
        Limits(options.max_bytes, options.max_entries, options.max_ratio),
    )


def _around(summary: Summary) -> tuple[Policies, tuple[Advised, ...], OptOut | None]:
    """What is shown beside a summary: the texts, what to do, what an opt-out left open."""
    from inspector import acting, catalogue, policy
    from inspector.opting_out import opting_out

    known = catalogue.load()
    policies = policy.load(known)
    advised = acting.advise(summary, policies, acting.load(known, policies))
    return policies, advised, opting_out(summary, policies, advised)


def _write_page(summary: Summary, target: Path) -> None:
    from inspector.outputs import page

    target.write_text(page.render(summary, *_around(summary)), encoding="utf-8")


def _show(options: Options, summary: Summary) -> None:
    """The summary on stdout."""
    policies, advised, opt_out = _around(summary)
    if options.json:
        from inspector.outputs import document

        _write(document.render(summary, opt_out))
    else:
        from inspector.outputs import plain

        _write(plain.render(summary, policies, _style(options), advised, opt_out))


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
    from inspector.session import Session

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


def _records_sink(target: Path, stack: contextlib.ExitStack) -> Callable[[Judge], RecordsSink]:
    from inspector.outputs import parquet

    def make(judge: Judge) -> parquet.RecordsFile:
        sink = parquet.RecordsFile(stack.enter_context(placed(target)), judge)
        stack.callback(sink.abandon)
        return sink

    return make


def _check(options: Options) -> None:
    if options.json and options.plain:
        raise UsageError("--json and --plain exclude each other; give one")
    if options.redacted and options.records is not None:
        raise UsageError("--records holds your texts, --redacted holds none; give one of them")
    if min(options.max_bytes, options.max_entries, options.max_ratio) < 0:
        raise UsageError("--max-bytes, --max-entries and --max-ratio want 0 or more")
    resolved = [target.resolve() for target in options.targets]
    if len(set(resolved)) != len(resolved):
        raise UsageError("two of the output options name the same file; give each its own")
    for target in options.targets:
        check_target(target, force=options.force, inputs=options.paths)


def _region(code: str) -> Region | Literal["auto"]:
    if code == "auto" or code in REGIONS:
        return cast("Region | Literal['auto']", code)
    raise UsageError(f"--region knows {', '.join(REGIONS)} and auto; give one of these")


def _date(option: str, text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(f"{option} wants a date such as 2025-11-03") from fault


def _tell(options: Options, lines: list[str]) -> None:
    if not options.quiet:
        sys.stderr.writelines(line + "\n" for line in lines)


def _write(text: str) -> None:
    """Text to stdout as UTF-8, whatever the system's code page, unless it is a terminal."""
    if sys.stdout is None:
        raise UsageError("there is no standard output to write to; open one or write to a file")
    if sys.stdout.isatty() or not hasattr(sys.stdout, "buffer"):
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
    else:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()


def _style(options: Options) -> Style:
    from inspector.outputs.plain import Style

    colour = (
        sys.stdout.isatty()
        and not options.no_color
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
    if os.environ.get("FORCE_COLOR") and not options.no_color:
        colour = True
    width = shutil.get_terminal_size((80, 24)).columns
    encoding = (sys.stdout.encoding or "ascii") if sys.stdout.isatty() else "utf-8"
    try:
        "■▒░█“”".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return Style(width, colour, unicode=False)
    return Style(width, colour)


def show_policies(*, as_json: bool) -> None:
    """Print every text and clause."""
    from inspector import catalogue, policy

    every = policy.load(catalogue.load())
    if as_json:
        from inspector.outputs import document

        _write_json(document.policies(every))
        return
    from inspector.outputs import texts

    _write(texts.render(every, shutil.get_terminal_size((80, 24)).columns))


def show_claims(*, as_json: bool) -> None:
    """Print what was said in public of the scope, held against the texts."""
    from inspector import catalogue, claims, policy
    from inspector.outputs import claims as faces

    known = catalogue.load()
    policies = policy.load(known)
    every = claims.load(known, policies)
    if as_json:
        _write_json(faces.document(every, policies))
    else:
        _write(faces.render(every, policies, shutil.get_terminal_size((80, 24)).columns))


def _write_json(made: dict[str, Any]) -> None:
    import json

    from inspector.outputs import document

    _write(document.safe(json.dumps(made, ensure_ascii=False, indent=1)) + "\n")
