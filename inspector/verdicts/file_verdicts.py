"""A file's counts under the verdicts of one situation."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import msgspec

from inspector.knowledge.policy import Promise
from inspector.knowledge.vocabulary import BASES, VERDICTS, Basis, Verdict
from inspector.reading.counts.author import AUTHORS, Author
from inspector.reading.counts.cube import Cube
from inspector.reading.counts.meter import Measures, is_text
from inspector.reading.file_reading import FileReading
from inspector.verdicts.judge import Judge
from inspector.verdicts.judgement import FileVerdict, Judgement, TextVerdict, union
from inspector.verdicts.totals import Split, Totals, VerdictRow, by_verdict, total

_Counted = tuple[Verdict, Basis, str | None]
_Cell = tuple[dt.date | None, Author]


class JudgedColumn(msgspec.Struct, frozen=True):
    """One column of a file; without verdict where it holds no value."""

    name: str
    role: str
    verdict: FileVerdict | None
    basis: Basis | None
    clauses: tuple[str, ...]
    by_text: Mapping[str, TextVerdict]
    """What each text in force says by itself, by its id."""


class JudgedFile(msgspec.Struct, frozen=True):
    """One file under the verdicts of a situation."""

    reading: FileReading
    rows: tuple[VerdictRow, ...]
    columns: tuple[JudgedColumn, ...]
    verdict: FileVerdict | None
    basis: Basis | None
    clauses: tuple[str, ...]
    named_elsewhere: tuple[str, ...]
    also: tuple[str, ...]
    """Clauses of other texts that stand beside the verdicts; they decide nothing."""
    promise: Promise | None
    totals: Mapping[Verdict, Totals]
    of_records: Mapping[tuple[str, int], Judgement]
    """By state and pattern, the judgement under which records count; those of none are absent."""
    by_text: Mapping[str, TextVerdict]
    """What each text in force says by itself of its columns, by the text's id."""
    in_groups: Totals
    """What stands in groups, at least: a record that does not say so may stand in one, too."""
    split: Split
    """Where the member has opted out: what is inside, before and after; else all 0."""

    @property
    def category(self) -> str:
        """The dataset's category; `other` for the unknown."""
        return self.reading.dataset.category if self.reading.dataset else "other"

    @property
    def repeated_words(self) -> int:
        """Words that stand in another kind of file, too, under whatever verdict."""
        return sum(row.repeated_words for row in self.rows)

    @property
    def by_author(self) -> Mapping[Author, Mapping[Verdict, Totals]]:
        """Totals by whose words they are; authors without any value are absent."""
        found: dict[Author, list[VerdictRow]] = {}
        for row in self.rows:
            found.setdefault(row.author, []).append(row)
        return {author: by_verdict(found[author]) for author in AUTHORS if author in found}


def judge_file(reading: FileReading, judge: Judge) -> JudgedFile:
    """Judge every kind of value of a file and add up."""
    measures, layout = reading.measures, reading.layout
    if measures is None or layout is None:
        empty = dict.fromkeys(VERDICTS, Totals())
        columns = tuple(JudgedColumn(name, "text", None, None, (), {}) for name in reading.headers)
        return JudgedFile(
            reading, (), columns, None, None, (), (), (), None, empty, {}, {}, Totals(), Split(),
        )  # fmt: skip
    sums: dict[_Cell, dict[int, list[int]]] = {}
    by_column: dict[int, dict[str, Judgement]] = {}
    slots: dict[_Counted, int] = {}
    counted_as: dict[str, dict[int, int]] = {}
    for (state, author, month), columns_of_kind in measures.months.by_key.items():
        known = counted_as.setdefault(state, {})
        mine = sums.setdefault((month, author), {})
        for column, (values, words, characters) in columns_of_kind.items():
            if (slot := known.get(column)) is None:
                judgement = judge.judge(reading.dataset, layout.headers[column], state)
                by_column.setdefault(column, {})[state] = judgement
                slot = known[column] = slots.setdefault(judgement.counted, len(slots))
            row = mine.setdefault(slot, [0, 0, 0, 0])
            row[1] += values
            row[2] += words
            row[3] += characters
    columns_of = _columns_of_bits(measures.bits)
    of_records: dict[tuple[str, int], Judgement] = {}
    records_as: dict[str, dict[int, int | None]] = {}
    for (state, author, month), patterns in measures.months.records_by_key.items():
        known_as = records_as.setdefault(state, {})
        mine = sums.setdefault((month, author), {})
        for pattern, records in patterns.items():
            if pattern not in known_as:
                positions = sorted(p for bit, p in columns_of.items() if pattern >> bit & 1)
                of_record = _of_record(reading, judge, state, positions)
                known_as[pattern] = None
                if of_record is not None:
                    of_records[state, pattern] = of_record
                    known_as[pattern] = slots.setdefault(of_record.counted, len(slots))
            if (place := known_as[pattern]) is not None:
                mine.setdefault(place, [0, 0, 0, 0])[0] += records
    judgements = dict.fromkeys(j for found in by_column.values() for j in found.values())
    verdict, basis = _common(judgements)
    rows = _rows(sums, slots, _repeated(reading, judge))
    totals = by_verdict(rows)
    kinds = {(column, state) for column, found in by_column.items() for state in found}
    return JudgedFile(
        reading, rows, _columns(reading, judge, by_column), verdict, basis,
        union(j.clauses for j in judgements), union(j.named_elsewhere for j in judgements),
        union(j.also for j in judgements),
        next((j.promise for j in judgements if j.promise), None), totals, of_records,
        _by_text(reading, judge, kinds), _in_groups(reading),
        _split(measures, judge, by_column, of_records),
    )  # fmt: skip


def _in_groups(reading: FileReading) -> Totals:
    """What the records hold whose state says that they stand in a group."""
    states = {
        state.id for state in (reading.dataset.states if reading.dataset else ()) if state.in_group
    }
    measures = reading.measures
    if not states or measures is None:
        return Totals()
    months = measures.months
    records = sum(
        count
        for (state, _, _), patterns in months.records_by_key.items()
        for count in patterns.values()
        if state in states
    )
    return total(
        [Totals(records)]
        + [
            Totals(0, *counts)
            for (state, _, _), columns in months.by_key.items()
            for counts in columns.values()
            if state in states
        ]
    )


def _by_text(
    reading: FileReading, judge: Judge, kinds: Iterable[tuple[int, str]]
) -> dict[str, TextVerdict]:
    """What each text says by itself of some kinds of values."""
    layout = reading.layout
    assert layout is not None
    found: dict[int, Mapping[str, Judgement]] = {}
    for column, state in sorted(kinds):
        said = judge.by_text(reading.dataset, layout.headers[column], state)
        if said:
            found[id(said)] = said
    verdicts = judge.merged.get(tuple(found))
    if verdicts is None:
        verdicts = judge.merged[tuple(found)] = {}
        for text in judge.speaking if found else ():
            judgements = [one[text.id] for one in found.values()]
            verdict, basis = _common(judgements)
            if verdict is not None:
                clauses = union(judgement.clauses for judgement in judgements)
                verdicts[text.id] = TextVerdict(verdict, basis, clauses)
    return verdicts


def _split(
    measures: Measures,
    judge: Judge,
    by_column: Mapping[int, Mapping[str, Judgement]],
    of_records: Mapping[tuple[str, int], Judgement],
) -> Split:
    """What is inside, before the opt-out and after, where one is in force."""
    day = judge.situation.opted_out
    inside = {
        (state, column)
        for column, found in by_column.items()
        for state, judgement in found.items()
        if judgement.verdict == "inside"
    }
    if day is None or day > judge.situation.on or not inside:
        return Split()
    cubes = measures.days.around(day)
    return Split(*(_inside(cube, inside, of_records) for cube in cubes))


def _inside(
    cube: Cube,
    inside: Collection[tuple[str, int]],
    of_records: Mapping[tuple[str, int], Judgement],
) -> Totals:
    parts = [
        Totals(0, values, words, characters)
        for state, _, _, column, values, words, characters in cube.cells
        if (state, column) in inside
    ]
    for state, _, _, pattern, records in cube.kinds:
        judgement = of_records.get((state, pattern))
        if judgement is not None and judgement.verdict == "inside":
            parts.append(Totals(records))
    return total(parts)


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
    reading: FileReading, judge: Judge, by_column: Mapping[int, Mapping[str, Judgement]]
) -> tuple[JudgedColumn, ...]:
    layout = reading.layout
    assert layout is not None
    found = []
    for position, (name, column) in enumerate(zip(layout.headers, layout.columns, strict=True)):
        by_state = by_column.get(position, {})
        judgements = dict.fromkeys(by_state.values())
        verdict, basis = _common(judgements)
        role = column.role if column is not None else "text"
        clauses = union(j.clauses for j in judgements)
        by_text = _by_text(reading, judge, ((position, state) for state in by_state))
        found.append(JudgedColumn(name, role, verdict, basis, clauses, by_text))
    return tuple(found)


def _common(judgements: Iterable[Judgement]) -> tuple[FileVerdict | None, Basis | None]:
    """The verdict that all share, with the strongest basis; `mixed` has none."""
    found = list(judgements)
    verdicts = {judgement.verdict for judgement in found}
    if not found:
        return None, None
    if len(verdicts) > 1:
        return "mixed", None
    return found[0].verdict, min((j.basis for j in found), key=BASES.index)


def _repeated(reading: FileReading, judge: Judge) -> Mapping[tuple[_Counted, _Cell], int]:
    """Words that stand in another kind of file, too, as they are counted."""
    dataset, found = reading.dataset, Counter[tuple[_Counted, _Cell]]()
    if dataset is not None and dataset.repeats_text is not None:
        for one in reading.repeated:
            judgement = judge.judge(dataset, dataset.repeats_text.column, one.state)
            found[judgement.counted, (one.month, one.author)] += one.words
    return found


def _rows(
    sums: Mapping[_Cell, Mapping[int, list[int]]],
    slots: Mapping[_Counted, int],
    repeated: Mapping[tuple[_Counted, _Cell], int],
) -> tuple[VerdictRow, ...]:
    """By verdict, basis, clause, month and author, in this order."""
    cells = sorted(
        sums.items(), key=lambda item: (item[0][0] or dt.date.max, AUTHORS.index(item[0][1]))
    )
    return tuple(
        VerdictRow(*counted, *cell, Totals(*counts), repeated.get((counted, cell), 0))
        for counted in sorted(slots, key=_order)
        for cell, mine in cells
        if (counts := mine.get(slots[counted])) is not None
    )


def _order(counted: _Counted) -> tuple[int, int, str]:
    verdict, basis, clause = counted
    return VERDICTS.index(verdict), BASES.index(basis), clause or ""
