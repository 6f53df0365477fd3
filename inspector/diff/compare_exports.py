"""From two exports of one member to what differs: read alike, judged in one situation."""

from __future__ import annotations

from collections.abc import Callable

from inspector.diff.export_diff import ExportDiff, Side, diff_sides
from inspector.diff.fingerprints import Likeness
from inspector.reading.members import same_member
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
    signs = old.signs, new.signs
    old.situation = new.situation
    before, after = (_side(one, on_progress, keep=keep) for one in (old, new))
    return diff_sides(before, after, same_member(signs))


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
