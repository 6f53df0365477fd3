"""From two exports of one member to what differs: read alike, judged in one situation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from inspector.diff.export_diff import Difference, Side, compare
from inspector.diff.fingerprints import Likeness
from inspector.errors import NotAnExportError, shown
from inspector.knowledge import catalogue as catalogues
from inspector.knowledge import policy_loader
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.policy import Policies
from inspector.language import say
from inspector.reading.archive.zip_file import Archive, open_archives
from inspector.reading.counts.author import Owner, folded_name
from inspector.reading.owner import owner_of
from inspector.reading.reader import Progress, read
from inspector.reading.tables.records import Batch
from inspector.session.record_store import RecordStore
from inspector.session.request import NOTHING_KNOWN, Request, situate
from inspector.summary import findings as all_facts
from inspector.summary.export import gather
from inspector.summary.findings import Facts
from inspector.summary.summary import Summary, summarise
from inspector.verdicts.judge import Judge
from inspector.verdicts.situation import Situation


@dataclass(frozen=True, slots=True)
class Stores:
    """The records of both exports, kept for looking at."""

    old: RecordStore
    new: RecordStore


@dataclass(frozen=True, slots=True)
class _Known:
    """What both readings share."""

    catalogue: Catalogue
    policies: Policies
    facts: Facts
    situation: Situation
    on_progress: Callable[[Progress], None] | None


def differ(
    old: Request,
    new: Request,
    on_progress: Callable[[Progress], None] | None = None,
    stores: Stores | None = None,
) -> Difference:
    """What differs between two exports; the situation is that of the newer request.

    Raises `UsageError`, `NotAnExportError`, `LimitError`, `SchemaError`. `stores`: where the
    records are kept, if they are wanted.
    """
    catalogue = catalogues.load()
    policies = policy_loader.load(catalogue)
    sides = [open_archives(list(one.paths), one.limits) for one in (old, new)]
    owners = [owner_of(archives, catalogue) for archives in sides]
    situation = situate(new, owners[1], policies)
    known = _Known(catalogue, policies, all_facts.load(catalogue, policies), situation, on_progress)
    before = _read(known, old, sides[0], owners[0], stores.old if stores else None)
    after = _read(known, new, sides[1], owners[1], stores.new if stores else None)
    return compare(
        Side(before[0], before[1].groups, all(one.whole for one in sides[0])),
        Side(after[0], after[1].groups, all(one.whole for one in sides[1])),
        _same(owners[0], owners[1]),
    )


def _read(
    known: _Known,
    request: Request,
    archives: tuple[Archive, ...],
    owner: Owner,
    store: RecordStore | None,
) -> tuple[Summary, Likeness]:
    likeness = Likeness(Judge(known.policies, known.situation), known.catalogue)

    def keep(batch: Batch, /) -> None:
        likeness(batch)
        if store is not None:
            store(batch)

    files = read(archives, known.catalogue, keep, known.on_progress, owner=owner)
    if not any(file.dataset is not None for file in files):
        raise NotAnExportError(
            say("{file}: {why}").format(file=shown(request.paths[0]), why=say(NOTHING_KNOWN))
        )
    export = gather(archives, files, known.catalogue)
    summary = summarise(export, known.policies, known.situation, known.facts)
    likeness.finish(summary)
    return summary, likeness


def _same(old: Owner, new: Owner) -> bool | None:
    """Whether two profiles are of one member: by name or address; both differ where they do not."""
    if old.link is not None and old.link == new.link:
        return True
    names = [{folded_name(name) for name in owner.names} for owner in (old, new)]
    if names[0] & names[1]:
        return True
    if all(names) and old.link is not None and new.link is not None:
        return False
    return None


def requests(given: Request) -> tuple[Request, Request]:
    """The same request for each of its two paths, the older first."""
    old, new = given.paths
    alone = msgspec.structs.replace
    return alone(given, paths=(old,)), alone(given, paths=(new,))
