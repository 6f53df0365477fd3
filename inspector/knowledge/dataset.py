"""What the catalogue knows of a kind of entry: its names, columns, dates, dialect.

Structures of `schemas/catalogue.toml`, `schemas/dates.toml` and `schemas/datasets/*.toml`; how
an entry finds its dataset is in `catalogue`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

import msgspec

from inspector.knowledge.schema import Strict

Role = Literal["text", "date", "url", "id", "enum", "number", "email", "phone", "ip", "device"]
Category = Literal[
    "profile", "posts", "comments", "articles", "resumes", "applications", "messages",
    "ai_prompts", "groups_and_polls", "network", "activity", "jobs", "learning", "media",
    "ads", "account", "payments", "services", "other",
]  # fmt: skip
DayOrder = Literal["month_first", "day_first"]
DatasetAuthor = Literal["member", "others", "linkedin", "mixed"]


FIRST_NUMBER = r"(\d{1,2})/"
"""How the regular expression of dates in numbers begins."""


class DateFormat(Strict, frozen=True, kw_only=True):
    """One way LinkedIn writes a date (docs/format.md, D1 to D15)."""

    id: str
    strptime: tuple[str, ...] = ()
    """chrono patterns, tried in order; a day is all that is kept."""
    extract: str | None = None
    """Regular expression whose first group is what the patterns parse."""
    epoch: Literal["milliseconds"] | None = None
    """Set where the date is a count since 1970 instead of a pattern."""
    numbers: str | None = None
    """Regular expression of the whole cell, which begins with `FIRST_NUMBER`; its two groups are
    month and day, in the order that the whole column tells."""
    month_first: tuple[str, ...] = ()
    day_first: tuple[str, ...] = ()
    """chrono patterns for either order."""

    def of_order(self, order: DayOrder | None) -> DateFormat | None:
        """The format where the order is known; None where it needs one that is not."""
        if self.numbers is None:
            return self
        if order is None:
            return None
        return DateFormat(id=self.id, strptime=getattr(self, order))


class Column(Strict, frozen=True, kw_only=True):
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


class Condition(Strict, frozen=True, kw_only=True):
    """A test on one cell of a record; exactly one of the tests is given."""

    column: str
    equals: tuple[str, ...] | None = None
    matches: str | None = None
    empty: bool | None = None


class State(Strict, frozen=True, kw_only=True):
    """A named condition of a record on which texts may turn, such as a draft.

    A record has the first state whose conditions all hold, or none (`""`).
    """

    id: str
    when: tuple[Condition, ...]
    label: str
    in_group: bool = False
    """Whether the record stands in a group (docs/groups.md)."""


class Authorship(Strict, frozen=True, kw_only=True):
    """Who wrote the records that meet all conditions."""

    who: Literal["member", "others", "linkedin"]
    when: tuple[Condition, ...]


class Correspondence(Strict, frozen=True, kw_only=True):
    """Columns by which is told who wrote to whom."""

    sender: str
    sender_link: str | None = None
    recipients: str | None = None
    recipient_links: str | None = None
    hidden: tuple[str, ...] = ()
    """What stands for a sender whose name is not shown."""
    nameless: bool = False
    """Where no sender is named, the recipient tells all the same."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column named."""
        named = (self.sender, self.sender_link, self.recipients, self.recipient_links)
        return tuple(column for column in named if column is not None)


class RepeatsText(Strict, frozen=True, kw_only=True):
    """That a column repeats the text of another kind of file."""

    column: str
    dataset: str
    text: tuple[str, ...]
    """The column of that dataset, or several that make one text together."""
    apart: str = ""
    """What stands between several texts in one cell; empty: a cell is one text."""


class Dialect(Strict, frozen=True, kw_only=True):
    """How the table of a dataset strays from plain quoted CSV."""

    escape: Literal["backslash"] | None = None
    record_start: str | None = None
    """Regular expression that the whole first cell of a record matches."""
    continues: str | None = None
    """Column that lines belong to whose first cell is no record start."""
    continues_in: Literal["CRLF"] | None = None
    """The line ends of files in which LinkedIn writes so; in others it is said."""
    split: Literal["first"] | None = None
    """Where commas are not quoted: only the first separator of a line separates."""


class Extraction(Strict, frozen=True, kw_only=True):
    """One column of an article: the first CSS selector that matches gives the value."""

    column: str
    select: tuple[str, ...]
    attribute: str | None = None
    pattern: str | None = None
    """Regular expression; its first group is the value (no match: empty)."""
    every: bool = False
    """Take all elements that the selector matches, not only the first."""


class Blocks(Strict, frozen=True, kw_only=True):
    """A plain-text file of `key: value` lines."""

    context: tuple[str, ...]
    """Keys whose values hold for the records below them."""
    records: tuple[str, ...]
    """Keys that make a record each."""
    empty: str
    """The line that stands in a file without records."""


class Files(Strict, frozen=True, kw_only=True):
    """Names under which a dataset is found, and the reader they need."""

    names: tuple[str, ...] = ()
    """File names without extension; the first is LinkedIn's newest. `*` may end one."""
    paths: str | None = None
    """Regular expression on the whole path, for datasets of many files."""
    holds: str | None = None
    """Words in a page that tell it, wherever it lies, for datasets of many files."""
    extensions: tuple[str, ...] = ()
    """Of pages that are told by what they hold."""
    public: str = ""
    """What such files are called together where their own names may tell something."""
    format: Literal["table", "article", "blocks"] = "table"


class Dataset(Strict, frozen=True, kw_only=True, dict=True):
    """A kind of entry the catalogue knows."""

    id: str
    title: str
    category: Category
    author: DatasetAuthor
    """Who wrote the records; `mixed`: told record by record, where it can be told."""
    files: tuple[Files, ...]
    columns: tuple[Column, ...] = ()
    states: tuple[State, ...] = ()
    authors: tuple[Authorship, ...] = ()
    """Records whose author their own cells tell; the first that holds counts."""
    correspondence: Correspondence | None = None
    """For records that `authors` leaves open."""
    dialect: Dialect = msgspec.field(default_factory=Dialect)
    repeats_text: RepeatsText | None = None
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


class Signature(Strict, frozen=True, kw_only=True):
    """First bytes of a kind of file that is no table."""

    hex: str
    what: str
    status: Literal["ignored", "unreadable"]


class MemberLink(Strict, frozen=True, kw_only=True):
    """A column that holds the member's own address in records that meet all conditions."""

    dataset: str
    column: str
    when: tuple[Condition, ...]


class LinkSpelling(Strict, frozen=True, kw_only=True):
    """A part of an address that may be written otherwise and leads to the same place."""

    matches: str
    """Regular expression."""
    means: str


class Naming(Strict, frozen=True, kw_only=True):
    """Rules on names that hold for every dataset (`schemas/catalogue.toml`)."""

    part: str
    member_id: str
    copies: tuple[str, ...]
    """Ends of names of copies."""
    copied: tuple[str, ...]
    """Beginnings of names of copies."""
    export_name: str
    debris: tuple[str, ...]
    """Regular expressions of entries an operating system leaves in archives."""
    withheld: tuple[str, ...]
    """What LinkedIn writes in place of words that it does not give out; each a whole cell."""
    media: tuple[str, ...]
    """Extensions of pictures and films, which are listed but not read."""
    tables: tuple[str, ...]
    """Extensions read as tables when no dataset claims the entry."""
    signatures: tuple[Signature, ...]
    member_name: tuple[str, ...]
    """Dataset and columns that give the member's own name."""
    member_location: tuple[str, ...]
    """Dataset and columns from which a region may be told."""
    member_registration: tuple[str, str]
    """Dataset and column that tell when the member registered."""
    member_links: tuple[MemberLink, ...] = ()
    """Where the address of the member's own profile stands."""
    link_spellings: tuple[LinkSpelling, ...] = ()
    """How addresses are made alike before two exports are compared, in this order."""


def header_key(header: str) -> str:
    """A column header for comparison: no case, no space around it."""
    return header.strip().strip("\ufeff").casefold()
