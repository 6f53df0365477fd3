"""What must hold for any bytes at all, as an archive and as a table; all targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from inspector.errors import InspectError
from inspector.knowledge import catalogue
from inspector.knowledge.catalogue import Catalogue
from inspector.reading.archive.archive import open_archives
from inspector.reading.archive.limits import Limits
from inspector.reading.file_reading import FileReading
from inspector.reading.reader import read
from inspector.reading.tables import chunks as pieces
from inspector.reading.tables import strict_csv
from inspector.reading.tables.header import NotATableError
from inspector.reading.tables.records import Batch
from inspector.reading.text.encoding import Decoder, is_utf8, is_utf8_by_polars
from tests.fuzz import programs
from tests.fuzz.promises import promise
from tests.lib.tables import frames_of, table_of

LIMITS = Limits(max_bytes=8 << 20, max_entries=500, max_ratio=200)
"""Small enough that no input takes long, large enough that all of the reading is reached."""


@cache
def _known() -> Catalogue:
    return catalogue.load()


def archive(data: bytes) -> None:
    """Any bytes as a ZIP."""
    path = programs.folder() / "export.zip"
    path.write_bytes(data)
    account_of(path, LIMITS)


def account_of(path: Path, limits: Limits) -> list[FileReading] | None:
    """The files of an archive: only errors made on purpose, then None; the account adds up."""
    kept: dict[int, int] = {}

    def sink(batch: Batch, /) -> None:
        kept[batch.entry] = kept.get(batch.entry, 0) + batch.frame.height

    try:
        archives = open_archives([path], limits)
        entries = sum(len(one.entries) for one in archives)
        files = list(read(archives, _known(), sink))
    except InspectError as fault:
        promise("\n" not in str(fault), "an error is one line")
        return None
    promise(len(files) == entries, "every entry has its line")
    for position, file in enumerate(files):
        promise(file.rows_kept == kept.get(position, 0), "rows = kept + left out + duplicates")
        promise(0 <= file.bytes_read <= file.bytes, "bytes = read + left out")
        lost = file.rows_left_out or file.bytes_read < file.bytes
        read_status = file.status not in ("partly_read", "unreadable", "ignored")
        promise(not (lost and read_status), "what was lost is said by the status")
        file.path.encode("utf-8")
    return files


SIZES = (1 << 20, 1, 7, 4096)


def table(data: bytes) -> None:
    """Any bytes as one file: rows add up, and the careful way agrees with all others.

    The first byte chooses the dataset, the second how the bytes are cut.
    """
    if len(data) < 2:
        return
    datasets = [None, *sorted(_known().datasets)]
    chosen = datasets[data[0] % len(datasets)]
    size = SIZES[data[1] % 4] if len(data) < 4000 else 4096
    piece = pieces.PIECE if data[1] & 4 else 64
    _rows(data[2:], chosen, size, piece)
    if piece != 64:
        careful = _rows(data[2:], chosen, size, piece, "lenient")
        for way in ("rows", "frame"):
            promise(_rows(data[2:], chosen, size, piece, way) == careful, "all ways agree")


def _rows(
    data: bytes, chosen: str | None, size: int, piece: int, way: str = "frame"
) -> list[tuple[object, ...]]:
    dataset = _known().datasets[chosen] if chosen else None
    decoder = Decoder(is_utf8 if way == "rows" else is_utf8_by_polars)
    chunks = (data[at : at + size] for at in range(0, len(data), size))
    before, short = pieces.PIECE, strict_csv.SHORT
    pieces.PIECE, strict_csv.SHORT = piece, 0
    try:
        made = table_of(decoder.decode(chunks), dataset, way=way)
        rows = [row for frame in frames_of(made) for row in frame.iter_rows()]
    except NotATableError:
        return []
    finally:
        pieces.PIECE, strict_csv.SHORT = before, short
    account = made.account
    promise(account.rows == len(rows) + account.left_out.count, "rows = kept + left out")
    numbers = [row[0] for row in rows]
    promise(numbers == sorted({*numbers} - {*account.left_out.first}), "every row has its number")
    promise(all(0 < number <= account.rows for number in numbers), "numbers count the rows")
    return rows


TARGETS: dict[str, Callable[[bytes], None]] = {
    "archive": archive,
    "table": table,
    "html": programs.html,
    "policy": programs.policy,
    "diff": programs.diff,
}


def corpus(target: str) -> Iterator[Path]:
    """The inputs kept for a target, once found to reach something new or to break a promise."""
    yield from sorted((Path(__file__).parent / "corpus" / target).glob("*"))
