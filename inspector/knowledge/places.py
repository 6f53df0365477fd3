"""By which names of places a profile tells the region of a member, for certain or as a guess.

Made of `schemas/places.toml` (large cities, territories), `schemas/places.json` (names of countries
in the languages of LinkedIn's interface, from CLDR) and the names that a region's programme lists.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge.policy import Policies, Region
from inspector.knowledge.schema import Strict, decode

Names = Mapping[Region, tuple[str, ...]]


class PlaceNames(Strict, frozen=True, kw_only=True):
    """What is known of places beside the names of countries."""

    languages: tuple[str, ...]
    """Languages of LinkedIn's interface, by CLDR's codes."""
    ambiguous: tuple[str, ...]
    """Names of countries that are places elsewhere as well."""
    areas: tuple[str, ...]
    """How the surroundings of a city are called; `{city}` stands for its name."""
    cities: Names
    of_country: Mapping[str, tuple[str, ...]]
    """Of these cities, those whose country has an authority that is known, by its code."""
    guesses: Names
    """Codes of territories whose region is a guess."""


class CountryNames(Strict, frozen=True, kw_only=True):
    """Regions by the names of countries, and of territories whose region is a guess.

    Names are as `folded` has them.
    """

    countries: Mapping[str, Region]
    guesses: Mapping[str, Region]
    codes: Mapping[str, str]
    """Codes by the names of countries that have an authority that is known."""


class Place(NamedTuple):
    """The region that a location names."""

    region: Region
    is_certain: bool
    country: str = ""
    """Code by ISO 3166-1, where it is told and matters."""


class Places:
    """Regions by the names of places."""

    def __init__(
        self,
        certain: Mapping[str, Region],
        guessed: Mapping[str, Region],
        codes: Mapping[str, str],
    ) -> None:
        """Names as `folded` has them."""
        self._certain = certain
        self._guessed = guessed
        self._codes = codes

    def find(self, location: str) -> Place | None:
        """The region that a profile's location names, or None.

        The location, or what is left of it after one of its commas, has to be a name that is known;
        the longest such ending counts, so that "Hong Kong, China" is not China.
        """
        parts = [folded(part) for part in location.split(",")]
        for first in range(len(parts)):
            ending = ", ".join(parts[first:])
            if ending in self._certain:
                return Place(self._certain[ending], True, self._codes.get(ending, ""))
            if ending in self._guessed:
                return Place(self._guessed[ending], False)
        return None


def folded(name: str) -> str:
    """A name for comparison: no case, no accents, one space between words."""
    if name.isascii():
        return " ".join(name.lower().split())
    apart = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    return " ".join(plain.replace("’", "'").split())


@lru_cache(maxsize=4)
def load(policies: Policies) -> Places:
    """Read and check the names of places; raises `SchemaError`."""
    root = resources.schemas()
    known = decode(root / "places.toml", PlaceNames)
    named = msgspec.json.decode((root / "places.json").read_bytes(), type=CountryNames)
    certain = dict(named.countries)
    for region, programme in policies.programmes.items():
        areas = (
            area.format(city=city) for city in known.cities.get(region, ()) for area in known.areas
        )
        _add(certain, region, (*programme.locations, *areas))
    codes = dict(named.codes)
    for code, cities in known.of_country.items():
        for name in (folded(area.format(city=city)) for city in cities for area in known.areas):
            if name not in certain:
                raise SchemaError(f"places: {name!r} is of a country and of no region")
            codes[name] = code
    return Places(certain, named.guesses, codes)


def _add(places: dict[str, Region], region: Region, names: Iterable[str]) -> None:
    for name in names:
        if places.setdefault(folded(name), region) != region:
            raise SchemaError(f"places: {name!r} would tell two regions")
