"""An export on disk: the archives that paths stand for, ZIP files or unpacked folders.

Nothing is unpacked to disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path

from inspector.errors import NotAnExportError, UsageError, shown
from inspector.language import say
from inspector.reading.archive import folder
from inspector.reading.archive.entry import CLOSED, Archive, Entry, EntryFault, refused
from inspector.reading.archive.limits import Budget, Limits
from inspector.reading.archive.zip_directory import LINK
from inspector.reading.archive.zip_file import is_zip_name, open_zip

CHUNK = 1 << 20
"""Bytes read at a time."""


def open_archives(
    paths: list[Path], limits: Limits, is_known: Callable[[str], bool] = lambda path: False
) -> tuple[Archive, ...]:
    """Every archive the paths stand for, in the order given.

    A folder with ZIPs and no unpacked tables or pages stands for the ZIPs, any other for an
    unpacked export, and for each ZIP in it that holds an entry which is known by its path.
    Raises `UsageError` (a path that is missing, or that the system refuses), `NotAnExportError`,
    `LimitError`.
    """
    budget = Budget(limits)
    return tuple(archive for path in paths for archive in _open(path, budget, is_known))


def _open(path: Path, budget: Budget, is_known: Callable[[str], bool]) -> list[Archive]:
    try:
        if not path.exists():
            raise UsageError(
                say("no such file or folder: {file}; check the path").format(file=shown(path))
            )
        if path.is_dir():
            return _open_folder(path, budget, is_known)
        if not path.is_file():
            raise UsageError(
                say("{file} is no ordinary file; pass the ZIP that LinkedIn sent").format(
                    file=shown(path)
                )
            )
        return [open_zip(path, budget)]
    except OSError as fault:
        raise refused(path, fault) from fault


def _open_folder(path: Path, budget: Budget, is_known: Callable[[str], bool]) -> list[Archive]:
    files = sorted(folder.walk(path))
    if not files:
        raise NotAnExportError(
            say("{file} holds no files; pass the ZIP that LinkedIn sent, or its folder").format(
                file=shown(path)
            )
        )
    every = [file for file in files if is_zip_name(file.name) and folder.is_ordinary(file)]
    zips = [file for file in every if not file.name.startswith(".")]
    if every and not any(file.suffix.lower() in (".csv", ".html") for file in files):
        return [open_zip(file, budget) for file in zips]
    exports = {file: archive for file in zips if (archive := _export(file, budget, is_known))}
    entries = []
    for file in files:
        if file in exports:
            continue
        budget.entry()
        entries.append(_file_entry(file, file.relative_to(path).as_posix(), budget))
    entries.sort(key=lambda entry: entry.path)
    size = sum(entry.declared for entry in entries)
    here = path.resolve()
    sums = cache(lambda: _sha_of_folder(entries))
    unpacked = Archive(here.name, size, tuple(entries), folder=here.parent.name, _sha256=sums)
    return [unpacked, *exports.values()]


def _export(file: Path, budget: Budget, is_known: Callable[[str], bool]) -> Archive | None:
    """A ZIP that lies in an unpacked export, if it is one itself."""
    try:
        archive = open_zip(file, budget)
    except NotAnExportError:
        return None
    return archive if any(is_known(entry.path) for entry in archive.entries) else None


def _file_entry(file: Path, name: str, budget: Budget) -> Entry:
    def stream(budget: Budget) -> Generator[bytes]:
        try:
            if folder.is_closed(file):
                raise EntryFault(CLOSED)
            if not folder.is_ordinary(file):
                raise EntryFault(LINK)
            with file.open("rb") as handle:
                while chunk := handle.read(CHUNK):
                    budget.spend(len(chunk), len(chunk), len(chunk))
                    yield chunk
        except OSError as fault:
            raise EntryFault(CLOSED) from fault

    return Entry(name, folder.size(file), None, budget, stream)


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
