"""Where exports lie: on a disk, or at any address that fsspec reads.

What is no local path is copied into a folder that only this user may read, in bounded size, for
as long as it is inspected. No message repeats an address: it may hold a name or a password.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from inspector.errors import LimitError, UsageError
from inspector.language import say
from inspector.outputs import file_names

COPY_CHUNK = 1 << 20
"""Bytes copied at a time."""
_LOCAL_SCHEMES = ("file", "local")


class AbsentError(Exception):
    """There is nothing at an address, or it cannot be reached."""


@dataclass(frozen=True, slots=True, repr=False)
class File:
    """One file, as its folder lists it."""

    address: str
    name: str
    """Its path below the folder, with `/` between folders; of a file by itself, its last part."""
    bytes: int
    changed: float | None
    """When it changed, in seconds since 1970; None where that is not told."""


def is_remote(address: str) -> bool:
    """Whether an address has to be copied to be read."""
    scheme, found, _ = address.partition("://")
    # One letter is a drive of Windows, as in `C://exports`.
    return bool(found) and len(scheme) > 1 and scheme.lower() not in _LOCAL_SCHEMES


def absolute(address: str) -> str:
    """The same place, told so that another process finds it."""
    if is_remote(address):
        return address.rstrip("/")
    scheme, _, rest = address.partition("://")
    if scheme.lower() in _LOCAL_SCHEMES:
        address = _system(f"{scheme.lower()}://{rest}")[1]
    return os.path.abspath(address)  # noqa: PTH100


def is_same(one: str, other: str) -> bool:
    """Whether two addresses lead to one place, in whatever letters a system lets it be named."""
    if one == other or is_remote(one) or is_remote(other):
        return one == other
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def folded(address: str) -> str:
    """What addresses have in common that may lead to one place (`is_same` tells)."""
    if is_remote(address):
        return address
    plain = unicodedata.normalize("NFD", address).casefold()
    return unicodedata.normalize("NFC", plain).replace("\\", "/").rstrip("/")


def last_part(address: str) -> str:
    """What a file or folder is called where it lies."""
    if is_remote(address):
        return unquote(posixpath.basename(address.partition("?")[0].rstrip("/")))
    return Path(address).name


def folder_of(address: str) -> str:
    """Where a file or folder lies."""
    return posixpath.dirname(address) if is_remote(address) else str(Path(address).parent)


def is_folder(address: str) -> bool:
    """Whether it is a folder; raises `AbsentError`."""
    if not is_remote(address):
        if not Path(address).exists():
            raise AbsentError
        return Path(address).is_dir()
    with _unnamed():
        system, path = _system(address)
        return str(system.info(path)["type"]) == "directory"


def listed(address: str) -> tuple[list[str], list[str]]:
    """The folders and the files of a folder, in order, but hidden ones; raises `AbsentError`."""
    if not is_remote(address):
        with _unnamed():
            found = sorted(one for one in Path(address).iterdir() if not one.name.startswith("."))
        folders = [str(one) for one in found if one.is_dir()]
        return folders, [str(one) for one in found if not one.is_dir()]
    with _unnamed():
        system, path = _system(address)
        every = {_full(system, one["name"]): one["type"] for one in system.ls(path, detail=True)}
    shown = sorted(
        one for one in every if not last_part(one).startswith(".") and one != address.rstrip("/")
    )
    folders = [one.rstrip("/") for one in shown if every[one] == "directory"]
    return folders, [one for one in shown if every[one] != "directory"]


def files(address: str) -> list[File]:
    """A file, or every file below a folder, in order; raises `AbsentError`."""
    if is_remote(address):
        return _remote_files(address)
    root = Path(address)
    with _unnamed():
        if not root.is_dir():
            told = root.stat()
            return [File(address, root.name, told.st_size, told.st_mtime)]
        found = []
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in names:
                one = Path(folder) / name
                told = one.lstat()
                place = one.relative_to(root).as_posix()
                found.append(File(str(one), place, told.st_size, told.st_mtime))
    return sorted(found, key=lambda one: one.name)


def _remote_files(address: str) -> list[File]:
    with _unnamed():
        system, path = _system(address)
        info = system.info(path)
        if info["type"] != "directory":
            return [File(address, last_part(address), _size(info), None)]
        every = system.find(path, detail=True)
    start = path.rstrip("/") + "/"
    return [
        File(_full(system, name), unquote(name.removeprefix(start)), _size(info), None)
        for name, info in sorted(every.items())
    ]


def _size(info: Mapping[str, Any]) -> int:
    return int(info.get("size") or 0)


@contextlib.contextmanager
def fetched(addresses: Sequence[str], most: int, beside: str | None = None) -> Iterator[list[Path]]:
    """Local paths of addresses, copies of remote ones gone after the block.

    `beside`: the folder for copies (default: the system's for temporary files). Raises
    `AbsentError`, and `LimitError` past `most` bytes (0: no limit) copied in all.
    """
    with contextlib.ExitStack() as stack:
        left, paths = [most or None], []
        for address in addresses:
            if not is_remote(address):
                paths.append(Path(address))
                continue
            folder = tempfile.mkdtemp(prefix="inspect-study-", dir=beside)
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            paths.append(_copied(address, Path(folder), left))
        yield paths


def _copied(address: str, folder: Path, left: list[int | None]) -> Path:
    """A file or folder put into a folder, under its own name; what is `left` grows less."""
    target = folder / (file_names.safe(last_part(address)) or "export")
    found = _remote_files(address)
    with _unnamed():
        for one in found:
            parts = [file_names.safe(part) for part in one.name.split("/")]
            alone = len(found) == 1 and one.address == address
            place = target if alone else target.joinpath(*(part for part in parts if part))
            place.parent.mkdir(parents=True, exist_ok=True)
            system, path = _system(one.address)
            # Two names may be one here, by their capitals: never one file over another.
            with system.open(path, "rb") as source, place.open("xb") as copy:
                while chunk := source.read(COPY_CHUNK):
                    _spend(left, len(chunk))
                    copy.write(chunk)
    return target


def _spend(left: list[int | None], count: int) -> None:
    if left[0] is None:
        return
    left[0] -= count
    if left[0] < 0:
        raise LimitError(say("more bytes to copy than allowed; raise --max-copy"))


def _system(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    system, path = url_to_fs(address)
    return system, path


def _full(system: Any, name: str) -> str:
    return str(system.unstrip_protocol(name))


@contextlib.contextmanager
def _unnamed() -> Iterator[None]:
    """Whatever goes wrong at an address, told without it."""
    try:
        yield
    except (AbsentError, LimitError, UsageError):
        raise
    except ImportError as fault:
        raise UsageError(
            say(
                "an address needs a package that is not installed (s3fs, gcsfs, adlfs, …); install "
                "it beside `linkedin-inspect[study]`, on the workers too"
            )
        ) from fault
    except Exception as fault:
        raise AbsentError from fault
