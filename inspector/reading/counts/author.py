"""Whose words a record holds: the member's, other people's, LinkedIn's, or not to be told.

For most datasets the catalogue knows it; for messages it is told by who sent them to whom, as
far as the export names its owner (docs/format.md, Q6). Nothing is concluded from a name or an
address that merely differs, for both change over the years: a sender is another person only where
the message was sent to the member. It is told twice with one result: of rows in plain Python, and
of frames in Polars.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import quote, unquote

from inspector.knowledge.dataset import Correspondence, Dataset
from inspector.reading.counts.states import Row, Test, meets, position_of, row_meets
from inspector.reading.tables.header import Layout
from inspector.reading.text.regex import BESIDE, SPACES, WHITE, compiled

if TYPE_CHECKING:
    import polars as pl

Author = Literal["member", "others", "linkedin", "unknown"]
AUTHORS: tuple[Author, ...] = get_args(Author)
_HOST = r"^(?:https?:)?//[^/]*/"
_QUESTION = r"[?#].*$"
_SPACES = re.compile(f"[{WHITE}]+")


@dataclass(frozen=True, slots=True)
class Owner:
    """The member as the export itself names them."""

    names: tuple[str, ...] = ()
    """Full names; several where archives of different years differ."""
    link: str | None = None
    """Address of their own profile as `link_key` has it, where the export shows only one."""
    locations: tuple[str, ...] = ()
    """Locations of the profile, the newest archive's first."""

    @property
    def is_known(self) -> bool:
        """Whether anybody's writing could be told by it."""
        return bool(self.names) or self.link is not None


NOBODY = Owner()
"""An owner of whom nothing is known."""


# Of rows


class RowAuthors:
    """Tells the authors of the records of one file, row by row."""

    def __init__(self, dataset: Dataset | None, layout: Layout, owner: Owner) -> None:
        self._rules: list[tuple[Author, Test]] = [
            (rule.who, test)
            for rule in (dataset.authors if dataset else ())
            if dataset is not None and (test := row_meets(rule.when, dataset, layout)) is not None
        ]
        self._usual: Author = "unknown"
        self._writer: Callable[[Row], Author] | None = None
        if dataset is not None and dataset.correspondence is not None:
            if owner.is_known:
                self._writer = _writer(dataset.correspondence, dataset, layout, owner)
        elif dataset is not None and dataset.author != "mixed":
            self._usual = dataset.author

    def of(self, rows: Sequence[Row]) -> Iterable[Author]:
        """Whose words each record holds."""
        if self._rules or self._writer is not None:
            return map(self._author, rows)
        return repeat(self._usual, len(rows))

    def _author(self, row: Row) -> Author:
        for author, holds in self._rules:
            if holds(row):
                return author
        return self._usual if self._writer is None else self._writer(row)


def _writer(
    letter: Correspondence, dataset: Dataset, layout: Layout, owner: Owner
) -> Callable[[Row], Author]:
    """The author of a letter by who sent it to whom."""
    asked = (letter.sender, letter.sender_link, letter.recipients, letter.recipient_links)
    places = [position_of(header, dataset, layout) for header in asked]
    names = frozenset(map(folded_name, owner.names))
    listed = in_lists(owner.names)
    mine = frozenset(spellings(owner.link)) if owner.link is not None else frozenset()
    nobody = frozenset(letter.hidden if letter.nameless else (*letter.hidden, ""))

    @cache
    def told(sender: str | None, link: str | None, to: str | None, to_links: str | None) -> Author:
        if mine and link is not None and link_key_of(link) in mine:
            return "member"
        if sender in nobody:
            return "unknown"
        not_mine = bool(link) and bool(mine)
        links = to_links.split(",") if to_links and mine else ()
        to_link = any(link_key_of(one) in mine for one in links)
        if not_mine and to_link:
            return "others"
        to_name = False
        if to:
            between = f",{folded_text(to)},"
            to_name = any(one in between for one in listed)
        if sender is not None and folded_text(sender) in names:
            return "unknown" if not_mine or to_name or to_link else "member"
        return "others" if to_name or to_link else "unknown"

    return lambda row: told(*(None if place is None else row[place] for place in places))


def in_lists(names: Iterable[str]) -> list[str]:
    """How names stand in a comma list with a comma around it; they may hold commas themselves."""
    folded_names = dict.fromkeys(map(folded_name, names))
    return [
        f",{before}{name}{behind},"
        for name in folded_names
        for before in ("", " ")
        for behind in ("", " ")
    ]


@lru_cache(maxsize=4096)
def folded_text(name: str) -> str:
    """A name for comparison: one space between words, no case."""
    if BESIDE.search(name):
        return _SPACES.sub(" ", name).strip(SPACES).lower()
    return " ".join(name.split()).lower()


@lru_cache(maxsize=4096)
def link_key_of(link: str) -> str:
    """A profile address for comparison: no case, host, question or slash at the end."""
    path = compiled(_HOST).sub("", link.lower().strip(SPACES), count=1)
    return compiled(_QUESTION).sub("", path, count=1).strip("/")


# Of frames


def author_of(dataset: Dataset | None, layout: Layout, owner: Owner) -> pl.Expr:
    """The author of a record (String, one of `AUTHORS`)."""
    import polars as pl

    if dataset is None:
        return pl.lit("unknown")
    chain = pl.lit("unknown" if dataset.author == "mixed" else dataset.author)
    if dataset.correspondence is not None:
        chain = correspondent(dataset.correspondence, dataset, layout, owner)
    for rule in reversed(dataset.authors):
        holds = meets(rule.when, dataset, layout)
        if holds is not None:
            chain = pl.when(holds).then(pl.lit(rule.who)).otherwise(chain)
    return chain


def correspondent(
    letter: Correspondence, dataset: Dataset, layout: Layout, owner: Owner
) -> pl.Expr:
    """The author of a letter by who sent it to whom (String, one of `AUTHORS`)."""
    import polars as pl

    def column(header: str | None) -> str | None:
        position = position_of(header, dataset, layout)
        return None if position is None else f"c{position}"

    sender, sender_link = column(letter.sender), column(letter.sender_link)
    recipients, recipient_links = column(letter.recipients), column(letter.recipient_links)
    tests: dict[str, tuple[str, pl.Expr]] = {}
    """What is asked of each value of a column."""
    if sender is not None and owner.names:
        mine = [folded_name(name) for name in owner.names]
        tests["mine_by_name"] = sender, folded(pl.col(sender)).is_in(mine)
    if sender_link is not None and owner.link is not None:
        tests["mine_by_link"] = (
            sender_link, link_key(pl.col(sender_link)).is_in(spellings(owner.link))
        )  # fmt: skip
    if recipients is not None and owner.names:
        between = pl.concat_str(pl.lit(","), folded(pl.col(recipients)), pl.lit(","))
        tests["to_name"] = recipients, between.str.contains_any(in_lists(owner.names))
    if recipient_links is not None and owner.link is not None:
        links = pl.col(recipient_links).str.split(",").list.eval(link_key(pl.element()))
        mine_among = links.list.set_intersection(spellings(owner.link)).list.len() > 0
        tests["to_link"] = recipient_links, mine_among
    if not tests:
        return pl.lit("unknown")

    def flag(name: str) -> pl.Expr:
        return pl.col(name) if name in tests else pl.lit(False)

    mine_by_name, mine_by_link = flag("mine_by_name"), flag("mine_by_link")
    to_name, to_link = flag("to_name"), flag("to_link")
    nobody = list(letter.hidden) if letter.nameless else [*letter.hidden, ""]
    hidden = pl.col(sender).is_in(nobody) if sender is not None else pl.lit(False)
    not_mine = pl.lit(False)
    if sender_link is not None and "mine_by_link" in tests:
        not_mine = (pl.col(sender_link) != "") & ~mine_by_link
    author = (
        pl.when(mine_by_link)
        .then(pl.lit("member"))
        .when(hidden)
        .then(pl.lit("unknown"))
        .when(not_mine & to_link)
        .then(pl.lit("others"))
        .when(mine_by_name & (not_mine | to_name | to_link))
        .then(pl.lit("unknown"))
        .when(mine_by_name)
        .then(pl.lit("member"))
        .when(to_name | to_link)
        .then(pl.lit("others"))
        .otherwise(pl.lit("unknown"))
    )

    def told(letters: pl.Series) -> pl.Series:
        frame = letters.struct.unnest()
        flags = (_held(frame[name], test).alias(flag) for flag, (name, test) in tests.items())
        return frame.with_columns(*flags).select(author).to_series()

    columns = [one for one in (sender, sender_link, recipients, recipient_links) if one is not None]
    return pl.struct(columns).map_batches(told, return_dtype=pl.String)


def _held(cells: pl.Series, test: pl.Expr) -> pl.Series:
    """Whether a test holds, asked once of each value: the same people write again and again."""
    values = cells.unique().to_frame()
    return cells.is_in(values.filter(test).to_series().to_list())


def folded(name: pl.Expr) -> pl.Expr:
    """As `folded_text`, of many names."""
    return name.str.replace_all(r"\s+", " ").str.strip_chars().str.to_lowercase()


def folded_name(name: str) -> str:
    """As `folded`, of one name."""
    return " ".join(name.split()).lower()


def link_key(link: pl.Expr) -> pl.Expr:
    """As `link_key_of`, of many addresses."""
    path = link.str.to_lowercase().str.strip_chars().str.replace(_HOST, "", literal=False)
    return path.str.replace(_QUESTION, "").str.strip_chars("/")


def spellings(key: str) -> list[str]:
    """The ways in which an address may be written, of which `link_key` leaves more than one."""
    plain = unicodedata.normalize("NFC", unquote(key))
    return sorted({key, plain, quote(plain, safe="/").lower()})
