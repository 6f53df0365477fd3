"""Which law or sentence gives a member a right, by region, and who answers for the data.

They are data (`schemas/rights.toml`); steps and letters both take them from here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from string import Formatter
from typing import Literal, get_args

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge.facts import Fact
from inspector.knowledge.policy import REGIONS, Policies, Region
from inspector.knowledge.schema import Strict, decode, refuse_unknown

Right = Literal[
    "objection",
    "restriction",
    "erasure",
    "access",
    "answer",
    "complaint_to_controller",
    "complaint",
    "representation",
    "court",
]
RIGHTS: tuple[Right, ...] = get_args(Right)
COUNTS = ("records", "words", "repeated", "withheld")
"""What a sentence may leave open beside: counts of the datasets that it names."""
_OF_CONTROLLER = {"controller", "postal"}
_OF_AUTHORITY = {"authority", "language", "part"}


class Resting(Fact, frozen=True, kw_only=True):
    """A sentence that may rest on rights, and may name whom to turn to.

    It is said where each of its rights has a basis; one that leaves open the law of a right
    (`{objection}`), only where that right has a law.
    """

    rights: tuple[Right, ...] = ()
    authority: Literal["whole", "part", "none"] | None = None
    """Said only if an authority is known: of the whole of the member's country, or of a part of
    it; `none`: only if none of the whole is."""


class Basis(Strict, frozen=True, kw_only=True):
    """What gives members of some regions a right: a law, sentences of LinkedIn's, or both."""

    right: Right
    regions: tuple[Region, ...]
    law: str = ""
    """The article, as a lawyer cites it; empty where no law is known."""
    source: str = ""
    """Where the law can be read."""
    clauses: tuple[str, ...] = ()
    """`policy:clause` of what LinkedIn says of it; without a law, it holds only while one is in
    force."""
    since: dt.date | None = None
    """First day on which the law gives it."""
    months: int = 0
    """Of an answer: within how many months of the request; 0: not counted in months."""
    more_months: int = 0
    """By how many it may be extended, if the member is told within the first."""


class Controller(Strict, frozen=True, kw_only=True):
    """Who is answerable for the data of members of some regions."""

    regions: tuple[Region, ...]
    name: str
    address: str


class Rights(Strict, frozen=True, kw_only=True):
    """The table of rights, and the controllers."""

    controllers: tuple[Controller, ...]
    bases: tuple[Basis, ...]

    def controller(self, region: Region) -> Controller:
        """Who answers for the data of a region's members."""
        return next(one for one in self.controllers if region in one.regions)

    def basis(self, right: Right, region: Region, on: dt.date) -> Basis | None:
        """What gives a right in a region on a day; None where nothing that is known does."""
        for one in self.bases:
            if one.right == right and region in one.regions and (not one.since or one.since <= on):
                return one
        return None


def load(policies: Policies, folder: Path | None = None) -> Rights:
    """Read and check the table (`folder`: default, the one that ships)."""
    path = (folder or resources.schemas()) / "rights.toml"
    rights = decode(path, Rights)
    regions = [region for one in rights.controllers for region in one.regions]
    if sorted(regions) != sorted(REGIONS):
        raise SchemaError(f"{path.name}: every region wants one controller")
    given = [(one.right, region) for one in rights.bases for region in one.regions]
    if len(set(given)) != len(given):
        raise SchemaError(f"{path.name}: a right has two bases in one region")
    for one in rights.bases:
        where = f"{path.name}: {one.right} in {', '.join(one.regions)}"
        refuse_unknown(where, "clauses", one.clauses, policies.references())
        if not one.law and not one.clauses:
            raise SchemaError(f"{where}: neither a law nor a clause")
        if bool(one.law) != bool(one.source) or (one.since and not one.law):
            raise SchemaError(f"{where}: a law wants a source, and nothing else has one or a day")
        if (one.months or one.more_months) and (one.right != "answer" or one.months <= 0):
            raise SchemaError(f"{where}: only an answer has months")
        if one.source and not one.source.startswith("https://"):
            raise SchemaError(f"{where}: a link that does not begin with https://")
    return rights


def refuse_places(where: str, said: Resting, others: Iterable[str]) -> None:
    """Raise `SchemaError` where a text leaves open what nothing fills.

    It may leave open `others`, the controller, the law of each right that it is said to rest on,
    and an authority where it wants one.
    """
    of_authority = _OF_AUTHORITY if said.authority in ("whole", "part") else set()
    try:
        places = {place for _, place, _, _ in Formatter().parse(said.text) if place is not None}
    except ValueError as fault:
        raise SchemaError(f"{where}: {fault}") from fault
    if unknown := places.difference(said.rights, _OF_CONTROLLER, of_authority, others):
        raise SchemaError(f"{where}: unknown places {sorted(unknown)}")
