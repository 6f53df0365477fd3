"""The commands on studies, with their options; what they do stands in `inspector.cli.studying`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.parameters import (
    Force,
    Json,
    Lang,
    MaxBytes,
    MaxEntries,
    MaxRatio,
    On,
    OptedOut,
    Quiet,
    Region,
    Strict,
    Under18,
)
from inspector.language import mark

STUDY = mark(
    "Inspect the exports of many participants into one dataset without names.\n\n"
    "On this machine, or on a Dask cluster. Run again, it finishes what is missing."
)
REPORT = mark(
    "Say what a study found: participants, exposed words, prevalence, what could not be read.\n\n"
    "What holds for few participants is left out, and what would let it be reckoned."
)


def study(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help=mark(
                "Each the archive, or the folder of archives, of one participant; also s3:// "
                "and other addresses."
            ),
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help=mark("The folder of the study (needed)."))
    ] = None,
    study_key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=mark("The secret that makes participants' names into hashes (needed)."),
        ),
    ] = None,
    participant_from: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help=mark(
                "folder: each PATH holds one folder for each participant; file: one ZIP for each; "
                "or a CSV with the columns path and participant."
            ),
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help=mark("A Dask scheduler that runs already (a cluster of our own)."),
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(metavar="N", help=mark("Worker processes here (one a processor)."))
    ] = None,
    memory: Annotated[
        int | None,
        typer.Option(
            metavar="N", help=mark("Bytes of memory for each of them (2 GiB, or its share).")
        ),
    ] = None,
    max_copy: Annotated[
        int,
        typer.Option(
            metavar="N",
            show_default=False,
            help=mark("Bytes to copy of a participant's address at most (4 GiB); 0: no limit."),
        ),
    ] = 4 << 30,
    retry: Annotated[
        bool,
        typer.Option(
            "--retry", help=mark("Also those again of whom nothing could be said before.")
        ),
    ] = False,
    records: Annotated[Path | None, typer.Option(metavar="FILE", hidden=True)] = None,
    region: Region = "auto",
    on: On = None,
    opted_out: OptedOut = None,
    under_18: Under18 = False,
    strict: Strict = False,
    max_bytes: MaxBytes = 4 << 30,
    max_entries: MaxEntries = 20_000,
    max_ratio: MaxRatio = 200,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """What `STUDY` says."""
    from inspector.cli.options import Options
    from inspector.cli.studying import StudyOptions
    from inspector.cli.studying import study as run

    inspecting = Options(
        paths=(), region=region, on=on, opted_out=opted_out, under_18=under_18, strict=strict,
        max_bytes=max_bytes, max_entries=max_entries, max_ratio=max_ratio, quiet=quiet,
    )  # fmt: skip
    options = StudyOptions(
        paths=tuple(paths or ()), out=out, study_key=study_key, participant_from=participant_from,
        scheduler=scheduler, workers=workers, memory=memory, max_copy=max_copy, retry=retry,
        records=records, inspecting=inspecting,
    )  # fmt: skip
    raise typer.Exit(int(run(options)))


def report(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=mark("What `inspect study` wrote."))
    ],
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help=mark("Write it as a page for a browser."))
    ] = None,
    json: Json = False,
    least: Annotated[
        int, typer.Option(metavar="N", help=mark("Participants below which a number is not shown."))
    ] = 5,
    force: Force = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """What `REPORT` says."""
    from inspector.cli.studying import ReportOptions
    from inspector.cli.studying import report as run

    options = ReportOptions(
        folder=folder, html=html, json=json, least=least, force=force, quiet=quiet
    )
    raise typer.Exit(int(run(options)))
