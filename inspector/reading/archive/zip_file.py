"""A ZIP file as an archive.

Names and sizes come from the central directory, since the local headers of LinkedIn's archives
hold size 0 (docs/format.md, section 1). Limits are checked while bytes flow, never from declared
sizes.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Generator, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from inspector.errors import LimitError, NotAnExportError, shown
from inspector.language import mark, number, say
from inspector.reading.archive import zip_directory
from inspector.reading.archive.decompression import DEFLATED, STORED, BrokenOffError, Stream
from inspector.reading.archive.entry import CLOSED, Archive, Entry, EntryFault, refused
from inspector.reading.archive.limits import Budget
from inspector.reading.archive.zip_directory import DamagedError, DirectoryEntry

if TYPE_CHECKING:
    from inspector.reading.archive.zip_recovery import LocalHeader

INNER_BYTES = 512 << 20
"""Bytes of a ZIP in a ZIP that are held in memory at most."""
SUMMED = 4 << 20
"""Bytes of an archive that are summed up at a time."""


def is_zip_name(name: str) -> bool:
    """Whether a file is a ZIP by its name."""
    return name.lower().endswith(".zip")


def open_zip(path: Path, budget: Budget) -> Archive:
    """A ZIP file; raises `NotAnExportError`, `LimitError`, `OSError`."""
    counted = budget.entries
    inner_name, whole = "", True
    source: Callable[[], BinaryIO] = partial(_opened, path)
    try:
        size = path.stat().st_size
        with source() as handle:
            infos = _listed(handle, budget)
            if inner := _inner_zip(handle, infos, budget):
                infos, inner_name, source = inner
        entries = [_zip_entry(source, one, budget) for one in infos if not one.is_folder]
    except DamagedError as fault:
        budget.entries, whole = counted, False
        entries = list(_recovered(path, budget))
        if not entries:
            raise NotAnExportError(
                say(
                    "{file} is not a readable ZIP file; download the export again, or pass the "
                    "ZIP that LinkedIn sent"
                ).format(file=shown(path))
            ) from fault
    if not entries:
        raise NotAnExportError(
            say("{file} is an empty ZIP file; download the export again").format(file=shown(path))
        )
    sums = cache(lambda: _sha_of_file(path))
    return Archive(
        path.name, size, tuple(entries), inner_name, path.resolve().parent.name, sums, whole
    )


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _reopened(source: Callable[[], BinaryIO]) -> BinaryIO:
    """An archive's bytes once more; raises `EntryFault` where the system refuses."""
    try:
        return source()
    except OSError as fault:
        raise EntryFault(CLOSED) from fault


def _listed(handle: BinaryIO, budget: Budget) -> list[DirectoryEntry]:
    """The entries of a directory, counted as they come."""
    found = []
    for one in zip_directory.listed(handle):
        budget.entry()
        found.append(one)
    return zip_directory.without_overlaps(found)


def _recovered(path: Path, budget: Budget) -> Iterator[Entry]:
    """The entries of a ZIP without a directory; none of them can be known to be whole."""
    from inspector.reading.archive import zip_recovery

    for found in zip_recovery.find(path):
        budget.entry()
        size = found.end - found.start
        yield Entry(found.name, size, None, budget, partial(_recovered_stream, path, found))


def _recovered_stream(path: Path, found: LocalHeader, budget: Budget) -> Generator[bytes]:
    from inspector.reading.archive.zip_recovery import is_whole

    if found.encrypted:
        raise EntryFault(mark("encrypted; LinkedIn's own archives never are"))
    with _reopened(partial(_opened, path)) as handle:
        stream = Stream(handle, found.start, found.end, found.method)
        yield from _spent(stream, budget, mark("the archive is damaged and this file breaks off"))
        intact = is_whole(handle, found.start + stream.taken, stream.checksum, stream.given)
    if intact:
        told = mark("the archive is damaged; this file was found without its directory, whole")
        raise EntryFault(told, intact=True)
    raise EntryFault(mark("the archive is damaged; this file was found without its directory"))


def _spent(stream: Stream, budget: Budget, broken: str) -> Generator[bytes]:
    """A stream's bytes, counted against the limits; raises `EntryFault` where it breaks off."""
    try:
        for chunk in stream.chunks():
            budget.spend(len(chunk), stream.given, max(stream.taken, 1))
            yield chunk
    except (BrokenOffError, OSError) as fault:
        raise EntryFault(broken, cut=True) from fault


def _inner_zip(
    handle: BinaryIO, infos: list[DirectoryEntry], budget: Budget
) -> tuple[list[DirectoryEntry], str, Callable[[], BinaryIO]] | None:
    """The entries of the ZIP that is the only entry of a ZIP (`.zip.zip`), its name and bytes."""
    only = [one for one in infos if not one.is_folder and not _is_side(one.name)]
    if len(only) != 1 or not is_zip_name(only[0].name):
        return None
    inner = io.BytesIO()
    try:
        for chunk in _stream(handle, only[0], budget):
            inner.write(chunk)
            if inner.tell() > INNER_BYTES:
                raise LimitError(
                    say(
                        "the ZIP inside the ZIP is larger than {n} bytes; unpack it once and pass "
                        "what comes out (no option raises this)"
                    ).format(n=number(INNER_BYTES))
                )
        whole = inner.getvalue()
        found = _listed(io.BytesIO(whole), budget)
    except (EntryFault, DamagedError):
        return None
    return found, only[0].name.rsplit("/", 1)[-1], partial(io.BytesIO, whole)


def _is_side(name: str) -> bool:
    """Whether macOS put an entry there beside another one."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith("._")


def _zip_entry(source: Callable[[], BinaryIO], one: DirectoryEntry, budget: Budget) -> Entry:
    return Entry(one.name, one.size, one.modified, budget, partial(_zip_stream, source, one))


def _zip_stream(
    source: Callable[[], BinaryIO], one: DirectoryEntry, budget: Budget
) -> Generator[bytes]:
    with _reopened(source) as handle:
        yield from _stream(handle, one, budget)


def _stream(handle: BinaryIO, one: DirectoryEntry, budget: Budget) -> Generator[bytes]:
    if one.fault is not None:
        raise EntryFault(one.fault)
    if one.encrypted:
        raise EntryFault(mark("encrypted; LinkedIn's own archives never are"))
    if one.method not in (STORED, DEFLATED):
        raise EntryFault(mark("compressed by a method that cannot be read here"))
    try:
        start = zip_directory.data_at(handle, one)
    except (DamagedError, OSError) as fault:
        raise EntryFault(
            mark("damaged inside the archive: it is not where it should be")
        ) from fault
    stream = Stream(handle, start, start + one.deflated, one.method)
    broken = mark("damaged inside the archive: its bytes end or break off")
    yield from _spent(stream, budget, broken)
    if stream.given != one.size:
        raise EntryFault(mark("damaged inside the archive: its size is not what the archive says"))
    if stream.checksum != one.checksum:
        raise EntryFault(mark("damaged inside the archive: its bytes fail the archive's own check"))


def _sha_of_file(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            found = hashlib.sha256()
            while block := handle.read(SUMMED):  # larger ones than hashlib's own: threads go on
                found.update(block)
            return found.hexdigest()
    except OSError as fault:
        raise refused(path, fault) from fault
