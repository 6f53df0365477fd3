"""What a member would be surprised by, and what an export leaves out, said where it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    clauses: tuple[str, ...]
    """Those in force."""


def holding(
    fact: Fact, export: Export, files: Sequence[JudgedFile], judge: Judge
) -> Holding | None:
    """What a sentence is said of, and its clauses in force; None where it does not hold."""
    situation, standing = judge.situation, judge.standing
    mine = [f for f in files if f.reading.dataset and f.reading.dataset.id in fact.datasets]
    totals = _totals(mine, fact.verdict)
    day = export.exported_on
    clauses = tuple(clause for clause in fact.clauses if _in_force(clause, judge))
    holds = (
        (bool(clauses) or not fact.clauses)
        and (not fact.datasets or bool(totals.values))
        and (not fact.together or export.datasets >= set(fact.together))
        and (not fact.absent or not export.datasets & set(fact.absent))
        and (not fact.regions or situation.region in fact.regions)
        and (not fact.statuses or standing.status in fact.statuses)
        and (not fact.kinds or export.kind in fact.kinds)
        and (fact.exported_before is None or (day is not None and day < fact.exported_before))
    )
    return Holding(totals, clauses) if holds else None


def finding(
    fact: Fact, export: Export, files: Sequence[JudgedFile], judge: Judge
) -> Finding | None:
    """The sentence with its numbers, or None where it does not hold."""
    held = holding(fact, export, files, judge)
    if held is None:
        return None
    totals = held.totals

    def said() -> str:
        counts = {"records": number(totals.records), "words": number(totals.words)}
        return say(fact.text).format(**counts)

    return Finding(fact.id, later(said), held.clauses)


def _in_force(clause: str, judge: Judge) -> bool:
    return judge.policies.clause(clause)[0].in_force(judge.situation.region, judge.situation.on)


def _totals(files: Iterable[JudgedFile], verdict: Verdict | None) -> Totals:
    return sum(
        (t for file in files for v, t in file.totals.items() if verdict in (None, v)), Totals()
    )
