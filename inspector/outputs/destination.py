"""Where a file goes that a command is asked to write: to its place, or to standard output.

`-` stands for standard output. Bytes that are no text are for another program, never a terminal.
"""

from __future__ import annotations

import contextlib
import itertools
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from inspector.errors import UsageError
from inspector.language import say
from inspector.outputs import streams
from inspector.outputs.atomic_file import check_target, placed

STDOUT = Path("-")


def check(targets: Sequence[Path], *, force: bool, inputs: Sequence[Path]) -> None:
    """Refuse targets that may not be written, or of which two are the same; raises `UsageError`."""
    if targets.count(STDOUT) > 1:
        raise UsageError(say("only one file can go to standard output (-); name a file for others"))
    files = [target for target in targets if target != STDOUT]
    if any(_is_same(one, other) for one, other in itertools.combinations(files, 2)):
        raise UsageError(
            say(
                "two of the output options name the same file, or names that differ by capitals "
                "alone, which most systems take for one; give each its own"
            )
        )
    for target in files:
        check_target(target, force=force, inputs=inputs)


def _is_same(one: Path, other: Path) -> bool:
    """Whether two targets are one file, or would be on a system that heeds no capitals."""
    one, other = one.resolve(), other.resolve()
    if _folded(one.name) != _folded(other.name):
        return False
    try:
        return one.parent.samefile(other.parent)
    except OSError:
        return _folded(str(one.parent)) == _folded(str(other.parent))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


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
