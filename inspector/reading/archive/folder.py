"""A folder on disk: its files, none of them followed out of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def walk(path: Path) -> Iterator[Path]:
    """Every file below a folder, and every link or folder that cannot be gone into."""
    closed: list[Path] = []

    def note(fault: OSError) -> None:
        if Path(str(fault.filename)) == path:
            raise fault
        closed.append(Path(str(fault.filename)))

    walk = os.walk(path, onerror=note)
    for folder, folders, names in walk:
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        folders[:] = [name for name in folders if name not in links]
        for name in (*names, *links):
            yield Path(folder) / name
    yield from closed


def is_ordinary(file: Path) -> bool:
    """Whether it is a file that ends: no link, no pipe, no device; raises `OSError`."""
    return stat.S_ISREG(file.lstat().st_mode)


def is_closed(file: Path) -> bool:
    """Whether it is a folder, which `walk` gives only where it could not go in."""
    return stat.S_ISDIR(file.lstat().st_mode)


def size(file: Path) -> int:
    """Bytes of an ordinary file; 0 of any other, and where the system does not tell."""
    with suppress(OSError):  # told when its bytes are asked for
        return file.lstat().st_size if is_ordinary(file) else 0
    return 0
