"""Reading one entry: its bytes to records and counts, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

import msgspec

from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Dataset, Files
from inspector.language import mark
from inspector.reading import notes
from inspector.reading.archive.entry import Entry, EntryFault
from inspector.reading.copies import NONE, Copies
from inspector.reading.counts.author import Owner
from inspector.reading.counts.meter import Measures, Subject
from inspector.reading.duplicates import Earlier
from inspector.reading.engine import Engine
from inspector.reading.file_reading import FileReading, FileStatus
from inspector.reading.intake import Intake, Known
from inspector.reading.look import Look, Prints, Told, look_at
from inspector.reading.repetition import NO_TEXTS, Repetition
from inspector.reading.tables.article import Article
from inspector.reading.tables.chunks import Chunk
from inspector.reading.tables.header import Layout, NotATableError
from inspector.reading.tables.key_values import KeyValues
from inspector.reading.tables.records import Batch
from inspector.reading.tables.row_account import Account
from inspector.reading.tables.table import Table
from inspector.reading.text.encoding import Decoder

if TYPE_CHECKING:
    from inspector.reading.tables.records import Records

LOOKED = 1 << 18
"""First bytes that may give reason to look at a file whole before it is read."""
NO_READER = mark("no reader for this kind of file")
DEBRIS = mark("left by an operating system; holds no data of LinkedIn")
DEBRIS_BY_NAME = mark("by its name left by an operating system; not read")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""First bytes of text whose other bytes may be zeros."""
HEAD = 64
"""Bytes by which a file that is no text is told."""
MOST_NEW = 5_000
"""Columns never seen before that are read in all files together."""
WHOLE = 4 << 20
"""Bytes of a page, or of a file of lines, that are read; these are held in memory whole."""


class Step(NamedTuple):
    """Something to be done, in its turn."""

    size: int
    """Bytes that it holds until then."""
    do: Callable[[], object]


Steps = Generator[Step]


class Form(Protocol):
    """A text on its way to records, in whatever form it holds them."""

    layout: Layout
    account: Account

    @property
    def is_empty(self) -> bool:
        """Whether there was no text at all, once it is read."""

    def pieces(self) -> Iterator[Chunk]:
        """The text in pieces."""

    def records(self, piece: Chunk) -> Iterator[Records]:
        """The records of a piece."""


@dataclass(slots=True)
class NewColumns:
    """How many columns that the catalogue does not know are still read, in all files."""

    left: int = MOST_NEW

    def allow(self, layout: Layout) -> bool:
        """Whether those of one more file are."""
        new = layout.columns.count(None)
        if new > self.left:
            return False
        self.left -= new
        return True


@dataclass(frozen=True, slots=True)
class Context:
    """What all entries of a reading share."""

    catalogue: Catalogue
    engine: Engine
    owner: Callable[[], Owner]
    """Asked once there are records."""
    earlier: Earlier | None = None
    """Records of earlier archives, where there are several."""
    copies: Copies = NONE
    """Which files may be copies of others."""
    repetition: Repetition = NO_TEXTS
    """Texts that may be repeated by other files."""
    looks: bool = True
    """Whether a file is looked at whole before, where only that tells what it holds."""
    give: Callable[[Batch], None] | None = None
    """Takes the records."""
    new_columns: NewColumns = field(default_factory=NewColumns)
    ahead: Callable[[Generator[bytes], int], AbstractContextManager[Iterator[bytes]]] = (
        lambda chunks, size: closing(chunks)
    )
    """Inflates the bytes of an entry of this size, as they are wanted or ahead."""


class EntryReader:
    """Reads one entry and keeps its account."""

    def __init__(
        self, context: Context, entry: Entry, source: int = 0, position: int = 0, more: int = 0
    ) -> None:
        """`source`: position of its archive; `position`: its own among all entries; `more`: how
        many before it in the archive are shown under the same path."""
        self._context = context
        self._entry = entry
        self._source = source
        self._position = position
        self.path = context.catalogue.public_path(entry.path) + (f" ({more + 1})" if more else "")
        matched = context.catalogue.match(entry.path)
        self.dataset: Dataset | None = matched[0] if matched else None
        self._files: Files | None = matched[1] if matched else None
        self.bytes_read = 0
        """So far."""
        self._unread = unread_as(entry, context.catalogue)
        self._candidates: tuple[tuple[Dataset, Files], ...] = ()
        """What it may be by what it holds."""
        self._is_debris = self._unread is not None and self._unread[1] == DEBRIS
        if self._unread is not None and self._unread[1] in (NO_READER, DEBRIS):
            self._candidates = context.catalogue.told_within(entry.path)
        self._fault: EntryFault | None = None
        self._decoder = Decoder(context.engine.is_utf8)
        self._form: Form | None = None
        self._intake: Intake | None = None
        self._first = b""
        """The first bytes."""
        self._copy_of: int | None = None
        self._told: Told | None = None
        """What a look at the whole file told."""

    def steps(self) -> Steps:
        """What is to be done for it, whatever it is.

        Bytes become records where steps are asked for, and are counted where they are done.
        """
        if self._unread is not None and not self._candidates and not self._is_debris:
            return
        with closing(self._entry.chunks()) as chunks:
            if (head := self._head(chunks)) is None:
                return
            with self._context.ahead(chunks, self._entry.declared) as rest:
                self._form = self._opened(self._decoder.decode(self._bytes(head, rest)))
                if self._form is not None:
                    yield from self._counting(self._form)

    def _counting(self, form: Form) -> Steps:
        """A step for the records of each piece, of which rows take more room than their text."""
        for piece in form.pieces():
            for records in form.records(piece):
                yield Step(len(piece.text), partial(self._take, form.layout, records))

    def _head(self, chunks: Iterator[bytes]) -> list[bytes] | None:
        """The first bytes; None where they tell that no more are to be read."""
        try:
            head = next(chunks, b"")
        except EntryFault as fault:
            self._unread = "unreadable", fault.args[0]
            return None
        read = self._more(head, chunks)
        head = b"".join(read)
        self.bytes_read = len(head)
        self._first = head[:LOOKED]
        if self._is_debris and not self._is_data(head[:HEAD]):
            return None
        if signature := self._context.catalogue.signature(head[:HEAD]):
            self._unread = signature.status, signature.what
            return None
        return read

    def _is_data(self, head: bytes) -> bool:
        """Whether what an operating system may have left is text, as its name says it is."""
        if not head or (b"\0" in head and not head.startswith(_MARKS)):
            return False
        path, catalogue = self._entry.path, self._context.catalogue
        if self.dataset is None and not catalogue.is_table_name(path):
            self._unread = "ignored", DEBRIS_BY_NAME
            return bool(self._candidates)
        self._unread, self._candidates = None, ()
        return True

    def _more(self, head: bytes, chunks: Iterator[bytes]) -> list[bytes]:
        """The first chunk, and as many more as are looked at."""
        found, size = [head], len(head)
        try:
            while size < LOOKED and (chunk := next(chunks, b"")):
                found.append(chunk)
                size += len(chunk)
        except EntryFault as fault:
            self._fault = fault
        return found

    def _bytes(self, head: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
        """All bytes, counted; a fault ends them and is kept."""
        yield from (chunk for chunk in head if chunk)
        try:
            for chunk in rest:
                self.bytes_read += len(chunk)
                yield chunk
        except EntryFault as fault:
            self._fault = fault

    def _opened(self, text: Iterator[bytes]) -> Form | None:
        """The form in which the text holds records; None where it is none."""
        if self._candidates:
            page = b"".join(self._whole(text))
            if not self._is_told_by(page):
                return None
            text = iter([page])
        form = self._files.format if self._files else "table"
        if form == "article" and self.dataset is not None:
            return Article(self._whole(text), self.dataset)
        if form != "table" and self.dataset is not None and self.dataset.blocks is not None:
            return KeyValues(self._whole(text), self.dataset, self.dataset.blocks)
        try:
            engine = self._context.engine
            table = Table(text, self.dataset, engine.strict, self._breaks_off, engine.ragged)
            if not self._context.new_columns.allow(table.layout):
                raise NotATableError(notes.columns_in_all(MOST_NEW))
            return table
        except NotATableError as fault:
            for _ in text:
                pass
            self._unread = "unreadable", fault.args[0]
            return None

    def _is_told_by(self, page: bytes) -> bool:
        """Whether what a page holds tells what it is."""
        for dataset, files in self._candidates:
            if files.holds is not None and files.holds.encode() in page:
                self._unread, self.dataset, self._files = None, dataset, files
                return True
        return False

    def _breaks_off(self) -> bool:
        """Whether the entry's bytes end in the middle, as far as they have been asked for."""
        return self._fault is not None and self._fault.cut

    def _whole(self, text: Iterator[bytes]) -> Iterator[bytes]:
        """A text that is held in memory whole, up to a length."""
        size = 0
        for piece in text:
            yield piece
            size += len(piece)
            if size > WHOLE:
                self._fault = EntryFault(notes.longer(WHOLE))
                return

    def _take(self, layout: Layout, records: Records) -> None:
        """Count records, and pass them on."""
        if self._intake is None:
            self._intake = self._made_intake(layout)
        frame = self._intake.take(records)
        give = self._context.give
        if give is not None and frame is not None and frame.height:
            layout = self._told.subject.layout if self._told is not None else layout
            give(Batch(frame, self._position, layout, self.dataset, self._source, self.path))

    def _made_intake(self, layout: Layout) -> Intake:
        """What takes the records; what only the whole file tells, a look at it tells before."""
        context, dataset = self._context, self.dataset
        subject = Subject(layout, dataset, context.catalogue, context.owner())
        copies, original = context.copies, None
        if context.looks:
            self._told = look_at(subject, self._first, self._look)
            subject = self._told.subject
            if copies.before(self._position):
                prints = Prints()
                self._look(Look([prints], subject))
                self._copy_of = copies.of(self._position, prints.prints)
        if self._copy_of is not None:
            original = copies.seen(self._copy_of)
        earlier = None
        if context.earlier is not None:
            earlier = context.earlier.of(dataset.id if dataset else f"path {self.path}")
        kept = copies.original(self._position)
        texts = context.repetition.texts(dataset, layout, self._position)
        return context.engine.intake(subject, Known(earlier, original, kept, texts))

    def _look(self, look: Look) -> None:
        """Have all its records looked at, beside the reading."""
        context = self._context
        engine = msgspec.structs.replace(context.engine, intake=look.of)
        aside = Context(context.catalogue, engine, context.owner, looks=False)
        with closing(EntryReader(aside, self._entry.uncounted()).steps()) as steps:
            for step in steps:
                step.do()

    def reading(self) -> FileReading:
        """What became of it, once all steps are done."""
        if self._unread is not None or self._form is None:
            assert self._unread is not None
            status, why = self._unread
            size = max(self._entry.declared, self.bytes_read)
            return FileReading(
                self._source, self.path, self.dataset, status, None, (), None,
                0, 0, 0, size, 0, None, (why,),
            )  # fmt: skip
        form, decoder = self._form, self._decoder
        told, account = self._told, form.account
        layout = told.subject.layout if told is not None else form.layout
        measures = self._intake.measures() if self._intake is not None else None
        said = notes.of_records(account, layout, self.dataset)
        said += notes.of_text(decoder)
        if measures is not None and measures.undated:
            undecided = min(told.undecided if told is not None else 0, measures.undated)
            if unread := measures.undated - undecided:
                said.append(notes.undated(unread))
            if undecided:
                said.append(notes.undecided(undecided))
        if measures is not None and measures.unparsed:
            said.append(notes.unparsed(measures.unparsed))
        withheld = self._intake.withheld if self._intake is not None else 0
        if self._intake is not None:
            said += notes.of_misfits(self._intake.misfits)
        said += told.notes if told is not None else ()
        if self._copy_of is not None:
            said.append(notes.COPY)
        if withheld:
            said.append(notes.withheld(withheld))
        if self._fault is not None:
            said.append(self._fault.args[0])
        size = max(self._entry.declared, self.bytes_read) if self._fault else self.bytes_read
        return FileReading(
            self._source, self.path, self.dataset, self._status(form, measures), decoder.encoding,
            layout.headers, layout, account.rows, account.left_out.count,
            self._intake.duplicates if self._intake is not None else 0, size, self.bytes_read,
            measures, tuple(said), withheld, self._copy_of,
            self._fault is not None and self._fault.intact,
        )  # fmt: skip

    def _status(self, form: Form, measures: Measures | None) -> FileStatus:
        """How well it was read."""
        account, dataset, decoder = form.account, self.dataset, self._decoder
        quotes = account.unclosed or account.misplaced
        mended = account.short or account.long or quotes or decoder.replaced
        mended = mended or (measures is not None and measures.unparsed)
        if self._fault is not None or account.left_out.count:
            return "partly_read"
        if dataset is None:
            return "unknown"
        if form.is_empty:
            return "empty"
        if not account.rows:
            return "header_only"
        if mended or ((decoder.guessed or not form.layout.known) and not dataset.claimed):
            return "repaired"
        return "read"


def unread_as(entry: Entry, catalogue: Catalogue) -> tuple[FileStatus, str] | None:
    """As what, and why, an entry is not even opened; None where its bytes are read."""
    if entry.left_out:
        return "unreadable", entry.left_out
    if catalogue.is_debris(entry.path):
        return "ignored", DEBRIS
    if catalogue.match(entry.path) is not None:
        return None
    if catalogue.is_media(entry.path):
        return "ignored", mark("a picture or film; holds no words")
    if not catalogue.is_table_name(entry.path):
        return "unreadable", NO_READER
    return None
