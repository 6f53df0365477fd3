"""The records of an export kept for looking at: listed, filtered, sorted, opened whole.

A `RecordStore` is a sink; it keeps the batches as they pass. Listings are frames with one row
per record, whatever the file, under the verdicts of a summary.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from inspector.catalogue import Dataset
from inspector.judged import JudgedFile
from inspector.measures import is_text, reading_text
from inspector.reading import Batch
from inspector.summary import Summary
from inspector.tables import Layout
from inspector.verdicts import Basis, Judge, Judgement, Verdict

PREVIEW = 300
"""Characters of a record's text that a listing shows."""

LISTING_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "entry": pl.UInt32, "at": pl.UInt32, "day": pl.Date, "words": pl.UInt32, "text": pl.String,
    "verdict": pl.String, "basis": pl.String, "clause": pl.String,
}  # fmt: skip
"""`entry`: position of the file among the summary's files; `at`: of the record among those kept."""

SortKey = Literal["day", "words", "text", "entry"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records are wanted; None or empty: no condition."""

    entries: tuple[int, ...] | None = None
    verdict: Verdict | None = None
    basis: Basis | None = None
    clause: str | None = None
    """`policy:clause` that decides the record."""
    category: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    sort: SortKey = "entry"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of a record, judged."""

    name: str
    role: str
    value: str
    """As in the file, after repair."""
    text: str
    """As a reader sees it: HTML as its text."""
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Record:
    """One record, whole."""

    path: str
    dataset: Dataset | None
    row: int
    """Its number in the file, from 1."""
    day: dt.date | None
    state: str
    """Words for the state of the record (a draft, hidden …), or empty."""
    fields: tuple[Field, ...]
    """The filled cells, in the file's order."""


class RecordStore:
    """Keeps every record that passes; safe to read while others still come."""

    def __init__(self) -> None:
        self._batches: dict[int, list[Batch]] = {}
        self._whole: dict[int, pl.DataFrame] = {}
        self._listed: dict[int, pl.DataFrame] = {}

    def __call__(self, batch: Batch, /) -> None:
        """Keep a batch."""
        self._batches.setdefault(batch.entry, []).append(batch)
        self._whole.pop(batch.entry, None)
        self._listed.pop(batch.entry, None)

    def finish(self, summary: Summary) -> None:
        """Nothing is left to do at the end."""

    @property
    def entries(self) -> tuple[int, ...]:
        """Files of which there are records."""
        return tuple(self._batches)

    def frame(self, entry: int) -> pl.DataFrame:
        """All records of a file: `row`, the cells `c0` …, `state`, `day`, `pattern`, `words`."""
        if entry not in self._whole:
            frames = [batch.frame for batch in self._batches[entry]]
            self._whole[entry] = pl.concat(frames, rechunk=False)
        return self._whole[entry]

    def layout(self, entry: int) -> Layout:
        """The header of a file."""
        return self._batches[entry][0].layout

    def batches(self) -> Iterable[Batch]:
        """Every batch, in the order of the files."""
        return (batch for entry in sorted(self._batches) for batch in self._batches[entry])

    def listing(self, summary: Summary, selection: Selection) -> pl.DataFrame:
        """The records wanted, one row each (`LISTING_SCHEMA`), in the order wanted."""
        parts = [
            self._judged(entry, summary.files[entry])
            for entry in self.entries
            if entry < len(summary.files)
            and (selection.entries is None or entry in selection.entries)
            and selection.category in (None, summary.files[entry].category)
        ]
        listed = pl.concat([pl.DataFrame(schema=LISTING_SCHEMA), *parts])
        for name in ("verdict", "basis", "clause"):
            wanted = getattr(selection, name)
            if wanted is not None:
                listed = listed.filter(pl.col(name) == wanted)
        if selection.since is not None:
            listed = listed.filter(pl.col("day") >= selection.since)
        if selection.until is not None:
            listed = listed.filter(pl.col("day") <= selection.until)
        if selection.sort == "entry" and not selection.descending:
            return listed
        return listed.sort(
            selection.sort,
            descending=selection.descending,
            nulls_last=True,
            maintain_order=True,
        )

    def record(self, judge: Judge, entry: int, at: int) -> Record:
        """One record whole, every cell with its own judgement."""
        first = self._batches[entry][0]
        layout, dataset, path = first.layout, first.dataset, first.path
        row = self.frame(entry).row(at, named=True)
        state = row["state"]
        fields = []
        columns = zip(layout.names, layout.headers, layout.columns, strict=True)
        for name, header, column in columns:
            if not row[name]:
                continue
            role = column.role if column is not None else "text"
            judgement = judge.judge(dataset, header, state)
            text = reading_text(pl.Series([row[name]]), column)[0]
            fields.append(Field(header, role, row[name], text, judgement))
        states = dataset.states if dataset else ()
        label = next((one.label for one in states if one.id == state), "")
        return Record(path, dataset, row["row"], row["day"], label, tuple(fields))

    def _judged(self, entry: int, file: JudgedFile) -> pl.DataFrame:
        """The listing of a file under its verdicts; records without any value are left out."""
        kinds = [
            (state, pattern, one.verdict, one.basis, one.deciding)
            for (state, pattern), one in file.of_records.items()
        ]
        schema = {
            "state": pl.String, "pattern": pl.UInt64,
            "verdict": pl.String, "basis": pl.String, "clause": pl.String,
        }  # fmt: skip
        judged = pl.DataFrame(kinds, schema=schema, orient="row")
        listed = self._list(entry).join(
            judged, on=["state", "pattern"], how="inner", maintain_order="left"
        )
        return listed.select(LISTING_SCHEMA.keys())

    def _list(self, entry: int) -> pl.DataFrame:
        if entry not in self._listed:
            frame = self.frame(entry)
            order = _telling_columns(self.layout(entry), frame)
            preview = pl.coalesce(
                [pl.when(pl.col(name) != "").then(pl.col(name)) for name in order]
            )
            self._listed[entry] = frame.select(
                pl.lit(entry, pl.UInt32).alias("entry"),
                pl.int_range(pl.len(), dtype=pl.UInt32).alias("at"),
                "day",
                "words",
                preview.fill_null("").str.slice(0, PREVIEW).alias("text"),
                "state",
                "pattern",
            )
        return self._listed[entry]


def _telling_columns(layout: Layout, frame: pl.DataFrame) -> Sequence[str]:
    """Cell columns in the order in which they tell what a record is: longest text first."""
    texts = [n for n, c in zip(layout.names, layout.columns, strict=True) if is_text(c)]
    sample = frame.head(2000)
    lengths = {name: int(sample[name].str.len_bytes().sum()) for name in texts}
    texts.sort(key=lambda name: -lengths[name])
    return [*texts, *(name for name in layout.names if name not in texts)]


def months(summary: Summary, verdict: Verdict) -> dict[dt.date, int]:
    """Words under a verdict by month of their record, earliest first; undated ones are left out."""
    found: dict[dt.date, int] = {}
    for file in summary.files:
        for row in file.rows:
            if row.verdict == verdict and row.month is not None:
                found[row.month] = found.get(row.month, 0) + row.totals.words
    return dict(sorted(found.items()))


def links(record: Record) -> Iterable[str]:
    """The web addresses among a record's cells."""
    return (field.value for field in record.fields if field.role == "url" and "://" in field.value)
