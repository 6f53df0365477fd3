"""The history of each region as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from inspector.knowledge.age import last_said
from inspector.knowledge.history import Stretch, history
from inspector.knowledge.policy import REGIONS, Clause, Period, Policies, Policy, Region
from inspector.language import Phrases, day, mark, say
from inspector.outputs.plain.layout import page, room, wrap
from inspector.outputs.plain.quotations import Quotation, Quotations
from inspector.outputs.wording import policy_texts, terms

_PERIODS = Phrases(
    {
        "in": mark("in the programme"),
        "out": mark("not in the programme"),
        "unstated": mark("no text says whether it was in"),
    }
)


def render(policies: Policies, today: dt.date, width: int) -> str:
    """Every region, from its first day to now."""
    width = room(width)
    quotations = Quotations(width)
    return page(_region(policies, region, today, quotations, width) for region in REGIONS)


def _region(
    policies: Policies, region: Region, today: dt.date, quotations: Quotations, width: int
) -> Iterator[str]:
    """A line for each standing with its clauses, below it what changed in the texts meanwhile."""
    yield from wrap(f"{say(policies.programmes[region].name)} ({region})", width, rest="  ")
    before: Stretch | None = None
    for stretch in history(policies, region):
        known = before.texts if before is not None else ()
        if before is None or before.period is not stretch.period:
            until = min(stretch.period.until or today, today)
            last = last_said(stretch.period.clauses, until, policies)
            status = policy_texts.aged(_status(stretch), last)
            told = terms.paired(_days(stretch.period), status)
            yield from wrap(told, width, "  ", "    ")
            clauses = map(policies.clause, stretch.period.clauses)
            yield from quotations.lines(
                Quotation(_cited(text, clause), clause.quote) for text, clause in clauses
            )
        come = [text for text in stretch.texts if text not in known]
        gone = [text for text in known if text not in stretch.texts]
        if come:
            told = say("from {day} speaks: {texts}")
            told = told.format(day=day(stretch.start), texts=_names(come))
            yield from wrap(told, width, "    ", "      ")
        if gone:
            told = say("from {day} no longer: {texts}")
            told = told.format(day=day(stretch.start), texts=_names(gone))
            yield from wrap(told, width, "    ", "      ")
        before = stretch


def _cited(text: Policy, clause: Clause) -> str:
    return f"{policy_texts.text_name(text)}{policy_texts.reported(clause)}"


def _names(texts: Sequence[Policy]) -> str:
    return terms.apart(_name(text) for text in texts)


def _name(text: Policy) -> str:
    name = policy_texts.text_name(text)
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
    return say("paused") if stretch.period.paused else _PERIODS[stretch.period.status]
