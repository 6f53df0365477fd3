"""Where a file goes that a command is asked to write: to its place, or to standard output.

`-` stands for standard output. Bytes that are no text are for another program, never a terminal.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from inspector.errors import UsageError
from inspector.language import say
from inspector.outputs import streams
from inspector.outputs.atomic_file import check_target, placed

STDOUT = Path("-")


def check(targets: Sequence[Path], *, force: bool, inputs: Sequence[Path]) -> None:
    """Refuse targets that may not be written, or of which two are the same; raises `UsageError`."""
    resolved = [target if target == STDOUT else target.resolve() for target in targets]
    if resolved.count(STDOUT) > 1:
        raise UsageError(say("only one file can go to standard output (-); name a file for others"))
    if len(set(resolved)) != len(resolved):
        raise UsageError(say("two of the output options name the same file; give each its own"))
    for target in targets:
        if target != STDOUT:
            check_target(target, force=force, inputs=inputs)


def check_beside(targets: Sequence[Path]) -> None:
    """Refuse standard output for a file where a document goes there; raises `UsageError`."""
    if STDOUT in targets:
        raise UsageError(
            say("- is standard output, which --json, --plain and --full write to; name a file")
        )


def check_binary(targets: Sequence[Path]) -> None:
    """Refuse to show bytes that are no text in a terminal; raises `UsageError`."""
    if STDOUT in targets and streams.is_terminal():
        raise UsageError(
            say("a Parquet or ZIP file is not for a terminal; send it on with | or >, or name it")
        )


@contextlib.contextmanager
def given_out(target: Path) -> Iterator[Path]:
    """A path to write to; its file goes where it is wanted when the block ends well.

    Raises `UsageError`.
    """
    if target != STDOUT:
        with placed(target) as beside:
            yield beside
        return
    with tempfile.TemporaryDirectory(prefix="inspect-", ignore_cleanup_errors=True) as folder:
        beside = Path(folder) / "file"
        yield beside
        streams.write_file(beside)
