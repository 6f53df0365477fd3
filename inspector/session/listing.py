"""Records as rows, whatever their file: which are wanted, and in which order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import polars as pl

from inspector.knowledge.vocabulary import BASES, VERDICTS, Basis, Verdict
from inspector.reading.counts.author import AUTHORS, Author
from inspector.summary.summary import Summary

LISTING_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "entry": pl.UInt32, "at": pl.UInt32, "day": pl.Date, "words": pl.UInt32,
    "author": pl.Enum(AUTHORS), "verdict": pl.Enum(VERDICTS), "basis": pl.Enum(BASES),
    "clause": pl.Categorical(),
}  # fmt: skip
"""`entry`: position of the file among the summary's files; `at`: of the record among those kept."""

SortKey = Literal["entry", "verdict", "day", "words", "text"]
RANK = "rank"
"""Column of the rank of a record's text among all, by which `text` sorts (UInt32)."""
DOWNWARD: frozenset[SortKey] = frozenset({"day", "words"})
"""What is of more interest from the latest or the longest on."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records are wanted; None or empty: no condition."""

    entries: tuple[int, ...] | None = None
    verdict: Verdict | None = None
    basis: Basis | None = None
    clause: str | None = None
    """`policy:clause` that decides the record."""
    category: str | None = None
    author: Author | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    sort: SortKey = "entry"
    descending: bool = False


def is_wanted(entry: int, summary: Summary, selection: Selection) -> bool:
    """Whether a file may hold records of a selection."""
    return (selection.entries is None or entry in selection.entries) and (
        selection.category in (None, summary.files[entry].category)
    )


def empty_listing() -> pl.DataFrame:
    """A listing without a record."""
    return pl.DataFrame(schema=LISTING_SCHEMA)


def arranged(listing: pl.DataFrame, summary: Summary, selection: Selection) -> pl.DataFrame:
    """Those of a listing's records that a selection wants, in its order.

    Sorting by text takes a column `RANK` beside those of `LISTING_SCHEMA`.
    """
    tests = [
        pl.col(name) == wanted
        for name in ("verdict", "basis", "clause", "author")
        if (wanted := getattr(selection, name)) is not None
    ]
    if selection.since is not None:
        tests.append(pl.col("day") >= selection.since)
    if selection.until is not None:
        tests.append(pl.col("day") <= selection.until)
    if selection.entries is not None or selection.category is not None:
        files = range(len(summary.files))
        entries = [entry for entry in files if is_wanted(entry, summary, selection)]
        tests.append(pl.col("entry").is_in(entries))
    listed = listing.filter(*tests) if tests else listing
    if selection.sort != "entry" or selection.descending:
        by = RANK if selection.sort == "text" else selection.sort
        listed = listed.sort(
            by, descending=selection.descending, nulls_last=True, maintain_order=True
        )
    return listed.select(LISTING_SCHEMA.keys())
