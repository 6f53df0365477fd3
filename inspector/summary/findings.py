"""What a member would be surprised by, and what an export leaves out, said where it holds.

The sentences, their clauses and the conditions under which each is said are data
(`schemas/facts.toml`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from inspector import resources as shipped
from inspector.errors import SchemaError
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.policy import Policies, Region
from inspector.knowledge.schema import decode
from inspector.knowledge.vocabulary import Status, Verdict
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


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sentence and when it is said; all conditions given have to hold.

    One that rests on clauses is said only while one of them is in force for the member.
    """

    id: str
    text: str
    """`{records}` and `{words}` stand for counts of the datasets named, under `verdict`."""
    clauses: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    """Said if one of these has records kept."""
    together: tuple[str, ...] = ()
    """Said if each of these has records kept, too."""
    absent: tuple[str, ...] = ()
    """Said if none of these is in the export."""
    verdict: Verdict | None = None
    """Said if the datasets have values under this verdict."""
    regions: tuple[Region, ...] = ()
    statuses: tuple[Status, ...] = ()
    kinds: tuple[Literal["complete", "basic", "partial", "unknown"], ...] = ()
    exported_before: dt.date | None = None

    def holding(self, export: Export, files: Sequence[JudgedFile], judge: Judge) -> Holding | None:
        """What it is said of, and its clauses in force; None where it does not hold."""
        situation, standing = judge.situation, judge.standing
        mine = [f for f in files if f.reading.dataset and f.reading.dataset.id in self.datasets]
        totals = _totals(mine, self.verdict)
        day = export.exported_on
        clauses = tuple(clause for clause in self.clauses if _in_force(clause, judge))
        holds = (
            (bool(clauses) or not self.clauses)
            and (not self.datasets or bool(totals.values))
            and (not self.together or export.datasets >= set(self.together))
            and (not self.absent or not export.datasets & set(self.absent))
            and (not self.regions or situation.region in self.regions)
            and (not self.statuses or standing.status in self.statuses)
            and (not self.kinds or export.kind in self.kinds)
            and (self.exported_before is None or (day is not None and day < self.exported_before))
        )
        return Holding(totals, clauses) if holds else None

    def finding(
        self,
        export: Export,
        files: Sequence[JudgedFile],
        judge: Judge,
    ) -> Finding | None:
        """The sentence with its numbers, or None where it does not hold."""
        held = self.holding(export, files, judge)
        if held is None:
            return None
        totals = held.totals

        def said() -> str:
            counts = {"records": number(totals.records), "words": number(totals.words)}
            return say(self.text).format(**counts)

        return Finding(self.id, later(said), held.clauses)


class Facts(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Every sentence, in the order in which they are said."""

    surprises: tuple[Fact, ...]
    missing: tuple[Fact, ...]


def _in_force(clause: str, judge: Judge) -> bool:
    return judge.policies.clause(clause)[0].in_force(judge.situation.region, judge.situation.on)


def _totals(files: Iterable[JudgedFile], verdict: Verdict | None) -> Totals:
    return sum(
        (t for file in files for v, t in file.totals.items() if verdict in (None, v)), Totals()
    )


@lru_cache(maxsize=4)
def load(catalogue: Catalogue, policies: Policies, folder: Path | None = None) -> Facts:
    """Read and check the sentences (`folder`: default, those that ship)."""
    path = (folder or shipped.schemas()) / "facts.toml"
    facts = decode(path, Facts)
    known = set(policies.references())
    for fact in (*facts.surprises, *facts.missing):
        if unknown := {*fact.datasets, *fact.together, *fact.absent} - set(catalogue.datasets):
            raise SchemaError(f"{path.name}: {fact.id}: unknown datasets {sorted(unknown)}")
        if unknown := set(fact.clauses) - known:
            raise SchemaError(f"{path.name}: {fact.id}: unknown clauses {sorted(unknown)}")
    return facts
