"""By which rules marks are found: columns, words of context, forms of numbers.

Structures of `schemas/marks/*.toml` and `schemas/marks/words/*.toml`, one for each language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.schema import Strict, decode, refuse_unknown

OwnData = Literal["email", "phone", "birth_date", "address", "postcode", "place", "maiden_name"]
_WORDS = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_COUNTRY = re.compile(r"[a-z]{2}")
_FIGURES = re.compile(r"[0-9]{1,8}")


class OwnColumn(Strict, frozen=True, kw_only=True):
    """A column that holds account data of the member."""

    what: OwnData
    dataset: str
    column: str


class NameColumns(Strict, frozen=True, kw_only=True):
    """Columns that hold names of people."""

    dataset: str
    columns: tuple[str, ...]
    """Together one name, in this order."""
    apart: str = ""
    """What stands between several names in one cell; empty: a cell is one name."""


class Labels(Strict, frozen=True, kw_only=True):
    """Columns that hold nothing but names, which are not learnt from them."""

    dataset: str
    columns: tuple[str, ...]


class Sources(Strict, frozen=True, kw_only=True):
    """Where the member's account data and the names of others stand."""

    own: tuple[OwnColumn, ...]
    names: tuple[NameColumns, ...]
    labels: tuple[Labels, ...]

    @property
    def of_names(self) -> tuple[NameColumns | Labels, ...]:
        """All columns that hold names."""
        return *self.names, *self.labels


class Issuer(Strict, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """Card numbers of one issuer: first figures from one to another, and how long they are."""

    first: str
    last: str
    lengths: tuple[int, ...]

    def issues(self, figures: str) -> bool:
        """Whether a card number is one of these."""
        beginning = figures[: len(self.first)]
        return len(figures) in self.lengths and self.first <= beginning <= self.last


class NationalNumber(Strict, frozen=True, kw_only=True):
    """A number by which a country knows a person."""

    country: str
    """Small letters of ISO 3166-1."""
    module: str
    """Of python-stdnum, among those of the country; where it has none: any name."""
    words: tuple[str, ...]
    """That name it."""
    written: str = ""
    """Regular expression of its written form, where that alone tells it."""
    form: str = ""
    """Regular expression, of Polars and Python, that judges it where python-stdnum cannot."""


class Numbers(Strict, frozen=True, kw_only=True):
    """Numbers and amounts, whoever writes about them."""

    signs: tuple[str, ...]
    codes: tuple[str, ...]
    postcodes: tuple[str, ...]
    """Regular expressions, the longer ones first."""
    joined_streets: tuple[str, ...]
    """How names of streets end that are one word, with the number behind it."""
    issuers: tuple[Issuer, ...]
    national: tuple[NationalNumber, ...]


class Words(Strict, frozen=True, kw_only=True):
    """Words of one language, in small letters without accents, several apart by one space.

    `…_hints` name a thing less surely.
    """

    email: tuple[str, ...]
    phone: tuple[str, ...]
    references: tuple[str, ...]
    """Behind which a number is none of a telephone."""
    bank: tuple[str, ...]
    card: tuple[str, ...]
    birth: tuple[str, ...]
    birth_hints: tuple[str, ...]
    birth_nouns: tuple[str, ...]
    """Those of `birth` and `birth_hints` that may stand behind the date."""
    birth_names: tuple[str, ...]
    """Behind which the name of birth stands."""
    pay: tuple[str, ...]
    pay_hints: tuple[str, ...]
    address: tuple[str, ...]
    units: tuple[str, ...]
    """That name a part of a house, before its number."""
    currencies: tuple[str, ...]
    months: tuple[str, ...]
    """Twelve, in order."""
    common: tuple[str, ...]
    """Words of which a whole name may consist and yet be no name to a reader."""
    street_ends: tuple[str, ...]
    """As written, behind the name of a street."""
    street_beginnings: tuple[str, ...]
    """As written, before it."""

    @property
    def folded(self) -> Mapping[str, tuple[str, ...]]:
        """Those that are compared with folded text, by what they name."""
        names = (
            "email", "phone", "references", "bank", "card", "birth", "birth_hints", "birth_nouns",
            "birth_names", "pay", "pay_hints", "address", "units", "currencies", "months", "common",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class MarkRules:
    """All of it."""

    sources: Sources
    numbers: Numbers
    words: tuple[Words, ...]

    def of_all(self, name: str) -> tuple[str, ...]:
        """Words of all languages that name a thing, each once."""
        return tuple(dict.fromkeys(word for one in self.words for word in getattr(one, name)))


def load(catalogue: Catalogue, folder: Path | None = None) -> MarkRules:
    """Read and check the rules (`folder`: default, those that ship); raises `SchemaError`."""
    root = (folder or resources.schemas()) / "marks"
    rules = MarkRules(
        decode(root / "sources.toml", Sources),
        decode(root / "numbers.toml", Numbers),
        tuple(decode(path, Words) for path in sorted((root / "words").glob("*.toml"))),
    )
    _check_sources(rules.sources, catalogue)
    _check_numbers(rules.numbers)
    for words in rules.words:
        _check_words(words)
    return rules


def _check_sources(sources: Sources, catalogue: Catalogue) -> None:
    where = "sources.toml"
    named: list[tuple[str, tuple[str, ...]]] = [(one.dataset, (one.column,)) for one in sources.own]
    named += [(one.dataset, one.columns) for one in sources.of_names]
    refuse_unknown(where, "datasets", (one for one, _ in named), catalogue.datasets.keys())
    for dataset, columns in named:
        known = [column.name for column in catalogue.datasets[dataset].columns]
        refuse_unknown(f"{where}: {dataset}", "columns", columns, known)


def _check_numbers(numbers: Numbers) -> None:
    where = "numbers.toml"
    forms = [*numbers.postcodes, *numbers.joined_streets]
    forms += [form for one in numbers.national for form in (one.written, one.form)]
    for form in forms:
        try:
            re.compile(form)
        except re.error as fault:
            raise SchemaError(f"{where}: {form!r}: {fault}") from fault
    for issuer in numbers.issuers:
        ends = issuer.first, issuer.last
        if len(issuer.first) != len(issuer.last) or not all(map(_FIGURES.fullmatch, ends)):
            raise SchemaError(f"{where}: {ends}: figures, both as many")
    for one in numbers.national:
        if not _COUNTRY.fullmatch(one.country):
            raise SchemaError(f"{where}: {one.country!r}: two small letters")
        _refuse_unfolded(f"{where}: {one.module}", one.words)


def _check_words(words: Words) -> None:
    for name, every in words.folded.items():
        _refuse_unfolded(f"words: {name}", every)
    if len(words.months) != 12:
        raise SchemaError("words: months: twelve")


def _refuse_unfolded(where: str, words: Iterable[str]) -> None:
    if wrong := sorted(word for word in words if not _WORDS.fullmatch(word)):
        raise SchemaError(f"{where}: {wrong}: small letters without accents, one space between")
