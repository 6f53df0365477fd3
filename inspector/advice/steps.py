"""What a member can do: steps, each with the clauses it rests on, and the items still theirs.

The steps and the conditions under which each is said are data (`schemas/acting.toml`).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec
import polars as pl

from inspector import resources as shipped
from inspector.errors import SchemaError
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.policy import Policies
from inspector.knowledge.schema import decode
from inspector.session.record_store import LISTING_SCHEMA, RecordStore, Selection
from inspector.summary.findings import Fact
from inspector.summary.summary import Summary
from inspector.verdicts.judge import Judge

ITEMS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {**LISTING_SCHEMA, "link": pl.String}
"""A listing with the item's own address."""


class Step(Fact, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing to do or to know; with clauses, it is said only while one of them is in force."""

    link: str = ""
    """Where it is done."""
    source: str = ""
    """Where it was read, as far as it rests on no clause."""
    since: dt.date | None = None
    """First day judged on which it is said."""
    until: dt.date | None = None
    """Last day judged on which it is said."""


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Steps to one end, in the order in which they are said."""

    id: str
    title: str
    of_switch: bool = False
    """Whether its steps say what the switch does not cover."""
    steps: tuple[Step, ...]


class Acting(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything that is known about acting."""

    own_link: str
    """Regular expression of addresses that are offered as an item's own."""
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """A step that holds for a member, with the clauses in force (`policy:clause`)."""

    id: str
    text: str
    link: str
    source: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advised:
    """A section as it holds for a member; none is without a step."""

    id: str
    title: str
    steps: tuple[Advice, ...]
    of_switch: bool
    """Whether the steps say what the switch does not cover."""


def advise(summary: Summary, policies: Policies, acting: Acting) -> tuple[Advised, ...]:
    """The steps that hold for a member in the situation of a summary."""
    judge = Judge(policies, summary.situation)
    sections = (
        Advised(
            section.id,
            section.title,
            tuple(said for step in section.steps if (said := _said(step, summary, judge))),
            section.of_switch,
        )
        for section in acting.sections
    )
    return tuple(section for section in sections if section.steps)


def _said(step: Step, summary: Summary, judge: Judge) -> Advice | None:
    on = summary.situation.on
    if (step.since and on < step.since) or (step.until and on > step.until):
        return None
    finding = step.finding(summary.export, summary.files, judge)
    if finding is None or (step.clauses and not finding.clauses):
        return None
    return Advice(step.id, finding.text, step.link, step.source, finding.clauses)


def items(store: RecordStore, summary: Summary, acting: Acting) -> pl.DataFrame:
    """Records inside that have an address of their own (`ITEMS_SCHEMA`), longest first."""
    parts = [pl.DataFrame(schema=ITEMS_SCHEMA)]
    for entry in store.entries:
        columns = store.layout(entry).columns
        own = next((n for n, column in enumerate(columns) if column and column.own_link), None)
        if own is None or entry >= len(summary.files):
            continue
        links = store.frame(entry).select(
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("at"),
            pl.col(store.layout(entry).names[own]).str.strip_chars().alias("link"),
        )
        inside = store.listing(summary, Selection(entries=(entry,), verdict="inside"))
        parts.append(inside.join(links, on="at", how="inner").select(ITEMS_SCHEMA.keys()))
    found = pl.concat(parts).filter(pl.col("link").str.contains(acting.own_link))
    return found.sort("words", "day", descending=True, nulls_last=True, maintain_order=True)


@lru_cache(maxsize=4)
def load(catalogue: Catalogue, policies: Policies, folder: Path | None = None) -> Acting:
    """Read and check the steps (`folder`: default, those that ship)."""
    path = (folder or shipped.schemas()) / "acting.toml"
    acting = decode(path, Acting)
    try:
        re.compile(acting.own_link)
    except re.error as fault:
        raise SchemaError(f"{path.name}: {fault}") from fault
    _check(acting, catalogue, policies, path.name)
    return acting


def _check(acting: Acting, catalogue: Catalogue, policies: Policies, name: str) -> None:
    steps = [step for section in acting.sections for step in section.steps]
    ids = [*(section.id for section in acting.sections), *(step.id for step in steps)]
    if len(set(ids)) != len(ids):
        raise SchemaError(f"{name}: an id stands twice")
    known = set(policies.references())
    for step in steps:
        where = f"{name}: {step.id}"
        if not step.text.strip():
            raise SchemaError(f"{where}: no text")
        if unknown := {*step.datasets, *step.together, *step.absent} - set(catalogue.datasets):
            raise SchemaError(f"{where}: unknown datasets {sorted(unknown)}")
        if unknown := set(step.clauses) - known:
            raise SchemaError(f"{where}: unknown clauses {sorted(unknown)}")
        for link in (step.link, step.source):
            if link and not link.startswith("https://"):
                raise SchemaError(f"{where}: a link that does not begin with https://")
        if step.since and step.until and step.until < step.since:
            raise SchemaError(f"{where}: it ends before it starts")
