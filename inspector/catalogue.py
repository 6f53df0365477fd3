"""The catalogue: which entry of an export is which dataset, with its columns and dialect.

Read from `schemas/catalogue.toml`, `schemas/dates.toml` and `schemas/datasets/*.toml`.
Loading is strict: unknown keys, unknown columns and ambiguous names are refused
(`SchemaError`). Facts about LinkedIn's files live in those files alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

import msgspec

from inspector import shipped
from inspector.errors import SchemaError
from inspector.knowledge import decode

Role = Literal["text", "date", "url", "id", "enum", "number", "email", "phone", "ip", "device"]
Category = Literal[
    "profile", "posts", "comments", "articles", "resumes", "applications", "messages",
    "ai_prompts", "groups_and_polls", "network", "activity", "jobs", "learning", "media",
    "ads", "account", "payments", "services", "other",
]  # fmt: skip
Author = Literal["member", "others", "linkedin", "mixed"]


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of every structure read from TOML: unknown keys are errors."""


class DateFormat(_Strict, frozen=True, kw_only=True):
    """One way LinkedIn writes a date (docs/format.md, D1 to D14)."""

    id: str
    strptime: tuple[str, ...] = ()
    """chrono patterns, tried in order; a day is all that is kept."""
    extract: str | None = None
    """Regular expression whose first group is what the patterns parse."""
    epoch: Literal["milliseconds"] | None = None
    """Set where the date is a count since 1970 instead of a pattern."""


class Column(_Strict, frozen=True, kw_only=True):
    """One column of a dataset."""

    name: str
    role: Role
    aliases: tuple[str, ...] = ()
    """Other headers of the same column, of other years."""
    dates: tuple[str, ...] = ()
    """Ids of the date formats seen in it."""
    primary: bool = False
    """The one date that dates a record."""
    markup: Literal["html", "mixed"] | None = None
    """`html`: always markup. `mixed`: markup where it holds a tag, else plain text."""
    repairs: tuple[Literal["wrapped_line_breaks"], ...] = ()
    placeholders: tuple[str, ...] = ()
    """Cells that stand for nothing, beside the empty cell."""
    own_link: bool = False
    """The address of the item itself, where its author can edit or delete it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and those of other years."""
        return (self.name, *self.aliases)


class Condition(_Strict, frozen=True, kw_only=True):
    """A test on one cell of a record; exactly one of the tests is given."""

    column: str
    equals: tuple[str, ...] | None = None
    matches: str | None = None
    empty: bool | None = None


class State(_Strict, frozen=True, kw_only=True):
    """A named condition of a record on which texts may turn, such as a draft.

    A record has the first state whose conditions all hold, or none (`""`).
    """

    id: str
    when: tuple[Condition, ...]
    label: str


class Authorship(_Strict, frozen=True, kw_only=True):
    """Who wrote the records that meet all conditions."""

    who: Literal["member", "others", "linkedin"]
    when: tuple[Condition, ...]


class Correspondence(_Strict, frozen=True, kw_only=True):
    """Columns by which is told who wrote to whom."""

    sender: str
    sender_link: str | None = None
    recipients: str | None = None
    recipient_links: str | None = None
    hidden: tuple[str, ...] = ()
    """What stands for a sender whose name is not shown."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column named."""
        named = (self.sender, self.sender_link, self.recipients, self.recipient_links)
        return tuple(column for column in named if column is not None)


class Dialect(_Strict, frozen=True, kw_only=True):
    """How the table of a dataset strays from plain quoted CSV."""

    escape: Literal["backslash"] | None = None
    record_start: str | None = None
    """Regular expression that the whole first cell of a record matches."""
    continues: str | None = None
    """Column that lines belong to whose first cell is no record start."""
    split: Literal["first"] | None = None
    """Where commas are not quoted: only the first separator of a line separates."""


class Extraction(_Strict, frozen=True, kw_only=True):
    """One column of an article: the first CSS selector that matches gives the value."""

    column: str
    select: tuple[str, ...]
    attribute: str | None = None
    pattern: str | None = None
    """Regular expression; its first group is the value (no match: empty)."""
    every: bool = False
    """Take all elements that the selector matches, not only the first."""


class Blocks(_Strict, frozen=True, kw_only=True):
    """A plain-text file of `key: value` lines."""

    context: tuple[str, ...]
    """Keys whose values hold for the records below them."""
    records: tuple[str, ...]
    """Keys that make a record each."""
    empty: str
    """The line that stands in a file without records."""


class Files(_Strict, frozen=True, kw_only=True):
    """Names under which a dataset is found, and the reader they need."""

    names: tuple[str, ...] = ()
    """File names without extension; the first is LinkedIn's newest. `*` may end one."""
    paths: str | None = None
    """Regular expression on the whole path, for datasets of many files."""
    public: str = ""
    """What such files are called together where their own names may tell something."""
    format: Literal["table", "article", "blocks"] = "table"


class Dataset(_Strict, frozen=True, kw_only=True, dict=True):
    """A kind of entry the catalogue knows."""

    id: str
    title: str
    category: Category
    author: Author
    """Who wrote the records; `mixed`: told record by record, where it can be told."""
    files: tuple[Files, ...]
    columns: tuple[Column, ...] = ()
    states: tuple[State, ...] = ()
    authors: tuple[Authorship, ...] = ()
    """Records whose author their own cells tell; the first that holds counts."""
    correspondence: Correspondence | None = None
    """For records that `authors` leaves open."""
    dialect: Dialect = msgspec.field(default_factory=Dialect)
    repeats: bool = False
    """LinkedIn writes the same row several times: identical rows are merged."""
    single: bool = False
    """One record describes the member; with other words it is the same record, changed."""
    claimed: bool = False
    """Known by name only: its header was never seen, so any column is accepted."""
    complete_only: bool = False
    """Seen only in the Complete archive."""
    extract: tuple[Extraction, ...] = ()
    blocks: Blocks | None = None
    note: str = ""

    def column(self, header: str) -> Column | None:
        """The column a header names, or None for one never seen."""
        index = self._index
        return index[header] if header in index else index.get(header_key(header))

    @cached_property
    def _index(self) -> Mapping[str, Column]:
        """Columns by their names as written, and for comparison."""
        named = [(name, column) for column in self.columns for name in column.names]
        return dict(named) | {header_key(name): column for name, column in named}

    @property
    def primary_date(self) -> Column | None:
        """The column that dates a record."""
        return next((column for column in self.columns if column.primary), None)

    @property
    def state_ids(self) -> tuple[str, ...]:
        """Every state a record may have, the nameless one first."""
        return ("", *dict.fromkeys(state.id for state in self.states))


class Signature(_Strict, frozen=True, kw_only=True):
    """First bytes of a kind of file that is no table."""

    hex: str
    what: str
    status: Literal["ignored", "unreadable"]


class MemberLink(_Strict, frozen=True, kw_only=True):
    """A column that holds the member's own address in records that meet all conditions."""

    dataset: str
    column: str
    when: tuple[Condition, ...]


class LinkSpelling(_Strict, frozen=True, kw_only=True):
    """A part of an address that may be written otherwise and leads to the same place."""

    matches: str
    """Regular expression."""
    means: str


class Naming(_Strict, frozen=True, kw_only=True):
    """Rules on names that hold for every dataset (`schemas/catalogue.toml`)."""

    part: str
    member_id: str
    copy: str
    export_name: str
    debris: tuple[str, ...]
    """Regular expressions of entries an operating system leaves in archives."""
    media: tuple[str, ...]
    """Extensions of pictures and films, which are listed but not read."""
    tables: tuple[str, ...]
    """Extensions read as tables when no dataset claims the entry."""
    signatures: tuple[Signature, ...]
    member_name: tuple[str, ...]
    """Dataset and columns that give the member's own name."""
    member_location: tuple[str, ...]
    """Dataset and columns from which a region may be told."""
    member_links: tuple[MemberLink, ...] = ()
    """Where the address of the member's own profile stands."""
    link_spellings: tuple[LinkSpelling, ...] = ()
    """How addresses are made alike before two exports are compared, in this order."""


class Catalogue:
    """Every dataset, and the way from an entry's path to one of them."""

    def __init__(
        self, naming: Naming, dates: Sequence[DateFormat], datasets: Sequence[Dataset]
    ) -> None:
        self.naming = naming
        self.dates: Mapping[str, DateFormat] = {date.id: date for date in dates}
        self.datasets: Mapping[str, Dataset] = {dataset.id: dataset for dataset in datasets}
        self._exact: dict[str, tuple[Dataset, Files]] = {}
        self._folded: dict[str, list[tuple[Dataset, Files]]] = {}
        self._prefixes: list[tuple[str, Dataset, Files]] = []
        self._paths: list[tuple[re.Pattern[str], Dataset, Files]] = []
        for dataset in datasets:
            for files in dataset.files:
                self._index(dataset, files)
        self._suffixes = re.compile(f"(?:{naming.part}|{naming.member_id}|{naming.copy})$")
        self._debris = re.compile("|".join(f"(?:{one})" for one in naming.debris))
        after = f"(?:{naming.part}|{naming.copy})*(?:\\.[^./]*)*(?:/|$)"
        self._member_id = re.compile(f"(?:{naming.member_id})(?={after})")

    def _index(self, dataset: Dataset, files: Files) -> None:
        if files.paths is not None:
            self._paths.append((re.compile(files.paths), dataset, files))
        for name in files.names:
            if name.endswith("*"):
                self._prefixes.append((name_key(name[:-1]), dataset, files))
            elif name in self._exact:
                raise SchemaError(f"catalogue: two datasets claim the name {name!r}")
            else:
                self._exact[name] = (dataset, files)
                self._folded.setdefault(name_key(name), []).append((dataset, files))

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
        candidates = [stem]
        while (shorter := self._suffixes.sub("", candidates[-1])) != candidates[-1]:
            candidates.append(shorter)
        for name in candidates:
            if name in self._exact:
                return self._exact[name]
        for name in candidates:
            if found := self._folded.get(name_key(name)):
                return found[0]
        for prefix, dataset, files in self._prefixes:
            if name_key(stem).startswith(prefix):
                return dataset, files
        return None

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

    def bare_name(self, path: str) -> str:
        """A file's name for comparison: without folders, extension, member id, part or copy."""
        stem = split_extension(self.public_path(path).rsplit("/", 1)[-1])[0]
        while (shorter := self._suffixes.sub("", stem)) != stem:
            stem = shorter
        return name_key(stem)

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


def split_extension(name: str) -> tuple[str, str]:
    """`Shares.csv` → (`Shares`, `.csv`)."""
    stem, dot, extension = name.rpartition(".")
    return (stem, dot + extension) if dot and stem else (name, "")


def name_key(name: str) -> str:
    """A file name for comparison: no case, spaces or underscores."""
    return re.sub(r"[\s_]+", "", name).casefold()


def header_key(header: str) -> str:
    """A column header for comparison: no case, no space around it."""
    return header.strip().strip("\ufeff").casefold()


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Catalogue:
    """Read and check the catalogue (`folder`: default, the one that ships)."""
    root = folder or shipped.schemas()
    naming = decode(root / "catalogue.toml", Naming)
    dates = decode(root / "dates.toml", _Dates).formats
    datasets = [decode(path, Dataset) for path in sorted((root / "datasets").glob("*.toml"))]
    known_dates = {date.id for date in dates}
    for dataset in datasets:
        _check(dataset, known_dates)
    if len({dataset.id for dataset in datasets}) != len(datasets):
        raise SchemaError("catalogue: two files describe the same dataset")
    catalogue = Catalogue(naming, dates, datasets)
    _check_naming(naming, catalogue)
    return catalogue


def _check_naming(naming: Naming, catalogue: Catalogue) -> None:
    if naming.member_location[0] != naming.member_name[0]:
        raise SchemaError("catalogue: name and location of the member stand in one dataset")
    named = [
        (one[0], column)
        for one in (naming.member_name, naming.member_location)
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


class _Dates(_Strict, frozen=True, kw_only=True):
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
    named = [c.column for state in dataset.states for c in state.when]
    named += [c.column for rule in dataset.authors for c in rule.when]
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
    conditions = [(f"state {state.id}", c) for state in dataset.states for c in state.when]
    conditions += [(f"author {rule.who}", c) for rule in dataset.authors for c in rule.when]
    for where, condition in conditions:
        tests = (condition.equals, condition.matches, condition.empty)
        if sum(test is not None for test in tests) != 1:
            refuse(f"{where}: a condition needs exactly one test")
    for files in dataset.files:
        if bool(files.paths) != bool(files.public):
            refuse("files that are told by their paths need a name to be called by, and only they")
    for pattern in (dataset.dialect.record_start, *(files.paths for files in dataset.files)):
        if pattern is not None:
            re.compile(pattern)
    for extraction in dataset.extract:
        if extraction.pattern is not None:
            re.compile(extraction.pattern)
