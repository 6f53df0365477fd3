"""The authorities that watch over data protection, by country.

They are data (`schemas/authorities.toml`): those that the sources of this program name, no others.
"""

from __future__ import annotations

import re
from pathlib import Path

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge import countries
from inspector.knowledge.policy import Region
from inspector.knowledge.schema import Strict, decode

_CODE = re.compile(r"[a-z]{2}")


class Authority(Strict, frozen=True, kw_only=True):
    """An authority that a person can turn to."""

    id: str
    countries: tuple[str, ...]
    """Whose: codes by ISO 3166-1, small letters."""
    name: str
    address: str = ""
    """Its own page, as a source has it; empty where none does."""
    language: str
    """In which it is written to."""
    part: str = ""
    """The part of the country that it is of, as in “in Quebec”, where it is not of all of it."""


class Authorities(Strict, frozen=True, kw_only=True):
    """Every authority, in the order of the file."""

    authorities: tuple[Authority, ...]

    def of(self, region: Region, country: str = "") -> tuple[Authority, ...]:
        """Those of a country of a region (code by ISO 3166-1; empty: not told), or of its parts.

        A region that is one country needs no code. Empty where none is known.
        """
        codes = {code for code, its in countries.load().items() if its == region}
        told = country if countries.load().get(country, "other") == region else ""
        return tuple(
            one
            for one in self.authorities
            if told in one.countries or (codes and codes <= set(one.countries))
        )


def load(folder: Path | None = None) -> Authorities:
    """Read and check the authorities (`folder`: default, those that ship)."""
    path = (folder or resources.schemas()) / "authorities.toml"
    found = decode(path, Authorities)
    ids = [one.id for one in found.authorities]
    of_whole = [code for one in found.authorities if not one.part for code in one.countries]
    if len(set(ids)) != len(ids) or len(set(of_whole)) != len(of_whole):
        raise SchemaError(f"{path.name}: an id or a country stands twice")
    for one in found.authorities:
        where = f"{path.name}: {one.id}"
        if not one.countries or not all(map(_CODE.fullmatch, one.countries)):
            raise SchemaError(f"{where}: it wants countries, by two small letters each")
        if not (one.name.strip() and one.language.strip()):
            raise SchemaError(f"{where}: it wants a name and a language")
        if one.address and not one.address.startswith("https://"):
            raise SchemaError(f"{where}: a link that does not begin with https://")
    return found
