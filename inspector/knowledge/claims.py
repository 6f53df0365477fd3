"""What was said in public of the scope, each claim held against the texts.

Articles, claims, verdicts on them and the clauses that decide are data (`schemas/claims.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, Protocol, get_args

import msgspec

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.policy import Policies, Region
from inspector.knowledge.schema import Strict, decode, refuse_unknown

ClaimVerdict = Literal["contradicted", "not_found", "imprecise", "upheld"]
CLAIM_VERDICTS: tuple[ClaimVerdict, ...] = get_args(ClaimVerdict)
"""In the order in which they are listed."""


class Article(Strict, frozen=True, kw_only=True):
    """Where a claim was read."""

    id: str
    title: str
    """What it is; not always its own title."""
    publisher: str
    when: str = ""
    """As much of its date as is known; empty: not recorded."""
    language: str = ""
    link: str = ""


class ClaimSource(Strict, frozen=True, kw_only=True):
    """A sentence that decides a claim and stands in no policy text."""

    id: str
    title: str
    publisher: str
    when: str
    link: str
    quote: str
    unverified: bool = False
    """Whether the sentence stands letter by letter in no stored copy."""


class Wording(Strict, frozen=True, kw_only=True):
    """A claim in the words of one of its articles."""

    article: str
    words: str
    unverified: bool = False
    """Whether they stand letter by letter in no stored copy."""


class Claim(Strict, frozen=True, kw_only=True):
    """One claim, of one article or several."""

    id: str
    says: str
    articles: tuple[str, ...]
    verdict: ClaimVerdict
    finding: str
    """What stands where."""
    clauses: tuple[str, ...] = ()
    """`policy:clause`: those that decide it; where nothing was found, the nearest."""
    sources: tuple[str, ...] = ()
    quotes: tuple[Wording, ...] = ()
    datasets: tuple[str, ...] = ()
    """What of an export it is about."""
    regions: tuple[Region, ...] = ()
    """Members it is about; empty: all."""


class _File(Strict, frozen=True, kw_only=True):
    articles: tuple[Article, ...]
    sources: tuple[ClaimSource, ...]
    claims: tuple[Claim, ...]


class Claims:
    """Every claim, with the articles and sources by id."""

    def __init__(
        self, articles: Iterable[Article], sources: Iterable[ClaimSource], claims: Iterable[Claim]
    ) -> None:
        self.articles: Mapping[str, Article] = {one.id: one for one in articles}
        self.sources: Mapping[str, ClaimSource] = {one.id: one for one in sources}
        self.claims: Mapping[str, Claim] = {one.id: one for one in claims}

    def of(self, verdict: ClaimVerdict) -> tuple[Claim, ...]:
        """The claims under one verdict, in the order of the file."""
        return tuple(one for one in self.claims.values() if one.verdict == verdict)


def load(catalogue: Catalogue, policies: Policies, folder: Path | None = None) -> Claims:
    """Read and check the claims (`folder`: default, those that ship)."""
    path = (folder or resources.schemas()) / "claims.toml"
    file = decode(path, _File)
    for kind, ones in (
        ("article", file.articles),
        ("source", file.sources),
        ("claim", file.claims),
    ):
        _check_ids(f"{path.name}: {kind}", ones)
    for article in file.articles:
        _check_text(f"{path.name}: article {article.id}", article, ("title", "publisher"))
        if article.link:
            _check_link(f"{path.name}: article {article.id}", article.link)
    for source in file.sources:
        where = f"{path.name}: source {source.id}"
        _check_text(where, source, ("title", "publisher", "when", "quote"))
        _check_link(where, source.link)
    claims = Claims(file.articles, file.sources, file.claims)
    references = set(policies.references())
    for claim in file.claims:
        _check_claim(f"{path.name}: claim {claim.id}", claim, claims, references, catalogue)
    _check_use(path.name, claims)
    return claims


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


def _check_ids(where: str, ones: Iterable[_Identified]) -> None:
    seen: set[str] = set()
    for one in ones:
        if not one.id.strip() or one.id in seen:
            raise SchemaError(f"{where}: id {one.id!r} is empty or stands twice")
        seen.add(one.id)


def _check_text(where: str, one: msgspec.Struct, fields: Iterable[str]) -> None:
    for field in fields:
        if not getattr(one, field).strip():
            raise SchemaError(f"{where}: `{field}` is empty")


def _check_link(where: str, link: str) -> None:
    if not link.startswith(("https://", "http://")):
        raise SchemaError(f"{where}: `link` is no link")


def _check_claim(
    where: str, claim: Claim, claims: Claims, references: set[str], catalogue: Catalogue
) -> None:
    _check_text(where, claim, ("says", "finding"))
    named: tuple[tuple[str, tuple[str, ...], Iterable[str]], ...] = (
        ("articles", claim.articles, claims.articles),
        ("clauses", claim.clauses, references),
        ("sources", claim.sources, claims.sources),
        ("datasets", claim.datasets, catalogue.datasets),
        ("quoted articles", tuple(one.article for one in claim.quotes), claim.articles),
    )
    for what, ids, known in named:
        refuse_unknown(where, what, ids, set(known))
        if len(set(ids)) != len(ids):
            raise SchemaError(f"{where}: {what} stand twice")
    for one in claim.quotes:
        _check_text(where, one, ("words",))
    if not claim.articles:
        raise SchemaError(f"{where}: no article makes it")
    if not claim.clauses and claim.verdict == "not_found":
        raise SchemaError(f"{where}: not found, but the nearest clauses are not named")
    if not claim.clauses and not claim.sources:
        raise SchemaError(f"{where}: neither clause nor source decides it")


def _check_use(where: str, claims: Claims) -> None:
    every = claims.claims.values()
    if idle := set(claims.articles) - {name for one in every for name in one.articles}:
        raise SchemaError(f"{where}: articles without a claim {sorted(idle)}")
    if idle := set(claims.sources) - {name for one in every for name in one.sources}:
        raise SchemaError(f"{where}: sources that decide nothing {sorted(idle)}")
