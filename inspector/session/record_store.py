"""The records of an export kept for looking at: listed, filtered, sorted, opened whole.

A `RecordStore` is a sink; it keeps the batches as they pass. Listings are frames with one row
per record, whatever the file, under the verdicts of a summary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import polars as pl

from inspector.reading.counts.meter import is_text
from inspector.reading.tables.header import Layout
from inspector.reading.tables.records import Batch
from inspector.reading.text.markup import TAG, reading_text
from inspector.session.listing import LISTING_SCHEMA, Selection, arranged, empty_listing, is_wanted
from inspector.session.record import Field, Record
from inspector.summary.summary import Summary
from inspector.verdicts.by_text import side_by_side
from inspector.verdicts.judge import Judge

PREVIEW = 300
"""Characters of a record's text that a listing shows."""

_MARKED = 2_000
"""Characters of an HTML cell of which a listing shows the text."""


class RecordStore:
    """Keeps every record that passes; safe to read from any thread while others still come."""

    def __init__(self) -> None:
        self._batches: dict[int, list[Batch]] = {}
        self._whole: dict[int, tuple[int, pl.DataFrame]] = {}
        self._listed: dict[int, tuple[int, pl.DataFrame]] = {}
        self._judged: dict[int, tuple[tuple[object, ...], pl.DataFrame]] = {}

    def __call__(self, batch: Batch, /) -> None:
        """Keep a batch."""
        self._batches.setdefault(batch.entry, []).append(batch)

    @property
    def entries(self) -> tuple[int, ...]:
        """Files of which there are records."""
        return tuple(self._batches)

    def frame(self, entry: int) -> pl.DataFrame:
        """All records of a file: `row`, the cells `c0` …, `state`, `day`, `pattern`, `words`."""
        frames = [batch.frame for batch in tuple(self._batches[entry])]
        known = self._whole.get(entry)
        if known is None or known[0] != len(frames):
            self._whole[entry] = known = (len(frames), pl.concat(frames, rechunk=False))
        return known[1]

    def cells(self, entry: int, at: int) -> tuple[str, ...]:
        """The cells of one record, as in the file."""
        row: tuple[str, ...] = (
            self.frame(entry).slice(at, 1).select(self.layout(entry).names).row(0)
        )
        return row

    def layout(self, entry: int) -> Layout:
        """The header of a file."""
        return self._batches[entry][0].layout

    def batches(self) -> Iterable[Batch]:
        """Every batch, in the order of the files."""
        return (batch for entry in sorted(self._batches) for batch in self._batches[entry])

    def listing(
        self, summary: Summary, selection: Selection, stop: Callable[[], bool] = lambda: False
    ) -> pl.DataFrame:
        """The records wanted, one row each (`LISTING_SCHEMA`), in the order wanted.

        `stop` is asked between files: a listing that nobody waits for any more ends early.
        """
        parts = [empty_listing()]
        for entry in self.entries:
            if stop():
                break
            if entry < len(summary.files) and is_wanted(entry, summary, selection):
                parts.append(self.judged(summary, entry))
        return arranged(pl.concat(parts), summary, selection)

    def record(self, judge: Judge, entry: int, at: int, seconds: Sequence[Judge] = ()) -> Record:
        """One record whole, every cell with its own judgements; `seconds`: other questions'."""
        first = self._batches[entry][0]
        layout, dataset, path = first.layout, first.dataset, first.path
        row = self.frame(entry).slice(at, 1).row(0, named=True)
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
            path, dataset, row["row"], row["day"], row["author"], state, label, tuple(fields)
        )

    def judged(self, summary: Summary, entry: int) -> pl.DataFrame:
        """The listing of a file under its verdicts; records without any value are left out."""
        file = summary.files[entry]
        kinds = [
            (state, pattern, one.verdict, one.basis, one.deciding)
            for (state, pattern), one in file.of_records.items()
        ]
        listed = self._list(entry)
        key = (listed.height, *kinds)
        known = self._judged.get(entry)
        if known is None or known[0] != key:
            schema = {
                "state": pl.String, "pattern": pl.UInt64,
                "verdict": pl.String, "basis": pl.String, "clause": pl.String,
            }  # fmt: skip
            judgements = pl.DataFrame(kinds, schema=schema, orient="row")
            joined = listed.join(
                judgements, on=["state", "pattern"], how="inner", maintain_order="left"
            )
            self._judged[entry] = known = (key, joined.select(LISTING_SCHEMA.keys()))
        return known[1]

    def _list(self, entry: int) -> pl.DataFrame:
        frame = self.frame(entry)
        known = self._listed.get(entry)
        if known is None or known[0] != frame.height:
            layout = self.layout(entry)
            order = _telling_columns(layout, frame)
            marked = {
                name
                for name, column in zip(layout.names, layout.columns, strict=True)
                if column is not None and column.markup is not None
            }
            cells = (_readable(name) if name in marked else pl.col(name) for name in order)
            preview = pl.coalesce([pl.when(cell != "").then(cell) for cell in cells])
            listed = frame.select(
                pl.lit(entry, pl.UInt32).alias("entry"),
                pl.int_range(pl.len(), dtype=pl.UInt32).alias("at"),
                "day",
                "words",
                preview.fill_null("").str.slice(0, PREVIEW).alias("text"),
                "author",
                "state",
                "pattern",
            )
            self._listed[entry] = known = (frame.height, listed)
        return known[1]


def _readable(name: str) -> pl.Expr:
    """The beginning of an HTML cell without its tags."""
    plain = pl.col(name).str.slice(0, _MARKED).str.replace_all(TAG, " ")
    for entity, char in (("&nbsp;", " "), ("&#39;", "'"), ("&quot;", '"'), ("&amp;", "&")):
        plain = plain.str.replace_all(entity, char, literal=True)
    return plain.str.strip_chars()


def _telling_columns(layout: Layout, frame: pl.DataFrame) -> Sequence[str]:
    """Cell columns in the order in which they tell what a record is: longest text first."""
    texts = [n for n, c in zip(layout.names, layout.columns, strict=True) if is_text(c)]
    sample = frame.head(2000)
    lengths = {name: int(sample[name].str.len_bytes().sum()) for name in texts}
    texts.sort(key=lambda name: -lengths[name])
    return [*texts, *(name for name in layout.names if name not in texts)]
