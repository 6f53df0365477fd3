"""From two exports of one member to what differs: read alike, judged in one situation."""

from __future__ import annotations

from collections.abc import Callable

from inspector.diff.export_diff import ExportDiff, Side, diff_sides
from inspector.diff.fingerprints import Likeness
from inspector.reading.counts.author import Owner, folded_name
from inspector.reading.reader import Progress
from inspector.reading.tables.records import Batch
from inspector.session.session import Session


def diff_exports(
    old: Session,
    new: Session,
    on_progress: Callable[[Progress], None] | None = None,
    *,
    keep: bool = False,
) -> ExportDiff:
    """What differs between two exports, neither of them read; the newer's situation holds for both.

    Raises what reading does. `keep`: whether the sessions keep the records.
    """
    owners = old.owner, new.owner
    old.situation = new.situation
    before, after = (_side(one, on_progress, keep=keep) for one in (old, new))
    return diff_sides(before, after, _same(*owners))


def _side(session: Session, on_progress: Callable[[Progress], None] | None, *, keep: bool) -> Side:
    likeness = Likeness(session.judge(), session.knowledge.catalogue)

    def take(batch: Batch, /) -> None:
        likeness(batch)
        if keep:
            session.store(batch)

    session.read(on_progress, take)
    summary = session.summary()
    whole = all(archive.whole for archive in session.archives)
    return Side(summary, likeness.groups(summary), whole)


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
