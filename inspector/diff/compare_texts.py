"""What lies between two policy texts, and what it changed for one export."""

from __future__ import annotations

from collections.abc import Callable

from inspector.diff.text_diff import TextDiff, diff_texts, find
from inspector.diff.text_effect import TextEffect, check_region, move
from inspector.knowledge import knowledge as known
from inspector.reading.reader import Progress
from inspector.session.request import Request
from inspector.session.session import Session


def difference(
    request: Request,
    first: str,
    second: str,
    on_progress: Callable[[Progress], None] | None = None,
) -> tuple[TextDiff, TextEffect | None]:
    """What lies between two texts, and, where the request has paths, what it changed for them.

    Raises what a `Session` and its reading do, and `UsageError` for an unknown text or a region to
    which not both texts speak.
    """
    knowledge = known.load(request.policies)
    texts = find(knowledge.policies, first), find(knowledge.policies, second)
    found = diff_texts(*texts, knowledge)
    if not request.paths:
        return found, None
    session = Session(request)
    check_region(*texts, session.situation)
    session.read(on_progress)
    return found, _moved(session, found)


def difference_for(session: Session, first: str, second: str) -> tuple[TextDiff, TextEffect | None]:
    """What lies between two texts, by their ids, and what it changed for an export.

    The latter is None until everything is read, and where not both texts speak to the member's
    region.
    """
    texts = session.knowledge.policies.texts
    found = diff_texts(texts[first], texts[second], session.knowledge)
    return found, _moved(session, found)


def _moved(session: Session, found: TextDiff) -> TextEffect | None:
    if session.export is None or session.situation.region not in found.regions:
        return None
    return move(session.export, found.first, found.second, session.situation, session.knowledge)
