"""The policy texts and their clauses as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from inspector.knowledge.policy import Clause, Policies, Policy
from inspector.language import Phrases, day, mark, say
from inspector.outputs import printable
from inspector.outputs.plain.layout import page, room, wrap
from inspector.outputs.wording import policy_texts, terms
from inspector.verdicts.by_text import Disagreements

CLAUSE_KINDS = Phrases(
    {
        "includes": mark("names what is used"),
        "excludes": mark("names what is not used"),
        "elsewhere": mark("names it for another purpose"),
        "general": mark("a general sentence, never a rule"),
        "status": mark("says who is in the programme"),
        "rights": mark("says what a member can do"),
    }
)
"""What a clause does, by its kind."""


def render(
    policies: Policies, today: dt.date, width: int, differing: Sequence[Disagreements] = ()
) -> str:
    """Every text by date, with its clauses word for word; then where those in force differ."""
    width = room(width)
    texts = sorted(policies.texts.values(), key=lambda text: (text.start, text.id))
    parts = [_text(policies, text, today, width) for text in texts]
    parts += [_differences(policies, one, width) for one in differing]
    return page(parts)


def _text(policies: Policies, text: Policy, today: dt.date, width: int) -> Iterator[str]:
    yield from wrap(policy_texts.title(text), width)
    days = policy_texts.since(text) + policy_texts.until(text)
    if text.stale(today) and text.voice == "linkedin":
        days += say(
            ", more than a year ago: it may have changed since (`inspect policy check` tells)"
        )
    elif text.stale(today):
        days += say(", more than a year ago: it may not hold any more")
    parts = [policy_texts.publisher(text), days, ", ".join(text.regions)]
    if text.recipient != "linkedin":
        parts.append(say("models of {name}").format(name=terms.RECIPIENTS[text.recipient]))
    name = f"{text.id}{policy_texts.own(text)}"
    yield from wrap(terms.paired(name, terms.apart(parts)), width, "  ", "  ")
    if text.link:
        yield f"  {printable.line(text.link)}"
    else:
        yield from wrap(say("read at {copy}").format(copy=text.source), width, "  ", "  ")
    for clause in text.clauses:
        verdict = policies.verdict_of(text, clause.id)
        kind = CLAUSE_KINDS[clause.kind]
        kind = terms.paired(kind, terms.VERDICTS_SAID[verdict]) if verdict else kind
        yield ""
        yield from wrap(f"{clause.id} ({kind})", width, "  ", "  ")
        yield from wrap(terms.quoted(clause.quote), width, "    ", "    ")
        read = say("{place}; read {day}, {archive}").format(
            place=say(clause.locator), day=day(clause.seen), archive=say(clause.archived_by)
        )
        yield from wrap(f"{read}{policy_texts.reported(clause)}", width, "    ", "    ")


def _differences(policies: Policies, given: Disagreements, width: int) -> Iterator[str]:
    regions = ", ".join(terms.REGIONS[region] for region in given.regions)
    if given.recipient != "linkedin":
        regions += f", {policy_texts.models(given.recipient)}"
    told = say("Where the texts in force on {day} differ: {regions}")
    yield from wrap(told.format(day=day(given.on), regions=regions), width)
    for group in given.by_outcome:
        yield ""
        yield from wrap(policy_texts.outcome(group), width, "  ", "  ")
        for one in group:
            yield from wrap(policy_texts.difference(one), width, "    ", "      ")
        clauses = dict.fromkeys(ref for one in group for ref in one.clauses)
        for reference in clauses:
            text, clause = policies.clause(reference)
            yield from _quoted(text, clause, width)
    for references in given.beyond:
        yield ""
        yield from wrap(say("On what no export holds:"), width, "  ", "  ")
        for reference in references:
            text, clause = policies.clause(reference)
            yield from _quoted(text, clause, width, f" ({CLAUSE_KINDS[clause.kind]})")


def _quoted(text: Policy, clause: Clause, width: int, kind: str = "") -> Iterator[str]:
    name = f"{policy_texts.label(text)}, {day(text.start)}{policy_texts.reported(clause)}{kind}"
    said = terms.paired(name, terms.quoted(clause.quote))
    yield from wrap(said, width, "    > ", "      ")
