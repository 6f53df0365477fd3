"""Two summaries of one export, judged in two situations, side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from inspector.knowledge.policy import Period, Programme
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import mark
from inspector.summary.summary import Summary
from inspector.summary.use import USES, Use, uses
from inspector.verdicts.totals import Totals


@dataclass(frozen=True, slots=True)
class TotalsChange:
    """Totals in one situation and in another."""

    before: Totals
    after: Totals

    @property
    def words(self) -> int:
        """More words (or fewer, below 0)."""
        return self.after.words - self.before.words

    @property
    def records(self) -> int:
        """More records (or fewer, below 0)."""
        return self.after.records - self.before.records

    @property
    def values(self) -> int:
        """More values (or fewer, below 0)."""
        return self.after.values - self.before.values


@dataclass(frozen=True, slots=True)
class CategoryChange:
    """One category under the three verdicts, before and after."""

    category: str
    changes: Mapping[Verdict, TotalsChange]

    @property
    def weight(self) -> tuple[int, int]:
        """How much moved between verdicts: words, then values."""
        moved = self.changes.values()
        return sum(abs(one.words) for one in moved), sum(abs(one.values) for one in moved)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What another situation changes."""

    before: Summary
    after: Summary
    totals: Mapping[Verdict, TotalsChange]
    uses: Mapping[Use, TotalsChange]
    """What is known of the use in either."""
    categories: tuple[CategoryChange, ...]
    """Those in which something moved, the biggest differences first."""

    @property
    def same_situation(self) -> bool:
        """Whether nothing was asked."""
        return self.before.situation == self.after.situation


def compare_situations(before: Summary, after: Summary) -> Comparison:
    """The differences between two summaries of one export."""
    old = {one.category: one.totals for one in before.by_category()}
    new = {one.category: one.totals for one in after.by_category()}
    none: Mapping[Verdict, Totals] = dict.fromkeys(VERDICTS, Totals())
    categories = [
        CategoryChange(name, _changes(old.get(name, none), new.get(name, none)))
        for name in dict.fromkeys((*old, *new))
    ]
    moved = [one for one in categories if any(one.weight)]
    moved.sort(key=lambda one: (-one.weight[0], -one.weight[1], one.category))
    return Comparison(
        before, after, _changes(before.totals, after.totals), _uses(before, after), tuple(moved)
    )


def _uses(before: Summary, after: Summary) -> dict[Use, TotalsChange]:
    old, new = uses(before), uses(after)
    return {
        use: TotalsChange(old.get(use, Totals()), new.get(use, Totals()))
        for use in USES
        if use in old or use in new
    }


def _changes(
    before: Mapping[Verdict, Totals], after: Mapping[Verdict, Totals]
) -> dict[Verdict, TotalsChange]:
    return {verdict: TotalsChange(before[verdict], after[verdict]) for verdict in VERDICTS}


@dataclass(frozen=True, slots=True)
class Spell:
    """A period of a region's programme, in a word."""

    period: Period
    word: str
    """`in`, `out`, `paused` or `nothing said`."""
    now: bool
    """Whether the day judged falls into it."""


def spells(programme: Programme, on: dt.date) -> tuple[Spell, ...]:
    """The history of a region, newest first."""
    words = {"in": mark("in"), "out": mark("out"), "unstated": mark("nothing said")}
    return tuple(
        Spell(period, mark("paused") if period.paused else words[period.status], period.covers(on))
        for period in reversed(programme.periods)
    )
