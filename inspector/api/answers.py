"""What a judged export gives out: plain typed objects that never change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from inspector.knowledge.policy import Clause, Policy
from inspector.knowledge.vocabulary import VERDICTS, Basis, Verdict
from inspector.reading.file_reading import FileStatus
from inspector.summary.clauses import ClauseDecision
from inspector.verdicts.file_verdicts import JudgedFile
from inspector.verdicts.judgement import FileVerdict
from inspector.verdicts.totals import Totals


@dataclass(frozen=True, slots=True)
class ColumnAnswer:
    """One column of a file; verdict and basis are None where it holds no value."""

    name: str
    role: str
    verdict: FileVerdict | None
    basis: Basis | None
    clauses: tuple[str, ...]
    """`text:clause`, the deciding one first."""


@dataclass(frozen=True, slots=True, repr=False)
class FileAnswer:
    """One file of the export under its verdicts."""

    path: str
    """Without member ids."""
    dataset: str | None
    """Which kind of file it is; None where that is not known."""
    category: str
    status: FileStatus
    verdict: FileVerdict | None
    """`mixed` where its values differ; None where it holds none."""
    basis: Basis | None
    clauses: tuple[str, ...]
    totals: Mapping[Verdict, Totals]
    """`records`, `values`, `words`, `characters` by verdict."""
    rows: int
    """Records kept, `rows_left_out` and `duplicates`, together."""
    rows_left_out: int
    duplicates: int
    """Rows that LinkedIn repeats, or that stand in another archive of the export, too."""
    columns: tuple[ColumnAnswer, ...]
    notes: tuple[str, ...]
    """What was repaired, or left out and why, in English."""

    def __repr__(self) -> str:
        """What it is and how much of it, without columns and clauses."""
        words = ", ".join(f"{name} {one.words:,}" for name, one in self.totals.items())
        return f"<FileAnswer {self.path!r}: {self.verdict}, {self.rows:,} rows; words {words}>"


@dataclass(frozen=True, slots=True)
class Quotation:
    """One sentence of a policy text, word for word."""

    reference: str
    """`text:clause`."""
    quote: str
    language: str
    title: str
    publisher: str
    day: dt.date
    """First day on which the text counts."""
    source: str
    """Where the copy can be read, or what it is called."""
    seen: dt.date
    """Day of that copy."""


@dataclass(frozen=True, slots=True)
class ClauseAnswer:
    """A sentence, and what it decides here, by verdict; zero where it decides nothing."""

    quotation: Quotation
    in_force: bool
    totals: Mapping[Verdict, Totals]


@dataclass(frozen=True, slots=True)
class FindingAnswer:
    """Something that surprises, or that the export leaves out."""

    id: str
    text: str
    """In the language in use, English unless another was chosen."""
    clauses: tuple[str, ...]


def file_answer(file: JudgedFile) -> FileAnswer:
    """A file as it is given out."""
    reading = file.reading
    return FileAnswer(
        reading.path,
        reading.dataset.id if reading.dataset is not None else None,
        file.category,
        reading.status,
        file.verdict,
        file.basis,
        file.clauses,
        file.totals,
        reading.rows,
        reading.rows_left_out,
        reading.duplicates,
        tuple(
            ColumnAnswer(one.name, one.role, one.verdict, one.basis, one.clauses)
            for one in file.columns
        ),
        tuple(str(note) for note in reading.notes),
    )


def quotation(text: Policy, clause: Clause) -> Quotation:
    """A clause as it is given out."""
    return Quotation(
        f"{text.id}:{clause.id}", clause.quote, clause.language, text.title, text.publisher,
        text.start, clause.source, clause.seen,
    )  # fmt: skip


def clause_answer(one: ClauseDecision, *, in_force: bool) -> ClauseAnswer:
    """A clause with what it decides, as it is given out."""
    totals = {verdict: one.decided.counts.get(verdict, Totals()) for verdict in VERDICTS}
    return ClauseAnswer(quotation(one.text, one.clause), in_force, totals)
