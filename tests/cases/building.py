"""A case's bytes, built where they are wanted."""

from __future__ import annotations

import io
import os
import struct
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from tests.cases.model import Case, Item, Step, Text

BLOCK = 1 << 20
METHODS = {
    "stored": zipfile.ZIP_STORED,
    "deflated": zipfile.ZIP_DEFLATED,
    "bzip2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}
SIGNATURES = {"local": b"PK\3\4", "directory": b"PK\1\2", "end": b"PK\5\6"}
FIELDS = {
    "local": {"version": "4H", "flags": "6H", "method": "8H", "checksum": "14I", "deflated": "18I", "size": "22I", "name": "26H", "extra": "28H"},
    "directory": {"flags": "8H", "method": "10H", "checksum": "16I", "deflated": "20I", "size": "24I", "name": "28H", "extra": "30H", "attributes": "38I", "offset": "42I"},
    "end": {"disk": "4H", "entries": "10H", "length": "12I", "offset": "16I"},
}  # fmt: skip
"""Where a header's fields stand and how wide they are."""


def build(case: Case, folder: Path) -> Path:
    """Build a case in a folder; its path as the command line wants it."""
    path = folder / case.file
    if case.folder:
        path = folder / "export"
        for item in case.entries:
            _file(path, item)
        return path
    if case.raw is not None:
        with path.open("wb") as out:
            out.writelines(_bytes(case.raw))
    else:
        with path.open("w+b") as out:
            _zip(case.entries, out, case.zip64)
    if case.steps:
        data = path.read_bytes()
        for step in case.steps:
            data = _done(data, step)
        path.write_bytes(data)
    return path


def _file(folder: Path, item: Item) -> None:
    for _ in range(item.deep):
        folder /= "a"
        folder.mkdir(parents=True, exist_ok=True)
    path = folder / item.name
    path.parent.mkdir(parents=True, exist_ok=True)
    if item.link is not None:
        path.symlink_to(item.link)
    elif item.pipe:
        os.mkfifo(path)
    else:
        with path.open("wb") as out:
            out.writelines(_bytes(item))


class _Pipe:
    """A stream that cannot go back, so that sizes have to follow the data."""

    def __init__(self, raw: BinaryIO) -> None:
        self.write, self.flush = raw.write, raw.flush


def _zip(items: tuple[Item, ...], out: BinaryIO, zip64: str = "") -> None:
    target = cast("BinaryIO", _Pipe(out)) if zip64 == "streamed" else out
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", compresslevel=1) as file:
        warnings.simplefilter("ignore", UserWarning)  # of a name that is there twice
        for number, item in enumerate(items):
            stand_in = f"{number:04}".rjust(len(item.name_hex) // 2, "_")
            info = zipfile.ZipInfo(stand_in if item.name_hex else item.name, (2025, 7, 13, 9, 0, 0))
            info.compress_type = METHODS[item.method]
            if item.mode is not None:
                info.create_system, info.external_attr = 3, item.mode << 16
            with file.open(info, "w", force_zip64=bool(zip64)) as entry:
                for block in _bytes(item):
                    entry.write(block)
    for number, item in enumerate(items):
        if item.name_hex:
            stand_in = f"{number:04}".rjust(len(item.name_hex) // 2, "_")
            _rename(out, stand_in.encode(), bytes.fromhex(item.name_hex))


def _rename(out: BinaryIO, old: bytes, new: bytes) -> None:
    out.seek(0)
    data = out.read().replace(old, new)
    out.seek(0)
    out.write(data)


def _bytes(item: Item) -> Iterator[bytes]:
    if item.inner:
        whole = io.BytesIO()
        _zip(item.inner, whole)
        yield whole.getvalue()
        return
    for part in item.all_parts:
        yield from _repeated(part)


def _repeated(part: Text) -> Iterator[bytes]:
    one = part.text.encode(part.encode, "surrogatepass") + bytes.fromhex(part.hex)
    if not one:
        return
    at_once = min(part.times, max(1, BLOCK // len(one)))
    many, rest = divmod(part.times, at_once)
    block = one * at_once
    for _ in range(many):
        yield block
    yield one * rest


def _done(data: bytes, step: Step) -> bytes:
    match step.do:
        case "cut":
            return data[: int(len(data) * step.at)]
        case "drop":
            return data[: -step.bytes]
        case "spoil":
            at = int(len(data) * step.at)
            spoilt = bytes(byte ^ 0xFF for byte in data[at : at + step.bytes])
            return data[:at] + spoilt + data[at + step.bytes :]
        case "set":
            return _set(data, step)
        case "swap":
            return data.replace(bytes.fromhex(step.hex), bytes.fromhex(step.to))
        case "before":
            return _added(step) + data
        case "after":
            return data + _added(step)
        case "comment":
            comment = bytes.fromhex(step.hex)
            return data[:-2] + struct.pack("<H", len(comment)) + comment
        case "end64":
            return _wide(data, step)


def _added(step: Step) -> bytes:
    if not step.inner:
        return bytes.fromhex(step.hex) * step.times
    whole = io.BytesIO()
    _zip(step.inner, whole)
    return whole.getvalue()


def _wide(data: bytes, step: Step) -> bytes:
    """A ZIP64 end put before the end."""
    at = data.rindex(SIGNATURES["end"])
    _, _, _, _, count, length, offset, _ = struct.unpack_from("<4s4H2IH", data, at)
    wide = struct.pack(
        "<4sQ2H2I4Q", b"PK\6\6", 44 + step.bytes, 45, 45, 0, 0, count, count, length, offset
    )
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, at, 1)
    end = bytearray(data[at:])
    if step.is_full:
        struct.pack_into("<2H2I", end, 8, 0xFFFF, 0xFFFF, 0xFFFF_FFFF, 0xFFFF_FFFF)
    return data[:at] + wide + bytes(step.bytes) + locator + bytes(end)


def _set(data: bytes, step: Step) -> bytes:
    at = -1
    for _ in range(step.entry + 1):
        at = data.index(SIGNATURES[step.where], at + 1)
    place = FIELDS[step.where][step.field]
    made = bytearray(data)
    struct.pack_into(f"<{place[-1]}", made, at + int(place[:-1]), step.value)
    return bytes(made)
