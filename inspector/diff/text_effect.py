"""What the step from one policy text to another changed for a member's export.

The export is judged by the first text alone, as of its first day, and by the second alone, as
of its own; nothing is read again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from inspector.diff.situations import Comparison, compare_situations
from inspector.errors import UsageError
from inspector.knowledge.knowledge import Knowledge
from inspector.knowledge.policy import Policy
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import say
from inspector.summary.export import Export
from inspector.summary.summary import Summary, summarise
from inspector.verdicts.file_verdicts import JudgedFile
from inspector.verdicts.judge import Judge
from inspector.verdicts.situation import Situation
from inspector.verdicts.totals import Totals


@dataclass(frozen=True, slots=True)
class Move:
    """Data of one kind of file that went from one verdict to another."""

    title: str
    """Of the dataset; the path of a file that none claims."""
    category: str
    before: Verdict
    after: Verdict
    totals: Totals


@dataclass(frozen=True, slots=True)
class TextEffect:
    """An export under either text."""

    comparison: Comparison
    moves: tuple[Move, ...]
    """Most words first; what stays under its verdict is not among them."""

    @property
    def before(self) -> Summary:
        """By the first text, on its first day."""
        return self.comparison.before

    @property
    def after(self) -> Summary:
        """By the second text, on its first day."""
        return self.comparison.after


def check_region(first: Policy, second: Policy, situation: Situation) -> None:
    """Refuse a region to which not both texts speak (`UsageError`)."""
    shared = [region for region in first.regions if region in second.regions]
    if situation.region in shared:
        return
    silent = next(text for text in (first, second) if situation.region not in text.regions)
    if not shared:
        raise UsageError(
            say(
                "{first} speaks to {regions} and {second} to {others}: no member is judged by "
                "both; leave the export out"
            ).format(
                first=first.id, regions=", ".join(first.regions), second=second.id,
                others=", ".join(second.regions),
            )
        )  # fmt: skip
    raise UsageError(
        say(
            "{text} does not speak to members in {region}; the two texts speak to {regions}: give "
            "one of these as --region"
        ).format(text=silent.id, region=situation.region, regions=", ".join(shared))
    )


def move(
    export: Export,
    first: Policy,
    second: Policy,
    given: Situation,
    knowledge: Knowledge,
) -> TextEffect:
    """Judge an export by either text; `given` has the region, the opt-out and the age."""
    check_region(first, second, given)
    judges = []
    for text in (first, second):
        situation = msgspec.structs.replace(given, on=text.start)
        judges.append(Judge(knowledge.policies, situation, text.recipient, text.id))
    before, after = (summarise(export, knowledge, one.situation, one) for one in judges)
    found: dict[tuple[str, str, Verdict, Verdict], Totals] = {}
    for old, new in zip(before.files, after.files, strict=True):
        for verdicts, totals in _of_file(old, new, judges[0], judges[1]):
            if verdicts[0] != verdicts[1] and totals != Totals():
                dataset = old.reading.dataset
                title = dataset.title if dataset is not None else old.reading.path
                key = (title, old.category, *verdicts)
                found[key] = found.get(key, Totals()) + totals
    moves = [Move(*key, totals) for key, totals in found.items()]
    moves.sort(key=_order)
    return TextEffect(compare_situations(before, after), tuple(moves))


def _of_file(
    old: JudgedFile, new: JudgedFile, first: Judge, second: Judge
) -> Iterator[tuple[tuple[Verdict, Verdict], Totals]]:
    reading = old.reading
    measures, layout = reading.measures, reading.layout
    if measures is None or layout is None:
        return
    values = measures.months.values.select("state", "column", "values", "words", "characters")
    for state, column, number, words, characters in values.iter_rows():
        header = layout.headers[column]
        before = first.judge(reading.dataset, header, state).verdict
        after = second.judge(reading.dataset, header, state).verdict
        yield (before, after), Totals(0, number, words, characters)
    for state, pattern, records in measures.months.records.select(
        "state", "pattern", "records"
    ).iter_rows():
        was, now = old.of_records.get((state, pattern)), new.of_records.get((state, pattern))
        if was is not None and now is not None:
            yield (was.verdict, now.verdict), Totals(records)


def _order(one: Move) -> tuple[object, ...]:
    return (
        -one.totals.words, -one.totals.values, one.title,
        VERDICTS.index(one.before), VERDICTS.index(one.after),
    )  # fmt: skip
