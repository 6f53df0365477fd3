"""The records of an export kept for looking at: listed, filtered, sorted, opened whole.

A `RecordStore` is a sink; it keeps the batches as they pass, compressed, and beside them of each
record only what it is listed by: a few bytes. Listings are frames with one row per record,
whatever the file, under the verdicts of a summary; what they show of a record is opened for the
rows that are looked at.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import polars as pl

from inspector.knowledge.dataset import Dataset
from inspector.reading.tables.header import Layout
from inspector.reading.tables.records import Batch
from inspector.reading.text.markup import reading_text
from inspector.session.blocks import BatchBlocks
from inspector.session.listing import LISTING_SCHEMA, RANK, Selection, arranged
from inspector.session.preview import Previews
from inspector.session.record import Field, Record
from inspector.summary.summary import Summary
from inspector.verdicts.by_text import side_by_side
from inspector.verdicts.judge import Judge

OPEN_BLOCKS = 16
"""Blocks that are kept open, those looked at last."""
_SORTED_BY = 24
"""Characters of a text by which texts are ordered."""
_ROWS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "entry": pl.UInt32, "at": pl.UInt32, "day": pl.Date, "words": pl.UInt32,
    "author": LISTING_SCHEMA["author"], "kind": pl.UInt32,
}  # fmt: skip
_Kind = tuple[int, str, int]
"""File, state and pattern: what decides under which verdict a record counts."""

T = TypeVar("T")


class _File:
    """The records of one file."""

    def __init__(self, batch: Batch) -> None:
        self.layout: Layout = batch.layout
        self.dataset: Dataset | None = batch.dataset
        self.path = batch.path
        self.previews = Previews(batch.layout)
        self.batches: list[BatchBlocks] = []
        self.height = 0
        self._blocks: list[tuple[BatchBlocks, int]] = []
        self._starts: list[int] = []

    def add(self, blocks: BatchBlocks) -> None:
        """Take more of its records."""
        self.batches.append(blocks)
        self._blocks += [(blocks, number) for number in range(len(blocks.starts))]
        self._starts += blocks.starts
        self.height += blocks.height

    def place(self, at: int) -> tuple[BatchBlocks, int, int]:
        """Batch, block and place in the block of a record."""
        found = bisect_right(self._starts, at) - 1
        return *self._blocks[found], at - self._starts[found]

    def places(self, ats: pl.Series) -> Iterator[tuple[BatchBlocks, int, pl.Series]]:
        """The same for many records, in the order of the file; blocks in that order, each once."""
        numbers = pl.Series(self._starts, dtype=pl.UInt32).search_sorted(ats, side="right") - 1
        by_block = pl.DataFrame({"at": ats, "number": numbers}).partition_by(
            "number", maintain_order=True
        )
        for part in by_block:
            number = part["number"][0]
            yield *self._blocks[number], part["at"] - self._starts[number]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept at one moment."""

    batches: tuple[BatchBlocks, ...]
    """In the order in which they came."""
    rows: pl.DataFrame
    """Their records in the same order: `entry, at, day, words, author, kind`."""
    kinds: tuple[_Kind, ...]


class RecordStore:
    """Keeps every record that passes; safe to read from any thread while others still come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._files: dict[int, _File] = {}
        self._batches: list[BatchBlocks] = []
        self._rows = [pl.DataFrame(schema=_ROWS_SCHEMA)]
        self._kinds: dict[_Kind, int] = {}
        self._ranked: tuple[int, pl.Series] | None = None
        self._open = lru_cache(OPEN_BLOCKS)(BatchBlocks.open)

    def __call__(self, batch: Batch, /) -> None:
        """Keep a batch."""
        file = self._files.get(batch.entry) or _File(batch)
        first = file.height
        blocks = BatchBlocks(batch, first)
        with self._lock:
            file.previews.learn(batch.frame)
            file.add(blocks)
            self._files[batch.entry] = file
            self._batches.append(blocks)
            self._rows.append(self._row(batch, first))

    def _row(self, batch: Batch, first: int) -> pl.DataFrame:
        """What its records are listed by."""
        by = ["state", "pattern"]
        kinds = batch.frame.select(by).unique(maintain_order=True)
        numbers = [
            self._kinds.setdefault((batch.entry, state, pattern), len(self._kinds))
            for state, pattern in kinds.iter_rows()
        ]
        numbered = kinds.with_columns(pl.Series("kind", numbers, pl.UInt32))
        return batch.frame.join(numbered, on=by, how="left", maintain_order="left").select(
            pl.lit(batch.entry, pl.UInt32).alias("entry"),
            pl.int_range(first, first + pl.len(), dtype=pl.UInt32).alias("at"),
            "day",
            "words",
            pl.col("author").cast(_ROWS_SCHEMA["author"]),
            "kind",
        )

    @property
    def entries(self) -> tuple[int, ...]:
        """Files of which there are records."""
        return tuple(self._files)

    def layout(self, entry: int) -> Layout:
        """The header of a file."""
        return self._files[entry].layout

    @property
    def size(self) -> int:
        """Bytes of the records, compressed."""
        return sum(batch.size for batch in tuple(self._batches))

    def kept(self) -> Kept:
        """All that is kept by now."""
        with self._lock:
            if len(self._rows) > 1:
                self._rows = [pl.concat(self._rows, rechunk=True)]
            return Kept(tuple(self._batches), self._rows[0], tuple(self._kinds))

    # Opened

    def batches(self) -> Iterable[Batch]:
        """Every batch, in the order of the files."""
        return (one.batch() for entry in sorted(self._files) for one in self._files[entry].batches)

    def frame(self, entry: int, names: Sequence[str] | None = None) -> pl.DataFrame:
        """All records of a file: `row`, the cells `c0` …, `state`, `day`, `pattern`, `words`.

        Only columns of these names, if any are given.
        """
        batches = tuple(self._files[entry].batches)
        return pl.concat([batch.frame(names) for batch in batches], rechunk=False)

    def cells(self, entry: int, at: int) -> tuple[str, ...]:
        """The cells of one record, as in the file."""
        row: tuple[str, ...] = self._record(entry, at).select(self.layout(entry).names).row(0)
        return row

    def _record(self, entry: int, at: int) -> pl.DataFrame:
        batch, block, place = self._files[entry].place(at)
        return self._open(batch, block, None).slice(place, 1)

    def record(self, judge: Judge, entry: int, at: int, seconds: Sequence[Judge] = ()) -> Record:
        """One record whole, every cell with its own judgements; `seconds`: other questions'."""
        file = self._files[entry]
        layout, dataset = file.layout, file.dataset
        row = self._record(entry, at).row(0, named=True)
        state = row["state"]
        fields = []
        columns = zip(layout.names, layout.headers, layout.columns, strict=True)
        for name, header, column in columns:
            if not row[name]:
                continue
            role = column.role if column is not None else "text"
            judgement = judge.judge(dataset, header, state)
            text = reading_text(pl.Series([row[name]]), column)[0]
            said = side_by_side(judge, dataset, header, state)
            others = {one.recipient: one.judge(dataset, header, state) for one in seconds}
            fields.append(Field(header, role, row[name], text, judgement, said, others))
        states = dataset.states if dataset else ()
        label = next((one.label for one in states if one.id == state), "")
        return Record(
            file.path, dataset, row["row"], row["day"], row["author"], state, label, tuple(fields)
        )

    def previews(self, listing: pl.DataFrame) -> pl.Series:
        """For each record of a listing (`entry`, `at`) the beginning of its text (String)."""
        wanted = listing.select("entry", "at").with_row_index("number")
        told = [
            self._told(int(entry), part.sort("at"))
            for (entry,), part in wanted.partition_by("entry", as_dict=True).items()
        ]
        return pl.concat(told).sort("number")["text"] if told else pl.Series("text", [], pl.String)

    def _told(self, entry: int, places: pl.DataFrame) -> pl.DataFrame:
        """Places of one file (`at`), in its order, with their previews (`text`)."""
        file = self._files[entry]
        found = []
        for names in file.previews.steps:
            parts = [
                self._open(batch, block, names)[rows]
                for batch, block, rows in file.places(places["at"])
            ]
            if parts:
                told = places.with_columns(file.previews.of(pl.concat(parts)))
                found.append(told.filter(pl.col("text") != ""))
                places = told.filter(pl.col("text") == "").drop("text")
        return pl.concat([*found, places.with_columns(text=pl.lit(""))])

    # Listed

    def listing(
        self, summary: Summary, selection: Selection, stop: Callable[[], bool] = lambda: False
    ) -> pl.DataFrame:
        """The records wanted, one row each (`LISTING_SCHEMA`), in the order wanted.

        `stop` is asked again and again: a listing that nobody waits for any more ends early.
        """
        kept = self.kept()
        return arranged(self.judged(kept, summary, selection, stop=stop), summary, selection)

    def judged(
        self, kept: Kept, summary: Summary, selection: Selection,
        among: pl.Series | None = None, stop: Callable[[], bool] = lambda: False,
    ) -> pl.DataFrame:  # fmt: skip
        """What is kept as a listing, ready to be `arranged` as the selection says.

        `among`: for each record whether it is looked at at all (Boolean). Records without any value
        are left out, and those of files that the summary does not know.
        """
        rows = kept.rows
        if selection.sort == "text":
            rows = rows.with_columns(self._ranks(kept, stop))
        if among is not None:
            rows = rows.filter(among)
        if stop():
            rows = rows.clear()
        judgements = _judgements(kept.kinds, summary)
        found = pl.concat([rows.drop("kind"), judgements[rows["kind"]]], how="horizontal")
        return found.drop_nulls("verdict")

    def each(self, kept: Kept, look: Callable[[BatchBlocks], T]) -> Iterator[T]:
        """What a look at each batch gives, in order, as many at a time as Polars has threads."""
        with ThreadPoolExecutor(pl.thread_pool_size(), "looking") as pool:
            yield from pool.map(look, kept.batches)

    def _ranks(self, kept: Kept, stop: Callable[[], bool]) -> pl.Series:
        """The rank of each record's text among all."""
        if self._ranked is not None and self._ranked[0] == len(kept.batches):
            return self._ranked[1]

        def heads(batch: BatchBlocks) -> pl.Series:
            if stop():
                return pl.repeat("", batch.height, dtype=pl.String, eager=True)
            return self._heads(batch)

        every = pl.concat([pl.Series([], dtype=pl.String), *self.each(kept, heads)])
        ranks = every.rank("dense").cast(pl.UInt32).alias(RANK)
        if not stop():
            self._ranked = len(kept.batches), ranks
        return ranks

    def _heads(self, batch: BatchBlocks) -> pl.Series:
        """The beginnings of the records' texts, by which they are ordered."""
        previews = self._files[batch.entry].previews
        told = pl.repeat("", batch.height, dtype=pl.String, eager=True)
        for names in previews.steps:
            is_told = told != ""
            if not is_told.all():
                told = told.zip_with(is_told, previews.of(batch.frame(names)))
        return told.str.slice(0, _SORTED_BY).str.to_lowercase()


def _judgements(kinds: Sequence[_Kind], summary: Summary) -> pl.DataFrame:
    """Of each kind `verdict`, `basis` and `clause`; null for one that the summary does not know."""
    found = []
    for entry, state, pattern in kinds:
        known = summary.files[entry].of_records if entry < len(summary.files) else {}
        one = known.get((state, pattern))
        found.append((one.verdict, one.basis, one.deciding) if one is not None else (None,) * 3)
    schema = {name: LISTING_SCHEMA[name] for name in ("verdict", "basis", "clause")}
    return pl.DataFrame(found, schema=schema, orient="row")
