"""What a member would be surprised by, and what an export leaves out, said where it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import Formatter
from types import MappingProxyType

import msgspec

from inspector.knowledge.facts import Fact
from inspector.knowledge.vocabulary import Verdict
from inspector.language import later, number, say
from inspector.summary.export import Export
from inspector.verdicts.file_verdicts import JudgedFile
from inspector.verdicts.judge import Judge
from inspector.verdicts.totals import Totals


class Finding(msgspec.Struct, frozen=True):
    """A sentence that holds for this export, with its clauses (`policy:clause`)."""

    id: str
    text: str
    clauses: tuple[str, ...]


class Holding(msgspec.Struct, frozen=True):
    """That a sentence holds."""

    totals: Totals
    """Of the datasets it names, under its verdict."""
    repeated: int
    """Words of these that stand in another kind of file, too."""
    repeats: int
    """Texts in these files that do, under any verdict."""
    withheld: int
    """Values in them that LinkedIn did not give out."""
    clauses: tuple[str, ...]
    """Those in force."""


def holding(
    fact: Fact, export: Export, files: Sequence[JudgedFile], judge: Judge
) -> Holding | None:
    """What a sentence is said of, and its clauses in force; None where it does not hold."""
    situation, standing = judge.situation, judge.standing
    mine = [f for f in files if f.reading.dataset and f.reading.dataset.id in fact.datasets]
    totals = _totals(mine, fact.verdict)
    repeated = sum(
        row.repeated_words
        for file in mine
        for row in file.rows
        if fact.verdict in (None, row.verdict)
    )
    repeats = sum(one.texts for file in mine for one in file.reading.repeated)
    withheld = sum(file.reading.withheld for file in mine)
    day = export.exported_on
    clauses = tuple(clause for clause in fact.clauses if _in_force(clause, judge))
    holds = (
        (bool(clauses) or not fact.clauses)
        and (not fact.datasets or bool(withheld if fact.withheld else totals.values))
        and (not fact.together or export.datasets >= set(fact.together))
        and (not fact.absent or not export.datasets & set(fact.absent))
        and (not fact.regions or situation.region in fact.regions)
        and (not fact.statuses or standing.status in fact.statuses)
        and (not fact.kinds or export.kind in fact.kinds)
        and fact.kind_by in (None, export.kind_by)
        and (fact.exported_before is None or (day is not None and day < fact.exported_before))
    )
    return Holding(totals, repeated, repeats, withheld, clauses) if holds else None


def finding(
    fact: Fact,
    export: Export,
    files: Sequence[JudgedFile],
    judge: Judge,
    words: Mapping[str, str] = MappingProxyType({}),
) -> Finding | None:
    """The sentence with its numbers; None where it does not hold, or counts nothing.

    `words`: English for what else its text leaves open, by name.
    """
    held = holding(fact, export, files, judge)
    if held is None:
        return None
    counts = {
        "records": held.totals.records,
        "words": held.totals.words,
        "repeated": held.repeated,
        "repeats": held.repeats,
        "withheld": held.withheld,
    }
    named = {name for _, name, _, _ in Formatter().parse(fact.text) if name}
    if not all(counts[name] for name in named - words.keys()):
        return None

    def said() -> str:
        numbers = {name: number(count) for name, count in counts.items()}
        return say(fact.text).format(**numbers, **{name: say(word) for name, word in words.items()})

    return Finding(fact.id, later(said), held.clauses)


def _in_force(clause: str, judge: Judge) -> bool:
    return judge.policies.clause(clause)[0].in_force(judge.situation.region, judge.situation.on)


def _totals(files: Iterable[JudgedFile], verdict: Verdict | None) -> Totals:
    return sum(
        (t for file in files for v, t in file.totals.items() if verdict in (None, v)), Totals()
    )
