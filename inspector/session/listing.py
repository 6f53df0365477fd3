"""Records as rows, whatever their file: which are wanted, and in which order."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import polars as pl

from inspector.knowledge.vocabulary import VERDICTS, Basis, Verdict
from inspector.reading.counts.author import Author
from inspector.summary.summary import Summary

LISTING_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "entry": pl.UInt32, "at": pl.UInt32, "day": pl.Date, "words": pl.UInt32, "text": pl.String,
    "author": pl.String, "verdict": pl.String, "basis": pl.String, "clause": pl.String,
}  # fmt: skip
"""`entry`: position of the file among the summary's files; `at`: of the record among those kept."""

SortKey = Literal["entry", "verdict", "day", "words", "text"]
_TOLD = 24
"""Characters of a text by which texts are ordered."""


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
    """Those of a listing's records that a selection wants, in its order."""
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
    if selection.sort == "entry" and not selection.descending:
        return listed
    by = pl.col(selection.sort)
    if selection.sort == "text":
        by = by.str.slice(0, _TOLD).str.to_lowercase()
    elif selection.sort == "verdict":
        by = by.replace_strict(list(VERDICTS), range(len(VERDICTS)), return_dtype=pl.UInt8)
    return listed.sort(by, descending=selection.descending, nulls_last=True, maintain_order=True)
