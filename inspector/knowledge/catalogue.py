"""The catalogue: which entry of an export is which dataset, with its columns and dialect.

Read from `schemas/catalogue.toml`, `schemas/dates.toml` and `schemas/datasets/*.toml`.
Loading is strict: unknown keys, unknown columns and ambiguous names are refused
(`SchemaError`). Facts about LinkedIn's files live in those files alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge.dataset import (
    FIRST_NUMBER,
    Column,
    Dataset,
    DateFormat,
    DayOrder,
    Files,
    Naming,
    Signature,
    header_key,
)
from inspector.knowledge.schema import Strict, decode


class Catalogue:
    """Every dataset, and the way from an entry's path to one of them."""

    def __init__(
        self,
        naming: Naming,
        dates: Sequence[DateFormat],
        datasets: Sequence[Dataset],
        earliest: dt.date,
    ) -> None:
        """`earliest`: the day before which no record of LinkedIn can be."""
        self.naming = naming
        self.earliest = earliest
        self.dates: Mapping[str, DateFormat] = {date.id: date for date in dates}
        self.datasets: Mapping[str, Dataset] = {dataset.id: dataset for dataset in datasets}
        self._exact: dict[str, tuple[Dataset, Files]] = {}
        self._folded: dict[str, tuple[Dataset, Files]] = {}
        self._prefixes: list[tuple[str, Dataset, Files]] = []
        self._paths: list[tuple[re.Pattern[str], Dataset, Files]] = []
        self._held: list[tuple[Dataset, Files]] = []
        for dataset in datasets:
            for files in dataset.files:
                self._index(dataset, files)
        copies = "|".join(naming.copies)
        self._suffixes = re.compile(f"(?:{naming.part}|{naming.member_id}|{copies})$")
        self._copies = re.compile(f"(?:{naming.member_id}|{copies})$")
        self._copied = re.compile(f"^(?:{'|'.join(naming.copied)})")
        self._debris = re.compile("|".join(f"(?:{one})" for one in naming.debris))
        # A sign is never read in another way: what could be read in two, in a row, had no end.
        after = f"(?:{naming.part}|{copies})*+(?:\\.[^./]*)*+(?:/|$)"
        self._member_id = re.compile(f"(?:{naming.member_id})(?={after})")

    def _index(self, dataset: Dataset, files: Files) -> None:
        if files.paths is not None:
            self._paths.append((re.compile(files.paths), dataset, files))
        if files.holds is not None:
            self._held.append((dataset, files))
        for name in files.names:
            if name.endswith("*"):
                self._prefixes.append((name_key(name[:-1]), dataset, files))
            elif name in self._exact:
                raise SchemaError(f"catalogue: two datasets claim the name {name!r}")
            else:
                self._exact[name] = (dataset, files)
                self._folded.setdefault(name_key(name), (dataset, files))

    def forms(self, column: Column, order: DayOrder | None = None) -> tuple[DateFormat, ...]:
        """The formats of a date column whose cells stand in an order of day and month, if told."""
        found = (self.dates[one].of_order(order) for one in column.dates)
        return tuple(form for form in found if form is not None)

    def match(self, path: str) -> tuple[Dataset, Files] | None:
        """The dataset of an entry and the reader it needs, or None.

        The exact name wins; else names are compared without case, spaces and underscores,
        after a part number, a member id or a copy number at the end is taken off
        (docs/format.md, Q13).
        """
        for pattern, dataset, files in self._paths:
            if pattern.search(path):
                return dataset, files
        stem, extension = split_extension(path.rsplit("/", 1)[-1])
        if extension.lower() not in self.naming.tables:
            return None
        candidates: list[str] = []
        for shorter in (stem, self._copied.sub("", stem)):
            while shorter not in candidates and len(candidates) < _SIGNS:
                candidates.append(shorter)
                shorter = self._suffixes.sub("", shorter)
        for name in candidates:
            if name in self._exact:
                return self._exact[name]
        for name in candidates:
            if found := self._folded.get(name_key(name)):
                return found
        for prefix, dataset, files in self._prefixes:
            if name_key(stem).startswith(prefix):
                return dataset, files
        return None

    def told_within(self, path: str) -> tuple[tuple[Dataset, Files], ...]:
        """What a page may be by what it holds, where its path does not tell."""
        extension = split_extension(path.rsplit("/", 1)[-1])[1].lower()
        return tuple(one for one in self._held if extension in one[1].extensions)

    def plain_name(self, path: str) -> tuple[str, str]:
        """What LinkedIn calls files of this kind, and the extension; both `""` if unknown.

        Nothing of it comes from the path itself, which may hold names and titles.
        """
        extension = split_extension(path.rsplit("/", 1)[-1])[1].lower()
        matched = self.match(path)
        if matched is None:
            return "", extension if extension in (*self.naming.tables, *self.naming.media) else ""
        files = matched[1]
        if files.paths is not None:
            return files.public, extension
        names = [name.rstrip("*") for name in files.names]
        key = name_key(split_extension(path.rsplit("/", 1)[-1])[0])
        found = [name for name in names if key.startswith(name_key(name))]
        return max(found, key=len, default=names[0]), extension

    def public_path(self, path: str) -> str:
        """The path as it may be shown: valid text, without the member id of newer exports."""
        text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return self._member_id.sub("", text)

    def member_number(self, path: str) -> str | None:
        """The member's number in the name of a file of a known dataset, if it holds one."""
        matched = self.match(path)
        if matched is None or matched[1].paths is not None:
            return None
        found = self._member_id.search(path.rsplit("/", 1)[-1])
        return found.group().strip("_") if found else None

    def copy_key(self, path: str) -> tuple[str, str] | None:
        """What a file has in common with its copies: its kind, and its name without folders, member
        id and signs of a copy; parts stay apart. None for what is not read."""
        stem, _ = split_extension(path.rsplit("/", 1)[-1])
        matched = self.match(path)
        is_read = self.is_table_name(path) or bool(self.told_within(path))
        if matched is None and not is_read:
            return None
        stem = _bare(self._copied.sub("", stem), self._copies)
        return (matched[0].id if matched else ""), name_key(stem)

    def bare_name(self, path: str) -> str:
        """A file's name for comparison: without folders, extension, member id, part or copy."""
        stem = split_extension(self.public_path(path).rsplit("/", 1)[-1])[0]
        return name_key(_bare(self._copied.sub("", stem), self._suffixes))

    def is_debris(self, path: str) -> bool:
        """True for what an operating system or an archiver left behind."""
        return self._debris.search(path) is not None

    def is_media(self, path: str) -> bool:
        """True for pictures and films, which hold no words."""
        return split_extension(path)[1].lower() in self.naming.media

    def is_table_name(self, path: str) -> bool:
        """True where an entry that no dataset claims is still read as a table."""
        return split_extension(path.rsplit("/", 1)[-1])[1].lower() in self.naming.tables

    def signature(self, head: bytes) -> Signature | None:
        """What the first bytes betray, if they are those of something else than text."""
        for signature in self.naming.signatures:
            if head.startswith(bytes.fromhex(signature.hex)):
                return signature
        return None


_SIGNS = 16
"""Signs of a part, a member id or a copy that are taken off a name, one after the other."""


def _bare(stem: str, signs: re.Pattern[str]) -> str:
    """A name without what stands at its end."""
    for _ in range(_SIGNS):
        if (shorter := signs.sub("", stem)) == stem:
            break
        stem = shorter
    return stem


def split_extension(name: str) -> tuple[str, str]:
    """`Shares.csv` → (`Shares`, `.csv`)."""
    stem, dot, extension = name.rpartition(".")
    return (stem, dot + extension) if dot and stem else (name, "")


def name_key(name: str) -> str:
    """A file name for comparison: no case, spaces or underscores."""
    return re.sub(r"[\s_]+", "", name).casefold()


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Catalogue:
    """Read and check the catalogue (`folder`: default, the one that ships)."""
    root = folder or resources.schemas()
    naming = decode(root / "catalogue.toml", Naming)
    written = decode(root / "dates.toml", _Dates)
    for form in written.formats:
        if form.numbers is not None and not form.numbers.startswith(FIRST_NUMBER):
            raise SchemaError(f"dates: {form.id}: its numbers begin with {FIRST_NUMBER}")
    datasets = [decode(path, Dataset) for path in sorted((root / "datasets").glob("*.toml"))]
    known_dates = {date.id for date in written.formats}
    for dataset in datasets:
        _check(dataset, known_dates)
    if len({dataset.id for dataset in datasets}) != len(datasets):
        raise SchemaError("catalogue: two files describe the same dataset")
    catalogue = Catalogue(naming, written.formats, datasets, written.earliest)
    for dataset in datasets:
        if (one := dataset.repeats_text) is not None:
            source = catalogue.datasets.get(one.dataset)
            known = source is not None and one.text and all(map(source.column, one.text))
            if not known or not dataset.column(one.column):
                raise SchemaError(f"datasets/{dataset.id}: repeats_text names what is not there")
    _check_naming(naming, catalogue)
    return catalogue


def _check_naming(naming: Naming, catalogue: Catalogue) -> None:
    if naming.member_location[0] != naming.member_name[0]:
        raise SchemaError("catalogue: name and location of the member stand in one dataset")
    named = [
        (one[0], column)
        for one in (naming.member_name, naming.member_location, naming.member_registration)
        for column in one[1:]
    ]
    for link in naming.member_links:
        named += [
            (link.dataset, column)
            for column in (link.column, *(condition.column for condition in link.when))
        ]
    for dataset, column in named:
        known = catalogue.datasets.get(dataset)
        if known is None or known.column(column) is None:
            raise SchemaError(f"catalogue: no column {column!r} in a dataset {dataset!r}")


class _Dates(Strict, frozen=True, kw_only=True):
    earliest: dt.date
    formats: tuple[DateFormat, ...]


def _check(dataset: Dataset, known_dates: Iterable[str]) -> None:
    def refuse(why: str) -> None:
        raise SchemaError(f"datasets/{dataset.id}: {why}")

    keys = [header_key(n) for c in dataset.columns for n in (c.name, *c.aliases)]
    if len(set(keys)) != len(keys):
        refuse("a column name stands twice")
    if sum(column.primary for column in dataset.columns) > 1:
        refuse("more than one primary date")
    if sum(column.own_link for column in dataset.columns) > 1:
        refuse("more than one own link")
    for column in dataset.columns:
        if unknown := set(column.dates) - set(known_dates):
            refuse(f"column {column.name}: unknown date format {sorted(unknown)}")
        if column.dates and column.role != "date":
            refuse(f"column {column.name}: date formats on a column that is no date")
        if column.primary and not column.dates:
            refuse(f"column {column.name}: a primary date needs formats")
        if column.own_link and column.role != "url":
            refuse(f"column {column.name}: an own link on a column that is no link")
    conditions = [(f"state {state.id}", c) for state in dataset.states for c in state.when]
    conditions += [(f"author {rule.who}", c) for rule in dataset.authors for c in rule.when]
    named = [condition.column for _, condition in conditions]
    named += dataset.correspondence.columns if dataset.correspondence else ()
    named += [extraction.column for extraction in dataset.extract]
    if dataset.dialect.continues:
        named.append(dataset.dialect.continues)
        if not dataset.dialect.record_start:
            refuse("`continues` needs `record_start`")
    if dataset.blocks:
        named += [*dataset.blocks.context, *dataset.blocks.records]
    for name in named:
        if dataset.column(name) is None:
            refuse(f"unknown column {name!r}")
    for where, condition in conditions:
        tests = (condition.equals, condition.matches, condition.empty)
        if sum(test is not None for test in tests) != 1:
            refuse(f"{where}: a condition needs exactly one test")
    for files in dataset.files:
        if bool(files.paths or files.holds) != bool(files.public):
            refuse("files that no name tells need a name to be called by, and only they")
        if bool(files.holds) != bool(files.extensions):
            refuse("pages that are told by what they hold need their extensions, and only they")
    for pattern in (dataset.dialect.record_start, *(files.paths for files in dataset.files)):
        if pattern is not None:
            re.compile(pattern)
    for extraction in dataset.extract:
        if extraction.pattern is not None:
            re.compile(extraction.pattern)
