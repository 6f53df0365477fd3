"""A file's counts under the verdicts of one situation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from inspector.measures import is_text
from inspector.policy import Promise
from inspector.reading import FileReading
from inspector.verdicts import VERDICTS, Basis, Judge, Judgement, Verdict

FileVerdict = Literal["inside", "outside", "unclear", "mixed"]
_BASES: tuple[Basis, ...] = ("stated", "inferred", "disputed", "undecidable", "silent")


@dataclass(frozen=True, slots=True)
class Totals:
    """What falls under one verdict."""

    records: int = 0
    values: int = 0
    words: int = 0
    characters: int = 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.records + other.records,
            self.values + other.values,
            self.words + other.words,
            self.characters + other.characters,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """Counts of one file under one verdict, basis, deciding clause and month."""

    verdict: Verdict
    basis: Basis
    clause: str | None
    month: dt.date | None
    totals: Totals


@dataclass(frozen=True, slots=True)
class JudgedColumn:
    """One column of a file; without verdict where it holds no value."""

    name: str
    role: str
    verdict: FileVerdict | None
    basis: Basis | None
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """One file under the verdicts of a situation."""

    reading: FileReading
    rows: tuple[Row, ...]
    columns: tuple[JudgedColumn, ...]
    verdict: FileVerdict | None
    basis: Basis | None
    clauses: tuple[str, ...]
    named_elsewhere: tuple[str, ...]
    promise: Promise | None
    totals: Mapping[Verdict, Totals]
    of_records: Mapping[tuple[str, int], Judgement]
    """By state and pattern, the judgement under which records count; those of none are absent."""

    @property
    def category(self) -> str:
        """The dataset's category; `other` for the unknown."""
        return self.reading.dataset.category if self.reading.dataset else "other"


def judge_file(reading: FileReading, judge: Judge) -> JudgedFile:
    """Judge every kind of value of a file and add up."""
    measures, layout = reading.measures, reading.layout
    if measures is None or layout is None:
        empty = dict.fromkeys(VERDICTS, Totals())
        columns = tuple(JudgedColumn(name, "text", None, None, ()) for name in reading.headers)
        return JudgedFile(reading, (), columns, None, None, (), (), None, empty, {})
    sums: dict[tuple[Verdict, Basis, str | None, dt.date | None], Totals] = {}

    def add(judgement: Judgement, month: dt.date | None, totals: Totals) -> None:
        key = (judgement.verdict, judgement.basis, judgement.deciding, month)
        sums[key] = sums.get(key, Totals()) + totals

    by_column: dict[int, dict[Judgement, None]] = {}
    for state, month, column, values, words, characters in measures.values.iter_rows():
        judgement = judge.judge(reading.dataset, layout.headers[column], state)
        by_column.setdefault(column, {})[judgement] = None
        add(judgement, month, Totals(0, values, words, characters))
    columns_of = _columns_of_bits(measures.bits)
    counted: dict[tuple[str, int], Judgement | None] = {}
    for state, month, pattern, records in measures.records.iter_rows():
        if (state, pattern) not in counted:
            positions = sorted(p for bit, p in columns_of.items() if pattern >> bit & 1)
            counted[state, pattern] = _of_record(reading, judge, state, positions)
        of_record = counted[state, pattern]
        if of_record is not None:
            add(of_record, month, Totals(records))
    judgements = dict.fromkeys(j for found in by_column.values() for j in found)
    verdict, basis = _common(judgements)
    rows = tuple(Row(*key, totals) for key, totals in sorted(sums.items(), key=_row_order))
    totals = {
        one: sum((row.totals for row in rows if row.verdict == one), Totals()) for one in VERDICTS
    }
    return JudgedFile(
        reading, rows, _columns(reading, by_column), verdict, basis,
        _union(j.clauses for j in judgements), _union(j.named_elsewhere for j in judgements),
        next((j.promise for j in judgements if j.promise), None), totals,
        {key: one for key, one in counted.items() if one is not None},
    )  # fmt: skip


def _columns_of_bits(bits: tuple[int, ...]) -> dict[int, int]:
    """For each bit of a pattern the first column that sets it."""
    found: dict[int, int] = {}
    for position, bit in enumerate(bits):
        found.setdefault(bit, position)
    return found


def _of_record(
    reading: FileReading, judge: Judge, state: str, filled: list[int]
) -> Judgement | None:
    """The judgement under which a record counts: that of its first value with its verdict.

    Its verdict is the strongest among its text values, or among all if it has no text.
    """
    layout = reading.layout
    assert layout is not None
    judgements = [judge.judge(reading.dataset, layout.headers[i], state) for i in filled]
    if not judgements:
        return None
    texts = [j for i, j in zip(filled, judgements, strict=True) if is_text(layout.columns[i])]
    verdict = min((j.verdict for j in texts or judgements), key=VERDICTS.index)
    return next(j for j in judgements if j.verdict == verdict)


def _columns(
    reading: FileReading, by_column: Mapping[int, Mapping[Judgement, None]]
) -> tuple[JudgedColumn, ...]:
    layout = reading.layout
    assert layout is not None
    found = []
    for position, (name, column) in enumerate(zip(layout.headers, layout.columns, strict=True)):
        judgements = by_column.get(position, {})
        verdict, basis = _common(judgements)
        role = column.role if column is not None else "text"
        clauses = _union(j.clauses for j in judgements)
        found.append(JudgedColumn(name, role, verdict, basis, clauses))
    return tuple(found)


def _common(judgements: Iterable[Judgement]) -> tuple[FileVerdict | None, Basis | None]:
    """The verdict that all share, with the strongest basis; `mixed` has none."""
    found = list(judgements)
    verdicts = {judgement.verdict for judgement in found}
    if not found:
        return None, None
    if len(verdicts) > 1:
        return "mixed", None
    return found[0].verdict, min((j.basis for j in found), key=_BASES.index)


def _row_order(
    item: tuple[tuple[Verdict, Basis, str | None, dt.date | None], Totals],
) -> tuple[object, ...]:
    verdict, basis, clause, month = item[0]
    return (VERDICTS.index(verdict), _BASES.index(basis), clause or "", month or dt.date.max)


def _union(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reference for group in groups for reference in group))
