"""`inspect diff OLD NEW`: what came, went and changed between two exports of one member."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import application
from inspector.cli.options import LIMITS, SITUATION, Options, check, request_of
from inspector.cli.pager import show
from inspector.cli.progress import ReadingProgress
from inspector.cli.registration import add
from inspector.cli.stdout import style, write_document
from inspector.exit_codes import ExitCode
from inspector.language import mark, say

OLD = Annotated[
    Path,
    typer.Argument(metavar="OLD", help=mark("The older export: a ZIP, or a folder of it.")),
]
NEW = Annotated[
    Path, typer.Argument(metavar="NEW", help=mark("The newer one, of the same member."))
]


def register(app: typer.Typer) -> None:
    """`inspect diff`."""
    words = say(
        "Say what came, went and changed between two exports of one member.\n\n"
        "Both are judged in one situation. A folder of ZIPs stands for those ZIPs."
    )
    names = ("plain", "json", *SITUATION, *LIMITS, "quiet", "no_color", "no_pager")
    add(app, "diff", _of_both, words, names, old=OLD, new=NEW)


def _of_both(options: Options, old: Path, new: Path) -> ExitCode:
    return run(replace(options, paths=[old, new]))


def run(options: Options) -> ExitCode:
    """Say what differs, or open it in the application; raises `InspectError`."""
    check(options)
    import msgspec

    from inspector.session.session import Session

    request = request_of(options)
    old, new = (Session(msgspec.structs.replace(request, paths=(path,))) for path in request.paths)
    if application.is_wanted(options):
        from inspector.tui.desktop import SystemDesktop
        from inspector.tui.diff_app import DiffApp
        from inspector.tui.settings import Settings

        return application.run(DiffApp(old, new, Settings(), SystemDesktop()))
    from inspector.diff.compare_exports import diff_exports

    with ReadingProgress(wanted=not options.quiet) as progress:
        found = diff_exports(old, new, progress)
    if options.json:
        from inspector.outputs.json import export_diff as document

        write_document(document.document(found))
    else:
        from inspector.outputs.plain import export_diff as plain

        styled = style(no_color=options.no_color)
        text = plain.render(found, new.knowledge.policies, styled)
        show(text, paged=not options.no_pager)
    return ExitCode.INSPECTED
