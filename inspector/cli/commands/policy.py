"""`inspect policy …`: the policy texts, their history, claims of them, what differs between two."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

from inspector.cli.console import ProgressLine
from inspector.cli.options import Options, request_of
from inspector.cli.stdout import width, write_document
from inspector.errors import ExitCode
from inspector.knowledge import knowledge as known
from inspector.outputs.streams import write, write_json


def show_policies(own: tuple[Path, ...], *, as_json: bool) -> None:
    """Print every text and clause, a member's own (`own`) included."""
    from inspector.verdicts.by_text import disagreements

    knowledge = known.load(own)
    today = dt.date.today()
    differing = disagreements(knowledge, today)
    if as_json:
        from inspector.outputs.json import policies

        write_document(policies.document(knowledge.policies, today, differing))
        return
    from inspector.outputs.plain import policies as texts

    write(texts.render(knowledge.policies, today, width(), differing))


def show_regions(own: tuple[Path, ...], *, as_json: bool) -> None:
    """Print from which day which texts apply in each region, and what they say of it."""
    from inspector.outputs.json.regions import document
    from inspector.outputs.plain import regions

    policies = known.load(own).policies
    if as_json:
        write_document({"regions": document(policies)})
    else:
        write(regions.render(policies, width()))


def show_claims(*, as_json: bool) -> None:
    """Print what was said in public of the scope, held against the texts."""
    from inspector.outputs.json import claims
    from inspector.outputs.plain import claims as faces

    knowledge = known.load()
    if as_json:
        write_document(claims.document(knowledge.claims, knowledge.policies))
    else:
        write(faces.render(knowledge.claims, knowledge.policies, width()))


def show_text_difference(options: Options, first: str, second: str) -> ExitCode:
    """Print what lies between two texts, and what it changed for the export given, if any."""
    from inspector.diff.compare_texts import difference

    request = request_of(options)
    progress = ProgressLine(wanted=not options.quiet and bool(options.paths))
    with contextlib.ExitStack() as stack:
        stack.callback(progress.clear)
        found, moved = difference(request, first, second, progress)
    if options.json:
        from inspector.outputs.json import text_diff as document

        write_json(document.render(found, moved))
    else:
        from inspector.outputs.plain import text_diff as plain

        write(plain.render(found, moved, known.load(request.policies).policies, width()))
    return ExitCode.INSPECTED
