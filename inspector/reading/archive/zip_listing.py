"""What the bytes of a ZIP hold, whether its directory names it or not, and of the ZIP in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

from inspector.reading.archive import other_kinds, zip_directory, zip_end, zip_layout, zip_recovery
from inspector.reading.archive.decompression import DEFLATED, STORED
from inspector.reading.archive.inner_file import Inflation, part
from inspector.reading.archive.limits import Budget
from inspector.reading.archive.zip_directory import DirectoryEntry
from inspector.reading.archive.zip_end import DamagedError
from inspector.reading.archive.zip_layout import Gap
from inspector.reading.archive.zip_recovery import LocalHeader

Source = Callable[[], BinaryIO]
"""Opens an archive's bytes."""


class PartError(Exception):
    """It is a part of an archive in parts, without the others."""


class Listing(NamedTuple):
    """What an archive's bytes hold."""

    entries: tuple[DirectoryEntry, ...]
    found: tuple[LocalHeader, ...]
    """Files that no directory names."""
    gaps: tuple[Gap, ...]
    """Bytes that belong to no file."""
    whole: bool
    """Whether there is a directory."""


def is_zip_name(name: str) -> bool:
    """Whether a file is a ZIP by its name."""
    return name.lower().endswith(".zip")


def listed_in(source: Source, name: str, budget: Budget) -> Listing:
    """What an archive's bytes hold; raises `PartError`, `LimitError`, `OSError`."""
    counted = budget.entries
    with source() as handle:
        size = handle.seek(0, 2)
        try:
            entries, gaps = _named(handle, name, budget)
        except DamagedError:
            budget.entries = counted
            entries, gaps = [], [Gap(0, size, "before")]
        found, rest = [], list[Gap]()
        search = zip_recovery.Search(handle)
        for gap in gaps:
            headers = []
            for header in search.find(gap):
                budget.entry()
                headers.append(header)
            rest += zip_recovery.rest_of(handle, gap, headers)
            found += headers
    return Listing(tuple(entries), tuple(found), tuple(rest), bool(entries))


def _named(
    handle: BinaryIO, name: str, budget: Budget
) -> tuple[Sequence[DirectoryEntry], Sequence[Gap]]:
    """The entries of a directory, counted as they come, and what lies between them."""
    try:
        directory = zip_end.find(handle)
    except DamagedError:
        if other_kinds.is_part(name, handle):
            raise PartError from None
        raise
    listed = []
    for one in zip_directory.listed(handle, directory):
        budget.entry()
        listed.append(one)
    placed = zip_layout.place(handle, listed)
    is_torn = bool(directory.disk) and any(one.start < 0 for one in placed)
    if is_torn and not other_kinds.is_part("", handle):
        raise PartError
    if is_torn or not placed or zip_layout.is_within(handle, placed):
        raise DamagedError  # parts one behind the other, or a ZIP in one that is cut
    checked = zip_layout.without_overlaps(placed)
    return checked, zip_layout.gaps(handle, checked, directory)


def inner_of(
    source: Source, listing: Listing, budget: Budget
) -> tuple[str, Source, Listing] | None:
    """The ZIP that is the only entry of a ZIP (`.zip.zip`): its name, its bytes, what it holds."""
    only = [one for one in _places(listing) if not _is_side(one.name)]
    if len(only) != 1 or not is_zip_name(only[0].name) or not only[0].is_readable:
        return None
    name = only[0].name.rsplit("/", 1)[-1]
    inner = _inner_source(source, only[0], budget)
    counted = budget.entries
    try:
        found = listed_in(inner, name, budget)
    except PartError:
        budget.entries = counted
        return None
    return (name, inner, found) if found.entries or found.found else None


def _inner_source(source: Source, one: _Place, budget: Budget) -> Source:
    """The bytes of an entry as a file; deflated ones are inflated once before, and counted."""
    if one.method == STORED:
        return lambda: part(source(), one.start, one.end)
    inflation = Inflation(one.start, one.end)
    with source() as handle:
        inflation.learn(handle, budget.spend)
    return lambda: inflation.opened(source())


class _Place(NamedTuple):
    """Where the bytes of an entry lie."""

    name: str
    start: int
    end: int
    method: int
    is_readable: bool


def _places(listing: Listing) -> Iterator[_Place]:
    """Those of all entries that are no folders."""
    for one in listing.entries:
        if not one.is_folder:
            is_readable = one.fault is None and one.start >= 0 and not one.encrypted
            is_readable = is_readable and one.method in (STORED, DEFLATED)
            yield _Place(one.name, one.start, one.start + one.deflated, one.method, is_readable)
    for found in listing.found:
        if not found.name.endswith("/"):
            yield _Place(found.name, found.start, found.end, found.method, not found.encrypted)


def _is_side(name: str) -> bool:
    """Whether macOS put an entry there beside another one."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith("._")
