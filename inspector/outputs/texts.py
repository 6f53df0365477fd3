"""The policy texts and their clauses as text."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator

from inspector import wording
from inspector.outputs import printable
from inspector.outputs.document import verdict_of
from inspector.policy import Policies, Policy

_KINDS = {
    "includes": "names what is used",
    "excludes": "names what is not used",
    "elsewhere": "names it for another purpose",
    "general": "a general sentence, never a rule",
    "status": "says who is in the programme",
    "rights": "says what a member can do",
}


def render(policies: Policies, today: dt.date, width: int) -> str:
    """Every text by date, with its clauses word for word."""
    texts = sorted(policies.texts.values(), key=lambda text: (text.start, text.id))
    parts = ("\n".join(_text(policies, text, today, max(width - 1, 40))) for text in texts)
    return "\n\n".join(parts) + "\n"


def _text(policies: Policies, text: Policy, today: dt.date, width: int) -> Iterator[str]:
    yield from _wrap(text.title, width, "")
    since = f"in force from {text.effective}" if text.effective else f"seen from {text.first_seen}"
    until = f" until {text.until}" if text.until else f", last seen {text.last_seen}"
    if text.stale(today) and policies.all_rules(text):
        until += ", more than a year ago: it may have changed since"
    whose = "" if text.recipient == "linkedin" else f"; models of {text.recipient.capitalize()}"
    own = wording.OWN if text.own else ""
    yield from _wrap(
        f"{text.id}{own}: {text.publisher}; {since}{until}; {', '.join(text.regions)}{whose}",
        width,
        "  ",
    )
    yield f"  {printable.line(text.source)}"
    for clause in text.clauses:
        verdict = verdict_of(policies, text, clause.id)
        kind = _KINDS[clause.kind] + (f": {verdict}" if verdict else "")
        yield ""
        yield from _wrap(f"{clause.id} ({kind})", width, "  ")
        yield from _wrap(f"“{clause.quote}”", width, "    ")
        yield from _wrap(
            f"{clause.locator}; read {clause.seen}, {clause.archived_by}", width, "    "
        )


def _wrap(text: str, width: int, indent: str) -> Iterator[str]:
    yield from textwrap.wrap(
        printable.line(text), width, initial_indent=indent, subsequent_indent=indent,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
