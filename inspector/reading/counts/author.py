"""Whose words a record holds: the member's, other people's, LinkedIn's, or not to be told.

For most datasets the catalogue knows it; for messages it is told by who sent them to whom, as
far as the export names its owner (docs/format.md, Q6). Nothing is concluded from a name or an
address that merely differs, for both change over the years: a sender is another person only where
the message was sent to the member.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Literal, get_args
from urllib.parse import quote, unquote

from inspector.knowledge.dataset import Correspondence, Dataset
from inspector.reading.tables.header import Layout
from inspector.reading.tables.states import cell_of, meets

if TYPE_CHECKING:
    import polars as pl

Author = Literal["member", "others", "linkedin", "unknown"]
AUTHORS: tuple[Author, ...] = get_args(Author)
HOST = r"^(?:https?:)?//[^/]*/"


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

    if not owner.is_known:
        return pl.lit("unknown")

    def cell(header: str | None) -> pl.Expr | None:
        return cell_of(header, dataset, layout) if header is not None else None

    no: pl.Expr = pl.lit(False)
    sender, sender_link = cell(letter.sender), cell(letter.sender_link)
    recipients, recipient_links = cell(letter.recipients), cell(letter.recipient_links)
    mine_by_name = not_mine = mine_by_link = sent_to_name = sent_to_link = no
    hidden = sender.is_in(list(letter.hidden)) | (sender == "") if sender is not None else no
    if sender is not None and owner.names:
        mine_by_name = folded(sender).is_in([folded_name(name) for name in owner.names])
    if sender_link is not None and owner.link is not None:
        mine_by_link = link_key(sender_link).is_in(spellings(owner.link))
        not_mine = (sender_link != "") & ~mine_by_link
    if recipients is not None and owner.names:
        sent_to_name = _any(_names(recipients, name) for name in owner.names)
    if recipient_links is not None and owner.link is not None:
        listed = recipient_links.str.split(",").list.eval(link_key(pl.element()))
        sent_to_link = listed.list.set_intersection(spellings(owner.link)).list.len() > 0
    return (
        pl.when(mine_by_link)
        .then(pl.lit("member"))
        .when(hidden)
        .then(pl.lit("unknown"))
        .when(not_mine & sent_to_link)
        .then(pl.lit("others"))
        .when(mine_by_name & (not_mine | sent_to_name | sent_to_link))
        .then(pl.lit("unknown"))
        .when(mine_by_name)
        .then(pl.lit("member"))
        .when(sent_to_name | sent_to_link)
        .then(pl.lit("others"))
        .otherwise(pl.lit("unknown"))
    )


def folded(name: pl.Expr) -> pl.Expr:
    """Names for comparison: one space between words, no case."""
    return name.str.replace_all(r"\s+", " ").str.strip_chars().str.to_lowercase()


def folded_name(name: str) -> str:
    """As `folded`, of one name."""
    return " ".join(name.split()).lower()


def link_key(link: pl.Expr) -> pl.Expr:
    """Profile addresses for comparison: no case, host, question or slash at the end."""
    path = link.str.to_lowercase().str.strip_chars().str.replace(HOST, "", literal=False)
    return path.str.replace(r"[?#].*$", "").str.strip_chars("/")


def spellings(key: str) -> list[str]:
    """The ways in which an address may be written, of which `link_key` leaves more than one."""
    plain = unicodedata.normalize("NFC", unquote(key))
    return sorted({key, plain, quote(plain, safe="/").lower()})


def _names(recipients: pl.Expr, name: str) -> pl.Expr:
    """Whether a comma list, in which names may hold commas themselves, names somebody."""
    return folded(recipients).str.contains(f"(?:^|, ?){re.escape(folded_name(name))}(?: ?,|$)")


def _any(tests: Iterable[pl.Expr]) -> pl.Expr:
    return reduce(or_, tests)
