"""The names of countries, from CLDR: `python -m tools.places` writes `schemas/places.json`."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import msgspec
from babel import Locale

from inspector import resources
from inspector.knowledge import authorities, countries
from inspector.knowledge.places import CountryNames, PlaceNames, folded
from inspector.knowledge.policy import Region
from inspector.knowledge.schema import decode

PATH = resources.schemas() / "places.json"
NO_COUNTRIES = {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"}
"""What CLDR lists beside countries and territories."""
UNTOLD = {"AQ", "AC", "BV", "CP", "CQ", "DG", "EA", "GS", "HM", "IC", "IO", "TA", "TF", "UM"}
"""Where no member lives, or which are parts of others."""


def render() -> str:
    """The file as it should be."""
    known = decode(PATH.with_suffix(".toml"), PlaceNames)
    guesses = {code.upper(): region for region, codes in known.guesses.items() for code in codes}
    regions = {code.upper(): region for code, region in countries.load().items()}
    english = Locale.parse("en").territories
    codes = {str(code) for code in english if len(str(code)) == 2} - NO_COUNTRIES - UNTOLD
    told = {code: regions.get(code, "other") for code in codes - set(guesses)}
    countries_of = _regions(told, known)
    guessed = _regions(guesses, known).items()
    watched = {code for one in authorities.load().authorities for code in one.countries}
    found = CountryNames(
        countries=countries_of,
        guesses={name: region for name, region in guessed if name not in countries_of},
        codes=_codes({code.upper() for code in watched} & set(told), known),
    )
    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"


def _regions(codes: dict[str, Region], known: PlaceNames) -> dict[str, Region]:
    """Regions by folded names; none that two regions share, or that is a place elsewhere."""
    found: dict[str, set[Region]] = defaultdict(set)
    for tag in known.languages:
        names = Locale.parse(tag).territories
        for code, region in codes.items():
            if code in names:
                found[folded(names[code])].add(region)
    no = {folded(name) for name in known.ambiguous}
    return {
        name: next(iter(regions))
        for name, regions in sorted(found.items())
        if len(regions) == 1 and name not in no
    }


def _codes(codes: set[str], known: PlaceNames) -> dict[str, str]:
    """Codes of countries, in small letters, by their folded names."""
    found: dict[str, set[str]] = defaultdict(set)
    for tag in known.languages:
        names = Locale.parse(tag).territories
        for code in codes & set(names):
            found[folded(names[code])].add(code.lower())
    no = {folded(name) for name in known.ambiguous}
    return {
        name: next(iter(of))
        for name, of in sorted(found.items())
        if len(of) == 1 and name not in no
    }


def main() -> None:
    """Write the file."""
    Path(PATH).write_text(render(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
