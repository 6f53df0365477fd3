"""What an export is by its archives: its day, its kind, whose profile it holds."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from inspector.knowledge.catalogue import Catalogue
from inspector.reading.archive.entry import Archive
from inspector.reading.counts.author import NOBODY, Owner, link_key_of, spellings
from inspector.reading.counts.meter import Subject
from inspector.reading.counts.states import Row, position_of, row_meets
from inspector.reading.engine import FRAMES, ROWS
from inspector.reading.entry_reader import Context, EntryReader
from inspector.reading.file_reading import FileReading
from inspector.reading.intake import NOTHING, Known
from inspector.reading.reader import size_of
from inspector.reading.tables.header import Layout
from inspector.reading.tables.records import Rows
from inspector.reading.tables.repairs import mend_frame, mend_rows
from inspector.reading.threads import LARGE

if TYPE_CHECKING:
    from inspector.reading.tables.records import Records

LARGE_FILE = 1 << 20
"""Bytes of a file from which on it is read as one of many records, in an export that is large."""

MOST_LETTERS = 256
"""Characters of a name or place by which anything is told; a longer one is none."""
MOST_NAMES = 32
"""Names by which a member is known."""

ExportKind = Literal["complete", "basic", "partial", "unknown"]
ToldBy = Literal["name", "files"]


class Kind(NamedTuple):
    """Which kind of archive it is, and what tells it."""

    kind: ExportKind
    by: ToldBy


def exported_on(archive: Archive, catalogue: Catalogue) -> dt.date | None:
    """Day of the export: from the archive's name, else its newest entry."""
    for found in _named(archive, catalogue):
        if found["year"]:
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


def _named(archive: Archive, catalogue: Catalogue) -> Iterator[re.Match[str]]:
    """What names say of an export: its own, those of folders in it, and of the one it lies in."""
    folders = (part for entry in archive.entries for part in entry.path.split("/")[:-1])
    for name in dict.fromkeys((archive.name, archive.inner_name, *folders, archive.folder)):
        if found := re.search(catalogue.naming.export_name, name):
            yield found


def owner_of(archives: Sequence[Archive], catalogue: Catalogue) -> Owner:
    """Whose export it is, by its profile and by what names both ends."""
    naming = catalogue.naming
    dataset, *columns = naming.member_name
    names, locations = [], []
    for profile in first_records(archives, catalogue, dataset):
        name = " ".join(profile.get(column, "").strip() for column in columns).strip()
        names.append(name)
        locations += [profile.get(column, "") for column in naming.member_location[1:]]
    found = {spellings(link)[-1] for link in _links(archives, catalogue) if link}
    link = found.pop() if len(found) == 1 else None
    return Owner(_bounded(names), link, tuple(filter(_is_bounded, locations)))


def _bounded(names: Iterable[str]) -> tuple[str, ...]:
    """Names, each once, as far as they are looked for."""
    return tuple(islice(dict.fromkeys(filter(_is_bounded, names)), MOST_NAMES))


def _is_bounded(text: str) -> bool:
    return 0 < len(text) <= MOST_LETTERS


def _links(archives: Sequence[Archive], catalogue: Catalogue) -> Iterator[str]:
    """Every address that stands where the member's own would."""
    rules = catalogue.naming.member_links
    for dataset in dict.fromkeys(rule.dataset for rule in rules):
        known = catalogue.datasets[dataset]
        mine = [rule for rule in rules if rule.dataset == dataset]
        for rows, layout in _records(archives, catalogue, dataset):
            for rule in mine:
                position = position_of(rule.column, known, layout)
                holds = row_meets(rule.when, known, layout)
                if position is not None and holds is not None:
                    yield from {link_key_of(row[position]) for row in rows if holds(row)}


def first_records(
    archives: Sequence[Archive], catalogue: Catalogue, dataset: str
) -> Iterator[dict[str, str]]:
    """The first record of each file of a dataset, by column, the newest archive's first."""
    for rows, layout in _records(archives, catalogue, dataset, is_first_enough=True):
        pairs = zip(rows[0], layout.columns, strict=True)
        yield {column.name: cell for cell, column in pairs if column is not None}


def _records(
    archives: Sequence[Archive],
    catalogue: Catalogue,
    dataset: str,
    *,
    is_first_enough: bool = False,
) -> Iterator[tuple[Sequence[Row], Layout]]:
    """The records of each file of a dataset, the newest archive's first."""

    def day(archive: Archive) -> dt.date:
        return exported_on(archive, catalogue) or dt.date.min

    is_large = size_of(archives) >= LARGE
    for archive in sorted(archives, key=day, reverse=True):
        for entry in archive.entries:
            matched = catalogue.match(entry.path)
            if catalogue.is_debris(entry.path) or not matched or matched[0].id != dataset:
                continue
            engine = FRAMES if is_large and entry.declared >= LARGE_FILE else ROWS
            kept = _Kept(_asked(catalogue))
            engine = msgspec.structs.replace(engine, intake=kept.of)
            context = Context(catalogue, engine, lambda: NOBODY)
            reader = EntryReader(context, entry.uncounted())
            with closing(reader.steps()) as steps:
                for step in steps:
                    step.do()
                    if is_first_enough and kept.rows:
                        break
            if kept.layout is not None and kept.rows:
                yield kept.rows, kept.layout


class _Kept:
    """Takes the records of one file to have them, as far as they may name the member."""

    def __init__(self, asked: Collection[str]) -> None:
        """`asked`: columns; of frames only these are kept, and each record once."""
        self._asked = asked
        self.duplicates = self.withheld = 0
        self.rows: list[Row] = []
        self.layout: Layout | None = None

    def of(self, subject: Subject, known: Known) -> _Kept:
        """The same, once it is known of what."""
        assert known == NOTHING
        self.layout = subject.layout
        return self

    def take(self, records: Records) -> None:
        """Take records."""
        layout = self.layout
        assert layout is not None
        if isinstance(records, Rows):
            mend_rows(records.cells, layout)
            self.rows += records.cells
            return
        import polars as pl

        wanted = {
            name
            for name, column in zip(layout.names, layout.columns, strict=True)
            if column is not None and column.name in self._asked
        }
        told = (pl.col(name) if name in wanted else pl.lit("").alias(name) for name in layout.names)
        frame = mend_frame(records, layout).select(told)
        self.rows += frame.unique(maintain_order=True).rows()

    def measures(self) -> None:
        """Nothing is counted."""


def _asked(catalogue: Catalogue) -> set[str]:
    """The columns that may name the member."""
    naming = catalogue.naming
    links = (name for r in naming.member_links for name in (r.column, *(c.column for c in r.when)))
    told = (naming.member_name, naming.member_location, naming.member_registration)
    return {*links, *(column for _, *columns in told for column in columns)}


def kind_of(
    archives: Sequence[Archive], files: Sequence[FileReading], catalogue: Catalogue
) -> Kind:
    """By the names of archives and folders, else by the files that only the Complete one has."""
    first = (next(_named(archive, catalogue), None) for archive in archives)
    kinds = {found["kind"].lower() for found in first if found is not None}
    if "complete" in kinds:
        return Kind("complete", "name")
    if "basic" in kinds:
        return Kind("basic", "name")
    known = [file.dataset for file in files if file.dataset is not None]
    if not known:
        return Kind("unknown", "files")
    if not any(dataset.id == catalogue.naming.member_name[0] for dataset in known):
        return Kind("partial", "files")
    return Kind("complete" if any(one.complete_only for one in known) else "basic", "files")
