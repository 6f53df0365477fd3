"""The summary as CSV files for spreadsheets: files, columns, clauses (`docs/tables.md`).

UTF-8 with a mark at its beginning, cells between quotes where they need them, lines that end with
CRLF (RFC 4180). No cell is taken for a formula.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from inspector.knowledge.policy import Policies
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.outputs import csv_cells
from inspector.outputs.atomic_file import placed
from inspector.outputs.json.encode import day, picked
from inspector.summary.clauses import ClauseDecision, deciding
from inspector.summary.summary import Summary
from inspector.verdicts.file_verdicts import JudgedFile
from inspector.verdicts.totals import Totals

FILES = "files.csv"
COLUMNS = "columns.csv"
CLAUSES = "clauses.csv"
RECORDS = "records.csv"
MEASURES = ("records", "values", "words", "characters")
_COUNTS = tuple(f"{verdict}_{measure}" for verdict in VERDICTS for measure in MEASURES)
_PLACE = ("source", "path", "dataset", "category")
_JUDGED = ("verdict", "basis", "clauses")
_READ = ("encoding", "rows", "rows_left_out", "duplicates", "bytes", "withheld", "copy_of")
FILES_HEADER = (
    *_PLACE, *_JUDGED, "named_elsewhere", "also", "status", *_READ, "first", "last", *_COUNTS,
    "repeated_words", "notes",
)  # fmt: skip
COLUMNS_HEADER = (*_PLACE, "column", "column_index", "role", *_JUDGED)
CLAUSES_HEADER = (
    "clause", "title", "publisher", "effective", "first_seen", "last_seen", "in_force", "quote",
    "language", "locator", "source", "seen", "kind", *_COUNTS,
)  # fmt: skip

Row = Sequence[Any]


def names(*, redacted: bool) -> tuple[str, ...]:
    """The files that are written into a folder."""
    return (FILES, COLUMNS, CLAUSES) if redacted else (FILES, COLUMNS, CLAUSES, RECORDS)


def write(summary: Summary, policies: Policies, folder: Path) -> None:
    """Write all but the records into a folder that exists; raises `UsageError`."""
    _write(folder / FILES, FILES_HEADER, map(_file, summary.files))
    _write(folder / COLUMNS, COLUMNS_HEADER, _columns(summary.files))
    _write(folder / CLAUSES, CLAUSES_HEADER, _clauses(summary, policies))


def _write(target: Path, header: Row, rows: Iterable[Row]) -> None:
    with placed(target) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(header)
        table.writerows([_cell(one) for one in row] for row in rows)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return csv_cells.line(value)
    if isinstance(value, (list, tuple)):
        return csv_cells.line(" ".join(value))
    return value


def _place(file: JudgedFile) -> Row:
    reading = file.reading
    dataset = reading.dataset.id if reading.dataset is not None else None
    return reading.source, reading.path, dataset, file.category


def _file(file: JudgedFile) -> Row:
    reading, measures = file.reading, file.reading.measures
    return (
        *_place(file),
        *picked(file, *_JUDGED, "named_elsewhere", "also").values(),
        reading.status,
        *picked(reading, *_READ).values(),
        day(measures.first if measures is not None else None),
        day(measures.last if measures is not None else None),
        *_counted(file.totals),
        file.repeated_words,
        "; ".join(str(note) for note in reading.notes),
    )


def _columns(files: Iterable[JudgedFile]) -> Iterator[Row]:
    for file in files:
        for at, column in enumerate(file.columns):
            yield (*_place(file), column.name, at, *picked(column, "role", *_JUDGED).values())


def _clauses(summary: Summary, policies: Policies) -> Iterator[Row]:
    for text in deciding(summary, policies).texts:
        for one in text.clauses:
            yield _clause(one, in_force=text.in_force)


def _clause(one: ClauseDecision, *, in_force: bool) -> Row:
    counts = one.decided.counts
    dated = picked(one.text, "title", "publisher", "effective", "first_seen", "last_seen")
    return (
        one.reference,
        *dated.values(),
        in_force,
        *picked(one.clause, "quote", "language", "locator", "source", "seen", "kind").values(),
        *_counted(counts),
    )


def _counted(counts: Mapping[Verdict, Totals]) -> Iterator[int]:
    for verdict in VERDICTS:
        totals = counts.get(verdict, Totals())
        yield from (getattr(totals, measure) for measure in MEASURES)
