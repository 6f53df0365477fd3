"""The run: an export opened, read once, and judged as often as is asked for.

Every command, the study's workers and the application go this way. It knows no terminal; its
methods may be called from another thread than the one that draws. What it takes to open an export
is little: all that reads or judges is imported where it is needed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from inspector.errors import NotAnExportError, shown_all
from inspector.knowledge import knowledge as known
from inspector.language import say
from inspector.reading.archive.archive import open_archives
from inspector.reading.archive.limits import Deadline
from inspector.session.request import Request, situate
from inspector.verdicts.judge import Judge, second_judges

if TYPE_CHECKING:
    from inspector.reading.counts.author import Owner
    from inspector.reading.file_reading import FileReading
    from inspector.reading.members import Signs
    from inspector.reading.reader import Progress
    from inspector.reading.tables.records import Batch, Sink
    from inspector.session.record import Record
    from inspector.session.record_store import RecordStore
    from inspector.session.search import Hits, Index
    from inspector.summary.export import Export
    from inspector.summary.summary import Summary
    from inspector.verdicts.by_text import Disagreement
    from inspector.verdicts.situation import Situation


class ReadingStop(Exception):
    """The reading was given up because nobody waits for it."""


class Session:
    """One export, its records if they are kept, and the situation it is judged in."""

    def __init__(self, request: Request) -> None:
        """Open the archives.

        Raises `UsageError`, `NotAnExportError`, `LimitError`, `SchemaError`.
        """
        self.request = request
        self.knowledge = known.load(request.policies)
        self.archives = open_archives(list(request.paths), request.limits)
        self.export: Export | None = None
        """None until everything is read."""
        self._files: list[FileReading] = []
        self._stop = threading.Event()
        self._deadline = Deadline(request.limits)

    @cached_property
    def store(self) -> RecordStore:
        """The records that were kept."""
        from inspector.session.record_store import RecordStore

        return RecordStore()

    @cached_property
    def index(self) -> Index:
        """What searches them."""
        from inspector.session.search import Index

        return Index(self.store)

    @cached_property
    def owner(self) -> Owner:
        """Whose export it is, by its profile; may raise what reading does."""
        from inspector.reading.owner import owner_of

        return owner_of(self.archives, self.knowledge.catalogue)

    @cached_property
    def signs(self) -> Signs:
        """What tells its member from another one; may raise what reading does."""
        from inspector.reading.members import signs_of

        return signs_of(self.archives, self.knowledge.catalogue, self.owner)

    @cached_property
    def situation(self) -> Situation:
        """The situation in which is judged, until another one is set."""
        return situate(self.request, self.owner, self.knowledge)

    def prepare(self) -> None:
        """Have at hand what judging takes; raises what reading does."""
        _ = self.situation, self.knowledge.facts

    def stop(self) -> None:
        """Give up a reading that is under way."""
        self._stop.set()

    def read(
        self,
        on_progress: Callable[[Progress], None] | None = None,
        sink: Sink | None = None,
    ) -> None:
        """Read everything and count it; `sink` takes the records as they pass, none are kept.

        Raises `ReadingStop`, `LimitError`, `NotAnExportError`.
        """
        self._read(on_progress, sink, lambda: self.owner)

    def keep(self, on_progress: Callable[[Progress], None] | None = None) -> None:
        """As `read`; the records are kept in `store`."""

        def owner() -> Owner:
            _ = self.index  # loads libraries, while the first bytes are read
            return self.owner

        self._read(on_progress, lambda batch: self.store(batch), owner)

    def _read(
        self,
        on_progress: Callable[[Progress], None] | None,
        sink: Sink | None,
        owner: Callable[[], Owner],
    ) -> None:
        from inspector.reading.reader import read
        from inspector.summary.export import gather

        def tell(progress: Progress) -> None:
            self.go_on()
            if on_progress is not None:
                on_progress(progress)

        def take(batch: Batch, /) -> None:
            self.go_on()
            if sink is not None:
                sink(batch)

        catalogue = self.knowledge.catalogue
        wanted = take if sink is not None else None
        files = read(self.archives, catalogue, wanted, tell, self._files.append, owner)
        if not any(file.dataset is not None for file in files):
            told = say(
                "{file}: nothing in it is known as a file of a LinkedIn export; pass the ZIP that "
                "LinkedIn sent (Settings, Data privacy, Get a copy of your data)"
            )
            raise NotAnExportError(told.format(file=shown_all(self.request.paths)))
        self.export = gather(self.archives, files, catalogue, self._same_member())

    def _same_member(self) -> bool | None:
        """Whether several archives are of one member; may raise what reading does."""
        if len(self.archives) < 2:
            return None
        from inspector.reading.members import same_member, signs_of
        from inspector.reading.owner import owner_of

        catalogue = self.knowledge.catalogue
        every = [
            archive
            for archive in self.archives
            if any(catalogue.match(entry.path) is not None for entry in archive.entries)
        ]
        return same_member(
            [signs_of([one], catalogue, owner_of([one], catalogue)) for one in every]
        )

    def go_on(self) -> None:
        """Raises `ReadingStop`, or `LimitError` once the time of the run is over."""
        if self._stop.is_set():
            raise ReadingStop
        self._deadline.check()

    def judge(self, situation: Situation | None = None) -> Judge:
        """The judge of a situation (default: the session's own)."""
        return Judge(self.knowledge.policies, situation or self.situation)

    def summary(self, situation: Situation | None = None) -> Summary:
        """What has been read so far, judged in a situation (default: the session's own)."""
        from inspector.reading.owner import kind_of
        from inspector.summary.export import Export
        from inspector.summary.summary import summarise

        files = tuple(self._files)
        export = self.export or Export(
            (), *kind_of(self.archives, files, self.knowledge.catalogue), None, files
        )
        return summarise(export, self.knowledge, situation or self.situation)

    def disagreements(self, summary: Summary) -> tuple[Disagreement, ...]:
        """Where the texts by which a summary is judged differ, on any kind of value."""
        from inspector.verdicts.by_text import of_judge

        situation = summary.situation
        judges = (self.judge(situation), *second_judges(self.knowledge.policies, situation))
        return tuple(one for judge in judges for one in of_judge(judge, self.knowledge.catalogue))

    def record(self, entry: int, at: int) -> Record:
        """One record whole, judged in the session's situation."""
        seconds = second_judges(self.knowledge.policies, self.situation)
        return self.store.record(self.judge(), entry, at, seconds)

    def search(self, query: str, stop: Callable[[], bool] = lambda: False) -> Hits:
        """Records that hold a query, by verdict, in the session's situation."""
        return self.index.search(self.summary(), query, stop=stop)
