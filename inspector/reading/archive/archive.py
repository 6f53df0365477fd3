"""An export on disk: the archives that paths stand for, ZIP files or unpacked folders.

Nothing is unpacked to disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from functools import cache
from pathlib import Path

from inspector.errors import NotAnExportError, UsageError, shown
from inspector.language import mark, say
from inspector.reading.archive import folder
from inspector.reading.archive.entry import CLOSED, Archive, Entry, EntryFault, refused
from inspector.reading.archive.limits import Budget, Limits
from inspector.reading.archive.other_kinds import SUFFIXES, kind_of
from inspector.reading.archive.zip_directory import LINK
from inspector.reading.archive.zip_file import open_zip
from inspector.reading.archive.zip_listing import is_zip_name

CHUNK = 1 << 20
"""Bytes read at a time."""
UNPACK = mark("an archive of another kind; unpack it, and pass what comes out")
_UNPACKED = (".csv", ".tsv", ".txt", ".html")
"""How names of files end by which a folder looks like an unpacked export."""


def open_archives(paths: list[Path], limits: Limits) -> tuple[Archive, ...]:
    """Every archive the paths stand for, in the order given.

    A folder stands for every ZIP in it and below, and for an unpacked export of all other files,
    which comes before the ZIPs if it holds a table or a page.
    Raises `UsageError` (a path that is missing, or that the system refuses), `NotAnExportError`,
    `LimitError`.
    """
    budget = Budget(limits)
    return tuple(archive for path in paths for archive in _open(path, budget))


def _open(path: Path, budget: Budget) -> list[Archive]:
    try:
        if not path.exists():
            raise UsageError(
                say("no such file or folder: {file}; check the path").format(file=shown(path))
            )
        if path.is_dir():
            return _open_folder(path, budget)
        if not path.is_file():
            raise UsageError(
                say("{file} is no ordinary file; pass the ZIP that LinkedIn sent").format(
                    file=shown(path)
                )
            )
        return [open_zip(path, budget)]
    except OSError as fault:
        raise refused(path, fault) from fault


def _open_folder(path: Path, budget: Budget) -> list[Archive]:
    zips: list[Archive] = []
    entries: list[Entry] = []
    for found in sorted(folder.walk(path, budget)):
        why = _other_kind(found)
        if is_zip_name(found.name):
            opened = _zip_of(found, budget)
            if isinstance(opened, Archive):
                zips.append(opened)
                continue
            why = opened
        budget.entry()
        entries.append(_file_entry(found, why, budget))
    if not zips and not entries:
        raise NotAnExportError(
            say("{file} holds no files; pass the ZIP that LinkedIn sent, or its folder").format(
                file=shown(path)
            )
        )
    if not entries:
        return zips
    size = sum(entry.declared for entry in entries)
    here = path.resolve()
    sums = cache(lambda: _sha_of_folder(entries))
    unpacked = Archive(here.name, size, tuple(entries), folder=here.parent.name, _sha256=sums)
    is_first = any(entry.path.lower().endswith(_UNPACKED) for entry in entries)
    return [unpacked, *zips] if is_first else [*zips, unpacked]


def _zip_of(found: folder.Found, budget: Budget) -> Archive | str:
    """A ZIP that lies in a folder, or why it is none; "" where its name may tell that."""
    if found.name.startswith("._"):
        return ""
    counted = budget.entries
    try:
        if not folder.is_ordinary(found.place):
            return LINK
        return open_zip(Path(found.place), budget)
    except OSError:
        return CLOSED
    except NotAnExportError:
        budget.entries = counted
        return mark("not a readable ZIP")


def _other_kind(found: folder.Found) -> str:
    """What a file is that must be unpacked before it is read; "" for any other."""
    try:
        if not found.name.lower().endswith(SUFFIXES) or not folder.is_ordinary(found.place):
            return ""
        with Path(found.place).open("rb") as handle:
            return UNPACK if kind_of(handle) else ""
    except OSError:
        return CLOSED


def _file_entry(found: folder.Found, why: str, budget: Budget) -> Entry:
    def stream(budget: Budget) -> Generator[bytes]:
        try:
            if folder.is_closed(found.place):
                raise EntryFault(CLOSED)
            if not folder.is_ordinary(found.place):
                raise EntryFault(LINK)
            with Path(found.place).open("rb") as handle:
                while chunk := handle.read(CHUNK):
                    budget.spend(len(chunk), len(chunk), len(chunk))
                    yield chunk
        except OSError as fault:
            raise EntryFault(CLOSED) from fault

    return Entry(found.path, folder.size(found.place), None, budget, stream, why)


def _sha_of_folder(entries: list[Entry]) -> str:
    whole = hashlib.sha256()
    for entry in entries:
        one = hashlib.sha256()
        try:
            for chunk in entry.uncounted().chunks():
                one.update(chunk)
        except EntryFault:  # told when the entry is read; here its sum is that of what there is
            pass
        whole.update(f"{entry.path}\0{one.hexdigest()}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()
