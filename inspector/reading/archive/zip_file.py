"""An export on disk: ZIP files or an unpacked folder, as entries that stream their bytes.

Nothing is unpacked to disk. Names and sizes come from the central directory, since the
local headers of LinkedIn's archives hold size 0 (docs/format.md, section 1). Limits are
checked while bytes flow, never from declared sizes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from inspector.errors import LimitError, NotAnExportError, UsageError, reason, shown
from inspector.language import mark, number, say
from inspector.reading.archive import folder
from inspector.reading.archive import zip_directory as directory
from inspector.reading.archive.decompression import DEFLATED, STORED, BrokenOffError, Stream
from inspector.reading.archive.zip_directory import DamagedError, Listed

if TYPE_CHECKING:
    from inspector.reading.archive.zip_recovery import Found

CHUNK = 1 << 20
"""Bytes read at a time."""
CLOSED = mark("the system would not let it be read")
INNER_BYTES = 512 << 20
"""Bytes of a ZIP in a ZIP that are held in memory at most."""
RATIO_FLOOR = 64 << 20
"""An entry's compression ratio counts once this many bytes have come out of it."""


class Limits(msgspec.Struct, frozen=True):
    """The safety limits; 0 switches one off."""

    max_bytes: int = 4 << 30
    """Bytes inflated in one run."""
    max_entries: int = 20_000
    """Entries in one run."""
    max_ratio: int = 200
    """Inflated by deflated bytes of an entry."""


class EntryFault(Exception):
    """An entry cannot be read (further); the message says why, in plain words."""

    def __init__(self, words: str, *, cut: bool = False) -> None:
        super().__init__(words)
        self.cut = cut
        """Whether its bytes end in the middle."""


SUMMED = 4 << 20
"""Bytes of an archive that are summed up at a time."""


class Budget(msgspec.Struct):
    """What is left of the limits; shared by all archives of a run."""

    limits: Limits
    bytes: int = 0
    entries: int = 0

    def entry(self) -> None:
        """Count an entry; raises `LimitError`."""
        self.entries += 1
        if self.limits.max_entries and self.entries > self.limits.max_entries:
            told = say("more than {n} entries; if you trust the archive, raise --max-entries")
            raise LimitError(told.format(n=number(self.limits.max_entries)))

    def spend(self, count: int, so_far: int, deflated: int) -> None:
        """Count inflated bytes of an entry (`so_far` in all); raises `LimitError`."""
        self.bytes += count
        limits = self.limits
        if limits.max_bytes and self.bytes > limits.max_bytes:
            told = say("more than {n} bytes inflated; if you trust the archive, raise --max-bytes")
            raise LimitError(told.format(n=number(limits.max_bytes)))
        if limits.max_ratio and so_far > RATIO_FLOOR and so_far > limits.max_ratio * deflated:
            told = say(
                "an entry inflates to more than {n} times its size; if you trust the archive, "
                "raise --max-ratio"
            )
            raise LimitError(told.format(n=limits.max_ratio))


class Entry(msgspec.Struct, frozen=True):
    """One file of an archive."""

    path: str
    """As the archive names it, with `/` between folders."""
    declared: int
    """Inflated size as declared; what was read may differ."""
    modified: dt.datetime | None
    _budget: Budget
    _stream: Callable[[Budget], Generator[bytes]]

    def chunks(self) -> Generator[bytes]:
        """The entry's bytes; raises `EntryFault` where they end too soon, `LimitError`."""
        return self._stream(self._budget)

    def uncounted(self) -> Entry:
        """The same entry, for a look beside the reading: under limits of its own."""
        return msgspec.structs.replace(self, _budget=Budget(self._budget.limits))


@dataclass(frozen=True, slots=True)
class Archive:
    """One ZIP or folder, with its entries in the archive's order."""

    name: str
    """File name, without folders."""
    bytes: int
    """Size on disk of the ZIP; of a folder, the sum of its files."""
    entries: tuple[Entry, ...]
    inner_name: str = ""
    """Name of the ZIP that was this ZIP's only entry, if one was opened."""
    _sha256: Callable[[], str] = field(repr=False, default=str)
    whole: bool = True
    """False where the directory is lost: entries may be missing."""

    def sha256(self) -> str:
        """Of the ZIP's bytes; of a folder, of its sorted `path NUL sha256 LF` lines.

        Raises `UsageError` where they cannot be read to their end.
        """
        return self._sha256()


def open_archives(paths: list[Path], limits: Limits) -> tuple[Archive, ...]:
    """Every archive the paths stand for, in the order given.

    A folder with ZIPs and no unpacked tables or pages stands for the ZIPs, any other for an
    unpacked export. Raises `UsageError` (a path that is missing, or that the system refuses),
    `NotAnExportError`, `LimitError`.
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
        return [_open_zip(path, budget)]
    except OSError as fault:
        raise _refused(path, fault) from fault


def _refused(path: Path, fault: OSError) -> UsageError:
    told = say("{file} cannot be read ({why}); check its permissions, and the disk it is on")
    return UsageError(told.format(file=shown(path), why=reason(fault)))


def _open_folder(path: Path, budget: Budget) -> list[Archive]:
    files = sorted(folder.walk(path))
    if not files:
        raise NotAnExportError(
            say("{file} holds no files; pass the ZIP that LinkedIn sent, or its folder").format(
                file=shown(path)
            )
        )
    zips = [
        file
        for file in files
        if _is_zip_name(file.name) and file.parent == path and folder.is_ordinary(file)
    ]
    if zips and not any(file.suffix.lower() in (".csv", ".html") for file in files):
        return [_open_zip(file, budget) for file in zips if not file.name.startswith(".")]
    entries = []
    for file in files:
        budget.entry()
        entries.append(_file_entry(file, file.relative_to(path).as_posix(), budget))
    entries.sort(key=lambda entry: entry.path)
    size = sum(entry.declared for entry in entries)
    name = path.resolve().name
    return [Archive(name, size, tuple(entries), _sha256=cache(lambda: _sha_of_folder(entries)))]


def _is_zip_name(name: str) -> bool:
    return name.lower().endswith(".zip")


def _file_entry(file: Path, name: str, budget: Budget) -> Entry:
    def stream(budget: Budget) -> Generator[bytes]:
        try:
            if folder.is_closed(file):
                raise EntryFault(CLOSED)
            if not folder.is_ordinary(file):
                raise EntryFault(directory.LINK)
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


def _open_zip(path: Path, budget: Budget) -> Archive:
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
    return Archive(path.name, size, tuple(entries), inner_name, sums, whole)


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


def _reopened(source: Callable[[], BinaryIO]) -> BinaryIO:
    """An archive's bytes once more; raises `EntryFault` where the system refuses."""
    try:
        return source()
    except OSError as fault:
        raise EntryFault(CLOSED) from fault


def _listed(handle: BinaryIO, budget: Budget) -> list[Listed]:
    """The entries of a directory, counted as they come."""
    found = []
    for one in directory.listed(handle):
        budget.entry()
        found.append(one)
    return directory.without_overlaps(found)


def _recovered(path: Path, budget: Budget) -> Iterator[Entry]:
    """The entries of a ZIP without a directory; none of them can be known to be whole."""
    from inspector.reading.archive import zip_recovery as recovery

    for found in recovery.find(path):
        budget.entry()
        size = found.end - found.start
        yield Entry(found.name, size, None, budget, partial(_recovered_stream, path, found))


def _recovered_stream(path: Path, found: Found, budget: Budget) -> Generator[bytes]:
    if found.encrypted:
        raise EntryFault(mark("encrypted; LinkedIn's own archives never are"))
    with _reopened(partial(_opened, path)) as handle:
        stream = Stream(handle, found.start, found.end, found.method)
        yield from _spent(stream, budget, mark("the archive is damaged and this file breaks off"))
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
    handle: BinaryIO, infos: list[Listed], budget: Budget
) -> tuple[list[Listed], str, Callable[[], BinaryIO]] | None:
    """The entries of the ZIP that is the only entry of a ZIP (`.zip.zip`), its name and bytes."""
    only = [one for one in infos if not one.is_folder and not _is_side(one.name)]
    if len(only) != 1 or not _is_zip_name(only[0].name):
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


def _zip_entry(source: Callable[[], BinaryIO], one: Listed, budget: Budget) -> Entry:
    return Entry(one.name, one.size, one.modified, budget, partial(_zip_stream, source, one))


def _zip_stream(source: Callable[[], BinaryIO], one: Listed, budget: Budget) -> Generator[bytes]:
    with _reopened(source) as handle:
        yield from _stream(handle, one, budget)


def _stream(handle: BinaryIO, one: Listed, budget: Budget) -> Generator[bytes]:
    if one.fault is not None:
        raise EntryFault(one.fault)
    if one.encrypted:
        raise EntryFault(mark("encrypted; LinkedIn's own archives never are"))
    if one.method not in (STORED, DEFLATED):
        raise EntryFault(mark("compressed by a method that cannot be read here"))
    try:
        start = directory.data_at(handle, one)
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
        raise _refused(path, fault) from fault
