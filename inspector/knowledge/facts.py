"""Sentences on what a member would be surprised by and what an export leaves out.

With their clauses and the conditions under which each is said, they are data
(`schemas/facts.toml`).
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from inspector import resources
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.policy import Policies, Region
from inspector.knowledge.schema import Strict, decode, refuse_unknown
from inspector.knowledge.vocabulary import Status, Verdict


class Fact(Strict, frozen=True, kw_only=True):
    """A sentence and when it is said; all conditions given have to hold.

    One that rests on clauses is said only while one of them is in force for the member.
    """

    id: str
    text: str
    """`{records}`, `{words}`, `{repeated}` (words that stand elsewhere, too), `{repeats}` (texts
    that do, under any verdict) and `{withheld}` (values) stand for counts of the datasets named,
    under `verdict`; a sentence that counts none is not said."""
    clauses: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    """Said if one of these has records kept."""
    together: tuple[str, ...] = ()
    """Said if each of these has records kept, too."""
    absent: tuple[str, ...] = ()
    """Said if none of these is in the export."""
    withheld: bool = False
    """Said if LinkedIn withheld values in the datasets named (`{withheld}`), whatever is left."""
    verdict: Verdict | None = None
    """Said if the datasets have values under this verdict."""
    regions: tuple[Region, ...] = ()
    statuses: tuple[Status, ...] = ()
    kinds: tuple[Literal["complete", "basic", "partial", "unknown"], ...] = ()
    kind_by: Literal["name", "files"] | None = None
    """Said if the kind is told by this: the name of the archive or its folder, or its files."""
    exported_before: dt.date | None = None


class Facts(Strict, frozen=True, kw_only=True):
    """Every sentence, in the order in which they are said."""

    surprises: tuple[Fact, ...]
    missing: tuple[Fact, ...]


def load(catalogue: Catalogue, policies: Policies, folder: Path | None = None) -> Facts:
    """Read and check the sentences (`folder`: default, those that ship)."""
    path = (folder or resources.schemas()) / "facts.toml"
    facts = decode(path, Facts)
    for fact in (*facts.surprises, *facts.missing):
        refuse_strangers(f"{path.name}: {fact.id}", fact, catalogue, policies)
    return facts


def refuse_strangers(where: str, fact: Fact, catalogue: Catalogue, policies: Policies) -> None:
    """Raise `SchemaError` where a condition names a dataset or a clause that is not there."""
    named = (*fact.datasets, *fact.together, *fact.absent)
    refuse_unknown(where, "datasets", named, catalogue.datasets.keys())
    refuse_unknown(where, "clauses", fact.clauses, policies.references())
