"""Reading one entry: its bytes to records and counts, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Dataset, Files
from inspector.language import mark
from inspector.reading import notes
from inspector.reading.archive.zip_file import Entry, EntryFault
from inspector.reading.counts.author import Owner
from inspector.reading.counts.meter import Meter
from inspector.reading.duplicates import Seen, fingerprints
from inspector.reading.file_reading import FileReading, FileStatus
from inspector.reading.tables import key_values as blocks
from inspector.reading.tables.header import Layout, NotATableError
from inspector.reading.tables.records import Batch, Give, Rows, is_grid
from inspector.reading.tables.repairs import mend_grid, mend_rows, repairs
from inspector.reading.tables.row_account import Account
from inspector.reading.tables.table import Ready, Table
from inspector.reading.text import html as articles
from inspector.reading.text.encoding import Decoder
from inspector.reading.threads import Steps

if TYPE_CHECKING:
    import polars as pl

    from inspector.reading.tables.grid import Grid
    from inspector.reading.tables.records import OnRecords, Records

HEAD = 64
"""Bytes by which a file that is no text is told."""
WHOLE = 4 << 20
"""Bytes of a page, or of a file of lines, that are read; these are held in memory whole."""


class EntryReader:
    """Reads one entry and keeps its account."""

    def __init__(
        self,
        source: int,
        position: int,
        entry: Entry,
        catalogue: Catalogue,
        seen: dict[str, Seen] | None,
        owner: Callable[[], Owner],
        *,
        is_much: bool,
        by_row: bool,
        on_records: OnRecords | None,
    ) -> None:
        """`is_much`: whether all entries together are worth other ways than a few. `by_row`:
        whether records are dealt with row by row. `on_records` takes them, else they are counted.
        """
        self._by_row = by_row
        self._on_records = on_records
        self._known: set[tuple[str, ...]] = set()
        self._is_much = is_much
        self._source = source
        self._position = position
        self._entry = entry
        self._catalogue = catalogue
        self._seen = seen
        self._owner = owner
        self.path = catalogue.public_path(entry.path)
        matched = catalogue.match(entry.path)
        self.dataset: Dataset | None = matched[0] if matched else None
        self._files: Files | None = matched[1] if matched else None
        self.bytes_read = 0
        """So far."""
        self._duplicates = 0
        self._fault: EntryFault | None = None
        self._notes: list[str] = []
        self._decoder = Decoder(is_much=is_much)
        self._meter: Meter | None = None
        self._finish: Callable[[], FileReading] | None = None

    def steps(self, give: Give | None) -> Steps:
        """What is to be done for it, whatever it is, each step with the bytes it holds.

        Bytes are read where steps are asked for, and become records where they are done.
        """
        if (unread := unread_as(self._entry, self._catalogue)) is not None:
            self._unread(*unread)
        else:
            with closing(self._entry.chunks()) as chunks:
                yield from self._read(self._counted(chunks), give)

    def reading(self) -> FileReading:
        """What became of it, once all steps are done."""
        assert self._finish is not None
        return self._finish()

    def _counted(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The entry's bytes, counted; a fault ends them and is kept."""
        try:
            for chunk in chunks:
                self.bytes_read += len(chunk)
                yield chunk
        except EntryFault as fault:
            self._fault = fault

    def _read(self, chunks: Iterator[bytes], give: Give | None) -> Steps:
        head = next(chunks, b"")
        if self._fault is not None and not head:
            self._unread("unreadable", self._fault.args[0])
            return
        if signature := self._catalogue.signature(head[:HEAD]):
            self._unread(signature.status, signature.what)
            return
        text = self._decoder.decode(_chain(head, chunks))
        form = self._files.format if self._files else "table"
        if form == "table":
            yield from self._table(text, give)
            return
        whole = self._whole(text)
        yield len(whole), partial(self._article if form == "article" else self._blocks, whole, give)

    def _table(self, text: Iterator[bytes], give: Give | None) -> Steps:
        try:
            table = Table(
                text, self.dataset, self._breaks_off, is_much=self._is_much, by_row=self._by_row
            )
        except NotATableError as fault:
            for _ in text:
                pass
            self._unread("unreadable", fault.args[0])
            return
        for ready in table.pieces():
            yield ready.size, partial(self._parse, table, ready, give)
        for _ in text:
            pass
        self._finish = partial(self._table_done, table)

    def _parse(self, table: Table, ready: Ready, give: Give | None) -> None:
        for records in table.parse(ready):
            self._keep(records, table.layout, give)

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

    def _article(self, html: str, give: Give | None) -> None:
        assert self.dataset is not None
        values = articles.extract(html, self.dataset.extract)
        headers = tuple(one.column for one in self.dataset.extract)
        filled = any(values.values())
        account = Account(rows=1 if html.strip() else 0)
        if html.strip() and not filled:
            account.left_out.add(1)
            self._notes.append(notes.NO_ARTICLE)
        self._records([values] if filled else [], headers, account, give, not html.strip())

    def _whole(self, text: Iterator[bytes]) -> str:
        """All of a text, up to a length."""
        found = bytearray()
        for piece in text:
            found += piece
            if len(found) > WHOLE:
                self._fault = EntryFault(notes.longer(WHOLE))
                break
        return found.decode("utf-8", "replace")

    def _blocks(self, whole: str, give: Give | None) -> None:
        assert self.dataset is not None and self.dataset.blocks is not None
        records, stray = blocks.read(whole, self.dataset.blocks)
        headers = (*self.dataset.blocks.context, *self.dataset.blocks.records)
        account = Account(rows=len(records) + stray)
        for number in range(len(records) + 1, account.rows + 1):
            account.left_out.add(number)
        if stray:
            self._notes.append(notes.stray(stray))
        self._records(records, headers, account, give, not whole.strip())

    def _records(
        self,
        records: Sequence[dict[str, str]],
        headers: tuple[str, ...],
        account: Account,
        give: Give | None,
        no_text: bool,
    ) -> None:
        assert self.dataset is not None
        columns = tuple(self.dataset.column(header) for header in headers)
        layout = Layout(headers, columns, "", True)
        cells = [[one.get(header, "") for header in headers] for one in records]
        self._keep(Rows(range(1, len(cells) + 1), cells), layout, give)
        self._finish = partial(self._done, layout, account, no_text=no_text)

    def _keep(self, records: Records, layout: Layout, give: Give | None) -> None:
        """Repair, merge repeats, count, and pass on."""
        if self._by_row and isinstance(records, Rows):
            self._keep_rows(records, layout)
            return
        if is_grid(records):
            if self._is_merged:
                records = records.numbered()
            else:
                self._keep_grid(records, layout, give)
                return
        frame = records.frame(layout.names) if isinstance(records, Rows) else records
        if mended := repairs(layout):
            frame = frame.with_columns(mended)
        frame = self._without_duplicates(frame, layout)
        if self._on_records is not None:
            self._on_records(frame, layout)
            return
        meter = self._metered(layout)
        if give is None:
            if frame.height:
                meter.add_frame(frame)
            return
        frame = meter.told_frame(frame)
        if frame.height:
            give(lambda: self._batch(frame, layout))

    def _keep_rows(self, rows: Rows, layout: Layout) -> None:
        """The same for records that nobody else wants, row by row."""
        mend_rows(rows.cells, layout)
        if self.dataset is not None and self.dataset.repeats:
            every = zip(rows.numbers, rows.cells, strict=True)
            kept = [(number, cells) for number, cells in every if self._is_new(tuple(cells))]
            self._duplicates += len(rows) - len(kept)
            rows = Rows([number for number, _ in kept], [cells for _, cells in kept])
        if self._on_records is not None:
            self._on_records(rows, layout)
        else:
            self._metered(layout).add_rows(rows.cells)

    def _is_new(self, record: tuple[str, ...]) -> bool:
        before = len(self._known)
        self._known.add(record)
        return len(self._known) > before

    def _keep_grid(self, grid: Grid, layout: Layout, give: Give | None) -> None:
        """The same for cells where they lie; no record is merged with another."""
        mend_grid(grid, layout)
        if self._on_records is not None:
            self._on_records(grid, layout)
            return
        meter = self._metered(layout)
        counted = meter.add_grid(grid)
        if give is not None:
            give(lambda: self._batch(meter.told_grid(grid, counted), layout))

    def _batch(self, frame: pl.DataFrame, layout: Layout) -> Batch:
        return Batch(frame, self._position, layout, self.dataset, self._source, self.path)

    def _metered(self, layout: Layout) -> Meter:
        if self._meter is None:
            self._meter = Meter(layout, self.dataset, self._catalogue, self._owner())
        return self._meter

    @property
    def _is_merged(self) -> bool:
        """Whether records may be merged with others like them."""
        return self._seen is not None or (self.dataset is not None and self.dataset.repeats)

    def _without_duplicates(self, frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
        if not self._is_merged:
            return frame
        repeats = self.dataset is not None and self.dataset.repeats
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
        size = max(self._entry.declared, self.bytes_read) if self._fault else self.bytes_read
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
            account.rows, account.left_out.count, self._duplicates, size, self.bytes_read,
            measures, tuple(self._notes),
        )  # fmt: skip

    def _unread(self, status: FileStatus, why: str) -> None:
        size = max(self._entry.declared, self.bytes_read)
        found = FileReading(
            self._source, self.path, self.dataset, status, None, (), None,
            0, 0, 0, size, 0, None, (why,),
        )  # fmt: skip
        self._finish = lambda: found


def _chain(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if head:
        yield head
    yield from rest


def unread_as(entry: Entry, catalogue: Catalogue) -> tuple[FileStatus, str] | None:
    """As what, and why, an entry is not even opened; None where its bytes are read."""
    if catalogue.is_debris(entry.path):
        return "ignored", mark("left by an operating system; holds no data of LinkedIn")
    if catalogue.match(entry.path) is not None:
        return None
    if catalogue.is_media(entry.path):
        return "ignored", mark("a picture or film; holds no words")
    if not catalogue.is_table_name(entry.path):
        return "unreadable", mark("no reader for this kind of file")
    return None
