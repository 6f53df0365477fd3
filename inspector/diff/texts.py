"""What lies between two policy texts, and what it changed for one export: from paths on."""

from __future__ import annotations

from collections.abc import Callable

from inspector.diff.text_diff import Difference, differ, find
from inspector.diff.text_effect import Moved, check_region, move
from inspector.errors import NotAnExportError
from inspector.knowledge import catalogue as catalogues
from inspector.knowledge import policy_loader
from inspector.knowledge.policy import Policies
from inspector.language import say
from inspector.reading.archive.zip_file import open_archives
from inspector.reading.owner import owner_of
from inspector.reading.reader import Progress, read
from inspector.session.request import NOTHING_KNOWN, Request, situate
from inspector.summary import findings as all_facts
from inspector.summary.export import gather


def difference(
    request: Request,
    first: str,
    second: str,
    on_progress: Callable[[Progress], None] | None = None,
) -> tuple[Difference, Moved | None, Policies]:
    """What lies between two texts, and, where the request has paths, what it changed for them.

    Raises what `inspect` does, and `UsageError` for an unknown text.
    """
    catalogue = catalogues.load()
    policies = policy_loader.load(catalogue, extra=request.policies)
    texts = find(policies, first), find(policies, second)
    found = differ(*texts, policies, catalogue)
    if not request.paths:
        return found, None, policies
    facts = all_facts.load(catalogue, policies)
    archives = open_archives(list(request.paths), request.limits)
    owner = owner_of(archives, catalogue)
    situation = situate(request, owner, policies)
    check_region(*texts, situation)
    files = read(archives, catalogue, None, on_progress, owner=owner)
    if not any(file.dataset is not None for file in files):
        raise NotAnExportError(say(NOTHING_KNOWN))
    export = gather(archives, files, catalogue)
    return found, move(export, *texts, situation, policies, facts), policies
