"""Marks beside the values of a records file, and a draft of one that gets them afterwards.

Whose names and account data are looked for is known only when everything was read. So records are
written to a draft as they pass, which is read again by row groups; no more is ever in memory.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import polars as pl
import pyarrow.parquet as pq

from inspector.knowledge.catalogue import Catalogue
from inspector.marks.columns import ColumnFinder
from inspector.marks.mark import Mark
from inspector.marks.source_cells import source_cells
from inspector.marks.tally import finder_of
from inspector.outputs.parquet import RECORDS_SCHEMA, Marker, RecordsFile, footer, parquet_writer
from inspector.reading.tables.records import Batch
from inspector.session.session import Session
from inspector.summary.summary import Summary

_ROW = "row"


def column_finder(session: Session, summary: Summary) -> ColumnFinder:
    """What finds marks, once a session has kept what names are drawn from."""
    rules = session.knowledge.mark_rules
    return ColumnFinder(finder_of(session, summary, rules), rules)


def marker(session: Session, summary: Summary) -> Marker:
    """What adds the marks to values, once a session has kept what names are drawn from."""
    finder = column_finder(session, summary)
    catalogue = session.knowledge.catalogue

    def mark(values: pl.DataFrame) -> pl.DataFrame:
        return _marked(values, finder, catalogue)

    return mark


def _marked(values: pl.DataFrame, finder: ColumnFinder, catalogue: Catalogue) -> pl.DataFrame:
    """Rows of `RECORDS_SCHEMA` with their `marks`: of texts a list, of all else null."""
    numbered = values.drop("marks").with_row_index(_ROW)
    texts = numbered.filter(pl.col("role") == "text").select(
        _ROW, "dataset", "column", pl.coalesce("shown", "value").alias("text")
    )
    found = [pl.DataFrame(schema={_ROW: pl.UInt32, "marks": values.schema["marks"]})]
    for (dataset, header), part in texts.partition_by("dataset", "column", as_dict=True).items():
        known = catalogue.datasets[dataset].column(header) if dataset is not None else None
        marks = finder.of_column(part["text"], dataset, known.name if known is not None else "")
        rows = part[_ROW][marks["row"]].alias(_ROW)
        listed = marks.select(rows, pl.struct(Mark._fields).alias("marks"))
        found.append(listed.group_by(_ROW, maintain_order=True).agg("marks"))
    every = pl.concat(found)
    marked = numbered.join(every, on=_ROW, how="left", maintain_order="left")
    none = pl.lit([], dtype=values.schema["marks"])
    is_text = pl.col("role") == "text"
    return marked.with_columns(
        pl.when(is_text).then(pl.coalesce("marks", none)).alias("marks")
    ).select(values.columns)


def write_records(session: Session, summary: Summary, target: Path) -> None:
    """One row per value of the records that a session kept, with the marks."""
    sink = RecordsFile(target, session.judge(summary.situation), marker(session, summary))
    try:
        for batch in session.store.batches():
            sink(batch)
        sink.finish(summary)
    finally:
        sink.abandon()


@contextlib.contextmanager
def records_draft(session: Session, target: Path) -> Iterator[RecordsDraft]:
    """A draft of a file of records, in the folder of its target, without a name of its own."""
    with tempfile.TemporaryFile(dir=target.parent, prefix=f".{target.name[:80]}.") as file:
        draft = RecordsDraft(session, target, file)
        try:
            yield draft
        finally:
            draft.abandon()


class RecordsDraft:
    """A sink that writes a draft of a records file, and keeps what names are drawn from."""

    def __init__(self, session: Session, target: Path, draft: IO[bytes]) -> None:
        """`target`: the file that is to come of it."""
        self._session = session
        self._target = target
        self._draft = draft
        self._records = RecordsFile(self._draft, session.judge())
        self._rules = session.knowledge.mark_rules

    def __call__(self, batch: Batch) -> None:
        """Write the values of a batch."""
        self._records(batch)
        if (cells := source_cells(batch, self._rules)) is not None:
            self._session.store(cells)

    def finish(self, summary: Summary) -> None:
        """Write the file, with the marks."""
        self._records.finish(summary)
        mark = marker(self._session, summary)
        with parquet_writer(self._target, RECORDS_SCHEMA) as target:
            for values in self._row_groups():
                target.write_table(mark(values).to_arrow().cast(RECORDS_SCHEMA))
            target.add_key_value_metadata(footer(summary))

    def _row_groups(self) -> Iterator[pl.DataFrame]:
        """The values of the draft, as they were written batch by batch."""
        self._draft.seek(0)
        with pq.ParquetFile(self._draft) as draft:
            for number in range(draft.num_row_groups):
                values = pl.from_arrow(draft.read_row_group(number))
                assert isinstance(values, pl.DataFrame)
                yield values

    def abandon(self) -> None:
        """Let go of the draft."""
        self._records.abandon()
