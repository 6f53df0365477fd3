"""A ZIP file as an archive.

Names and sizes come from the central directory, since the local headers of LinkedIn's archives
hold size 0 (docs/format.md, section 1); files that it does not name are found by these headers.
Limits are checked while bytes flow, never from declared sizes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from functools import cache, partial
from pathlib import Path
from typing import BinaryIO

from inspector.errors import NotAnExportError, shown
from inspector.language import mark, say
from inspector.reading.archive import other_kinds, zip_end, zip_layout, zip_recovery
from inspector.reading.archive.decompression import DEFLATED, STORED, BrokenOffError, Stream
from inspector.reading.archive.entry import CLOSED, Archive, Entry, EntryFault, refused
from inspector.reading.archive.limits import Budget
from inspector.reading.archive.zip_directory import DirectoryEntry
from inspector.reading.archive.zip_end import DamagedError
from inspector.reading.archive.zip_listing import Listing, PartError, Source, inner_of, listed_in
from inspector.reading.archive.zip_recovery import LocalHeader

SUMMED = 4 << 20
"""Bytes of an archive that are summed up at a time."""
ENCRYPTED = mark("encrypted; LinkedIn's own archives never are")


def open_zip(path: Path, budget: Budget) -> Archive:
    """A ZIP file; raises `NotAnExportError`, `LimitError`, `OSError`."""
    size = path.stat().st_size
    source = partial(_opened, path)
    try:
        listing = listed_in(source, path.name, budget)
    except PartError as fault:
        raise NotAnExportError(
            say(
                "{file} is one part of a ZIP that was split; join the parts with the program that "
                "split them (such as 7-Zip), and pass the whole ZIP"
            ).format(file=shown(path))
        ) from fault
    entries = _entries(source, listing, path.name, budget)
    if not entries:
        raise _none(path)
    inner_name, whole = "", listing.whole
    if found := inner_of(source, listing, budget):
        inner_name, inner_source, inner = found
        beside = [
            one for one in entries if one.left_out or one.path.rsplit("/", 1)[-1] != inner_name
        ]
        entries = [*_entries(inner_source, inner, inner_name, budget), *beside]
        whole = whole and inner.whole
    sums = cache(lambda: _sha_of_file(path))
    return Archive(
        path.name, size, tuple(entries), inner_name, path.resolve().parent.name, sums, whole
    )


def _none(path: Path) -> NotAnExportError:
    """What is said of a file in which there is no file of a ZIP."""
    with _opened(path) as handle:
        kind = other_kinds.kind_of(handle)
        if kind is not None:
            told = say(
                "{file} is {kind}, no ZIP; unpack it, and pass the ZIP or the folder that comes out"
            ).format(file=shown(path), kind=say(kind))
        elif other_kinds.is_page(handle):
            told = say(
                "{file} is a web page, no ZIP; sign in to LinkedIn and download the export again"
            ).format(file=shown(path))
        elif _is_empty(handle):
            told = say("{file} is an empty ZIP file; download the export again").format(
                file=shown(path)
            )
        else:
            told = say(
                "{file} is not a readable ZIP file; download the export again, or pass the "
                "ZIP that LinkedIn sent"
            ).format(file=shown(path))
    return NotAnExportError(told)


def _is_empty(handle: BinaryIO) -> bool:
    """Whether there is a directory, which names nothing."""
    try:
        zip_end.find(handle)
    except DamagedError:
        return False
    return True


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _reopened(source: Source) -> BinaryIO:
    """An archive's bytes once more; raises `EntryFault` where the system refuses."""
    try:
        return source()
    except OSError as fault:
        raise EntryFault(CLOSED) from fault


def _entries(source: Source, listing: Listing, name: str, budget: Budget) -> list[Entry]:
    """The entries of an archive; for bytes that belong to none of them there are entries, too."""
    entries = [
        Entry(one.name, one.size, one.modified, budget, partial(_zip_stream, source, one))
        for one in listing.entries
        if not one.is_folder
    ]
    for one in listing.found:
        if not one.name.endswith("/"):
            stream = partial(_found_stream, source, one, listing.whole)
            entries.append(Entry(one.name, one.end - one.start, None, budget, stream))
    if not entries:
        return []
    for where in dict.fromkeys(gap.where for gap in listing.gaps):
        size = sum(gap.end - gap.start for gap in listing.gaps if gap.where == where)
        told = zip_layout.beside(size, where)
        entries.append(Entry(name, size, None, budget, partial(_no_stream, told), told))
    return entries


def _zip_stream(source: Source, one: DirectoryEntry, budget: Budget) -> Generator[bytes]:
    if one.fault is not None:
        raise EntryFault(one.fault)
    if one.encrypted:
        raise EntryFault(ENCRYPTED)
    if one.method not in (STORED, DEFLATED):
        raise EntryFault(mark("compressed by a method that cannot be read here"))
    if one.start < 0:
        raise EntryFault(mark("damaged inside the archive: it is not where it should be"))
    with _reopened(source) as handle:
        stream = Stream(handle, one.start, one.start + one.deflated, one.method)
        broken = mark("damaged inside the archive: its bytes end or break off")
        yield from _spent(stream, budget, broken)
    if stream.given != one.size:
        raise EntryFault(mark("damaged inside the archive: its size is not what the archive says"))
    if stream.checksum != one.checksum:
        raise EntryFault(mark("damaged inside the archive: its bytes fail the archive's own check"))


def _found_stream(
    source: Source, found: LocalHeader, is_beside: bool, budget: Budget
) -> Generator[bytes]:
    """The bytes of a file that no directory names, beside others that one does or without any."""
    if found.encrypted:
        raise EntryFault(ENCRYPTED)
    broken = mark("the archive is damaged and this file breaks off")
    told = mark("the archive is damaged; this file was found without its directory")
    intact = mark("the archive is damaged; this file was found without its directory, whole")
    if is_beside:
        broken = mark("the archive's directory does not name this file, and it breaks off")
        told = mark("the archive's directory does not name this file; it was found all the same")
        intact = mark("the archive's directory does not name this file; it was found, whole")
    with _reopened(source) as handle:
        stream = Stream(handle, found.start, found.end, found.method)
        yield from _spent(stream, budget, broken)
        if zip_recovery.is_whole(handle, found, stream.taken, stream.checksum, stream.given):
            raise EntryFault(intact, intact=True)
    raise EntryFault(told)


def _no_stream(told: str, budget: Budget) -> Generator[bytes]:
    """No bytes at all."""
    yield from ()
    raise EntryFault(told)


def _spent(stream: Stream, budget: Budget, broken: str) -> Generator[bytes]:
    """A stream's bytes, counted against the limits; raises `EntryFault` where it breaks off."""
    try:
        for chunk in stream.chunks():
            budget.spend(len(chunk), stream.given, max(stream.taken, 1))
            yield chunk
    except (BrokenOffError, OSError) as fault:
        raise EntryFault(broken, cut=True) from fault


def _sha_of_file(path: Path) -> str:
    try:
        with path.open("rb") as handle:
            found = hashlib.sha256()
            while block := handle.read(SUMMED):  # larger ones than hashlib's own: threads go on
                found.update(block)
            return found.hexdigest()
    except OSError as fault:
        raise refused(path, fault) from fault
