"""A summary without names: what may be shown to others than the member.

Counts, verdicts, clauses, dates and structure stay. Names of archives go; a path becomes what
LinkedIn calls that kind of file, with an ordinal; a column that the catalogue does not know
becomes a number. Every face that is given a redacted summary can show no more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from msgspec import structs

from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Dataset, header_key
from inspector.reading.file_reading import FileReading
from inspector.summary.export import ExportSource
from inspector.summary.summary import Summary
from inspector.verdicts.file_verdicts import JudgedFile

UNKNOWN = "unknown"
"""What a file is called that no dataset claims."""


def redact(summary: Summary, catalogue: Catalogue) -> Summary:
    """The same counts and verdicts; nothing in them comes from the member's own words."""
    paths = _paths([file.reading for file in summary.files], catalogue)
    readings = tuple(
        _reading(file.reading, path) for file, path in zip(summary.files, paths, strict=True)
    )
    export = structs.replace(
        summary.export,
        sources=tuple(ExportSource("", one.sha256, one.bytes) for one in summary.export.sources),
        files=readings,
    )
    recipients = tuple(
        structs.replace(one, files=_files(one.files, readings)) for one in summary.recipients
    )
    return structs.replace(
        summary,
        export=export,
        files=_files(summary.files, readings),
        recipients=recipients,
        redacted=True,
    )


def without_hashes(summary: Summary) -> Summary:
    """The same without the sums of archives, by which summaries of one member can be linked."""
    sources = tuple(ExportSource(one.name, "", one.bytes) for one in summary.export.sources)
    return structs.replace(summary, export=structs.replace(summary.export, sources=sources))


def _paths(readings: Sequence[FileReading], catalogue: Catalogue) -> list[str]:
    """`Articles/3.html`, `unknown/1.csv`: counted by archive, in the order of its entries."""
    counted: dict[tuple[int, str], int] = {}
    paths = []
    for reading in readings:
        name, extension = catalogue.plain_name(reading.path)
        if reading.dataset is None or not name:
            name = UNKNOWN
        key = (reading.source, name)
        counted[key] = counted.get(key, 0) + 1
        paths.append(f"{name}/{counted[key]}{extension}")
    return paths


def _reading(reading: FileReading, path: str) -> FileReading:
    headers = _headers(reading.headers, reading.dataset)
    layout = reading.layout
    if layout is not None:
        layout = dataclasses.replace(layout, headers=headers)
    return dataclasses.replace(reading, path=path, headers=headers, layout=layout)


def _headers(headers: Sequence[str], dataset: Dataset | None) -> tuple[str, ...]:
    return tuple(_header(header, at, dataset) for at, header in enumerate(headers, 1))


def _header(header: str, at: int, dataset: Dataset | None) -> str:
    """The header in the catalogue's own spelling; a number for one that it does not know."""
    if not header.strip():
        return ""
    column = dataset.column(header) if dataset is not None else None
    if column is None:
        return f"unknown column {at}"
    names = (column.name, *column.aliases)
    return next(name for name in names if header_key(name) == header_key(header))


def _files(files: Sequence[JudgedFile], readings: Sequence[FileReading]) -> tuple[JudgedFile, ...]:
    return tuple(
        structs.replace(
            file,
            reading=reading,
            columns=tuple(
                structs.replace(column, name=name)
                for column, name in zip(file.columns, reading.headers, strict=True)
            ),
        )
        for file, reading in zip(files, readings, strict=True)
    )
