"""Small archives and readings made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inspector.knowledge import catalogue
from inspector.reading.archive.archive import open_archives
from inspector.reading.archive.limits import Limits
from inspector.reading.file_reading import FileReading
from inspector.reading.reader import read
from inspector.reading.tables.records import Batch


def zip_bytes(entries: Mapping[str, bytes | str]) -> bytes:
    """A ZIP of these entries, in this order."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, (2025, 7, 13, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data)
    return whole.getvalue()


def write_zip(path: Path, entries: Mapping[str, bytes | str]) -> Path:
    """The same, on disk."""
    path.write_bytes(zip_bytes(entries))
    return path


def broken_download(path: Path) -> Path:
    """An export whose download broke off: one file is whole, the next one is not."""

    class Forward(io.BytesIO):
        """As a server writes it: sizes and sums stand behind the data."""

        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise io.UnsupportedOperation

    whole = Forward()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("Skills.csv", "Name\nPlanning\n")
        rows = "".join(f"Language {at * 7919 % 997},{at * at}\n" for at in range(400))
        file.writestr("Languages.csv", f"Name,Proficiency\n{rows}")
    made = whole.getvalue()
    path.write_bytes(made[: made.rindex(b"PK\x07\x08") - 200])
    return path


@dataclass(frozen=True)
class Looked:
    """What was read of one file."""

    file: FileReading
    rows: list[tuple[str, ...]]
    states: list[str]


def look(folder: Path, name: str, data: bytes | str) -> Looked:
    """Read one file in an archive of its own."""
    path = write_zip(folder / "export.zip", {name: data})
    batches: list[Batch] = []
    (file,) = read(open_archives([path], Limits()), catalogue.load(), batches.append)
    rows = [row for b in batches for row in b.frame.select(b.layout.names).iter_rows()]
    states = [state for b in batches for state in b.frame["state"].to_list()]
    return Looked(file, rows, states)
