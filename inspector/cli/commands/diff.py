"""`inspect diff OLD NEW`: what came, went and changed between two exports of one member."""

from __future__ import annotations

import contextlib

import msgspec

from inspector.cli import application
from inspector.cli.console import ProgressLine
from inspector.cli.options import Options, check, request_of
from inspector.cli.stdout import style
from inspector.errors import ExitCode
from inspector.outputs.streams import write, write_json
from inspector.session.session import Session


def run(options: Options) -> ExitCode:
    """Say what differs, or open it in the application; raises `InspectError`."""
    check(options)
    request = request_of(options)
    old, new = (Session(msgspec.structs.replace(request, paths=(path,))) for path in request.paths)
    if application.is_wanted(options):
        from inspector.tui.diff_app import DiffApp
        from inspector.tui.settings import Settings

        return application.run(DiffApp(old, new, Settings()))
    from inspector.diff.compare_exports import diff_exports

    progress = ProgressLine(wanted=not options.quiet)
    with contextlib.ExitStack() as stack:
        stack.callback(progress.clear)
        found = diff_exports(old, new, progress)
    if options.json:
        from inspector.outputs.json import export_diff as document

        write_json(document.render(found))
    else:
        from inspector.outputs.plain import export_diff as plain

        styled = style(no_color=options.no_color)
        write(plain.render(found, new.knowledge.policies, styled))
    return ExitCode.INSPECTED
