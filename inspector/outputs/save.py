"""Writing what a session holds to a file the user names."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from inspector.advice import letters
from inspector.advice.opt_out import opting_out
from inspector.advice.steps import advise
from inspector.errors import shown
from inspector.language import Phrases, mark, say
from inspector.marks.tally import tally
from inspector.outputs import (
    csv_tables,
    items_csv,
    list_csv,
    markdown,
    parquet,
    printable,
    record_marks,
)
from inspector.outputs.atomic_file import check_folder, check_target, make_folder, placed
from inspector.outputs.html import summary as page
from inspector.outputs.html.record_sink import PageRecords
from inspector.outputs.json import summary as document
from inspector.outputs.record_files import RecordFile, RecordLines, RecordTable
from inspector.outputs.wording.terms import plural
from inspector.session.session import Session
from inspector.summary.redaction import redact
from inspector.summary.summary import Summary
from inspector.verdicts.judge import Judge

Form = Literal[
    "page",
    "page-records",
    "markdown",
    "letter-en",
    "letter-fr",
    "items",
    "list",
    "tables",
    "json",
    "lines",
    "records",
    "summary",
]
"""What most people can use first."""
FORMS: tuple[Form, ...] = get_args(Form)
TITLES: Mapping[Form, str] = Phrases(
    {
        "page": mark("Summary, as a page for a browser, to read, print or send"),
        "page-records": mark("The same with your own texts inside: not to send or upload"),
        "markdown": mark("Summary, as Markdown, for an issue or an article"),
        "letter-en": mark("Letter to LinkedIn, in English, to edit and send"),
        "letter-fr": mark("Letter to LinkedIn, in French, to edit and send"),
        "items": mark("Posts, comments and articles inside, with links, as CSV"),
        "list": mark("Your list from Read, with links and kinds of marks, as CSV"),
        "tables": mark("Tables for a spreadsheet, as CSV files in a folder"),
        "json": mark("Summary, as JSON: files, columns, verdicts and clauses"),
        "lines": mark("Records, as JSON lines: one value a line, text included"),
        "records": mark("Records, as Parquet: one row per value, text included"),
        "summary": mark("Summary, as Parquet: counts by file, verdict, clause and month"),
    }
)
NAMES: dict[Form, str] = {
    "page": "inspect-summary.html",
    "page-records": "inspect-texts.html",
    "markdown": "inspect-summary.md",
    "letter-en": "inspect-letter-en.txt",
    "letter-fr": "inspect-letter-fr.txt",
    "items": "inspect-items.csv",
    "list": "inspect-list.csv",
    "tables": "inspect-tables",
    "json": "inspect-summary.json",
    "lines": "inspect-records.jsonl",
    "records": "inspect-records.parquet",
    "summary": "inspect-summary.parquet",
}
REDACTABLE: frozenset[Form] = frozenset({"summary", "json", "page", "markdown", "tables"})
"""What can be written without anything of what the files say or are called."""

LONGEST = 60
"""Letters of a folder that are shown."""
TEXTS: frozenset[Form] = frozenset(
    {"json", "page", "page-records", "markdown", "letter-en", "letter-fr"}
)
"""What is written as text."""


def take(
    session: Session,
    summary: Summary,
    form: Form,
    target: Path,
    *,
    force: bool,
    redacted: bool = False,
    listed: Sequence[tuple[int, int]] = (),
) -> int:
    """Write a file whole or not at all; returns its bytes, raises `UsageError`.

    `listed`: the records of the member's own list, file and place.
    """
    given = (
        redact(summary, session.knowledge.catalogue) if redacted and form in REDACTABLE else summary
    )
    if form == "tables":
        return _take_tables(session, given, target, force=force)
    check_target(target, force=force, inputs=session.request.paths)
    text = text_of(session, given, form) if form in TEXTS else ""
    with placed(target) as beside:
        match form:
            case "summary":
                parquet.write_summary(given, beside)
            case "records":
                record_marks.write_records(session, given, beside)
            case "lines":
                _write_records(session, given, RecordLines(beside, _judge(session, given)))
            case "items":
                items_csv.write(session, given, beside)
            case "list":
                list_csv.write(session, given, listed, beside)
            case _:
                beside.write_text(text, encoding="utf-8", newline="\n")
    return target.stat().st_size


def _take_tables(session: Session, summary: Summary, folder: Path, *, force: bool) -> int:
    """Write the tables, the records too unless the summary is redacted."""
    check_folder(folder)
    names = csv_tables.names(redacted=summary.redacted)
    if folder.exists():
        for name in names:
            check_target(folder / name, force=force, inputs=session.request.paths)
    make_folder(folder)
    csv_tables.write(summary, session.knowledge.policies, folder)
    if not summary.redacted:
        with placed(folder / csv_tables.RECORDS) as beside:
            _write_records(session, summary, RecordTable(beside, _judge(session, summary)))
    return sum((folder / name).stat().st_size for name in names)


def _judge(session: Session, summary: Summary) -> Judge:
    return session.judge(summary.situation)


def told(target: Path, size: int) -> str:
    """That a file was written, how large it is, and in which folder."""
    return say("Wrote {file} ({bytes}) in {folder}.").format(
        file=shown(target), bytes=plural(size, "byte"), folder=_folder(target.resolve().parent)
    )


def _folder(path: Path) -> str:
    """A folder as one line, from the user's own where it lies there; the end of a long one."""
    name = str(path)
    with contextlib.suppress(RuntimeError, ValueError):  # no home, or elsewhere
        name = str(Path("~") / path.relative_to(Path.home()))
    name = printable.line(name)
    return name if len(name) <= LONGEST else f"…{name[1 - LONGEST :]}"


def text_of(session: Session, summary: Summary, form: Form) -> str:
    """What is written as text (`TEXTS`)."""
    knowledge = session.knowledge
    match form:
        case "json":
            return document.render(summary, opting_out(summary, knowledge))
        case "markdown":
            return markdown.render(summary, knowledge.policies)
        case "page" | "page-records":
            advised, opt_out = advise(summary, knowledge), opting_out(summary, knowledge)
            marks = None if summary.redacted else tally(session, summary)
            records = _page_records(session, summary) if form == "page-records" else None
            return page.render(
                summary, knowledge.policies, advised, opt_out, marks, records=records
            )
        case _:
            return letters.write(summary, knowledge, "en" if form == "letter-en" else "fr")


def _page_records(session: Session, summary: Summary) -> PageRecords:
    """The member's own records inside, as a page takes them."""
    found = PageRecords(_judge(session, summary))
    for batch in session.store.batches():
        found(batch)
    found.mark(record_marks.column_finder(session, summary))
    return found


def _write_records(session: Session, summary: Summary, sink: RecordFile) -> None:
    try:
        for batch in session.store.batches():
            sink(batch)
        sink.finish(summary)
    finally:
        sink.abandon()
