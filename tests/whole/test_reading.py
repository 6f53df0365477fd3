"""Whole runs over every built export, held against what its builder put in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import fixtures.exports
from fixtures.model import BuiltExport
from inspector.knowledge import catalogue
from inspector.reading.archive.archive import open_archives
from inspector.reading.archive.limits import Limits
from inspector.reading.file_reading import FileReading
from inspector.reading.reader import read
from inspector.reading.tables.records import Batch

Built = Callable[[str], tuple[BuiltExport, Path]]


def records_of(batches: list[Batch], source: int, path: str) -> list[dict[str, str]]:
    """Records by header, repeated headers numbered, empty cells left out."""
    found = []
    for batch in batches:
        if (batch.source, batch.path) != (source, path):
            continue
        seen: Counter[str] = Counter()
        names = []
        for header in batch.layout.headers:
            seen[header] += 1
            names.append(header if seen[header] == 1 else f"{header}#{seen[header]}")
        for row in batch.frame.select(batch.layout.names).iter_rows():
            found.append({n: cell for n, cell in zip(names, row, strict=True) if cell})
    return found


def read_all(*paths: Path) -> tuple[tuple[FileReading, ...], list[Batch]]:
    batches: list[Batch] = []
    known = catalogue.load()
    return read(open_archives(list(paths), Limits()), known, batches.append), batches


@pytest.mark.parametrize("name", fixtures.exports.NAMES)
def test_every_entry_is_accounted_for(built: Built, name: str) -> None:
    export, path = built(name)
    files, _ = read_all(path)
    known = catalogue.load()
    assert Counter(f.path for f in files) == Counter(
        known.public_path(e.path) for e in export.entries
    )
    for file in files:
        kept = int(file.measures.days.records["records"].sum()) if file.measures else 0
        assert file.rows == kept + file.rows_left_out + file.duplicates, file.path
        assert 0 <= file.bytes_read <= file.bytes, file.path


@pytest.mark.parametrize("name", fixtures.exports.NAMES)
def test_rows_and_repeats_are_those_that_were_written(built: Built, name: str) -> None:
    export, path = built(name)
    files = {file.path: file for file in read_all(path)[0]}
    known = catalogue.load()
    for entry in export.entries:
        file = files[known.public_path(entry.path)]
        assert (file.dataset.id if file.dataset else None) == entry.dataset, entry.path
        assert (file.rows, file.duplicates) == (entry.rows, entry.duplicates), entry.path
        assert file.rows_left_out == 0, entry.path


@pytest.mark.parametrize("name", fixtures.exports.NAMES)
def test_records_are_whole(built: Built, name: str) -> None:
    export, path = built(name)
    _, batches = read_all(path)
    known = catalogue.load()
    for entry in export.entries:
        public = known.public_path(entry.path)
        wanted = [_expected(record, entry.dataset) for record in entry.records]
        found = records_of(batches, 0, public)
        if entry.dataset == "articles":  # the builder leaves open how its paragraphs are set apart
            wanted, found = _without_layout(wanted), _without_layout(found)
        assert found == wanted, public


def _without_layout(records: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{name: " ".join(cell.split()) for name, cell in one.items()} for one in records]


def _expected(record: dict[str, str], dataset: str | None) -> dict[str, str]:
    """What was written, less the placeholders that are no values."""
    known = catalogue.load()
    kind = known.datasets.get(dataset or "")
    kept = {}
    for name, cell in record.items():
        column = kind.column(name.partition("#")[0]) if kind else None
        if cell in known.naming.withheld:
            continue
        if cell and not (column is not None and cell in column.placeholders):
            kept[name] = cell
    return kept


@pytest.mark.parametrize(
    "name",
    [
        "basic-2023-07",
        "basic-2024-09",
        "basic-2024-12-articles",
        "basic-2025-03",
        "complete-2018-11",
        "complete-2021-06-partial",
        "complete-2025-09",
        "posts-and-comments-2025-07",
    ],
)
def test_real_shaped_exports_lose_nothing(shared: Path, name: str) -> None:
    files, _ = read_all(shared / "exports" / f"{name}.zip")
    for file in files:
        assert file.status in ("read", "header_only"), (file.path, file.status, file.notes)
        assert file.dataset is not None, file.path
        assert file.rows_left_out == 0, file.path
        assert file.bytes_read == file.bytes
        kept = int(file.measures.days.records["records"].sum()) if file.measures else 0
        assert file.rows == kept + file.duplicates, file.path
