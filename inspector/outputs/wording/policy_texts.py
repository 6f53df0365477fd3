"""Words for policy texts, and for what each of them says, the same on every face."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from inspector.diff.text_diff import QuotePart
from inspector.knowledge.age import LastSaid
from inspector.knowledge.dataset import Dataset
from inspector.knowledge.policy import Clause, Policy, Recipient
from inspector.language import day, full_day, plurally, say
from inspector.outputs.wording.terms import (
    BASES_SAID,
    OTHER_RECORDS,
    RECIPIENTS,
    SAYS,
    VERDICTS_SAID,
    apart,
    paired,
    quoted,
)
from inspector.verdicts.by_text import Disagreement, TextOpinion

_MONTHS_FROM = 60
"""Days from which on an age is said in months."""
_YEARS_FROM = 24
"""Months from which on it is said in years."""


def label(text: Policy) -> str:
    """A text in a few words; a member's own goes by the words that it has."""
    return text.label if text.own else say(text.label)


def title(text: Policy) -> str:
    """What a text is called."""
    return text.title if text.own else say(text.title)


def publisher(text: Policy) -> str:
    """Who published a text."""
    return text.publisher if text.own else say(text.publisher)


def own(text: Policy) -> str:
    """What stands behind the name of a text that the member gave; empty for others."""
    return say(", your own text") if text.own else ""


def text_name(text: Policy) -> str:
    """A text in a few words, with its day."""
    return f"{label(text)} ({day(text.start)}{own(text)})"


def dated(text: Policy) -> str:
    """The same as in a list: `FAQ, 2025-11-03`."""
    return f"{label(text)}, {day(text.start)}{own(text)}"


def since(text: Policy) -> str:
    """From when on a text counts."""
    if text.effective:
        return say("in force from {day}").format(day=day(text.effective))
    return say("seen from {day}").format(day=day(text.first_seen))


def until(text: Policy) -> str:
    """How long a text counted, or when it was last seen."""
    if text.until:
        return say(" until {day}").format(day=day(text.until))
    return say(", last seen {day}").format(day=day(text.last_seen))


def age(text: Policy, on: dt.date) -> str:
    """How long before a day a text was last read."""
    days = (on - text.last_seen).days
    if days <= 0:
        return say("read on that day or since")
    if days < _MONTHS_FROM:
        return plurally("read {n} day before", "read {n} days before", days).format(n=days)
    months = 12 * (on.year - text.last_seen.year) + on.month - text.last_seen.month
    months -= on.day < text.last_seen.day
    if months < _YEARS_FROM:
        return plurally("read {n} month before", "read {n} months before", months).format(n=months)
    years = months // 12
    return plurally("read {n} year before", "read {n} years before", years).format(n=years)


def last_said(last: LastSaid | None) -> str:
    """When something was last said, and by whom, where that is old; else empty."""
    if last is None or not last.old:
        return ""
    if all(text.voice == "linkedin" for text in last.texts):
        told = say("last said on {day}, by {texts}; not read since")
    else:
        told = say("last said on {day}, by {texts}; not stated since")
    return told.format(day=full_day(last.day), texts=apart(map(_speaker, last.texts)))


def aged(told: str, last: LastSaid | None) -> str:
    """A few words on a status, and when it was last said, where that is old."""
    return ", ".join(part for part in (told, last_said(last)) if part)


def _speaker(text: Policy) -> str:
    """Who speaks in a text: its publisher where LinkedIn does; of the press, that it is."""
    name = f"{label(text)}{own(text)}"
    if text.voice == "linkedin" and not text.own:
        return say("{publisher} ({text})").format(publisher=publisher(text), text=name)
    return say("{name} (press)").format(name=name) if text.voice == "press" else name


def models(recipient: Recipient) -> str:
    """`Microsoft’s models`."""
    return say("{name}’s models").format(name=RECIPIENTS[recipient])


def reported(clause: Clause) -> str:
    """What stands behind the name of a text whose words are known from others; else empty."""
    if not clause.reported_by:
        return ""
    if clause.unverified:
        told = say(", as reported by {publisher}, wording not verified")
    else:
        told = say(", as reported by {publisher}")
    return told.format(publisher=say(clause.reported_by))


def cited(text: Policy, clause: Clause) -> str:
    """A text with its day, and what it says."""
    return paired(f"{label(text)}, {day(text.start)}{reported(clause)}", quoted(clause.quote))


def judged(verdict: str, basis: str | None) -> str:
    """`inside, our reading`."""
    said = VERDICTS_SAID[verdict]
    return f"{said}, {BASES_SAID[basis]}" if basis else said


def says(one: TextOpinion) -> str:
    """`inside, our reading`, or what it does instead."""
    return f"{SAYS[one.says]}, {BASES_SAID[one.basis]}" if one.basis else SAYS[one.says]


def each_says(said: Sequence[TextOpinion]) -> str:
    """What texts say in one line: `European notice: not mentioned · FAQ: inside, our reading`."""
    return " · ".join(
        paired(
            label(one.text),
            _says_shortly(one) + (f", {BASES_SAID[one.basis]}" if one.basis else ""),
        )
        for one in said
    )


def outcome(alike: Sequence[Disagreement]) -> str:
    """What texts say of several kinds of values of which each says the same, in one line."""
    parts = []
    for position, one in enumerate(alike[0].said):
        bases = sorted({bases for each in alike if (bases := each.said[position].basis)})
        how = say(" or ").join(BASES_SAID[basis] for basis in reversed(bases))
        said = _says_shortly(one) + (f", {how}" if how else "")
        parts.append(paired(label(one.text), said))
    return " · ".join(parts)


def _says_shortly(one: TextOpinion) -> str:
    return SAYS["silent" if one.says == "omits" else one.says]


def states(dataset: Dataset, names: Iterable[str]) -> str:
    """Kinds of records by their ids, as one reads them."""
    labels = {state.id: state.label for state in dataset.states}
    return ", ".join(say(labels.get(name, OTHER_RECORDS)) for name in names)


def columns(names: Sequence[str], *, every: bool) -> str:
    """Columns by their names."""
    return say("all columns") if every else ", ".join(names)


def difference(one: Disagreement) -> str:
    """The dataset, the records and the columns on which texts differ."""
    where = f" ({states(one.dataset, one.states)})" if not one.every_state else ""
    name = f"{say(one.dataset.title)}{where}"
    return paired(name, columns(one.columns, every=one.every_column))


def marked(pieces: Iterable[QuotePart], start: str, end: str) -> str:
    """A quote with the words that differ between marks."""
    return " ".join(f"{start}{one.text}{end}" if one.differs else one.text for one in pieces)
