"""What an export is by its archives: its day, its kind, whose profile it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from inspector.archive import Archive
from inspector.authors import Owner, link_key, spellings
from inspector.catalogue import Catalogue
from inspector.entry_reader import Batch, FileReading
from inspector.reading import read
from inspector.states import cell_of, meets

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


def owner_of(archives: Sequence[Archive], catalogue: Catalogue) -> Owner:
    """Whose export it is, by its profile and by what names both ends."""
    naming = catalogue.naming
    dataset, *columns = naming.member_name
    names, locations = [], []
    for profile in _first_records(archives, catalogue, dataset):
        name = " ".join(profile.get(column, "").strip() for column in columns).strip()
        names += [name] if name else []
        told = (profile.get(column, "") for column in naming.member_location[1:])
        locations += [location for location in told if location]
    found = {spellings(link)[-1] for link in _links(archives, catalogue) if link}
    link = found.pop() if len(found) == 1 else None
    return Owner(tuple(dict.fromkeys(names)), link, tuple(locations))


def _links(archives: Sequence[Archive], catalogue: Catalogue) -> Iterator[str]:
    """Every address that stands where the member's own would."""
    rules = catalogue.naming.member_links
    for dataset in dict.fromkeys(rule.dataset for rule in rules):
        for batch in _batches(archives, catalogue, dataset):
            known, layout = catalogue.datasets[dataset], batch.layout
            for rule in rules:
                cell = cell_of(rule.column, known, layout)
                holds = meets(rule.when, known, layout)
                if rule.dataset == dataset and cell is not None and holds is not None:
                    found = batch.frame.filter(holds).select(link_key(cell).alias("link"))
                    yield from found["link"].unique().to_list()


def _first_records(
    archives: Sequence[Archive], catalogue: Catalogue, dataset: str
) -> Iterator[dict[str, str]]:
    """The first record of each file of a dataset, by column, the newest archive's first."""
    told: set[tuple[int, str]] = set()
    for batch in _batches(archives, catalogue, dataset):
        if (batch.source, batch.path) in told:
            continue
        told.add((batch.source, batch.path))
        row = batch.frame.row(0, named=True)
        columns = zip(batch.layout.names, batch.layout.columns, strict=True)
        yield {column.name: row[name] for name, column in columns if column is not None}


def _batches(archives: Sequence[Archive], catalogue: Catalogue, dataset: str) -> Iterator[Batch]:
    """The records of every file of a dataset, the newest archive's first; nothing is counted."""

    def day(archive: Archive) -> dt.date:
        return exported_on(archive, catalogue) or dt.date.min

    for number, archive in enumerate(sorted(archives, key=day, reverse=True)):
        for entry in archive.entries:
            matched = catalogue.match(entry.path)
            if catalogue.is_debris(entry.path) or not matched or matched[0].id != dataset:
                continue
            batches: list[Batch] = []
            alone = replace(archive, entries=(entry.uncounted(),))
            read([alone], catalogue, batches.append, is_counted=False)
            yield from (replace(batch, source=number) for batch in batches)


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
