"""Reading an export: every entry to records and counts, with an account of what was left out.

`read` yields nothing by itself and keeps no text: records pass by, batch by batch, on their
way to a `Sink`, and what stays of a file is its `FileReading`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, partial

from inspector.ahead import Ahead
from inspector.archive import Archive, Entry
from inspector.authors import NOBODY, Owner
from inspector.behind import stages
from inspector.catalogue import Catalogue
from inspector.duplicates import Seen
from inspector.entry_reader import HEAD, EntryReader, FileReading, Reading, Sink
from inspector.memory import keep_freed


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
    owner: Owner = NOBODY,
    *,
    is_counted: bool = True,
) -> tuple[FileReading, ...]:
    """Read every entry of every archive, in order; raises `LimitError`.

    `on_progress` is told before each entry and while it is read, `on_file` after it; what
    they or the sink raise ends the reading. `on_file` and the sink may be called in another
    thread, one after the other. `owner`: by whom sent messages are known. What is
    not counted has no measures, and its batches hold `row` and the cells alone.
    """
    seen: dict[str, Seen] = {}
    found: list[FileReading] = []
    every = [entry for archive in archives for entry in archive.entries]
    declared = sum(entry.declared for entry in every)
    done = position = 0

    def keep(reading: Reading, is_settled: bool) -> None:
        file = reading()
        if is_settled and file.measures is not None:
            file.measures.settle()
        found.append(file)
        if on_file is not None:
            on_file(file)

    def next_archive() -> None:
        for one in seen.values():
            one.next_archive()

    ways = _ways(archives if is_counted else (), catalogue)
    with (
        Ahead(every, *ways) as ahead,
        # What the sink and `on_file` are told comes one after the other.
        stages(ahead.is_worth_it, sink is None) as line,
    ):
        if ahead.is_worth_it:
            keep_freed()
        for source, archive in enumerate(archives):
            for entry in archive.entries:
                chunks = ahead.chunks(position)
                reader = EntryReader(
                    source, position, entry, chunks, catalogue,
                    seen if len(archives) > 1 else None, owner, line, is_counted,
                )  # fmt: skip
                if on_progress is not None:
                    reader.on_chunk = _teller(
                        on_progress, reader.path, position, len(every), done, declared
                    )
                    reader.on_chunk(0)
                with closing(chunks):
                    reading = reader.read(sink)
                    line.finish(partial(keep, reading, ahead.is_worth_it))
                done += entry.declared
                position += 1
            line.finish(next_archive)
    return tuple(found)


def _ways(
    archives: Sequence[Archive], catalogue: Catalogue
) -> tuple[Callable[[Entry], bool], Callable[[bytes], bool], Callable[[], None]]:
    """Which entries are read whole, by which head one is not, and what is reckoned besides."""

    @cache
    def is_table(path: str) -> bool:
        matched = catalogue.match(path)
        if catalogue.is_debris(path):
            return False
        return matched[1].format == "table" if matched else catalogue.is_table_name(path)

    def sums() -> None:
        for archive in archives:
            with suppress(OSError):  # told when the sum is asked for
                archive.sha256()

    return (
        lambda entry: is_table(entry.path),
        lambda head: catalogue.signature(head[:HEAD]) is not None,
        sums,
    )


def _teller(
    on_progress: Callable[[Progress], None], path: str, at: int, entries: int, done: int, whole: int
) -> Callable[[int], None]:
    """What is told while an entry is read: the bytes of it that have come so far."""
    return lambda so_far: on_progress(Progress(path, at, entries, done + so_far, whole))
