"""The policy texts and their clauses as text."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterator, Sequence

from inspector import wording
from inspector.outputs import printable
from inspector.outputs.document import verdict_of
from inspector.policy import Clause, Policies, Policy
from inspector.side_by_side import Disagreements

_KINDS = {
    "includes": "names what is used",
    "excludes": "names what is not used",
    "elsewhere": "names it for another purpose",
    "general": "a general sentence, never a rule",
    "status": "says who is in the programme",
    "rights": "says what a member can do",
}


def render(
    policies: Policies, today: dt.date, width: int, differing: Sequence[Disagreements] = ()
) -> str:
    """Every text by date, with its clauses word for word; then where those in force differ."""
    room = max(width - 1, 40)
    texts = sorted(policies.texts.values(), key=lambda text: (text.start, text.id))
    parts = [_text(policies, text, today, room) for text in texts]
    parts += [_differences(policies, one, room) for one in differing]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


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


def _differences(policies: Policies, given: Disagreements, width: int) -> Iterator[str]:
    regions = ", ".join(wording.REGIONS[region] for region in given.regions)
    whose = "" if given.recipient == "linkedin" else f", {wording.RECIPIENTS[given.recipient]}"
    yield from _wrap(
        f"Where the texts in force on {given.on} differ: {regions}{whose and whose + '’s models'}",
        width,
        "",
    )
    for group in given.by_outcome:
        yield ""
        yield from _wrap(wording.outcome(group), width, "  ")
        for one in group:
            yield from _wrap(wording.difference(one), width, "    ", "      ")
        clauses = dict.fromkeys(ref for one in group for ref in one.clauses)
        for reference in clauses:
            text, clause = policies.clause(reference)
            yield from _quoted(text, clause, width)
    for references in given.beyond:
        yield ""
        yield from _wrap("On what no export holds:", width, "  ")
        for reference in references:
            text, clause = policies.clause(reference)
            yield from _quoted(text, clause, width, f" ({_KINDS[clause.kind]})")


def _quoted(text: Policy, clause: Clause, width: int, kind: str = "") -> Iterator[str]:
    said = f"{text.label}, {text.start}{kind}: “{clause.quote}”"
    yield from _wrap(said, width, "    > ", "      ")


def _wrap(text: str, width: int, indent: str, rest: str | None = None) -> Iterator[str]:
    yield from textwrap.wrap(
        printable.line(text), width, initial_indent=indent,
        subsequent_indent=indent if rest is None else rest,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
