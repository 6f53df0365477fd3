"""An export open for looking at: read once, judged again and again.

What the terminal application works on. It knows no terminal; its methods may be called from
another thread than the one that draws.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from inspector.errors import NotAnExportError
from inspector.knowledge import catalogue as catalogues
from inspector.knowledge import policy_loader
from inspector.language import say
from inspector.reading.archive.zip_file import open_archives
from inspector.session.request import NOTHING_KNOWN, Request, situate
from inspector.verdicts.judge import Judge, second_judges
from inspector.verdicts.situation import Situation

if TYPE_CHECKING:
    from inspector.advice.opt_out import OptOut
    from inspector.advice.steps import Acting
    from inspector.diff.text_diff import Difference
    from inspector.diff.text_effect import Moved
    from inspector.knowledge.claims import Claims
    from inspector.reading.counts.author import Owner
    from inspector.reading.file_reading import FileReading
    from inspector.reading.reader import Progress
    from inspector.reading.tables.records import Batch
    from inspector.session.record_store import Record, RecordStore
    from inspector.session.search import Hits, Index
    from inspector.summary.export import Export
    from inspector.summary.findings import Facts
    from inspector.summary.summary import Summary
    from inspector.verdicts.by_text import Disagreement


class Stopped(Exception):
    """The reading was given up because nobody waits for it."""


class Session:
    """One export, its records and the situation it is judged in.

    What it takes to open one is little; all that reads or judges is imported where it is needed.
    """

    def __init__(self, request: Request) -> None:
        """Open the archives; raises `UsageError`, `NotAnExportError`, `LimitError`."""
        self.request = request
        self.catalogue = catalogues.load()
        self.policies = policy_loader.load(self.catalogue, extra=request.policies)
        self.archives = open_archives(list(request.paths), request.limits)
        self.export: Export | None = None
        """None until everything is read."""
        self._files: list[FileReading] = []
        self._stop = threading.Event()

    @cached_property
    def facts(self) -> Facts:
        """The sentences on what surprises and what is missing."""
        from inspector.summary import findings as facts

        return facts.load(self.catalogue, self.policies)

    @cached_property
    def acting(self) -> Acting:
        """The steps that a member can take."""
        from inspector.advice import steps as acting

        return acting.load(self.catalogue, self.policies)

    @cached_property
    def claims(self) -> Claims:
        """What was said in public of the scope."""
        from inspector.knowledge import claims

        return claims.load(self.catalogue, self.policies)

    @cached_property
    def store(self) -> RecordStore:
        """The records that were read."""
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

        return owner_of(self.archives, self.catalogue)

    @cached_property
    def situation(self) -> Situation:
        """The situation in which is judged, until another one is set."""
        return situate(self.request, self.owner, self.policies)

    def prepare(self) -> None:
        """Have at hand what judging takes; raises what reading does."""
        _ = self.situation, self.facts

    def stop(self) -> None:
        """Give up a reading that is under way."""
        self._stop.set()

    def read(self, on_progress: Callable[[Progress], None]) -> None:
        """Read everything; raises `Stopped`, `LimitError`, `NotAnExportError`."""
        from inspector.reading.reader import read
        from inspector.summary.export import gather

        def at_once() -> Owner:
            _ = self.index  # loads libraries, while the first bytes are read
            return self.owner

        files = read(
            self.archives, self.catalogue, self._keep, on_progress, self._files.append, at_once
        )
        if not any(file.dataset is not None for file in files):
            raise NotAnExportError(say(NOTHING_KNOWN))
        self.export = gather(self.archives, files, self.catalogue)

    def _keep(self, batch: Batch, /) -> None:
        if self._stop.is_set():
            raise Stopped
        self.store(batch)

    def judge(self, situation: Situation | None = None) -> Judge:
        """The judge of a situation (default: the session's own)."""
        return Judge(self.policies, situation or self.situation)

    def summary(self, situation: Situation | None = None) -> Summary:
        """What has been read so far, judged in a situation (default: the session's own)."""
        from inspector.reading.owner import kind_of
        from inspector.summary.export import Export
        from inspector.summary.summary import summarise

        files = tuple(self._files)
        export = self.export or Export(
            (), kind_of(self.archives, files, self.catalogue), None, files
        )
        return summarise(export, self.policies, situation or self.situation, self.facts)

    def opt_out(self, summary: Summary) -> OptOut | None:
        """What an opt-out in force left open; None where there is none."""
        if summary.split is None:
            return None
        from inspector.advice.opt_out import opting_out
        from inspector.advice.steps import advise

        return opting_out(summary, self.policies, advise(summary, self.policies, self.acting))

    def difference(self, first: str, second: str) -> tuple[Difference, Moved | None]:
        """What lies between two texts, and what it changed for this export.

        The latter is None until everything is read, and where not both texts speak to the
        member's region.
        """
        from inspector.diff.text_diff import differ

        one, other = self.policies.texts[first], self.policies.texts[second]
        found = differ(one, other, self.policies, self.catalogue)
        if self.export is None or self.situation.region not in found.regions:
            return found, None
        from inspector.diff.text_effect import move

        moved = move(self.export, one, other, self.situation, self.policies, self.facts)
        return found, moved

    def disagreements(self, summary: Summary) -> tuple[Disagreement, ...]:
        """Where the texts by which a summary is judged differ, on any kind of value."""
        from inspector.verdicts.by_text import of_judge

        situation = summary.situation
        judges = (self.judge(situation), *second_judges(self.policies, situation))
        return tuple(one for judge in judges for one in of_judge(judge, self.catalogue))

    def record(self, entry: int, at: int) -> Record:
        """One record whole, judged in the session's situation."""
        seconds = second_judges(self.policies, self.situation)
        return self.store.record(self.judge(), entry, at, seconds)

    def search(self, query: str, stop: Callable[[], bool] = lambda: False) -> Hits:
        """Records that hold a query, by verdict, in the session's situation."""
        return self.index.search(self.summary(), query, stop=stop)
