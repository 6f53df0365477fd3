"""What the page's own script works on: counts by file, verdict, clause, year and author, words.

Embedded as JSON. Nothing in it ends the element that it stands in, whatever the export holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from markupsafe import Markup

from inspector.knowledge.vocabulary import VERDICTS
from inspector.language import current, say
from inspector.outputs import printable
from inspector.outputs.html.records import PageRecord
from inspector.outputs.json import encode
from inspector.outputs.wording import terms
from inspector.reading.counts.author import AUTHORS
from inspector.summary.summary import Summary
from inspector.summary.timeline import is_absurd

NO_YEAR = 0
"""In place of the year of what is dated before LinkedIn, or after the export."""
Key = tuple[int, int, int | None, int | None, int]
"""What a row is filtered by: positions of its file, verdict, clause, its year, its author."""
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_COUNTED = ("record", "value", "word", "file")


def embedded(document: Mapping[str, Any]) -> Markup:
    """A document as JSON that may stand in a script element."""
    text = encode.safe(msgspec.json.encode(document).decode())
    return Markup(text.translate(_ESCAPES))  # noqa: S704 -- no sign of markup is left


def clauses(summary: Summary) -> list[str]:
    """The clauses that decide something, in the order of the files (`policy:clause`)."""
    found = (row.clause for file in summary.files for row in file.rows)
    return [*dict.fromkeys(clause for clause in found if clause is not None)]


def years(rows: Sequence[Sequence[int | None]]) -> list[int | None]:
    """The years of rows, earliest first; then other dates (`NO_YEAR`), then None for no date."""
    found = {row[3] for row in rows}
    ends = [one for one in (NO_YEAR, None) if one in found]
    return [*sorted(year for year in found if year), *ends]


def year(day: dt.date | None, summary: Summary) -> int | None:
    """The year under which a day is filtered; None for no date."""
    if day is None:
        return None
    return NO_YEAR if is_absurd(day.replace(day=1), summary) else day.year


def rows(summary: Summary) -> list[list[int | None]]:
    """Counts: a `Key`, records, values, words."""
    places = {clause: at for at, clause in enumerate(clauses(summary))}
    sums: dict[Key, list[int]] = {}
    for at, file in enumerate(summary.files):
        for row in file.rows:
            key = (
                at,
                VERDICTS.index(row.verdict),
                places.get(row.clause or ""),
                year(row.month, summary),
                AUTHORS.index(row.author),
            )
            counts = sums.setdefault(key, [0, 0, 0])
            counts[0] += row.totals.records
            counts[1] += row.totals.values
            counts[2] += row.totals.words
    return [[*key, *counts] for key, counts in sums.items()]


def keys(records: Sequence[PageRecord], summary: Summary) -> list[Key]:
    """By what records are filtered."""
    places = {clause: at for at, clause in enumerate(clauses(summary))}
    inside = VERDICTS.index("inside")
    return [
        (
            one.entry,
            inside,
            places.get(one.clause or ""),
            year(one.day, summary),
            AUTHORS.index(one.author),
        )
        for one in records
    ]


def document(summary: Summary, records: Sequence[PageRecord] = ()) -> dict[str, Any]:
    """All that the script is given; `records`: those that the page shows, in its order."""
    return {
        "files": [[printable.line(one.reading.path), one.category] for one in summary.files],
        "rows": rows(summary),
        "records": keys(records, summary),
        "words": _words(),
    }


def _words() -> dict[str, Any]:
    """What the script says, in the language of the page; of what is counted both forms."""
    return {
        "locale": current(),
        **{noun: terms.forms(noun) for noun in _COUNTED},
        "count": say("{records}, {values}, {words} in {files}."),
        "more": say("… and {n} more; choose more narrowly to see them."),
        "places": terms.forms("place"),
        "none": say("Nothing on this page holds these letters."),
        "copy": say("Copy"),
        "copySentence": say("Copy sentence {n}"),
        "copied": say("Copied"),
        "selected": say("Selected: copy it with Ctrl+C (on a Mac Cmd+C)"),
    }
