"""Files put in place whole or not at all, readable by their owner alone.

A file is written beside its target under another name, flushed to the disk and renamed, so
that whatever happens the target is the old file or the new one. Where the system has modes
it is made with 0600.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from inspector.errors import UsageError, reason, shown
from inspector.language import mark, say
from inspector.outputs import file_names

ABANDONED = 3600
"""Seconds without a change after which a file half written is given up."""
_PAUSES = (0.05, 0.1, 0.2, 0.4)
"""Seconds between tries to put a file in place on Windows, where scanners hold new ones open."""
_LONGEST_PATH = 259
"""Characters of a path that Windows takes where nobody has asked it for more."""


UNWRITABLE = mark("{file} cannot be written ({why}); choose another folder")


def check_folder(folder: Path) -> None:
    """Refuse a folder that files cannot be put in, or made; raises `UsageError`."""
    file_names.check(folder)
    try:
        if folder.exists() and not folder.is_dir():
            raise UsageError(_of(folder, say("{file} is no folder; name one for the tables")))
        if not folder.parent.is_dir():
            raise UsageError(_of(folder, say("the folder of {file} does not exist; make it first")))
    except OSError as fault:
        raise UsageError(_of(folder, say(UNWRITABLE), fault)) from fault


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can look into, unless it is there; raises `UsageError`."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as fault:
        raise UsageError(_of(folder, say(UNWRITABLE), fault)) from fault


def check_target(target: Path, *, force: bool, inputs: Sequence[Path]) -> None:
    """Refuse a target that cannot or should not be written; raises `UsageError`."""
    file_names.check(target)
    try:
        _check(target, force=force, inputs=inputs)
    except OSError as fault:
        raise UsageError(_of(target, say(UNWRITABLE), fault)) from fault


def _check(target: Path, *, force: bool, inputs: Sequence[Path]) -> None:
    if any(_same(target, one) for one in inputs):
        raise UsageError(
            _of(target, say("{file} is an export to be read; name another output file"))
        )
    if target.is_dir():
        raise UsageError(_of(target, say("{file} is a folder; name a file in it")))
    if target.exists() and not target.is_file():
        raise UsageError(_of(target, say("{file} is no ordinary file; name another output file")))
    if target.exists() and not force:
        raise UsageError(
            _of(target, say("{file} exists; give --force to replace it, or another name"))
        )
    if not target.parent.is_dir():
        raise UsageError(_of(target, say("the folder of {file} does not exist; make it first")))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.exists() and one.samefile(other)
    except OSError:
        return False


@contextlib.contextmanager
def placed(target: Path, *, one_of_many: bool = False) -> Iterator[Path]:
    """A path to write to; its file takes the target's place when the block ends well.

    What the system refuses within the block is told of the target: whatever else is read or written
    there must tell its own faults. `one_of_many`: the caller clears away what a killed run left
    beside the target, and flushes it (`flush_file`) and its folder (`flush_folder`).
    """
    beside = target.with_name(f".{target.name[:80]}.{os.urandom(4).hex()}.part")
    if not one_of_many:
        _clear(target)
    try:
        handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        os.close(handle)
    except OSError as fault:
        raise UsageError(_of(target, say(UNWRITABLE), _too_long(beside) or fault)) from fault
    try:
        yield beside
        if not one_of_many:
            flush_file(beside)
        _put_in_place(beside, target)
    except OSError as fault:
        told = say("{file} could not be written ({why}); free space or choose another folder")
        raise UsageError(_of(target, told, fault)) from fault
    finally:
        with contextlib.suppress(OSError):  # still held open: `_clear` takes it away
            beside.unlink(missing_ok=True)
    if not one_of_many:
        with contextlib.suppress(OSError):
            flush_folder(target.parent)


def _put_in_place(beside: Path, target: Path) -> None:
    """Rename a file; raises `UsageError` where another program holds the target."""
    pauses = [*_PAUSES] if sys.platform == "win32" else []
    while True:
        try:
            beside.replace(target)
            return
        except PermissionError as fault:
            if pauses:
                time.sleep(pauses.pop(0))
                continue
            told = say(
                "{file} could not be replaced ({why}); close it where another program has it open, "
                "or choose another name"
            )
            raise UsageError(_of(target, told, fault)) from fault


def _too_long(path: Path) -> OSError | None:
    """What Windows means where it says that there is no such folder."""
    if sys.platform == "win32" and len(str(path.absolute())) > _LONGEST_PATH:
        return OSError(errno.ENAMETOOLONG, "")
    return None


def _clear(target: Path) -> None:
    """Take away what a run that was killed left beside a target, once nobody writes to it."""
    left = re.compile(re.escape(f".{target.name[:80]}.") + r"[0-9a-f]{8}\.part")
    with contextlib.suppress(OSError):
        for one in target.parent.iterdir():
            if left.fullmatch(one.name) and time.time() - one.lstat().st_mtime > ABANDONED:
                one.unlink(missing_ok=True)


def _of(target: Path, message: str, fault: OSError | None = None) -> str:
    return message.format(file=shown(target), why=reason(fault) if fault is not None else "")


def flush_file(path: Path) -> None:
    """Have what was written to a file on the disk; raises `OSError`."""
    with path.open("r+b") as handle:
        os.fsync(handle.fileno())


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can; raises `OSError`."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
