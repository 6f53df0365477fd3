"""What lies between two policy texts, as text that needs no colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from inspector import wording
from inspector.comparing import Change
from inspector.differing import Difference, Piece, RegionTurn, Rewording, ScopeChange, Turn
from inspector.moving import Moved
from inspector.outputs import printable
from inspector.policy import Clause, Period, Policies, Policy
from inspector.verdicts import VERDICTS
from inspector.wording import plural

LEGEND = "[-words-] stand in the first text only, {+words+} in the second only."
MOST_CLAUSES = 2
"""Clauses named for one verdict."""
MOST_MOVES = 20
"""Kinds of data that moved which are listed; the rest is counted."""
_TURNS: dict[Turn, str] = {
    "begins": "TRAINING BEGINS",
    "pauses": "training pauses",
    "ends": "training ends",
    "stays in": "in the training programme on both days",
    "stays out": "out of the training programme on both days",
    "now in": "in the training programme on the second day; no text speaks of the first",
    "now out": "out of the training programme on the second day; no text speaks of the first",
    "unstated": "no text says that it is in the training programme on the second day",
}
_STATUSES = {"in": "in the programme", "out": "out of it", "unstated": "nothing said"}


def render(found: Difference, moved: Moved | None, policies: Policies, width: int) -> str:
    """The whole difference; `moved`: what it changed for an export."""
    parts: Iterable[Iterator[tuple[str, str]]] = (
        _head(found),
        _turns(found, policies),
        _moved(moved) if moved is not None else iter(()),
        _scope(found, policies),
        _clauses(found),
    )
    blocks = []
    for part in parts:
        lines = [line for indent, text in part for line in _wrap(text, width, indent)]
        if lines:
            blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _wrap(text: str, width: int, indent: str) -> list[str]:
    if not text:
        return [""]
    return textwrap.wrap(
        printable.line(text), max(width - 1, 40), initial_indent=indent,
        subsequent_indent=indent, break_on_hyphens=False,
    )  # fmt: skip


def _name(text: Policy) -> str:
    own = wording.OWN if text.own else ""
    whose = "" if text.recipient == "linkedin" else ", on Microsoft’s models"
    since = f"in force from {text.effective}" if text.effective else f"seen from {text.first_seen}"
    return f"{text.id}{own}: {text.title}, {text.publisher}{whose}, {since}"


def _head(found: Difference) -> Iterator[tuple[str, str]]:
    yield "", f"First   {_name(found.first)}"
    yield "", f"Second  {_name(found.second)}"
    counts = (
        f"{plural(len(found.added), 'clause')} added, {len(found.removed):,} removed, "
        f"{len(found.reworded):,} reworded, {found.unchanged:,} unchanged"
    )
    yield "", f"Of the clauses quoted here: {counts}."
    if found.first.recipient != found.second.recipient:
        yield "", "The two texts speak of the models of different companies."


def _turns(found: Difference, policies: Policies) -> Iterator[tuple[str, str]]:
    if not found.regions:
        yield "", "The two texts speak to no region in common: only their words can be compared."
        return
    yield "", f"Who is in the programme, on {found.first.start} and on {found.second.start}"
    together: dict[tuple[object, ...], list[RegionTurn]] = {}
    for turn in found.turns:
        key = (turn.turn, turn.before.clauses, turn.after.clauses)
        together.setdefault(key, []).append(turn)
    for turns in together.values():
        first = turns[0]
        where = "; ".join(wording.REGIONS[one.region] for one in turns)
        yield "  ", f"{where}: {_TURNS[first.turn]}"
        days = [(found.first, first.before), (found.second, first.after)]
        days.sort(key=lambda day: day[0].start)
        for text, period in days[: 1 if first.before == first.after else 2]:
            yield from _period(period, text, policies)


def _period(period: Period, text: Policy, policies: Policies) -> Iterator[tuple[str, str]]:
    status = "paused" if period.paused else _STATUSES[period.status]
    cited = _cited(period.clauses, policies) or "no text that is known here speaks of it"
    yield "    ", f"{text.start}, {status}: {cited}"


def _cited(references: Iterable[str], policies: Policies) -> str:
    quotes = []
    for reference in list(references)[:MOST_CLAUSES]:
        text, clause = policies.clause(reference)
        quotes.append(f"“{' '.join(clause.quote.split())}” ({wording.text_name(text)})")
    return "; ".join(quotes)


def _scope(found: Difference, policies: Policies) -> Iterator[tuple[str, str]]:
    if not found.regions:
        return
    yield "", "What either text, alone, makes of each kind of value"
    if not found.scope_changes:
        yield "  ", "No scope change: every kind of value has the same verdict by both texts."
    together: dict[tuple[object, ...], list[ScopeChange]] = {}
    for change in found.scope:
        if change.of_verdict:
            key = (change.regions, change.before.verdict, change.after.verdict, _deciding(change))
            together.setdefault(key, []).append(change)
    for changes in together.values():
        yield from _step(changes, found, policies)
    bases = [change for change in found.scope if not change.of_verdict]
    if bases:
        titles = dict.fromkeys(change.dataset.title for change in bases)
        yield "  ", f"The same verdict on another basis: {', '.join(titles)}."


def _deciding(change: ScopeChange) -> tuple[str, ...]:
    judgement = change.after if change.after.basis != "silent" else change.before
    return judgement.clauses[:1]


def _step(
    changes: list[ScopeChange], found: Difference, policies: Policies
) -> Iterator[tuple[str, str]]:
    one = changes[0]
    where = "" if one.regions == found.regions else f" ({', '.join(one.regions)} only)"
    ends = (one.before.verdict, one.after.verdict)
    step = " → ".join(f"{wording.GLYPHS[verdict]} {verdict}" for verdict in ends)
    yield "  ", f"{step}{where}, by {_cited(_deciding(one), policies)}"
    columns: dict[str, dict[str, list[str]]] = {}
    datasets = {change.dataset.id: change.dataset for change in changes}
    for change in changes:
        columns.setdefault(change.dataset.id, {}).setdefault(change.state, []).extend(
            change.columns
        )
    for name, by_state in columns.items():
        dataset = datasets[name]
        labels = {"": "other records"} | {state.id: state.label for state in dataset.states}
        alike: dict[tuple[str, ...], list[str]] = {}
        for state, headers in by_state.items():
            alike.setdefault(tuple(sorted(headers)), []).append(state)
        for headers_alike, states in alike.items():
            some = set(states) != set(dataset.state_ids)
            which = f" ({', '.join(labels[state] for state in states)})" if some else ""
            every = len(headers_alike) == len(dataset.columns)
            shown = "all columns" if every else ", ".join(headers_alike)
            yield "    ", f"{dataset.title}{which}: {shown}"


def _moved(moved: Moved) -> Iterator[tuple[str, str]]:
    before, after = moved.before, moved.after
    where = wording.REGIONS[after.situation.region]
    told = wording.REGION_BASES[after.situation.region_basis]
    yield "", f"What that changed for this export, of a member in {where} ({told})"
    for name, summary in (("first", before), ("second", after)):
        status = wording.status(summary)
        yield (
            "  ",
            f"By the {name} text alone, on {summary.situation.on}"
            + (f": {status}" if status else "."),
        )
    for verdict in VERDICTS:
        change = moved.comparison.totals[verdict]
        yield (
            "  ",
            (
                f"{wording.GLYPHS[verdict]} {verdict}: {_amount(change, 'words')}, "
                f"{_amount(change, 'records')}"
            ),
        )
    if not moved.moves:
        yield "  ", "Nothing of it moved from one verdict to another."
    for one in moved.moves[:MOST_MOVES]:
        amounts = [
            plural(number, noun)
            for number, noun in (
                (one.totals.words, "word"), (one.totals.records, "record"),
                (one.totals.values, "value"),
            )
            if number
        ]  # fmt: skip
        step = f"{one.before} → {one.after}"
        category = wording.category(one.category)
        title = one.title if one.title == category else f"{one.title} ({category})"
        yield "    ", f"{title}: {step}: {', '.join(amounts)}"
    if rest := moved.moves[MOST_MOVES:]:
        words = sum(one.totals.words for one in rest)
        yield "    ", f"and {plural(len(rest), 'more kind')} of data, {plural(words, 'word')}"


def _amount(change: Change, noun: str) -> str:
    before, after = getattr(change.before, noun), getattr(change.after, noun)
    return f"{before:,} → {after:,} {noun}"


def _clauses(found: Difference) -> Iterator[tuple[str, str]]:
    if found.reworded:
        yield "", f"Reworded: {LEGEND}"
        for one in found.reworded:
            yield from _reworded(one)
    for title, clauses in (("Added", found.added), ("Removed", found.removed)):
        if clauses:
            if found.reworded or title == "Removed":
                yield "", ""
            yield "", f"{title}: in the {'second' if title == 'Added' else 'first'} text only"
            for clause in clauses:
                yield from _clause(clause)


def _reworded(one: Rewording) -> Iterator[tuple[str, str]]:
    names = one.before.id if one.before.id == one.after.id else f"{one.before.id} → {one.after.id}"
    yield "  ", names
    yield "    ", f"first:  “{marked(one.before_pieces, '[-', '-]')}”"
    yield "    ", f"second: “{marked(one.after_pieces, '{+', '+}')}”"


def marked(pieces: Iterable[Piece], start: str, end: str) -> str:
    """A quote with the words that differ between marks."""
    return " ".join(f"{start}{one.text}{end}" if one.differs else one.text for one in pieces)


def _clause(clause: Clause) -> Iterator[tuple[str, str]]:
    yield "  ", f"{clause.id}: “{' '.join(clause.quote.split())}”"
