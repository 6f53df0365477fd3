"""What a command prints of the policy texts: all of them, their history, claims, differences."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from pathlib import Path
from typing import Any

from inspector.cli.console import ProgressLine
from inspector.cli.options import Options, request_of
from inspector.errors import ExitCode
from inspector.outputs.streams import write, write_json


def show_policies(own: tuple[Path, ...], *, as_json: bool) -> None:
    """Print every text and clause, a member's own (`own`) included."""
    from inspector.knowledge import catalogue, policy_loader
    from inspector.verdicts.by_text import disagreements

    known = catalogue.load()
    every = policy_loader.load(known, extra=own)
    today = dt.date.today()
    differing = disagreements(every, known, today)
    if as_json:
        from inspector.outputs.json import summary as document

        _write_json(document.policies(every, today, differing))
        return
    from inspector.outputs.plain import policies as texts

    width = shutil.get_terminal_size((80, 24)).columns
    write(texts.render(every, today, width, differing))


def show_regions(own: tuple[Path, ...], *, as_json: bool) -> None:
    """Print from which day which texts apply in each region, and what they say of it."""
    from inspector.knowledge import catalogue, policy_loader
    from inspector.outputs.plain import regions

    every = policy_loader.load(catalogue.load(), extra=own)
    if as_json:
        _write_json({"regions": regions.document(every)})
    else:
        write(regions.render(every, shutil.get_terminal_size((80, 24)).columns))


def show_claims(*, as_json: bool) -> None:
    """Print what was said in public of the scope, held against the texts."""
    from inspector.knowledge import catalogue, claims, policy_loader
    from inspector.outputs.plain import claims as faces

    known = catalogue.load()
    policies = policy_loader.load(known)
    every = claims.load(known, policies)
    if as_json:
        _write_json(faces.document(every, policies))
    else:
        write(faces.render(every, policies, shutil.get_terminal_size((80, 24)).columns))


def show_text_difference(options: Options, first: str, second: str) -> ExitCode:
    """Print what lies between two texts, and what it changed for the export given, if any."""
    from inspector.diff.texts import difference

    progress = ProgressLine(wanted=not options.quiet and bool(options.paths))
    with contextlib.ExitStack() as stack:
        stack.callback(progress.clear)
        found, moved, policies = difference(request_of(options), first, second, progress)
    if options.json:
        from inspector.outputs.json import text_diff as difference_document

        write_json(difference_document.render(found, moved))
    else:
        from inspector.outputs.plain import text_diff as differences

        width = shutil.get_terminal_size((80, 24)).columns
        write(differences.render(found, moved, policies, width))
    return ExitCode.INSPECTED


def _write_json(made: dict[str, Any]) -> None:
    import json

    from inspector.outputs.json import summary as document

    write_json(document.safe(json.dumps(made, ensure_ascii=False, indent=1)) + "\n")
