"""The summary as one JSON document, schema version 1 (`schemas/summary.schema.json`)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from inspector.knowledge.policy import Policies, Policy
from inspector.knowledge.vocabulary import Verdict
from inspector.summary.export import Source
from inspector.summary.summary import TOOL, Summary

if TYPE_CHECKING:
    from inspector.advice.opt_out import OptOut
    from inspector.reading.counts.author import Author
    from inspector.verdicts.by_text import Disagreement, Disagreements
    from inspector.verdicts.file_verdicts import JudgedColumn, JudgedFile
    from inspector.verdicts.judgement import TextVerdict
    from inspector.verdicts.totals import Totals

SCHEMA_VERSION = 1
_ORDER: tuple[Verdict, ...] = ("inside", "outside", "unclear")
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def render(summary: Summary, opt_out: OptOut | None = None) -> str:
    """The document, indented, with nothing in it that a terminal would obey."""
    return written(document(summary, opt_out))


def written(document: dict[str, Any]) -> str:
    """A document as JSON, indented; the same as Python's own module would write."""
    try:
        text = msgspec.json.format(msgspec.json.encode(document), indent=1).decode()
    except UnicodeEncodeError:  # half of a pair that stands alone
        import json

        text = json.dumps(document, ensure_ascii=False, indent=1)
    return safe(text) + "\n"


def safe(text: str) -> str:
    """JSON text with controls and direction marks escaped."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def document(summary: Summary, opt_out: OptOut | None = None) -> dict[str, Any]:
    """The document as plain objects; `opt_out`: what one in force left open."""
    export, on = summary.export, summary.situation.on
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": TOOL, "version": summary.version},
        "sources": [_source(source, redacted=summary.redacted) for source in export.sources],
        "export": {
            "kind": export.kind,
            "exported_on": export.exported_on.isoformat() if export.exported_on else None,
        },
        "situation": situation(summary),
        "policies": [policy(text, on) for text in summary.texts],
        "totals": {verdict: _totals(summary.totals[verdict]) for verdict in _ORDER},
        "by_author": _by_author(summary.by_author),
        "opt_out": _opt_out(opt_out),
        "by_recipient": {
            one.recipient: {
                "policies": [policy(text, on) for text in one.texts],
                "totals": {verdict: _totals(one.totals[verdict]) for verdict in _ORDER},
            }
            for one in summary.recipients
        },
        "files": [
            _file(file, {one.recipient: one.files[at] for one in summary.recipients})
            for at, file in enumerate(summary.files)
        ],
        "ledger": msgspec.structs.asdict(summary.ledger),
    }


def situation(summary: Summary) -> dict[str, Any]:
    """The situation judged in, with its status."""
    given, standing = summary.situation, summary.standing
    return {
        **msgspec.to_builtins(given),
        "status": standing.status,
        "clauses": list(standing.clauses),
    }


def policies(
    every: Policies, today: dt.date, differing: Sequence[Disagreements] = ()
) -> dict[str, Any]:
    """Every text with its clauses, for `inspect policy --json`; `differing`: where they differ."""
    return {
        "policies": [
            {
                "id": text.id,
                "title": text.title,
                "publisher": text.publisher,
                "effective": text.effective.isoformat() if text.effective else None,
                "regions": list(text.regions),
                "recipient": text.recipient,
                "source": text.source,
                "last_seen": text.last_seen.isoformat(),
                "stale": text.stale(today),
                "own": text.own,
                "clauses": [
                    {
                        "id": clause.id,
                        "quote": clause.quote,
                        "locator": clause.locator,
                        "source": clause.source,
                        "verdict": every.verdict_of(text, clause.id),
                    }
                    for clause in text.clauses
                ],
            }
            for text in every.texts.values()
        ],
        "differences": [
            {
                "regions": list(one.regions),
                "recipient": one.recipient,
                "on": one.on.isoformat(),
                "datasets": [_difference(difference) for difference in one.found],
                "beyond_exports": [list(references) for references in one.beyond],
            }
            for one in differing
        ],
    }


def _difference(one: Disagreement) -> dict[str, Any]:
    return {
        "dataset": one.dataset.id,
        "columns": list(one.columns),
        "states": list(one.states),
        "by_policy": {
            said.text.id: {"says": said.says, "basis": said.basis, "clauses": list(said.clauses)}
            for said in one.said
        },
    }


def _source(source: Source, *, redacted: bool) -> dict[str, Any]:
    made = msgspec.structs.asdict(source)
    if redacted:
        del made["name"]
    return made


def policy(text: Policy, on: dt.date) -> dict[str, Any]:
    """A text, without its clauses; `on`: the day judged."""
    return {
        "id": text.id,
        "title": text.title,
        "publisher": text.publisher,
        "effective": text.effective.isoformat() if text.effective else None,
        "first_seen": text.first_seen.isoformat(),
        "last_seen": text.last_seen.isoformat(),
        "source": text.source,
        "stale": text.stale(on),
        "own": text.own,
    }


def _totals(totals: Totals) -> dict[str, int]:
    return {
        "records": totals.records,
        "values": totals.values,
        "words": totals.words,
        "characters": totals.characters,
    }


def _by_author(by_author: Mapping[Author, Mapping[Verdict, Totals]]) -> dict[str, Any]:
    return {
        author: {verdict: _totals(totals[verdict]) for verdict in _ORDER}
        for author, totals in by_author.items()
    }


def _opt_out(opt_out: OptOut | None) -> dict[str, Any] | None:
    if opt_out is None:
        return None
    return {
        "before": _totals(opt_out.split.before),
        "after": _totals(opt_out.split.after),
        "undated": _totals(opt_out.split.undated),
        "linkedin": [one.reference for one in opt_out.linkedin],
        "others": [one.reference for one in opt_out.others],
        "not_covered": [
            {"text": str(one.text), "clauses": list(one.clauses)} for one in opt_out.not_covered
        ],
    }


def _by_policy(by_text: Mapping[str, TextVerdict]) -> dict[str, Any]:
    return {
        text: {"verdict": one.verdict, "basis": one.basis, "clauses": list(one.clauses)}
        for text, one in by_text.items()
    }


def _column(column: JudgedColumn) -> dict[str, Any]:
    return {
        "name": column.name,
        "role": column.role,
        "verdict": column.verdict,
        "basis": column.basis,
        "clauses": list(column.clauses),
        "by_policy": _by_policy(column.by_text),
    }


def _for_recipient(file: JudgedFile) -> dict[str, Any]:
    return {
        "verdict": file.verdict,
        "basis": file.basis,
        "clauses": list(file.clauses),
        "totals": {verdict: _totals(file.totals[verdict]) for verdict in _ORDER},
        "columns": [_column(column) for column in file.columns],
    }


def _file(file: JudgedFile, recipients: Mapping[str, JudgedFile]) -> dict[str, Any]:
    reading = file.reading
    measures = reading.measures
    first = measures.first if measures else None
    last = measures.last if measures else None
    by_author = file.by_author
    return {
        "source": reading.source,
        "path": reading.path,
        "dataset": reading.dataset.id if reading.dataset else None,
        "category": file.category,
        "verdict": file.verdict,
        "basis": file.basis,
        "clauses": list(file.clauses),
        "named_elsewhere": list(file.named_elsewhere),
        "promise": file.promise,
        "encoding": reading.encoding,
        "rows": reading.rows,
        "rows_left_out": reading.rows_left_out,
        "duplicates": reading.duplicates,
        "bytes": reading.bytes,
        "first": first.isoformat() if first else None,
        "last": last.isoformat() if last else None,
        "totals": {verdict: _totals(file.totals[verdict]) for verdict in _ORDER},
        "author": next(iter(by_author))
        if len(by_author) == 1
        else ("mixed" if by_author else None),
        "by_author": _by_author(by_author),
        "by_policy": _by_policy(file.by_text),
        "by_recipient": {name: _for_recipient(one) for name, one in recipients.items()},
        "columns": [_column(column) for column in file.columns],
        "status": reading.status,
        "notes": [str(note) for note in reading.notes],
    }
