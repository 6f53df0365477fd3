"""An export open for looking at: read once, judged again and again.

What the terminal application works on. It knows no terminal; its methods may be called from
another thread than the one that draws.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from inspector import acting, claims, policy
from inspector import catalogue as catalogues
from inspector import facts as all_facts
from inspector.archive import open_archives
from inspector.differing import Difference, differ
from inspector.entry_reader import Batch, FileReading
from inspector.errors import NotAnExportError
from inspector.inspection import NOTHING_KNOWN, Request, situate
from inspector.language import say
from inspector.moving import Moved, move
from inspector.opting_out import OptOut, opting_out
from inspector.origin import kind_of, owner_of
from inspector.reading import Progress, read
from inspector.records import Record, RecordStore
from inspector.searching import Hits, Index
from inspector.side_by_side import Disagreement, of_judge
from inspector.situation import Situation
from inspector.summary import Export, Summary, gather, summarise
from inspector.verdicts import Judge, second_judges


class Stopped(Exception):
    """The reading was given up because nobody waits for it."""


class Session:
    """One export, its records and the situation it is judged in."""

    def __init__(self, request: Request) -> None:
        """Open the archives; raises `UsageError`, `NotAnExportError`, `LimitError`."""
        self.request = request
        self.catalogue = catalogues.load()
        self.policies = policy.load(self.catalogue, extra=request.policies)
        self.facts = all_facts.load(self.catalogue, self.policies)
        self.acting = acting.load(self.catalogue, self.policies)
        self.claims = claims.load(self.catalogue, self.policies)
        self.archives = open_archives(list(request.paths), request.limits)
        self.store = RecordStore()
        self.index = Index(self.store)
        self.owner = owner_of(self.archives, self.catalogue)
        self.situation = situate(request, self.owner, self.policies)
        self.export: Export | None = None
        """None until everything is read."""
        self._files: list[FileReading] = []
        self._stop = threading.Event()

    def stop(self) -> None:
        """Give up a reading that is under way."""
        self._stop.set()

    def read(self, on_progress: Callable[[Progress], None]) -> None:
        """Read everything; raises `Stopped`, `LimitError`, `NotAnExportError`."""
        files = read(
            self.archives, self.catalogue, self._keep, on_progress, self._files.append, self.owner
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
        files = tuple(self._files)
        export = self.export or Export(
            (), kind_of(self.archives, files, self.catalogue), None, files
        )
        return summarise(export, self.policies, situation or self.situation, self.facts)

    def opt_out(self, summary: Summary) -> OptOut | None:
        """What an opt-out in force left open; None where there is none."""
        if summary.split is None:
            return None
        return opting_out(
            summary, self.policies, acting.advise(summary, self.policies, self.acting)
        )

    def difference(self, first: str, second: str) -> tuple[Difference, Moved | None]:
        """What lies between two texts, and what it changed for this export.

        The latter is None until everything is read, and where not both texts speak to the
        member's region.
        """
        one, other = self.policies.texts[first], self.policies.texts[second]
        found = differ(one, other, self.policies, self.catalogue)
        if self.export is None or self.situation.region not in found.regions:
            return found, None
        moved = move(self.export, one, other, self.situation, self.policies, self.facts)
        return found, moved

    def disagreements(self, summary: Summary) -> tuple[Disagreement, ...]:
        """Where the texts by which a summary is judged differ, on any kind of value."""
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
