"""Reading an export: every entry to records and counts, with an account of what was left out.

`read` yields nothing by itself and keeps no text: records pass by, batch by batch, on their
way to a `Sink`, and what stays of a file is its `FileReading`.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from inspector.knowledge.catalogue import Catalogue
from inspector.reading import threads
from inspector.reading.archive.entry import Archive
from inspector.reading.copies import by_names
from inspector.reading.counts.author import NOBODY, Owner
from inspector.reading.duplicates import Earlier
from inspector.reading.engine import FRAMES, ROWS
from inspector.reading.entry_reader import Context, EntryReader, Step, Steps
from inspector.reading.file_reading import FileReading
from inspector.reading.malloc import keep_freed
from inspector.reading.repetition import Repetition
from inspector.reading.tables.records import Batch, Sink

if TYPE_CHECKING:
    from concurrent.futures import Future


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


OnProgress = Callable[[Progress], None]
OnFile = Callable[[FileReading], None]


def read(
    archives: Sequence[Archive],
    catalogue: Catalogue,
    sink: Sink | None = None,
    on_progress: OnProgress | None = None,
    on_file: OnFile | None = None,
    owner: Owner | Callable[[], Owner] = NOBODY,
) -> tuple[FileReading, ...]:
    """Read every entry of every archive, in order; raises `LimitError`.

    `on_progress` is told before each entry and while it is read, `on_file` after it; what
    they or the sink raise ends the reading; the sink and `on_file` may be called in another
    thread, one after the other. `owner`: by whom sent messages are known; what tells it is asked
    once, while the first bytes are read.
    """
    copies = by_names(archives, catalogue)
    repetition = Repetition(catalogue.datasets.values())
    is_large = size_of(archives) >= threads.LARGE
    is_plain = not is_large and sink is None and len(archives) == 1 and not copies
    context = Context(
        catalogue,
        ROWS if is_plain else FRAMES,
        cache(owner if callable(owner) else lambda: owner),
        Earlier() if len(archives) > 1 else None,
        copies,
        repetition,
        give=sink,
    )
    told = partial(_finish, on_file=on_file)
    do = _read_in_threads if is_large else _read
    files = do(archives, context, on_progress, told)
    return tuple(replace(file, repeated=repetition.of(at)) for at, file in enumerate(files))


def size_of(archives: Sequence[Archive]) -> int:
    """Bytes of all entries, as the archives declare them."""
    return sum(entry.declared for archive in archives for entry in archive.entries)


Finish = Callable[[EntryReader], FileReading]


def _read(
    archives: Sequence[Archive], context: Context, on_progress: OnProgress | None, finish: Finish
) -> tuple[FileReading, ...]:
    """Read one step after the other."""
    found: list[FileReading] = []
    run = _Run(archives, context, on_progress, lambda reader: found.append(finish(reader)))
    with closing(run.steps()) as steps:
        for step in steps:
            step.do()
    return tuple(found)


def _read_in_threads(
    archives: Sequence[Archive], context: Context, on_progress: OnProgress | None, finish: Finish
) -> tuple[FileReading, ...]:
    """The same: inflating, cutting, counting and what follows each in a thread of its own."""
    keep_freed()
    found: list[Future[FileReading]] = []
    with threads.Behind() as behind:
        give = _Given(behind, context.give).give if context.give is not None else None
        context = replace(context, give=give, ahead=threads.chunks_ahead)
        run = _Run(
            archives, context, on_progress,
            lambda reader: found.append(behind.do(partial(finish, reader))),
        )  # fmt: skip
        with threads.Ahead(run.steps(), lambda step: step.size, threads.CUT) as steps:
            summing = threads.summing(archives)
            context.owner()
            threads.load_libraries()
            for step in steps:
                step.do()
        summing.join()
        return tuple(one.result() for one in found)


class _Given:
    """Has batches taken by a sink, which is never far behind."""

    def __init__(self, behind: threads.Behind, sink: Sink) -> None:
        self._behind = behind
        self._sink = sink
        self._given: deque[Future[None]] = deque()

    def give(self, batch: Batch) -> None:
        """Have a batch taken."""
        self._given.append(self._behind.do(partial(self._sink, batch)))
        if len(self._given) > threads.TAKEN:
            self._given.popleft().result()


class _Run:
    """Goes through all entries of all archives, in order."""

    def __init__(
        self,
        archives: Sequence[Archive],
        context: Context,
        on_progress: OnProgress | None,
        on_read: Callable[[EntryReader], object],
    ) -> None:
        """`on_read` takes a reader once all its steps are done."""
        self._archives = archives
        self._context = context
        self._on_progress = on_progress
        self._on_read = on_read
        self._entries = sum(len(archive.entries) for archive in archives)
        self._size = size_of(archives)

    def steps(self) -> Steps:
        """What is to be done, in order."""
        position = done = 0
        for source, archive in enumerate(self._archives):
            shown: Counter[str] = Counter()
            """How many files so far are shown under a path."""
            for entry in archive.entries:
                path = self._context.catalogue.public_path(entry.path)
                reader = EntryReader(self._context, entry, source, position, shown[path])
                shown[path] += 1
                yield self._telling(reader.path, position, done)
                for step in reader.steps():
                    yield step
                    yield self._telling(reader.path, position, done + reader.bytes_read)
                yield Step(0, partial(self._on_read, reader))
                done += entry.declared
                position += 1
            if self._context.earlier is not None:
                yield Step(0, self._context.earlier.next_archive)

    def _telling(self, path: str, position: int, done: int) -> Step:
        progress = Progress(path, position, self._entries, done, self._size)
        return Step(0, partial(self._tell, progress))

    def _tell(self, progress: Progress) -> None:
        if self._on_progress is not None:
            self._on_progress(progress)


def _finish(reader: EntryReader, on_file: OnFile | None) -> FileReading:
    """What became of an entry, told to who wants to know."""
    file = reader.reading()
    if file.measures is not None:
        file.measures.settle()
    if on_file is not None:
        on_file(file)
    return file
