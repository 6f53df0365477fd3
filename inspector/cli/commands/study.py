"""`inspect study PATH`, `inspect study report`: many exports into a folder, and what it holds."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli.command_options import ReportOptions, StudyOptions
from inspector.cli.options import LIMITS, SITUATION, check, request_of
from inspector.cli.progress import StudyProgress, say_written
from inspector.cli.registration import add, group, lead
from inspector.cli.stdout import width, write_document
from inspector.errors import UsageError
from inspector.exit_codes import ExitCode
from inspector.language import mark, number, say
from inspector.outputs.streams import tell, write
from inspector.version import __version__

if TYPE_CHECKING:
    from inspector.session.request import Request
    from inspector.study.folder import StudyFolder
    from inspector.study.jobs import Job, Outcome, Terms
    from inspector.study.manifest import Counts, StudySettings
    from inspector.study.participants import Participant


MOST_SECONDS = 600
"""For one participant, if nobody says another limit."""
FOLDER = Annotated[Path, typer.Argument(metavar="DIR", help=mark("What `inspect study` wrote."))]


def register(app: typer.Typer) -> None:
    """`inspect study`, and `inspect study report`."""
    studies = group(name="study")
    words = say(
        "Inspect the exports of many participants into one dataset without names.\n\n"
        "On this machine, or on a Dask cluster. Run again, it finishes what is missing."
    )
    names = (
        "addresses", "out", "study_key", "participant_from", "scheduler", "no_tls", "workers",
        "memory", "max_copy", "retry", "records", *SITUATION, "strict", *LIMITS, "quiet",
    )  # fmt: skip
    lead(studies, study, words, names, kind=StudyOptions)
    words = say(
        "Say what a study found: participants, exposed words, prevalence, what could not be read."
        "\n\n"
        "What holds for few participants is left out, and what would let it be reckoned."
    )
    add(
        studies, "report", report, words, ("html", "json", "least", "force", "quiet"),
        kind=ReportOptions, folder=FOLDER,
    )  # fmt: skip
    app.add_typer(studies)


def study(options: StudyOptions) -> ExitCode:
    """Inspect every participant into a folder; raises `InspectError`."""
    request = _checked(options)
    assert options.out is not None
    from inspector.study import cluster
    from inspector.study.folder import agree, opened
    from inspector.study.jobs import Job, Terms
    from inspector.study.participants import find
    from inspector.study.pseudonyms import read_key

    cluster.check()
    key = read_key(options.study_key, options.out)
    with StudyProgress(wanted=not options.quiet) as line, opened(options.out) as folder:
        is_dated = request.on is not None
        made = agree(options.out, _made(options, request, key.check), is_dated=is_dated)
        found = find(tuple(options.addresses or ()), options.participant_from, key)
        folder.begin(made)
        missing = folder.missing(found, key, retry=options.retry)
        if missing:
            jobs = [Job(one, key.seal(one.id)) for one in missing]
            terms = Terms(
                made.tool_version, made.knowledge_sha256, request.region, made.on, made.opted_out,
                made.under_18, request.limits, options.max_copy,
            )  # fmt: skip
            _inspect(options, terms, jobs, folder, line)
        counts = folder.finish(made)
    _tell(options, found, missing, counts)
    if options.strict and (counts.failed or _lost_entries(options.out)):
        return ExitCode.LEFT_OUT
    return ExitCode.INSPECTED


def _inspect(
    options: StudyOptions, terms: Terms, jobs: list[Job], folder: StudyFolder, line: StudyProgress
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
            if not cluster.threads(client) and not options.quiet:
                words = say("no worker has joined the scheduler yet: waiting for one")
                tell(words)
        for job in cluster.run(client, jobs, terms, inspect_all, keep):
            keep(rows.failed(job, "killed"))


def _checked(options: StudyOptions) -> Request:
    """What is asked for; raises `UsageError`."""
    if options.records is not None:
        raise UsageError(
            say(
                "--records holds texts, and a study holds none; use `inspect EXPORT --records FILE`"
            )
        )
    check(options)
    if options.max_seconds is None:
        options = replace(options, max_seconds=MOST_SECONDS)
    if options.out is None:
        raise UsageError(say("--out is missing; name the folder of the study"))
    if min(options.max_copy, options.workers or 0, options.memory or 0) < 0:
        raise UsageError(say("--max-copy, --workers and --memory want 0 or more"))
    if options.scheduler is not None and (options.workers or options.memory):
        raise UsageError(say("--workers and --memory are for this machine's own; leave them out"))
    if options.scheduler is not None and not options.no_tls:
        _check_tls(options.scheduler)
    return request_of(options)


def _check_tls(scheduler: str) -> None:
    """Refuse what is neither encrypted nor checked; raises `UsageError`."""
    if not scheduler.startswith("tls://"):
        raise UsageError(
            say(
                "--scheduler wants an address that begins with tls://, since whoever can reach a "
                "scheduler without TLS can run programs here; give it keys (docs/study.md), or "
                "add --no-tls if nobody else can reach it"
            )
        )


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
    if options.quiet:
        return
    tell(
        say(
            "{now} of {all} participants were inspected now, the others before; the study holds "
            "{participants}, of whom {failed} could not be inspected (its folder _ledger tells why)"
        ).format(
            now=number(len(missing)),
            all=number(len(found)),
            participants=number(counts.participants),
            failed=number(counts.failed),
        )
    )


def report(options: ReportOptions, folder: Path) -> ExitCode:
    """Say what a study found; raises `InspectError`."""
    if options.least < 1:
        raise UsageError(say("--least wants 1 or more"))
    from inspector.outputs import destination

    if options.html is not None:
        destination.check([options.html], force=options.force, inputs=())
        if options.json:
            destination.check_beside([options.html])
    from inspector.study.report.report import reckon

    found = reckon(folder, options.least)
    if options.html is not None:
        from inspector.study.report import html as study_page

        page = study_page.render(found)
        with destination.given_out(options.html) as target:
            target.write_text(page, encoding="utf-8", newline="\n")
        if not options.quiet:
            say_written([options.html])
    if options.json:
        from inspector.study.report import json

        write_document(json.document(found))
    elif options.html is None:
        from inspector.study.report import plain

        write(plain.render(found, width()))
    return ExitCode.INSPECTED
