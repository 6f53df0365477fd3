"""Texts in folders that are called like their encoding, as messages of a table of comments."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from tests.suites.tables import Row, Sample

TABLE = "Comments.csv"
_HEADER = ("Date", "Link", "Message")
_NAMES = {"MacCyrillic": "mac-cyrillic", "CP932": "cp932", "EUC-TW": ""}
"""Folders that are called otherwise than Python calls the encoding; empty: it has none."""
LENGTHS = {"50 lines": 50, "3 lines": 3, "1 line": 1, "1 word": 0}
"""How much of each text is taken."""


def samples(folder: Path, lines: int) -> Iterator[Sample]:
    """The texts of a folder, as many lines of each; 0: one word."""
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        if not (encoding := encoding_of(place.name)):
            continue
        for path in sorted(place.iterdir()):
            if path.is_file() and (messages := _messages(path, encoding, lines)):
                rows = (_HEADER, *map(_row, range(len(messages)), messages))
                yield Sample(TABLE, _written(rows, encoding), rows)


def encoding_of(folder: str) -> str:
    """Python's name of an encoding, after a folder `ENCODING` or `ENCODING-language`; or none."""
    for name in (_NAMES.get(folder, folder), folder.rpartition("-")[0]):
        try:
            return codecs.lookup(name).name if name else ""
        except LookupError:
            continue
    return ""


def _messages(path: Path, encoding: str, lines: int) -> list[str]:
    try:
        text = path.read_bytes().decode(encoding)
    except UnicodeError:
        return []
    found = [line.strip() for line in text.replace("\0", "").splitlines()]
    telling = [line for line in found if line and (line.isascii() == text.isascii())]
    if lines:
        return telling[:lines]
    words = [word for line in telling for word in line.split() if word.isascii() == text.isascii()]
    return words[:1]


def _row(number: int, message: str) -> Row:
    link = f"https://www.linkedin.com/feed/update/urn:li:activity:{number}"
    return (f"2025-01-02 03:04:{number % 60:02}", link, message)


def _written(rows: tuple[Row, ...], encoding: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode(encoding, "replace")
