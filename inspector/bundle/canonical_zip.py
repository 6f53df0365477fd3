"""ZIPs of one form: the same files always give the same bytes.

Files are stored, not compressed, since compressors differ; the manifest comes first, the others by
name; no file has a time, an owner or a comment.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from inspector.bundle.manifest import MANIFEST
from inspector.errors import NotAnExportError, UsageError, reason, shown
from inspector.language import say

LARGEST = 256 << 20
"""Bytes of a bundle that is read; one of an export takes a few."""
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_OWNER_ONLY = 0o600 << 16


def written(files: Mapping[str, bytes]) -> bytes:
    """The ZIP of some files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files, key=lambda one: (one != MANIFEST, one)):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system = _UNIX
            entry.external_attr = _OWNER_ONLY
            archive.writestr(entry, files[name])
    return whole.getvalue()


def read(path: Path) -> bytes:
    """The bytes of what may be a bundle; raises `UsageError`, `NotAnExportError`."""
    try:
        if path.stat().st_size > LARGEST:
            raise no_bundle(path)
        return path.read_bytes()
    except OSError as fault:
        told = say("{file} cannot be read ({why}); check the path")
        raise UsageError(told.format(file=shown(path), why=reason(fault))) from fault


def files_of(data: bytes, path: Path) -> dict[str, bytes]:
    """The files in a ZIP's bytes that are whole; raises `NotAnExportError` where it is none.

    What is compressed is no file of a bundle: nothing is inflated.
    """
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.compress_type == zipfile.ZIP_STORED and entry.file_size <= len(data):
                    found[entry.filename] = _bytes(archive, entry)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as fault:
        # All that zipfile raises for bytes that are no ZIP, or one that it cannot read.
        raise no_bundle(path) from fault
    return found


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(entry)
    except zipfile.BadZipFile:  # its bytes are not those of its sum
        return b""


def no_bundle(path: Path) -> NotAnExportError:
    """That a file is none."""
    return NotAnExportError(
        say("{file} is no bundle of this program; make one with `inspect bundle EXPORT`").format(
            file=shown(path)
        )
    )
