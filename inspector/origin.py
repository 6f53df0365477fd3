"""What an export is by its archives: its day, its kind, whose profile it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from inspector.archive import Archive
from inspector.catalogue import Catalogue
from inspector.reading import Batch, FileReading, read

Kind = Literal["complete", "basic", "partial", "unknown"]


def exported_on(archive: Archive, catalogue: Catalogue) -> dt.date | None:
    """Day of the export: from the archive's name, else its newest entry."""
    for name in (archive.name, archive.inner_name):
        if found := re.search(catalogue.naming.export_name, name):
            try:
                return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                continue
    times = [
        entry.modified
        for entry in archive.entries
        if entry.modified is not None and not catalogue.is_debris(entry.path)
    ]
    return max(times).date() if times else None


def first_records(
    archives: Sequence[Archive], catalogue: Catalogue, dataset: str
) -> Iterator[dict[str, str]]:
    """The first record of each file of a dataset, by column, the newest archive's first."""

    def day(archive: Archive) -> dt.date:
        return exported_on(archive, catalogue) or dt.date.min

    for archive in sorted(archives, key=day, reverse=True):
        for entry in archive.entries:
            matched = catalogue.match(entry.path)
            if catalogue.is_debris(entry.path) or not matched or matched[0].id != dataset:
                continue
            batches: list[Batch] = []
            read([replace(archive, entries=(entry.uncounted(),))], catalogue, batches.append)
            for batch in batches[:1]:
                row = batch.frame.row(0, named=True)
                columns = zip(batch.layout.names, batch.layout.columns, strict=True)
                yield {column.name: row[name] for name, column in columns if column is not None}


def kind_of(
    archives: Sequence[Archive], files: Sequence[FileReading], catalogue: Catalogue
) -> Kind:
    """By the archives' names, else by the files that only the Complete one has."""

    every = (name for archive in archives for name in (archive.name, archive.inner_name))
    names = [re.search(catalogue.naming.export_name, name) for name in every]
    kinds = {found["kind"].lower() for found in names if found}
    if "complete" in kinds:
        return "complete"
    if "basic" in kinds:
        return "basic"
    known = [file.dataset for file in files if file.dataset is not None]
    if not known:
        return "unknown"
    if not any(dataset.id == catalogue.naming.member_name[0] for dataset in known):
        return "partial"
    return "complete" if any(dataset.complete_only for dataset in known) else "basic"
