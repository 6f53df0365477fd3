"""Archives of any kind, held against what Python's own `zipfile` finds in them."""

from __future__ import annotations

import contextlib
import io
import os
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from inspector.reading.archive.limits import Limits
from tests.fuzz.oracles import account_of
from tests.suites.outcome import Outcome, Verdict
from tests.suites.worker import Worker

LIMITS = Limits()
MOST_BYTES = 64 << 20
"""Of a file that is looked at; what inflates to more is not held against `zipfile`."""


def samples(folder: Path) -> list[Path]:
    """All files of a folder and below; what they are called says little in such suites."""
    found, waiting = [], [folder]
    while waiting:  # some lie deeper than functions may call themselves
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry))
                elif entry.is_file(follow_symlinks=False):
                    size = entry.stat(follow_symlinks=False).st_size
                    found += [Path(entry)] if 0 < size <= MOST_BYTES else []
    return sorted(found)


def run(worker: Worker, paths: Iterable[Path]) -> tuple[Outcome, ...]:
    """What becomes of archives."""
    return tuple(
        Outcome(path.name, worker.run(verdict, path) or "broken", why=worker.why) for path in paths
    )


def verdict(path: Path) -> Verdict:
    """What becomes of one; raises `BrokenPromise` where the account does not add up.

    Silent is an entry that `zipfile` reads whole, and that has no line with so many bytes while
    every line says that all was read.
    """
    files = account_of(path, LIMITS)
    if files is None:
        return "told"
    if any(file.notes or file.status in ("partly_read", "unreadable") for file in files):
        return "told"
    lines = Counter(file.bytes_read for file in files)
    return "silent" if whole(path) - lines else "read"


def whole(path: Path) -> Counter[int]:
    """Sizes of the entries that `zipfile` reads whole.

    Folders, empty ones and ZIPs are left out; the files of a ZIP in it have lines of their own.
    """
    sizes = Counter[int]()
    try:
        with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                if sizes.total() < 1_000 and 0 < info.file_size <= MOST_BYTES:
                    data = archive.read(info)
                    sizes[len(data)] += not zipfile.is_zipfile(io.BytesIO(data))
    except Exception:  # whatever it makes of such files: then there is nothing to hold against
        return Counter()
    return sizes
