"""Files that people pass where a ZIP is wanted: what they are, and what to do."""

from __future__ import annotations

import re
from typing import BinaryIO

from inspector.language import mark

_KINDS = (
    (0, b"\x1f\x8b", mark("a file packed by gzip (.gz, .tgz)")),
    (0, b"BZh", mark("a file packed by bzip2 (.bz2)")),
    (0, b"\xfd7zXZ\0", mark("a file packed by xz (.xz)")),
    (0, b"(\xb5/\xfd", mark("a file packed by Zstandard (.zst)")),
    (0, b"7z\xbc\xaf\x27\x1c", mark("a 7-Zip archive (.7z)")),
    (0, b"Rar!\x1a\x07", mark("a RAR archive (.rar)")),
    (257, b"ustar", mark("a tar archive (.tar)")),
)
"""Where their signatures stand, the signatures, and what they are."""
SUFFIXES = (".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".tar")
"""How the names of such files end."""
_HEAD = 512
_PART = re.compile(r"\.(?:z\d\d|\d{3})$", re.IGNORECASE)
_PARTED = b"PK\7\x08PK\3\4"
_PAGE = re.compile(rb"\s{0,64}<(?:!doctype html|html|head)[\s>]", re.IGNORECASE)


def kind_of(handle: BinaryIO) -> str | None:
    """What kind of archive other than a ZIP a file is, in words; None for any other file."""
    handle.seek(0)
    head = handle.read(_HEAD)
    return next((what for at, magic, what in _KINDS if head.startswith(magic, at)), None)


def is_part(name: str, handle: BinaryIO) -> bool:
    """Whether a file without a directory is the first of an archive in parts, or one of them."""
    handle.seek(0)
    return handle.read(len(_PARTED)) == _PARTED or _PART.search(name) is not None


def is_page(handle: BinaryIO) -> bool:
    """Whether a file is a web page."""
    handle.seek(0)
    return _PAGE.match(handle.read(_HEAD).removeprefix(b"\xef\xbb\xbf")) is not None
