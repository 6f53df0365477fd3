"""Records that differ between two exports, added up: what a verdict gained and lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from inspector.knowledge.vocabulary import VERDICTS, Basis, Verdict
from inspector.reading.counts.author import Author

ChangeKind = Literal["came", "went", "moved", "edited", "detail"]
"""`moved`: under another verdict; `edited`: other words; `detail`: only other cells differ."""
NoChangeKind = Literal["retold", "not_in_old", "not_in_new"]
"""`retold`: the same record counts otherwise, because one export tells less of it; the others:
nothing in the other export to hold it against."""
DifferenceKind = Literal[ChangeKind, NoChangeKind]
CHANGE_KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
DIFFERENCE_KINDS: tuple[DifferenceKind, ...] = (*CHANGE_KINDS, *get_args(NoChangeKind))


@dataclass(frozen=True, slots=True)
class RecordVerdict:
    """Under what a record counts."""

    verdict: Verdict
    basis: Basis
    clause: str | None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """Records of one dataset that differ in one way."""

    kind: DifferenceKind
    group: str
    before: RecordVerdict | None
    after: RecordVerdict | None
    author: Author
    month: dt.date | None
    records: int
    gained: Mapping[Verdict, int]
    """Words more under each verdict."""
    lost: Mapping[Verdict, int]


@dataclass(frozen=True, slots=True)
class Count:
    """Records, and the words that count under the same verdict."""

    records: int = 0
    words: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.records + other.records, self.words + other.words)

    def __bool__(self) -> bool:
        return bool(self.records or self.words)


@dataclass(frozen=True, slots=True)
class Flow:
    """What became of one verdict."""

    came: Count = Count()
    went: Count = Count()
    entered: Count = Count()
    """Moved here from another verdict."""
    left: Count = Count()
    """Moved to another verdict."""
    grew: Count = Count()
    """Stayed, with other words or cells: words more."""
    shrank: Count = Count()
    """The same records' words less."""

    @property
    def became(self) -> Count:
        """All that is under the verdict and was not."""
        return self.came + self.entered + Count(0, self.grew.words)

    @property
    def gone(self) -> Count:
        """All that was under the verdict and is no more."""
        return self.went + self.left + Count(0, self.shrank.words)

    def __bool__(self) -> bool:
        return any((self.came, self.went, self.entered, self.left, self.grew, self.shrank))


@dataclass(frozen=True, slots=True)
class Part:
    """The flows of a category, a dataset or a clause."""

    name: str
    flows: Mapping[Verdict, Flow]

    @property
    def weight(self) -> tuple[int, ...]:
        """How much came and went, of the strongest verdict first."""
        both = [self.flows[verdict].became + self.flows[verdict].gone for verdict in VERDICTS]
        return tuple(n for one in both for n in (one.words, one.records))


def flows_of(rows: Iterable[RecordChange]) -> dict[Verdict, Flow]:
    """What became of each verdict."""
    counts: dict[Verdict, dict[str, Count]] = {verdict: {} for verdict in VERDICTS}
    for row in rows:
        for verdict, way, count in _ways(row):
            mine = counts[verdict]
            mine[way] = mine.get(way, Count()) + count
    return {verdict: Flow(**mine) for verdict, mine in counts.items()}


_WAYS: dict[DifferenceKind, tuple[str, str]] = {
    "came": ("went", "came"), "went": ("went", "came"), "moved": ("left", "entered"),
    "edited": ("shrank", "grew"), "detail": ("shrank", "grew"),
}  # fmt: skip


_OUT = tuple(out for out, _ in _WAYS.values())


def _ways(row: RecordChange) -> Iterable[tuple[Verdict, str, Count]]:
    """What a row adds to the flows of the verdicts."""
    if row.kind not in _WAYS:
        return
    out, into = _WAYS[row.kind]
    for verdict in VERDICTS:
        was = row.records if row.before and row.before.verdict == verdict else 0
        now = row.records if row.after and row.after.verdict == verdict else 0
        if was or row.lost[verdict]:
            yield verdict, out, Count(was, row.lost[verdict])
        if now or row.gained[verdict]:
            yield verdict, into, Count(now, row.gained[verdict])


def kinds_of(rows: Iterable[RecordChange]) -> dict[DifferenceKind, Count]:
    """Records by the way in which they differ, with the words gained and lost together."""
    found: dict[DifferenceKind, Count] = {}
    for row in rows:
        words = sum(row.gained.values()) + sum(row.lost.values())
        found[row.kind] = found.get(row.kind, Count()) + Count(row.records, words)
    return {kind: found[kind] for kind in DIFFERENCE_KINDS if kind in found}


def parts_of(
    rows: Iterable[RecordChange],
    names: Callable[[RecordChange], tuple[str | None, str | None]],
    *,
    own: bool = False,
) -> tuple[Part, ...]:
    """Flows by a name of the rows, which may be another before and after; the biggest first.

    `own`: only words that count under their record's verdict.
    """
    sums: dict[str, dict[Verdict, dict[str, Count]]] = {}
    for row in rows:
        before, after = names(row)
        for verdict, way, count in _ways(row):
            told = row.before if way in _OUT else row.after
            if own and (told is None or told.verdict != verdict):
                continue
            name = before if way in _OUT else after
            mine = sums.setdefault(name or "", {}).setdefault(verdict, {})
            mine[way] = mine.get(way, Count()) + count
    found = [
        Part(name, {verdict: Flow(**flows.get(verdict, {})) for verdict in VERDICTS})
        for name, flows in sums.items()
    ]
    return tuple(sorted(found, key=lambda part: ([-n for n in part.weight], part.name)))
