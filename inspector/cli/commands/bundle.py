"""`inspect bundle` makes what a third person can check; `inspect verify` checks it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli.command_options import BundleOptions
from inspector.cli.options import LIMITS, SITUATION, check, limits_of, request_of
from inspector.cli.progress import ReadingProgress, say_written
from inspector.cli.registration import add
from inspector.cli.stdout import write_document
from inspector.errors import UsageError
from inspector.exit_codes import ExitCode
from inspector.language import mark, say
from inspector.outputs.streams import tell, write

_MAKING = ("paths", "out", "with_hash", *SITUATION, "policy", "force", *LIMITS, "quiet")
_CHECKING = ("json", *LIMITS, "quiet")
BUNDLE = Annotated[
    Path, typer.Argument(metavar="BUNDLE", help=mark("The bundle, as it was given to you."))
]
EXPORT = Annotated[
    list[Path] | None,
    typer.Argument(metavar="EXPORT", help=mark("The export that it is said to be of.")),
]


def register(app: typer.Typer) -> None:
    """`inspect bundle` and `inspect verify`."""
    words = say(
        "Write a bundle that others can check: redacted results, the texts, hashes.\n\n"
        "Prints the bundle's SHA-256. It holds no words of the export and no names."
    )
    add(app, "bundle", make, words, _MAKING, kind=BundleOptions)
    words = say(
        "Check a bundle, and with the export at hand whether it gives the same.\n\n"
        "Exits with 1 where something does not hold, with 3 where the file is no bundle."
    )
    add(app, "verify", _verify, words, _CHECKING, kind=BundleOptions, bundle=BUNDLE, exports=EXPORT)


def make(options: BundleOptions) -> ExitCode:
    """Write the bundle and print its hash; raises `InspectError`."""
    if options.out is None:
        raise UsageError(say("--out is needed: the file to write, such as --out bundle.zip"))
    check(options)
    from inspector.bundle import canonical_zip, contents
    from inspector.outputs import destination
    from inspector.session.session import Session

    destination.check_binary([options.out])
    session = Session(request_of(options))
    with ReadingProgress(wanted=not options.quiet) as progress:
        session.read(progress)
    data = canonical_zip.written(contents.files_of(session, with_hash=options.with_hash))
    with destination.given_out(options.out) as beside:
        beside.write_bytes(data)
    if not options.quiet:
        say_written([options.out])
    digest = hashlib.sha256(data).hexdigest()
    if options.out == destination.STDOUT:
        tell(digest)
    else:
        write(f"{digest}\n")
    return ExitCode.INSPECTED


def _verify(options: BundleOptions, bundle: Path, exports: list[Path] | None) -> ExitCode:
    return verify(replace(options, paths=exports or []), bundle)


def verify(options: BundleOptions, path: Path) -> ExitCode:
    """Say what holds of a bundle; raises `InspectError`."""
    check(options)
    from inspector.bundle import verification

    bundle = verification.opened(path)
    exports = request_of(options).paths
    with ReadingProgress(wanted=not options.quiet) as progress:
        found = [*verification.verify(bundle, exports, limits_of(options), progress)]
    if options.json:
        write_document(verification.document(found))
    else:
        signs = {True: "✓", False: "✗"}
        for one in found:
            write(f"{signs[one.holds]} {one.words}\n")
        write(f"{say(verification.NOT_SHOWN)}\n")
    holds = all(one.holds for one in found)
    return ExitCode.INSPECTED if holds else ExitCode.LEFT_OUT
