"""What an export is by its archives: its day, its kind, whose profile it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from inspector.ahead import WORTH
from inspector.archive import Archive
from inspector.authors import Owner, spellings
from inspector.catalogue import Catalogue
from inspector.entry_reader import Batch, FileReading
from inspector.headers import Layout
from inspector.reading import read
from inspector.row_kinds import Row, link_key_of, meets
from inspector.states import position_of

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
        known = catalogue.datasets[dataset]
        mine = [rule for rule in rules if rule.dataset == dataset]
        for rows, layout in _records(archives, catalogue, dataset):
            for rule in mine:
                position = position_of(rule.column, known, layout)
                holds = meets(rule.when, known, layout)
                if position is not None and holds is not None:
                    yield from {link_key_of(row[position]) for row in rows if holds(row)}


def _first_records(
    archives: Sequence[Archive], catalogue: Catalogue, dataset: str
) -> Iterator[dict[str, str]]:
    """The first record of each file of a dataset, by column, the newest archive's first."""
    for rows, layout in _records(archives, catalogue, dataset):
        pairs = zip(rows[0], layout.columns, strict=True)
        yield {column.name: cell for cell, column in pairs if column is not None}


def _records(
    archives: Sequence[Archive], catalogue: Catalogue, dataset: str
) -> Iterator[tuple[Sequence[Row], Layout]]:
    """The different records of each file of a dataset, the newest archive's first."""

    def day(archive: Archive) -> dt.date:
        return exported_on(archive, catalogue) or dt.date.min

    for archive in sorted(archives, key=day, reverse=True):
        for entry in archive.entries:
            matched = catalogue.match(entry.path)
            if catalogue.is_debris(entry.path) or not matched or matched[0].id != dataset:
                continue
            alone = replace(archive, entries=(entry.uncounted(),))
            found = _many(alone, catalogue) if entry.declared >= WORTH else _few(alone, catalogue)
            if found is not None:
                yield found


def _few(archive: Archive, catalogue: Catalogue) -> tuple[Sequence[Row], Layout] | None:
    """The records of the only file of an archive; None where it has none."""
    rows: list[Row] = []
    layouts: list[Layout] = []

    def take(some: Sequence[Row], layout: Layout) -> None:
        rows.extend(some)
        layouts.append(layout)

    read([archive], catalogue, on_rows=take)
    return (rows, layouts[0]) if rows else None


def _many(archive: Archive, catalogue: Catalogue) -> tuple[Sequence[Row], Layout] | None:
    """The same of a large file; only what may name the member, each once, the first one first."""
    naming = catalogue.naming
    links = (name for r in naming.member_links for name in (r.column, *(c.column for c in r.when)))
    asked = {*naming.member_name[1:], *naming.member_location[1:], *links}
    found: dict[Row, None] = {}
    layouts: list[Layout] = []

    def take(batch: Batch, /) -> None:
        import polars as pl

        columns = zip(batch.layout.names, batch.layout.columns, strict=True)
        told = [
            pl.col(name) if column is not None and column.name in asked else pl.lit("").alias(name)
            for name, column in columns
        ]
        found.update(dict.fromkeys(batch.frame.select(told).unique(maintain_order=True).rows()))
        layouts.append(batch.layout)

    read([archive], catalogue, take, is_counted=False)
    return (tuple(found), layouts[0]) if found else None


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
