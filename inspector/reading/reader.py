"""Reading an export: every entry to records and counts, with an account of what was left out.

`read` yields nothing by itself and keeps no text: records pass by, batch by batch, on their
way to a `Sink`, and what stays of a file is its `FileReading`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from threading import Event, Thread
from typing import TYPE_CHECKING

from inspector.errors import UsageError
from inspector.knowledge.catalogue import Catalogue
from inspector.reading import threads as ahead
from inspector.reading.archive.zip_file import Archive
from inspector.reading.behind import Behind
from inspector.reading.counts.author import NOBODY, Owner
from inspector.reading.duplicates import Seen
from inspector.reading.entry_reader import EntryReader, unread_as
from inspector.reading.file_reading import FileReading
from inspector.reading.malloc import keep_freed
from inspector.reading.prefetch import Stock
from inspector.reading.tables.records import Batch, Sink

if TYPE_CHECKING:
    from inspector.reading.tables.records import OnRecords


GIVEN = 2
"""Batches that wait at most to be taken by a sink."""
_LIBRARIES = ("nanoarrow", "polars", "inspector.reading.counts.column_meter")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is."""

    path: str
    done: int
    """Entries done before this one."""
    entries: int
    bytes_done: int
    bytes: int
    """As the archives declare them."""


def read(
    archives: Sequence[Archive],
    catalogue: Catalogue,
    sink: Sink | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_file: Callable[[FileReading], None] | None = None,
    owner: Owner | Callable[[], Owner] = NOBODY,
    *,
    on_records: OnRecords | None = None,
    is_much: bool | None = None,
) -> tuple[FileReading, ...]:
    """Read every entry of every archive, in order; raises `LimitError`.

    `on_progress` is told before each entry and while it is read, `on_file` after it; what
    they or the sink raise ends the reading; the sink and `on_file` may be called in another
    thread, one after the other. `owner`: by whom sent messages are known; what tells it is asked
    once, while the first bytes are read. With `on_records`, which takes
    the records as they come, nothing is counted, and files have no measures. `is_much`: whether
    there is enough to read for libraries that take their time to load (default: by its size).
    """
    found: list[Callable[[], FileReading]] = []
    given: deque[Callable[[], None]] = deque()
    declared = sum(entry.declared for archive in archives for entry in archive.entries)
    if is_much is None:
        is_much = declared >= ahead.WORTH
    is_apart = is_much and on_records is None
    by_row = not is_much and sink is None and len(archives) == 1
    mine = cache(lambda: owner() if callable(owner) else owner)
    if is_much:
        keep_freed()

    def keep(reader: EntryReader) -> None:
        if is_apart:
            found.append(settling.do(partial(settled, reader)))
        else:
            file = settled(reader)
            found.append(lambda: file)

    def give(make: Callable[[], Batch]) -> None:
        assert sink is not None
        if not is_apart:
            sink(make())
            return
        given.append(settling.do(lambda: sink(make())))
        if len(given) > GIVEN:
            given.popleft()()

    def settled(reader: EntryReader) -> FileReading:
        file = reader.reading()
        if is_much and file.measures is not None:
            file.measures.settle()
        if on_file is not None:
            on_file(file)
        return file

    def steps() -> ahead.Steps:
        if is_apart:
            every = (entry for archive in archives for entry in archive.entries)
            stock.fill((e for e in every if unread_as(e, catalogue) is None), loaded.is_set)
        seen: dict[str, Seen] | None = {} if len(archives) > 1 else None
        entries = sum(len(archive.entries) for archive in archives)
        position = done = 0
        for source, archive in enumerate(archives):
            for entry in archive.entries:
                reader = EntryReader(
                    source, position, stock.entry(entry), catalogue, seen, mine,
                    is_much=is_much, by_row=by_row, on_records=on_records,
                )  # fmt: skip
                tell = partial(_tell, on_progress, reader.path, position, entries, declared)
                yield 0, partial(tell, done)
                for size, work in reader.steps(give if sink is not None else None):
                    yield size, work
                    yield 0, partial(tell, done + reader.bytes_read)
                yield 0, partial(keep, reader)
                done += entry.declared
                position += 1
            if seen is not None:
                yield 0, partial(_next_archive, seen)

    loaded = Event()
    # Nothing waits for it but the end: on a slow disk it takes as long as the reading.
    summing = Thread(target=_sum, args=(archives,), name="summing", daemon=True)
    with (
        closing(Stock()) as stock,
        Behind() as settling,
        ahead.Ahead(steps(), is_worth_it=is_apart) as line,
    ):
        try:
            if is_apart:
                summing.start()
            mine()
            if is_apart:
                _load()
        finally:
            loaded.set()
        for work in line:
            work()
        if is_apart:
            summing.join()
        return tuple(one() for one in found)  # each waits for what was given before it


def _sum(archives: Sequence[Archive]) -> None:
    for archive in archives:
        with suppress(UsageError):  # told when the sum is asked for
            archive.sha256()


def _load() -> None:
    """Load what counts many records."""
    for name in _LIBRARIES:
        import_module(name)


def _tell(
    on_progress: Callable[[Progress], None] | None,
    path: str,
    position: int,
    entries: int,
    declared: int,
    done: int,
) -> None:
    if on_progress is not None:
        on_progress(Progress(path, position, entries, done, declared))


def _next_archive(seen: dict[str, Seen]) -> None:
    for one in seen.values():
        one.next_archive()
