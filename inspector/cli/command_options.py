"""What some commands may be asked for beside what all are, as `inspector.cli.options` has it.

The fields are Typer's parameters by their types, so annotations are no texts here.
"""

from dataclasses import dataclass, field
from pathlib import Path

import typer

from inspector.cli import completion
from inspector.cli.options import TYPER, Options, flag, option, paths_of
from inspector.language import mark


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ActOptions(Options):
    """The command line of `inspect act`, as given."""

    csv: Path | None = option("FILE", "", hidden=True)
    """Another name for `items`."""

    @property
    def list_file(self) -> Path | None:
        """Where the list goes."""
        return self.items if self.items is not None else self.csv

    @property
    def targets(self) -> tuple[Path, ...]:
        """The file to be written."""
        return tuple(path for path in (self.items, self.csv) if path is not None)

    @property
    def tables(self) -> tuple[Path, ...]:
        """None."""
        return ()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CheckOptions(Options):
    """The command line of `inspect policy check`, as given."""

    paths: list[Path] = field(
        default_factory=list,
        metadata={
            TYPER: typer.Argument(
                metavar="PAGE",
                help=mark("Pages that you saved: .html, .mhtml, .pdf, or their text in a file."),
            )
        },
    )
    text: str | None = option(
        "ID",
        mark("Which text the page is, by its id (else the words tell)."),
        autocompletion=completion.texts,
    )
    save: Path | None = option(
        "FILE",
        mark("Write the clauses found word for word as a policy text of your own."),
    )
    on: str | None = option("DATE", mark("Day on which the page was saved (today)."))


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class BundleOptions(Options):
    """The command lines of `inspect bundle` and `inspect verify`, as given."""

    out: Path | None = option("FILE.zip", mark("The bundle to write (needed)."))
    with_hash: bool = flag(
        mark("Name the export's own hash: it links all bundles of one person."), "--with-hash"
    )

    @property
    def targets(self) -> tuple[Path, ...]:
        """The file to be written."""
        return (self.out,) if self.out is not None else ()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class StudyOptions(Options):
    """The command line of `inspect study`, as given."""

    addresses: list[str] | None = paths_of(
        "PATH",
        mark(
            "Each the archive, or the folder of archives, of one participant; also s3:// "
            "and other addresses."
        ),
        default=None,
    )
    out: Path | None = option("DIR", mark("The folder of the study (needed)."))
    study_key: Path | None = option(
        "FILE", mark("The secret that makes participants' names into hashes (needed).")
    )
    participant_from: str | None = option(
        "FILE",
        mark(
            "folder: each PATH holds one folder for each participant; file: one ZIP for each; "
            "or a CSV with the columns path and participant."
        ),
    )
    scheduler: str | None = option(
        "ADDRESS", mark("A Dask scheduler that runs already (else the program starts its own).")
    )
    no_tls: bool = flag(
        mark("Use a scheduler without TLS: who can reach it can run programs here."), "--no-tls"
    )
    workers: int | None = option("N", mark("Worker processes here (one a processor)."))
    memory: int | None = option(
        "N", mark("Bytes of memory for each of them (2 GiB, or its share).")
    )
    max_copy: int = option(
        "N",
        mark("Bytes to copy of a participant's address at most (4 GiB); 0: no limit."),
        4 << 30,
        show_default=False,
    )
    retry: bool = flag(mark("Also those again that could not be inspected before."), "--retry")
    records: Path | None = option("FILE", "", hidden=True)
    """Always refused, with the reason."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ClaimsOptions(Options):
    """The command line of `inspect policy claims`, as given."""

    article: str | None = option(
        "ID", mark("Only what this article says."), autocompletion=completion.articles
    )
    verdict: str | None = option(
        "NAME",
        mark("Only claims that are contradicted, not_found, imprecise or upheld."),
        autocompletion=completion.claim_verdicts,
    )


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ReportOptions(Options):
    """The command line of `inspect study report`, as given."""

    html: Path | None = option("FILE", mark("Write it as a page for a browser."))
    least: int = option(
        "N",
        mark("Participants below which a number is not shown (5)."),
        5,
        show_default=False,
    )
