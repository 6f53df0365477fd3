"""What lies between two policy texts, as text that needs no colour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from inspector.diff.text_diff import RegionTurn, Rewording, ScopeChange, TextDiff, Turn
from inspector.diff.text_effect import TextEffect
from inspector.knowledge.age import last_said
from inspector.knowledge.policy import Clause, Period, Policies, Policy
from inspector.knowledge.vocabulary import VERDICTS
from inspector.language import Phrases, day, mark, number, plurally, say
from inspector.outputs.plain.layout import fill, page, room
from inspector.outputs.wording import answers, policy_texts, terms
from inspector.outputs.wording.terms import plural

LEGEND = mark("[-words-] stand in the first text only, {+words+} in the second only.")
CLAUSES_NAMED = 2
"""Clauses named for one verdict."""
MOVES_LISTED = 20
"""Kinds of data that moved which are listed; the rest is counted."""
_TURNS: Mapping[Turn, str] = Phrases(
    {
        "begins": mark("TRAINING BEGINS"),
        "pauses": mark("training pauses"),
        "ends": mark("training ends"),
        "stays in": mark("in the training programme on both days"),
        "stays out": mark("out of the training programme on both days"),
        "now in": mark("in the training programme on the second day; no text speaks of the first"),
        "now out": mark(
            "out of the training programme on the second day; no text speaks of the first"
        ),
        "unstated": mark("no text says that it is in the training programme on the second day"),
    }
)
_PERIODS = Phrases(
    {
        "in": mark("in the programme"),
        "out": mark("out of it"),
        "unstated": mark("nothing said"),
    }
)


def render(found: TextDiff, moved: TextEffect | None, policies: Policies, width: int) -> str:
    """The whole difference; `moved`: what it changed for an export."""
    parts: Iterable[Iterator[tuple[str, str]]] = (
        _head(found),
        _turns(found, policies),
        _moved(moved) if moved is not None else iter(()),
        _scope(found, policies),
        _clauses(found),
    )
    return page(_laid_out(part, room(width)) for part in parts)


def _laid_out(part: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    for indent, text in part:
        yield from fill(text, width, indent, indent) or [""]


def _name(text: Policy) -> str:
    parts = [policy_texts.title(text), policy_texts.publisher(text)]
    if text.recipient != "linkedin":
        parts.append(say("on {models}").format(models=policy_texts.models(text.recipient)))
    parts.append(policy_texts.since(text))
    return terms.paired(f"{text.id}{policy_texts.own(text)}", ", ".join(parts))


def _head(found: TextDiff) -> Iterator[tuple[str, str]]:
    yield "", say("First   ") + _name(found.first)
    yield "", say("Second  ") + _name(found.second)
    counts = (
        plurally("{n} clause added", "{n} clauses added", len(found.added)),
        plurally("{n} removed", "{n} removed", len(found.removed)),
        plurally("{n} reworded", "{n} reworded", len(found.reworded)),
        plurally("{n} unchanged", "{n} unchanged", found.unchanged),
    )
    numbers = (len(found.added), len(found.removed), len(found.reworded), found.unchanged)
    told = ", ".join(
        text.format(n=number(count)) for text, count in zip(counts, numbers, strict=True)
    )
    yield "", say("Of the clauses quoted here: {counts}.").format(counts=told)
    if found.first.recipient != found.second.recipient:
        yield "", say("The two texts speak of the models of different companies.")


def _turns(found: TextDiff, policies: Policies) -> Iterator[tuple[str, str]]:
    if not found.regions:
        yield (
            "",
            say("The two texts speak to no region in common: only their words can be compared."),
        )
        return
    told = say("Who is in the programme, on {first} and on {second}")
    yield "", told.format(first=day(found.first.start), second=day(found.second.start))
    together: dict[tuple[object, ...], list[RegionTurn]] = {}
    for turn in found.turns:
        key = (turn.turn, turn.before.clauses, turn.after.clauses)
        together.setdefault(key, []).append(turn)
    for turns in together.values():
        first = turns[0]
        where = terms.apart(terms.REGIONS[one.region] for one in turns)
        yield "  ", terms.paired(where, _TURNS[first.turn])
        days = [(found.first, first.before), (found.second, first.after)]
        days.sort(key=lambda day: day[0].start)
        if first.before == first.after:  # said of both days: as old as on the later one
            yield from _period(first.after, days[0][0].start, days[1][0].start, policies)
            continue
        for text, period in days:
            yield from _period(period, text.start, text.start, policies)


def _period(
    period: Period, start: dt.date, on: dt.date, policies: Policies
) -> Iterator[tuple[str, str]]:
    """A day and its standing; `on`: the day on which its sentences may be old."""
    status = say("paused") if period.paused else _PERIODS[period.status]
    status = policy_texts.aged(status, last_said(period.clauses, on, policies))
    cited = _cited(period.clauses, policies) or say("no text that is known here speaks of it")
    yield "    ", terms.paired(f"{day(start)}, {status}", cited)


def _cited(references: Iterable[str], policies: Policies) -> str:
    quotes = []
    for reference in list(references)[:CLAUSES_NAMED]:
        text, clause = policies.clause(reference)
        quote = terms.quoted(" ".join(clause.quote.split()))
        quotes.append(f"{quote} ({policy_texts.text_name(text)}{policy_texts.reported(clause)})")
    return terms.apart(quotes)


def _scope(found: TextDiff, policies: Policies) -> Iterator[tuple[str, str]]:
    if not found.regions:
        return
    yield "", say("What either text, alone, makes of each kind of value")
    if not found.scope_changes:
        yield (
            "  ",
            say("No scope change: every kind of value has the same verdict by both texts."),
        )
    together: dict[tuple[object, ...], list[ScopeChange]] = {}
    for change in found.scope:
        if change.of_verdict:
            key = (change.regions, change.before.verdict, change.after.verdict, _deciding(change))
            together.setdefault(key, []).append(change)
    for changes in together.values():
        yield from _step(changes, found, policies)
    bases = [change for change in found.scope if not change.of_verdict]
    if bases:
        titles = dict.fromkeys(say(change.dataset.title) for change in bases)
        told = say("The same verdict on another basis: {titles}.")
        yield "  ", told.format(titles=", ".join(titles))


def _deciding(change: ScopeChange) -> tuple[str, ...]:
    judgement = change.after if change.after.basis != "silent" else change.before
    return judgement.clauses[:1]


def _step(
    changes: list[ScopeChange], found: TextDiff, policies: Policies
) -> Iterator[tuple[str, str]]:
    one = changes[0]
    where = ""
    if one.regions != found.regions:
        where = say(" ({regions} only)").format(regions=", ".join(one.regions))
    ends = (one.before.verdict, one.after.verdict)
    step = " → ".join(terms.with_glyph(verdict) for verdict in ends)
    told = say("{step}{where}, by {clauses}")
    clauses = _cited(_deciding(one), policies)
    yield "  ", told.format(step=step, where=where, clauses=clauses)
    columns: dict[str, dict[str, list[str]]] = {}
    datasets = {change.dataset.id: change.dataset for change in changes}
    for change in changes:
        columns.setdefault(change.dataset.id, {}).setdefault(change.state, []).extend(
            change.columns
        )
    for name, by_state in columns.items():
        dataset = datasets[name]
        alike: dict[tuple[str, ...], list[str]] = {}
        for state, headers in by_state.items():
            alike.setdefault(tuple(sorted(headers)), []).append(state)
        for headers_alike, states in alike.items():
            some = set(states) != set(dataset.state_ids)
            which = f" ({policy_texts.states(dataset, states)})" if some else ""
            every = len(headers_alike) == len(dataset.columns)
            shown = policy_texts.columns(headers_alike, every=every)
            yield "    ", terms.paired(f"{say(dataset.title)}{which}", shown)


def _moved(moved: TextEffect) -> Iterator[tuple[str, str]]:
    before, after = moved.before, moved.after
    where = terms.IN_REGIONS[after.situation.region]
    told = terms.REGION_BASES[after.situation.region_basis]
    title = say("What that changed for this export, of a member {where} ({told})")
    yield "", title.format(where=where, told=told)
    for by, summary in (
        (say("By the first text alone, on {day}"), before),
        (say("By the second text alone, on {day}"), after),
    ):
        status, by = answers.status(summary), by.format(day=day(summary.situation.on))
        yield "  ", terms.paired(by, status) if status else f"{by}."
    for verdict in VERDICTS:
        change = moved.comparison.totals[verdict]
        name = terms.with_glyph(verdict)
        words = _step_of(change.before.words, change.after.words, "word")
        records = _step_of(change.before.records, change.after.records, "record")
        yield "  ", terms.paired(name, f"{words}, {records}")
    if not moved.moves:
        yield "  ", say("Nothing of it moved from one verdict to another.")
    for one in moved.moves[:MOVES_LISTED]:
        amounts = [
            plural(count, noun)
            for count, noun in (
                (one.totals.words, "word"), (one.totals.records, "record"),
                (one.totals.values, "value"),
            )
            if count
        ]  # fmt: skip
        step = f"{terms.VERDICTS_SAID[one.before]} → {terms.VERDICTS_SAID[one.after]}"
        category, title = terms.category(one.category), say(one.title)
        title = title if title == category else f"{title} ({category})"
        yield "    ", terms.paired(terms.paired(title, step), ", ".join(amounts))
    if rest := moved.moves[MOVES_LISTED:]:
        more = plural(sum(one.totals.words for one in rest), "word")
        kinds = plurally(
            "and {n} more kind of data, {words}", "and {n} more kinds of data, {words}", len(rest)
        )
        yield "    ", kinds.format(n=number(len(rest)), words=more)


def _step_of(before: int, after: int, noun: Literal["word", "record"]) -> str:
    name = say("words") if noun == "word" else say("records")
    return f"{number(before)} → {number(after)} {name}"


def _clauses(found: TextDiff) -> Iterator[tuple[str, str]]:
    if found.reworded:
        yield "", terms.paired(say("Reworded"), say(LEGEND))
        for one in found.reworded:
            yield from _reworded(one)
    for title, clauses in (
        (say("Added: in the second text only"), found.added),
        (say("Removed: in the first text only"), found.removed),
    ):
        if clauses:
            if found.reworded or clauses is found.removed:
                yield "", ""
            yield "", title
            for clause in clauses:
                yield from _clause(clause)


def _reworded(one: Rewording) -> Iterator[tuple[str, str]]:
    before, after = _clause_name(one.before), _clause_name(one.after)
    names = before if before == after else f"{before} → {after}"
    yield "  ", names
    first = terms.quoted(policy_texts.marked(one.before_pieces, "[-", "-]"))
    second = terms.quoted(policy_texts.marked(one.after_pieces, "{+", "+}"))
    yield "    ", say("first:  {quote}").format(quote=first)
    yield "    ", say("second: {quote}").format(quote=second)


def _clause(clause: Clause) -> Iterator[tuple[str, str]]:
    yield "  ", terms.paired(_clause_name(clause), terms.quoted(" ".join(clause.quote.split())))


def _clause_name(clause: Clause) -> str:
    return f"{clause.id}{policy_texts.reported(clause)}"
