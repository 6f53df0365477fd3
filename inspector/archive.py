"""An export on disk: ZIP files or an unpacked folder, as entries that stream their bytes.

Nothing is unpacked to disk. Names and sizes come from the central directory, since the
local headers of LinkedIn's archives hold size 0 (docs/format.md, section 1). Limits are
checked while bytes flow, never from declared sizes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import cast

from inspector import recovery
from inspector.errors import LimitError, NotAnExportError, UsageError

CHUNK = 1 << 20
"""Bytes read at a time."""
STEP = 1 << 16
"""Bytes inflated at a time: what comes before a damaged place is given out."""
RATIO_FLOOR = 64 << 20
"""An entry's compression ratio counts once this many bytes have come out of it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The safety limits; 0 switches one off."""

    max_bytes: int = 4 << 30
    """Bytes inflated in one run."""
    max_entries: int = 20_000
    """Entries in one run."""
    max_ratio: int = 200
    """Inflated by deflated bytes of an entry."""


class EntryFault(Exception):
    """An entry cannot be read (further); the message says why, in plain words."""


@dataclass(slots=True)
class Budget:
    """What is left of the limits; shared by all archives of a run."""

    limits: Limits
    bytes: int = 0
    entries: int = 0

    def entry(self) -> None:
        """Count an entry; raises `LimitError`."""
        self.entries += 1
        if self.limits.max_entries and self.entries > self.limits.max_entries:
            raise LimitError(
                f"more than {self.limits.max_entries:,} entries; if you trust the archive, "
                "raise --max-entries"
            )

    def spend(self, count: int, so_far: int, deflated: int) -> None:
        """Count inflated bytes of an entry (`so_far` in all); raises `LimitError`."""
        self.bytes += count
        limits = self.limits
        if limits.max_bytes and self.bytes > limits.max_bytes:
            raise LimitError(
                f"more than {limits.max_bytes:,} bytes inflated; if you trust the archive, "
                "raise --max-bytes"
            )
        if limits.max_ratio and so_far > RATIO_FLOOR and so_far > limits.max_ratio * deflated:
            raise LimitError(
                f"an entry inflates to more than {limits.max_ratio} times its size; if you "
                "trust the archive, raise --max-ratio"
            )


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive."""

    path: str
    """As the archive names it, with `/` between folders."""
    declared: int
    """Inflated size as declared; what was read may differ."""
    modified: dt.datetime | None
    _budget: Budget = field(repr=False)
    _stream: Callable[[Budget], Iterator[bytes]] = field(repr=False)

    def chunks(self) -> Iterator[bytes]:
        """The entry's bytes; raises `EntryFault` where they end too soon, `LimitError`."""
        return self._stream(self._budget)

    def uncounted(self) -> Entry:
        """The same entry, for a look beside the reading: under limits of its own."""
        return replace(self, _budget=Budget(self._budget.limits))


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
        """Of the ZIP's bytes; of a folder, of its sorted `path NUL sha256 LF` lines."""
        return self._sha256()


def open_archives(paths: list[Path], limits: Limits) -> tuple[Archive, ...]:
    """Every archive the paths stand for, in the order given.

    A folder with ZIPs and no unpacked tables or pages stands for the ZIPs, any other for an
    unpacked export. Raises `UsageError` (missing path), `NotAnExportError`, `LimitError`.
    """
    budget = Budget(limits)
    archives: list[Archive] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"no such file or folder: {shown(path)}; check the path")
        if path.is_dir():
            archives += _open_folder(path, budget)
        else:
            archives.append(_open_zip(path, budget))
    return tuple(archives)


def shown(path: Path) -> str:
    """A path's last part as it may stand in a message: printable, and not too long."""
    name = "".join(char if char.isprintable() else "?" for char in path.name or str(path))
    return name if len(name) <= 120 else name[:117] + "..."


def _open_folder(path: Path, budget: Budget) -> list[Archive]:
    files = sorted(_walk(path))
    if not files:
        raise NotAnExportError(
            f"{shown(path)} holds no files; pass the ZIP that LinkedIn sent, or its folder"
        )
    zips = [file for file in files if _is_zip_name(file.name) and file.parent == path]
    if zips and not any(file.suffix.lower() in (".csv", ".html") for file in files):
        return [_open_zip(file, budget) for file in zips if not file.name.startswith(".")]
    entries = []
    for file in files:
        budget.entry()
        entries.append(_file_entry(file, file.relative_to(path).as_posix(), budget))
    entries.sort(key=lambda entry: entry.path)
    size = sum(entry.declared for entry in entries)
    name = path.resolve().name
    return [Archive(name, size, tuple(entries), _sha256=lambda: _sha_of_folder(entries))]


def _walk(path: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not (Path(folder) / name).is_symlink()]
        for name in names:
            yield Path(folder) / name


def _is_zip_name(name: str) -> bool:
    return name.lower().endswith(".zip")


def _file_entry(file: Path, name: str, budget: Budget) -> Entry:
    def stream(budget: Budget) -> Iterator[bytes]:
        if file.is_symlink() or not file.is_file():
            raise EntryFault("a link or no regular file: not followed")
        try:
            with file.open("rb") as handle:
                while chunk := handle.read(CHUNK):
                    budget.spend(len(chunk), len(chunk), len(chunk))
                    yield chunk
        except OSError as fault:
            raise EntryFault("the system would not let it be read") from fault

    size = file.stat().st_size if file.is_file() and not file.is_symlink() else 0
    return Entry(name, size, None, budget, stream)


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
    try:
        size = path.stat().st_size
        file = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as fault:
        recovered = tuple(_recovered(path, budget))
        if not recovered:
            raise NotAnExportError(
                f"{shown(path)} is not a readable ZIP file; download the export again, or pass "
                "the ZIP that LinkedIn sent"
            ) from fault
        return Archive(path.name, size, recovered, whole=False, _sha256=lambda: _sha_of_file(path))
    except OSError as fault:
        raise UsageError(f"{shown(path)} cannot be opened; check its permissions") from fault
    inner, inner_name = _inner_zip(file, budget) or (file, "")
    entries = tuple(_zip_entries(inner, budget))
    if not entries:
        raise NotAnExportError(f"{shown(path)} is an empty ZIP file; download the export again")
    return Archive(path.name, size, entries, inner_name, lambda: _sha_of_file(path))


def _recovered(path: Path, budget: Budget) -> Iterator[Entry]:
    """The entries of a ZIP without a directory; none of them can be known to be whole."""
    for found in recovery.find(path):
        budget.entry()
        name = found.name.replace("\\", "/")
        size = found.end - found.start
        yield Entry(name, size, None, budget, partial(_recovered_stream, path, found))


def _recovered_stream(path: Path, found: recovery.Found, budget: Budget) -> Iterator[bytes]:
    if found.encrypted:
        raise EntryFault("encrypted; LinkedIn's own archives never are")
    read = 0
    try:
        for chunk in recovery.stream(path, found):
            read += len(chunk)
            budget.spend(len(chunk), read, max(found.end - found.start, 1))
            yield chunk
    except recovery.CutShortError as fault:
        raise EntryFault("the archive is damaged and this file breaks off") from fault
    raise EntryFault("the archive is damaged; this file was found without its directory")


def _inner_zip(file: zipfile.ZipFile, budget: Budget) -> tuple[zipfile.ZipFile, str] | None:
    """The ZIP that is the only entry of a ZIP (`.zip.zip`) and its name, opened in memory."""
    infos = [info for info in file.infolist() if not info.is_dir() and not _is_side(info.filename)]
    if len(infos) != 1 or not _is_zip_name(infos[0].filename):
        return None
    try:
        inner = b"".join(_zip_stream(file, infos[0], budget))
        return zipfile.ZipFile(io.BytesIO(inner)), infos[0].filename.rsplit("/", 1)[-1]
    except (EntryFault, zipfile.BadZipFile):
        return None


def _is_side(name: str) -> bool:
    """Whether macOS put an entry there beside another one."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith("._")


def _zip_entries(file: zipfile.ZipFile, budget: Budget) -> Iterator[Entry]:
    for info in file.infolist():
        if info.is_dir():
            continue
        budget.entry()
        yield Entry(
            info.filename.replace("\\", "/"),
            info.file_size,
            _modified(info),
            budget,
            partial(_zip_stream, file, info),
        )


def _modified(info: zipfile.ZipInfo) -> dt.datetime | None:
    try:
        return dt.datetime(*info.date_time) if info.date_time[0] > 1980 else None
    except ValueError:
        return None


def _zip_stream(file: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    if info.flag_bits & 0x1:
        raise EntryFault("encrypted; LinkedIn's own archives never are")
    read = 0
    try:
        with cast("zipfile.ZipExtFile", file.open(info)) as handle:
            while chunk := handle.read1(STEP):
                read += len(chunk)
                budget.spend(len(chunk), read, max(info.compress_size, 1))
                yield chunk
    except NotImplementedError as fault:
        raise EntryFault("compressed by a method that cannot be read here") from fault
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        RuntimeError,
    ) as fault:
        raise EntryFault("damaged inside the archive: its bytes end or break off") from fault


def _sha_of_file(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
