"""Documents as JSON text, and what several documents hold: situations, texts, days."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import msgspec

from inspector.knowledge.age import LastSaid
from inspector.knowledge.policy import Policy
from inspector.summary.summary import Summary

if TYPE_CHECKING:
    from inspector.verdicts.file_verdicts import JudgedColumn, JudgedFile
    from inspector.verdicts.judgement import Judgement, TextVerdict

SCHEMA_VERSION = 2
"""Of every document but the study's, and of the Parquet files."""
_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def encode(document: dict[str, Any]) -> str:
    """A document as JSON, indented, with nothing in it that a terminal would obey.

    The text is the one that Python's own module would write.
    """
    try:
        text = msgspec.json.format(msgspec.json.encode(document), indent=1).decode()
    except UnicodeEncodeError:  # half of a pair that stands alone
        import json

        text = json.dumps(document, ensure_ascii=False, indent=1)
    return safe(text) + "\n"


def safe(text: str) -> str:
    """JSON text with controls and direction marks escaped."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def picked(one: object, *names: str) -> dict[str, Any]:
    """Some attributes under their own names, as plain values; tuples as lists."""
    made = {name: msgspec.to_builtins(getattr(one, name)) for name in names}
    return {name: [*value] if isinstance(value, tuple) else value for name, value in made.items()}


def day(given: dt.date | None) -> str | None:
    """A day as it stands in a document."""
    return given.isoformat() if given is not None else None


def situation(summary: Summary) -> dict[str, Any]:
    """The situation judged in, with its status; the country, on which no verdict rests, stays."""
    judged = msgspec.to_builtins(summary.situation)
    del judged["country"]
    return {**judged, **status(summary)}


def status(summary: Summary) -> dict[str, Any]:
    """How the member stands, and when a text last said so."""
    last = summary.standing.last
    return {"status": summary.standing.status, "as_of": said_on(last)}


def said_on(last: LastSaid | None) -> str | None:
    """The day on which something was last said."""
    return day(last.day) if last is not None else None


def standing(summary: Summary) -> dict[str, Any]:
    """The same with the clauses that the status rests on."""
    return {**situation(summary), "clauses": list(summary.standing.clauses)}


def policy(text: Policy, on: dt.date) -> dict[str, Any]:
    """A text, without its clauses; `on`: the day judged."""
    seen = ("effective", "first_seen", "last_seen")
    told = picked(text, "id", "title", "publisher", *seen, "source")
    return {**told, "stale": text.stale(on), "own": text.own}


def judgement(one: Judgement | TextVerdict | JudgedColumn | JudgedFile) -> dict[str, Any]:
    """A verdict with what it rests on."""
    return picked(one, "verdict", "basis", "clauses")
