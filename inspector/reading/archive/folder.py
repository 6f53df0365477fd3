"""A folder on disk: its files, none of them followed out of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from inspector.reading.archive.limits import Budget

_JUNCTION = 0xA000_0003
"""The tag of a folder of Windows that leads elsewhere, as a link does."""


class Found(NamedTuple):
    """A file below a folder."""

    path: str
    """From the folder on, with `/` between folders."""
    place: str
    """The same as the system names it, from where the program runs."""

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rsplit("/", 1)[-1]


def walk(path: Path, budget: Budget) -> Iterator[Found]:
    """Every file below a folder, and every link or folder that cannot be gone into.

    Raises `LimitError`, and `OSError` where the folder itself is closed.
    """
    waiting = [Found("", str(path))]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here.place) as entries:
                for entry in entries:
                    found = Found(f"{here.path}/{_whole(entry.name)}".lstrip("/"), entry.path)
                    if _is_gone_into(entry):
                        budget.folder()
                        waiting.append(found)
                    else:
                        budget.file()
                        yield found
        except OSError:
            if not here.path:
                raise
            yield here


def _whole(name: str) -> str:
    """A name that has an encoding: on Windows one may hold halves of a character."""
    try:
        name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return name


def _is_gone_into(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, and no link to one."""
    try:
        if not entry.is_dir(follow_symlinks=False):
            return False
        told = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    return getattr(told, "st_reparse_tag", 0) != _JUNCTION


def is_ordinary(file: str) -> bool:
    """Whether it is a file that ends: no link, no pipe, no device; raises `OSError`."""
    return stat.S_ISREG(os.lstat(file).st_mode)


def is_closed(file: str) -> bool:
    """Whether it is a folder, which `walk` gives only where it could not go in."""
    return stat.S_ISDIR(os.lstat(file).st_mode)


def size(file: str) -> int:
    """Bytes of an ordinary file; 0 of any other, and where the system does not tell."""
    with suppress(OSError):  # told when its bytes are asked for
        return os.lstat(file).st_size if is_ordinary(file) else 0
    return 0
