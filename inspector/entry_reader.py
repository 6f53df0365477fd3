"""Reading one entry: its bytes to records and counts, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Literal, Protocol

import polars as pl

from inspector import articles, blocks, notes
from inspector.account import Account
from inspector.ahead import Chunks
from inspector.archive import Entry, EntryFault
from inspector.authors import Owner
from inspector.behind import Stages
from inspector.catalogue import Catalogue
from inspector.dataset import Dataset, Files
from inspector.decoding import Decoder
from inspector.duplicates import Seen, fingerprints
from inspector.language import mark
from inspector.measures import Measures, Meter
from inspector.tables import ROW, Layout, NotATableError, Ready, Table

FileStatus = Literal[
    "read", "repaired", "header_only", "empty", "unknown", "partly_read", "unreadable", "ignored"
]  # fmt: skip
HEAD = 64
"""Bytes by which a file that is no text is told."""
_LARGE = 4
"""Chunks of a batch up to which they are large, so that joining them does not pay."""
WHOLE = 4 << 20
"""Bytes of a page, or of a file of lines, that are read; these are held in memory whole."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one file: `row`, the cells `c0` … and, where they are counted, `state`,
    `author`, `day`, `pattern` and `words`."""

    frame: pl.DataFrame
    entry: int
    """Position of the file among all files read."""
    layout: Layout
    dataset: Dataset | None
    source: int
    path: str


class Sink(Protocol):
    """What wants the records as they pass."""

    def __call__(self, batch: Batch, /) -> None:
        """Take a batch; it is not kept elsewhere."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """What became of one entry."""

    source: int
    """Position of its archive."""
    path: str
    """Without the member id."""
    dataset: Dataset | None
    status: FileStatus
    encoding: str | None
    headers: tuple[str, ...]
    layout: Layout | None
    rows: int
    rows_left_out: int
    duplicates: int
    bytes: int
    bytes_read: int
    measures: Measures | None
    notes: tuple[str, ...]

    @property
    def rows_kept(self) -> int:
        """Records that count."""
        return self.rows - self.rows_left_out - self.duplicates


Reading = Callable[[], FileReading]
"""Gives what became of an entry, once all of its batches are dealt with."""


class EntryReader:
    """Reads one entry and keeps its account."""

    def __init__(
        self,
        source: int,
        position: int,
        entry: Entry,
        batches: Iterator[Chunks],
        catalogue: Catalogue,
        seen: dict[str, Seen] | None,
        owner: Owner,
        line: Stages,
        is_counted: bool,
    ) -> None:
        self._line = line
        self._is_counted = is_counted
        self._source = source
        self._position = position
        self._entry = entry
        self._batches = batches
        self._catalogue = catalogue
        self._seen = seen
        self._owner = owner
        self.path = catalogue.public_path(entry.path)
        matched = catalogue.match(entry.path)
        self.dataset: Dataset | None = matched[0] if matched else None
        self._files: Files | None = matched[1] if matched else None
        self._bytes_read = 0
        self._duplicates = 0
        self._fault: EntryFault | None = None
        self._notes: list[str] = []
        self.on_chunk: Callable[[int], None] | None = None
        self._decoder = Decoder()
        self._meter: Meter | None = None

    def read(self, sink: Sink | None) -> Reading:
        """Read it whole, whatever it is; what became of it can be asked for behind its batches."""
        if self._catalogue.is_debris(self._entry.path):
            return self._unread(
                "ignored", mark("left by an operating system; holds no data of LinkedIn")
            )
        if self.dataset is None and self._catalogue.is_media(self._entry.path):
            return self._unread("ignored", mark("a picture or film; holds no words"))
        if self.dataset is None and not self._catalogue.is_table_name(self._entry.path):
            return self._unread("unreadable", mark("no reader for this kind of file"))
        chunks = self._chunks()
        head = next(chunks, b"")
        if self._fault is not None and not head:
            return self._unread("unreadable", self._fault.args[0])
        if signature := self._catalogue.signature(head[:HEAD]):
            return self._unread(signature.status, signature.what)
        text = self._decoder.decode(_chain(head, chunks))
        form = self._files.format if self._files else "table"
        if form == "article":
            return self._article(text, sink)
        if form == "blocks":
            return self._blocks(text, sink)
        return self._table(text, sink)

    def _chunks(self) -> Iterator[bytes]:
        """The entry's bytes, counted; a fault ends them and is kept."""
        try:
            for batch in self._batches:
                # Where the encoding is still to be decided, it is by chunks as they came.
                is_joined = self._decoder.is_utf8 and len(batch) > _LARGE
                chunks = [b"".join(batch)] if is_joined else batch
                for chunk in chunks:
                    self._bytes_read += len(chunk)
                    if self.on_chunk is not None:
                        self.on_chunk(self._bytes_read)
                    yield chunk
        except EntryFault as fault:
            self._fault = fault

    def _table(self, text: Iterator[bytes], sink: Sink | None) -> Reading:
        try:
            table = Table(text, self.dataset, self._breaks_off)
        except NotATableError as fault:
            for _ in text:
                pass
            return self._unread("unreadable", fault.args[0])
        for ready in table.pieces():
            self._line.parsing.do(partial(self._parse, table, ready, sink))
        for _ in text:
            pass
        return partial(self._table_done, table)

    def _parse(self, table: Table, ready: Ready, sink: Sink | None) -> None:
        for frame in table.parse(ready):
            self._line.counting.do(partial(self._keep, frame, table.layout, sink))

    def _breaks_off(self) -> bool:
        """Whether the entry's bytes end in the middle, as far as they have been asked for."""
        return self._fault is not None and self._fault.cut

    def _table_done(self, table: Table) -> FileReading:
        layout, account, dataset = table.layout, table.account, self.dataset
        if dataset is not None and not dataset.claimed and layout.headers:
            if not layout.known:
                self._notes.append(notes.NO_HEADER)
            new = [h for h, c in zip(layout.headers, layout.columns, strict=True) if h and not c]
            if new and layout.known:
                self._notes.append(notes.new_columns(len(new)))
        if account.cut:
            self._notes.append(notes.CUT)
        if account.left_out.count > account.endless + account.cut:
            self._notes.append(notes.left_out(account.left_out))
        if account.endless:
            self._notes.append(notes.endless(account.endless))
        if account.short:
            self._notes.append(notes.short(account.short))
        if account.long:
            self._notes.append(notes.long(account.long))
        if account.unclosed:
            self._notes.append(notes.unclosed(account.unclosed))
        return self._done(layout, account, no_text=table.empty)

    def _article(self, text: Iterator[bytes], sink: Sink | None) -> Reading:
        assert self.dataset is not None
        html = self._whole(text)
        values = articles.extract(html, self.dataset.extract)
        headers = tuple(one.column for one in self.dataset.extract)
        filled = any(values.values())
        account = Account(rows=1 if html.strip() else 0)
        if html.strip() and not filled:
            account.left_out.add(1)
            self._notes.append(notes.NO_ARTICLE)
        return self._records([values] if filled else [], headers, account, sink, not html.strip())

    def _whole(self, text: Iterator[bytes]) -> str:
        """All of a text, up to a length."""
        found = bytearray()
        for piece in text:
            found += piece
            if len(found) > WHOLE:
                self._fault = EntryFault(notes.longer(WHOLE))
                break
        return found.decode("utf-8", "replace")

    def _blocks(self, text: Iterator[bytes], sink: Sink | None) -> Reading:
        assert self.dataset is not None and self.dataset.blocks is not None
        whole = self._whole(text)
        records, stray = blocks.read(whole, self.dataset.blocks)
        headers = (*self.dataset.blocks.context, *self.dataset.blocks.records)
        account = Account(rows=len(records) + stray)
        for number in range(len(records) + 1, account.rows + 1):
            account.left_out.add(number)
        if stray:
            self._notes.append(notes.stray(stray))
        return self._records(records, headers, account, sink, not whole.strip())

    def _records(
        self,
        records: Sequence[dict[str, str]],
        headers: tuple[str, ...],
        account: Account,
        sink: Sink | None,
        no_text: bool,
    ) -> Reading:
        assert self.dataset is not None
        columns = tuple(self.dataset.column(header) for header in headers)
        layout = Layout(headers, columns, "", True)
        cells = {f"c{i}": [one.get(h, "") for one in records] for i, h in enumerate(headers)}
        schema = {ROW: pl.UInt32, **dict.fromkeys(layout.names, pl.String)}
        frame = pl.DataFrame({ROW: range(1, len(records) + 1), **cells}, schema=schema)
        keep = partial(self._keep, frame, layout, sink)
        self._line.parsing.do(partial(self._line.counting.do, keep))
        return partial(self._done, layout, account, no_text=no_text)

    def _keep(self, frame: pl.DataFrame, layout: Layout, sink: Sink | None) -> None:
        """Repair, merge repeats, count, and pass on."""
        if repairs := _repairs(layout):
            frame = frame.with_columns(repairs)
        frame = self._without_duplicates(frame, layout)
        if self._is_counted:
            if self._meter is None:
                self._meter = Meter(layout, self.dataset, self._catalogue, self._owner)
            if sink is None:
                if frame.height:
                    read = self._meter.read(frame)
                    self._line.adding.do(partial(self._meter.add, read))
                return
            frame = self._meter.prepare(frame)
        if sink is not None and frame.height:
            position = self._position
            sink(Batch(frame, position, layout, self.dataset, self._source, self.path))

    def _without_duplicates(self, frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
        repeats = self.dataset is not None and self.dataset.repeats
        if not repeats and self._seen is None:
            return frame
        prints = fingerprints(frame, layout)
        if repeats:
            surplus = self._own.surplus_here(prints)
            frame, prints = frame.filter(~surplus), prints.filter(~surplus)
            self._duplicates += int(surplus.sum())
        if self._seen is not None:
            key = self.dataset.id if self.dataset else f"path {self.path}"
            surplus = self._seen.setdefault(key, Seen()).surplus_over_before(prints)
            frame = frame.filter(~surplus)
            self._duplicates += int(surplus.sum())
        return frame

    @property
    def _own(self) -> Seen:
        if not hasattr(self, "_own_seen"):
            self._own_seen = Seen()
        return self._own_seen

    def _done(self, layout: Layout, account: Account, *, no_text: bool) -> FileReading:
        measures = self._meter.measures() if self._meter else None
        decoder = self._decoder
        if decoder.replaced:
            self._notes.append(notes.replaced(decoder.replaced, decoder.encoding))
        if decoder.guessed:
            self._notes.append(notes.guessed(decoder.encoding))
        if measures is not None and measures.undated:
            self._notes.append(notes.undated(measures.undated))
        if self._fault is not None:
            self._notes.append(self._fault.args[0])
        size = max(self._entry.declared, self._bytes_read) if self._fault else self._bytes_read
        mended = account.short or account.long or account.unclosed or decoder.replaced
        status: FileStatus
        if self._fault is not None or account.left_out.count:
            status = "partly_read"
        elif self.dataset is None:
            status = "unknown"
        elif no_text:
            status = "empty"
        elif not account.rows:
            status = "header_only"
        elif mended or decoder.guessed or not layout.known:
            status = "read" if self.dataset.claimed and not mended else "repaired"
        else:
            status = "read"
        return FileReading(
            self._source, self.path, self.dataset, status, decoder.encoding, layout.headers, layout,
            account.rows, account.left_out.count, self._duplicates, size, self._bytes_read,
            measures, tuple(self._notes),
        )  # fmt: skip

    def _unread(self, status: FileStatus, why: str) -> Reading:
        size = max(self._entry.declared, self._bytes_read)
        found = FileReading(
            self._source, self.path, self.dataset, status, None, (), None,
            0, 0, 0, size, 0, None, (why,),
        )  # fmt: skip
        return lambda: found


def _chain(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if head:
        yield head
    yield from rest


def _repairs(layout: Layout) -> list[pl.Expr]:
    """The standing repairs of the layout's columns, and placeholders made empty."""
    return [
        _repaired(name, "wrapped_line_breaks" in column.repairs, column.placeholders)
        for name, column in zip(layout.names, layout.columns, strict=True)
        if column is not None and (column.repairs or column.placeholders)
    ]


@lru_cache(maxsize=512)
def _repaired(name: str, is_wrapped: bool, placeholders: tuple[str, ...]) -> pl.Expr:
    cell = pl.col(name)
    if is_wrapped:
        cell = cell.str.replace_all('"(\r?\n)"', "$1")
    if placeholders:
        cell = pl.when(cell.is_in(list(placeholders))).then(pl.lit("")).otherwise(cell)
    return cell.alias(name)
