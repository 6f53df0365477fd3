"""The marks of all records under one verdict: which hold how many, and what that sums up to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.marks.columns import ColumnFinder
from inspector.marks.mark import KINDS, Kind
from inspector.marks.tally import Count, Tally
from inspector.reading.counts.author import AUTHORS, Author
from inspector.session.blocks import BatchBlocks
from inspector.session.listing import Selection
from inspector.session.record_store import RecordStore
from inspector.summary.summary import Summary
from inspector.verdicts.judge import Judge

FOUND_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "entry": pl.UInt32, "at": pl.UInt32, "column": pl.String, "kind": pl.Enum(KINDS),
    "rule": pl.String, "author": pl.Enum(AUTHORS),
}  # fmt: skip
"""A row for each mark; `entry` and `at` as in a listing."""


@dataclass(frozen=True)
class Survey:
    """The marks of the values under one verdict."""

    verdict: Verdict
    found: pl.DataFrame
    """`FOUND_SCHEMA`."""

    def records(self, kind: Kind | None = None) -> pl.DataFrame:
        """Records that hold marks (of a kind): `entry`, `at`, and how many (`marks`, UInt32)."""
        found = self.found if kind is None else self.found.filter(pl.col("kind") == kind)
        return found.group_by("entry", "at").agg(pl.len().cast(pl.UInt32).alias("marks"))

    @property
    def tally(self) -> Tally:
        """Counts of the verdict; those of the others are empty."""
        counts = self.found.group_by("author", "kind").agg(
            pl.struct("entry", "at", "column").n_unique().alias("values"),
            pl.struct("entry", "at").n_unique().alias("records"),
            pl.len().alias("places"),
        )
        by_author: dict[Author, dict[Kind, Count]] = {}
        for author, kind, *numbers in counts.sort("author", "kind").iter_rows():
            by_author.setdefault(author, {})[kind] = Count(*numbers)
        own = self.found.filter(pl.col("kind") == "own")["rule"].unique()
        return Tally(
            {one: by_author if one == self.verdict else {} for one in VERDICTS},
            {one: frozenset(own if one == self.verdict else ()) for one in VERDICTS},
        )


def survey(
    store: RecordStore, summary: Summary, judge: Judge, finder: ColumnFinder, verdict: Verdict,
    stop: Callable[[], bool] = lambda: False, tell: Callable[[float], None] = lambda _: None,
) -> Survey:  # fmt: skip
    """Look through the records that count under a verdict; `tell` hears the share that is done.

    `judge`: of the summary's situation. `stop` is asked again and again: what nobody waits for any
    more ends early.
    """
    wanted = store.listing(summary, Selection(verdict=verdict))
    whole, done = max(wanted.height, 1), 0
    parts = [pl.DataFrame(schema=FOUND_SCHEMA)]
    by_entry = {
        entry: part for (entry,), part in wanted.partition_by("entry", as_dict=True).items()
    }
    for blocks in store.kept().batches:
        if stop():
            break
        if (listed := by_entry.get(blocks.entry)) is None:
            continue
        end = blocks.first + blocks.height
        ats = listed.filter(pl.col("at").is_between(blocks.first, end, closed="left"))["at"].sort()
        if len(ats):
            parts += _found(blocks, ats, judge, finder, verdict)
            done += len(ats)
            tell(done / whole)
    return Survey(verdict, pl.concat(parts))


def _found(
    blocks: BatchBlocks, ats: pl.Series, judge: Judge, finder: ColumnFinder, verdict: Verdict
) -> Iterator[pl.DataFrame]:
    """The marks of some records of a batch, column by column."""
    batch = blocks.batch()
    dataset = batch.dataset
    frame = batch.frame[ats - blocks.first].with_columns(ats.alias("at"))
    headers = dict(zip(batch.layout.names, batch.layout.headers, strict=True))
    states = frame["state"].unique().to_list()
    kind = dataset.id if dataset is not None else None
    for name, _, marks in finder.of_frame(frame, batch.layout, kind):
        here = [s for s in states if judge.judge(dataset, headers[name], s).verdict == verdict]
        rows = frame.select("at", "state", "author")[marks["row"]]
        found = marks.select("kind", "rule").with_columns(
            pl.lit(batch.entry, pl.UInt32).alias("entry"), rows["at"], rows["state"],
            rows["author"].cast(FOUND_SCHEMA["author"]), pl.lit(name).alias("column"),
        )  # fmt: skip
        yield (
            found.filter(pl.col("state").is_in(here))
            .select(FOUND_SCHEMA.keys())
            .cast({"kind": FOUND_SCHEMA["kind"]})
        )
