"""What `inspect study` and `inspect study report` do once their words are understood."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inspector import __version__
from inspector.cli.console import CountLine, say_written
from inspector.cli.options import Options, check, request_of
from inspector.errors import ExitCode, UsageError
from inspector.language import number, say
from inspector.outputs.atomic_file import check_target, placed
from inspector.outputs.streams import tell

if TYPE_CHECKING:
    from inspector.session.request import Request
    from inspector.study.folder import StudyFolder
    from inspector.study.jobs import Job, Outcome, Terms
    from inspector.study.manifest import Counts, StudySettings
    from inspector.study.participants import Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyOptions:
    """The command line of `inspect study`, as given."""

    paths: tuple[str, ...]
    out: Path | None
    study_key: Path | None
    participant_from: str | None = None
    scheduler: str | None = None
    workers: int | None = None
    memory: int | None = None
    max_copy: int
    retry: bool = False
    records: Path | None = None
    inspecting: Options
    """What is inspected how: situation, limits, `--strict`, `--quiet`."""


def study(options: StudyOptions) -> ExitCode:
    """Inspect every participant into a folder; raises `InspectError`."""
    request = _checked(options)
    assert options.out is not None
    from inspector.study import cluster
    from inspector.study.folder import agree, opened
    from inspector.study.jobs import Job
    from inspector.study.participants import find
    from inspector.study.pseudonyms import read_key

    cluster.check()
    key = read_key(options.study_key, options.out)
    line = CountLine(wanted=not options.inspecting.quiet)
    with contextlib.ExitStack() as stack:
        stack.callback(line.clear)
        folder = stack.enter_context(opened(options.out))
        is_dated = request.on is not None
        made = agree(options.out, _made(options, request, key.check), is_dated=is_dated)
        found = find(options.paths, options.participant_from, key)
        folder.begin(made)
        missing = folder.missing(found, key, retry=options.retry)
        if missing:
            jobs = [Job(one, key.seal(one.id)) for one in missing]
            _inspect(options, _terms(options, request, made), jobs, folder, line)
        counts = folder.finish(made)
    _tell(options, found, missing, counts)
    if options.inspecting.strict and (counts.failed or _lost_entries(options.out)):
        return ExitCode.LEFT_OUT
    return ExitCode.INSPECTED


def _inspect(
    options: StudyOptions, terms: Terms, jobs: list[Job], folder: StudyFolder, line: CountLine
) -> None:
    from inspector.study import cluster, rows
    from inspector.study.worker import inspect_all

    done = 0

    def keep(outcome: Outcome) -> None:
        nonlocal done
        folder.keep(outcome)
        done += 1
        line(done, len(jobs))

    with contextlib.ExitStack() as stack:
        if options.scheduler is None:
            client = stack.enter_context(cluster.local(options.workers, options.memory))
        else:
            client = stack.enter_context(cluster.existing(options.scheduler))
            if not cluster.threads(client) and not options.inspecting.quiet:
                words = say("no worker has joined the scheduler yet: waiting for one")
                tell(words)
        for job in cluster.run(client, jobs, terms, inspect_all, keep):
            keep(rows.failed(job, "killed"))


def _checked(options: StudyOptions) -> Request:
    """What is asked for; raises `UsageError`."""
    check(options.inspecting)
    if options.records is not None:
        raise UsageError(
            say(
                "--records holds texts, and a study holds none; use `inspect EXPORT --records FILE`"
            )
        )
    if options.out is None:
        raise UsageError(say("--out is missing; name the folder of the study"))
    if min(options.max_copy, options.workers or 0, options.memory or 0) < 0:
        raise UsageError(say("--max-copy, --workers and --memory want 0 or more"))
    if options.scheduler is not None and (options.workers or options.memory):
        raise UsageError(say("--workers and --memory are for this machine's own; leave them out"))
    return request_of(options.inspecting)


def _made(options: StudyOptions, request: Request, key_check: str) -> StudySettings:
    from inspector.study import manifest
    from inspector.study.participants import ownership_of

    return manifest.StudySettings(
        tool_version=__version__,
        knowledge_sha256=manifest.knowledge(),
        region=request.region,
        on=request.on or dt.date.today(),
        opted_out=request.opted_out,
        under_18=request.under_18,
        participant_from=ownership_of(options.participant_from),
        key_check=key_check,
    )


def _terms(options: StudyOptions, request: Request, made: StudySettings) -> Terms:
    from inspector.study.jobs import Terms

    return Terms(
        made.tool_version, made.knowledge_sha256, request.region, made.on, made.opted_out,
        made.under_18, request.limits, options.max_copy,
    )  # fmt: skip


def _lost_entries(root: Path) -> int:
    """How many entries could not be read whole."""
    import polars as pl

    from inspector.study import manifest

    lost = pl.col("status").is_in(["unreadable", "partly_read"])
    files = manifest.ledger_files(root)
    return int(pl.scan_parquet(files).filter(lost).select(pl.len()).collect().item())


def _tell(
    options: StudyOptions,
    found: tuple[Participant, ...],
    missing: tuple[Participant, ...],
    counts: Counts,
) -> None:
    if options.inspecting.quiet:
        return
    tell(
        say(
            "{now} of {all} participants were inspected now, the others before; the study holds "
            "{participants}, of {failed} of them nothing could be said (the ledger tells why)"
        ).format(
            now=number(len(missing)),
            all=number(len(found)),
            participants=number(counts.participants),
            failed=number(counts.failed),
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOptions:
    """The command line of `inspect study report`, as given."""

    folder: Path
    html: Path | None = None
    json: bool = False
    least: int = 5
    force: bool = False
    quiet: bool = False


def report(options: ReportOptions) -> ExitCode:
    """Say what a study found; raises `InspectError`."""
    if options.least < 1:
        raise UsageError(say("--least wants 1 or more"))
    if options.html is not None:
        check_target(options.html, force=options.force, inputs=())
    from inspector.cli.stdout import width
    from inspector.outputs.streams import write, write_json
    from inspector.study.report.report import reckon

    found = reckon(options.folder, options.least)
    if options.html is not None:
        from inspector.study.report import html as study_page

        page = study_page.render(found)
        with placed(options.html) as target:
            target.write_text(page, encoding="utf-8")
        if not options.quiet:
            say_written((options.html,))
    if options.json:
        from inspector.study.report import json as study_document

        write_json(study_document.render(found))
    elif options.html is None:
        from inspector.study.report import plain

        write(plain.render(found, width()))
    return ExitCode.INSPECTED
