"""The summary as one JSON document, schema version 2 (`schemas/summary.schema.json`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from inspector.knowledge.vocabulary import Verdict
from inspector.outputs.json.encode import (
    SCHEMA_VERSION,
    day,
    encode,
    judgement,
    picked,
    policy,
    standing,
)
from inspector.summary.export import ExportSource
from inspector.summary.summary import TOOL, Summary

if TYPE_CHECKING:
    from inspector.advice.opt_out import OptOut
    from inspector.advice.steps import Advice
    from inspector.marks.tally import Tally
    from inspector.reading.counts.author import Author
    from inspector.verdicts.file_verdicts import JudgedColumn, JudgedFile
    from inspector.verdicts.judgement import TextVerdict
    from inspector.verdicts.totals import Totals

_ORDER: tuple[Verdict, ...] = ("inside", "outside", "unclear")


def render(summary: Summary, opt_out: OptOut | None = None, marks: Tally | None = None) -> str:
    """The document, indented, with nothing in it that a terminal would obey."""
    return encode(document(summary, opt_out, marks))


def document(
    summary: Summary, opt_out: OptOut | None = None, marks: Tally | None = None
) -> dict[str, Any]:
    """The document as plain objects; `opt_out`: what one in force left open.

    `marks`: those of the export, where they were read; a redacted summary goes without.
    """
    assert marks is None or not summary.redacted
    export, on = summary.export, summary.situation.on
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": TOOL, "version": summary.version},
        "sources": [_source(source, redacted=summary.redacted) for source in export.sources],
        "export": picked(export, "kind", "exported_on"),
        "same_member": export.same_member,
        "situation": standing(summary),
        "policies": [policy(text, on) for text in summary.texts],
        "totals": _by_verdict(summary.totals),
        "by_author": _by_author(summary.by_author),
        "opt_out": _opt_out(opt_out),
        "marks": _marks(marks) if marks is not None else None,
        "by_recipient": {
            one.recipient: {
                "policies": [policy(text, on) for text in one.texts],
                "totals": _by_verdict(one.totals),
            }
            for one in summary.recipients
        },
        "files": [
            _file(file, {one.recipient: one.files[at] for one in summary.recipients})
            for at, file in enumerate(summary.files)
        ],
        "ledger": msgspec.structs.asdict(summary.ledger),
    }


def _source(source: ExportSource, *, redacted: bool) -> dict[str, Any]:
    made = {**msgspec.structs.asdict(source), "sha256": source.sha256 or None}
    if redacted:
        del made["name"]
    return made


def _by_verdict(totals: Mapping[Verdict, Totals]) -> dict[str, Any]:
    return {verdict: msgspec.structs.asdict(totals[verdict]) for verdict in _ORDER}


def _by_author(by_author: Mapping[Author, Mapping[Verdict, Totals]]) -> dict[str, Any]:
    return {author: _by_verdict(totals) for author, totals in by_author.items()}


def _author(by_author: Mapping[Author, Mapping[Verdict, Totals]]) -> str | None:
    if len(by_author) > 1:
        return "mixed"
    return next(iter(by_author), None)


def _opt_out(opt_out: OptOut | None) -> dict[str, Any] | None:
    if opt_out is None:
        return None
    return {
        **picked(opt_out.split, "before", "after", "undated"),
        "linkedin": [one.reference for one in opt_out.linkedin],
        "others": [one.reference for one in opt_out.others],
        "not_covered": _steps(opt_out.not_covered),
        "proof": _steps(opt_out.proof),
    }


def _marks(marks: Tally) -> dict[str, Any]:
    return {
        verdict: {
            author: {kind: picked(count, "values", "records") for kind, count in kinds.items()}
            for author, kinds in marks.counts[verdict].items()
        }
        for verdict in _ORDER
    }


def _steps(steps: Sequence[Advice]) -> list[dict[str, Any]]:
    return [{"text": str(one.text), "clauses": list(one.clauses)} for one in steps]


def _by_policy(by_text: Mapping[str, TextVerdict]) -> dict[str, Any]:
    return {text: judgement(one) for text, one in by_text.items()}


def _column(column: JudgedColumn) -> dict[str, Any]:
    told = {**picked(column, "name", "role"), **judgement(column)}
    return {**told, "by_policy": _by_policy(column.by_text)}


def _for_recipient(file: JudgedFile) -> dict[str, Any]:
    return {
        **judgement(file),
        "totals": _by_verdict(file.totals),
        "columns": [_column(column) for column in file.columns],
    }


def _file(file: JudgedFile, recipients: Mapping[str, JudgedFile]) -> dict[str, Any]:
    reading = file.reading
    measures = reading.measures
    by_author = file.by_author
    return {
        **picked(reading, "source", "path"),
        "dataset": reading.dataset.id if reading.dataset else None,
        "category": file.category,
        **judgement(file),
        **picked(file, "named_elsewhere", "also", "promise"),
        **picked(reading, "encoding", "rows", "rows_left_out", "duplicates", "bytes"),
        "first": day(measures.first if measures else None),
        "last": day(measures.last if measures else None),
        "totals": _by_verdict(file.totals),
        "author": _author(by_author),
        "by_author": _by_author(by_author),
        "by_policy": _by_policy(file.by_text),
        "by_recipient": {name: _for_recipient(one) for name, one in recipients.items()},
        **picked(reading, "withheld", "copy_of"),
        **picked(file, "repeated_words", "in_groups"),
        "columns": [_column(column) for column in file.columns],
        "status": reading.status,
        "notes": [str(note) for note in reading.notes],
    }
