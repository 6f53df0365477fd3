"""The history of each region as text and as plain objects, for `inspect policy`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from inspector.knowledge.history import Stretch, history
from inspector.knowledge.policy import REGIONS, Period, Policies, Policy, Region
from inspector.language import Phrases, day, mark, say
from inspector.outputs import printable
from inspector.outputs.wording import sentences as wording
from inspector.outputs.wording import terms

_STATUSES = Phrases(
    {
        "in": mark("in the programme"),
        "out": mark("not in the programme"),
        "unstated": mark("no text says whether it was in"),
    }
)


def render(policies: Policies, width: int) -> str:
    """Every region, from its first day to now."""
    parts = ["\n".join(_region(policies, region, max(width - 1, 40))) for region in REGIONS]
    return "\n\n".join(parts) + "\n"


def _region(policies: Policies, region: Region, width: int) -> Iterator[str]:
    """A line for each standing with its clauses, below it what changed in the texts meanwhile."""
    yield from _wrap(f"{say(policies.programmes[region].name)} ({region})", width, "")
    before: Stretch | None = None
    for stretch in history(policies, region):
        known = before.texts if before is not None else ()
        if before is None or before.period is not stretch.period:
            told = terms.paired(_days(stretch.period), _status(stretch))
            yield from _wrap(told, width, "  ")
            for reference in stretch.period.clauses:
                text, clause = policies.clause(reference)
                cited = terms.paired(wording.text_name(text), terms.quoted(clause.quote))
                yield from _wrap(cited, width, "    ")
        come = [text for text in stretch.texts if text not in known]
        gone = [text for text in known if text not in stretch.texts]
        if come:
            told = say("from {day} speaks: {texts}")
            told = told.format(day=day(stretch.start), texts=_names(come))
            yield from _wrap(told, width, "    ")
        if gone:
            told = say("from {day} no longer: {texts}")
            told = told.format(day=day(stretch.start), texts=_names(gone))
            yield from _wrap(told, width, "    ")
        before = stretch


def _names(texts: Sequence[Policy]) -> str:
    return terms.apart(_name(text) for text in texts)


def _name(text: Policy) -> str:
    name = wording.text_name(text)
    if text.recipient == "linkedin":
        return name
    models = say("{text} on {name}'s models")
    return models.format(text=name, name=terms.RECIPIENTS[text.recipient])


def _days(period: Period) -> str:
    if period.start is None:
        return say("until {day}").format(day=day(period.until)) if period.until else say("always")
    if period.until:
        told = say("{start} to {end}")
        return told.format(start=day(period.start), end=day(period.until))
    return say("from {day}").format(day=day(period.start))


def _status(stretch: Stretch) -> str:
    return say("paused") if stretch.period.paused else _STATUSES[stretch.period.status]


def document(policies: Policies) -> list[dict[str, Any]]:
    """The same as plain objects."""
    return [
        {
            "region": region,
            "name": policies.programmes[region].name,
            "history": [
                {
                    "from": stretch.start.isoformat() if stretch.start else None,
                    "until": stretch.until.isoformat() if stretch.until else None,
                    "status": stretch.period.status,
                    "paused": stretch.period.paused,
                    "clauses": list(stretch.period.clauses),
                    "policies": [text.id for text in stretch.texts],
                }
                for stretch in history(policies, region)
            ],
        }
        for region in REGIONS
    ]


def _wrap(text: str, width: int, indent: str) -> Iterator[str]:
    yield from textwrap.wrap(
        printable.line(text), width, initial_indent=indent, subsequent_indent=indent + "  ",
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip
