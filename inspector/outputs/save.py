"""Writing what a session holds to a file the user names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from inspector.advice import letters
from inspector.advice.opt_out import opting_out
from inspector.advice.steps import advise
from inspector.errors import shown
from inspector.language import Phrases, mark, say
from inspector.outputs import items_csv, list_csv, parquet, printable
from inspector.outputs.atomic_file import check_target, placed
from inspector.outputs.html import summary as page
from inspector.outputs.json import summary as document
from inspector.outputs.wording.terms import plural
from inspector.session.session import Session
from inspector.summary.redaction import redact
from inspector.summary.summary import Summary

Form = Literal["summary", "records", "json", "page", "items", "list", "letter-en", "letter-fr"]
FORMS: tuple[Form, ...] = get_args(Form)
TITLES: Mapping[Form, str] = Phrases(
    {
        "summary": mark("Summary, as Parquet: counts by file, verdict, clause and month"),
        "records": mark("Records, as Parquet: one row per value, text included"),
        "json": mark("Summary, as JSON: files, columns, verdicts and clauses"),
        "page": mark("Summary, as a page for a browser, to read, print or send"),
        "items": mark("Posts, comments and articles inside, with links, as CSV"),
        "list": mark("Your list from Read, with links and kinds of marks, as CSV"),
        "letter-en": mark("Letter to LinkedIn, in English, to edit and send"),
        "letter-fr": mark("Letter to LinkedIn, in French, to edit and send"),
    }
)
NAMES: dict[Form, str] = {
    "summary": "inspect-summary.parquet",
    "records": "inspect-records.parquet",
    "json": "inspect-summary.json",
    "page": "inspect-summary.html",
    "items": "inspect-items.csv",
    "list": "inspect-list.csv",
    "letter-en": "inspect-letter-en.txt",
    "letter-fr": "inspect-letter-fr.txt",
}
REDACTABLE: frozenset[Form] = frozenset({"summary", "json", "page"})
"""What can be written without anything of what the files say or are called."""

LONGEST = 60
"""Letters of a folder that are shown."""
TEXTS: frozenset[Form] = frozenset({"json", "page", "letter-en", "letter-fr"})
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
    check_target(target, force=force, inputs=session.request.paths)
    given = (
        redact(summary, session.knowledge.catalogue) if redacted and form in REDACTABLE else summary
    )
    text = _text(session, given, form) if form in TEXTS else ""
    with placed(target) as beside:
        match form:
            case "summary":
                parquet.write_summary(given, beside)
            case "records":
                parquet.write_records(session, given, beside)
            case "items":
                items_csv.write(session, given, beside)
            case "list":
                list_csv.write(session, given, listed, beside)
            case _:
                beside.write_text(text, encoding="utf-8")
    return target.stat().st_size


def told(target: Path, size: int) -> str:
    """That a file was written, how large it is, and in which folder."""
    return say("Wrote {file} ({bytes}) in {folder}.").format(
        file=shown(target), bytes=plural(size, "byte"), folder=_folder(target.resolve().parent)
    )


def _folder(path: Path) -> str:
    """A folder as one line, from the user's own where it lies there; the end of a long one."""
    home = Path.home()
    name = str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)
    name = printable.line(name)
    return name if len(name) <= LONGEST else f"…{name[1 - LONGEST :]}"


def _text(session: Session, summary: Summary, form: Form) -> str:
    knowledge = session.knowledge
    match form:
        case "json":
            return document.render(summary, opting_out(summary, knowledge))
        case "page":
            advised = advise(summary, knowledge)
            return page.render(summary, knowledge.policies, advised, opting_out(summary, knowledge))
        case _:
            return letters.write(summary, knowledge, "en" if form == "letter-en" else "fr")
