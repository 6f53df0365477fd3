"""Which places of a profile tell a region, for certain or as a guess."""

from __future__ import annotations

import pytest

from inspector.knowledge import countries, knowledge
from inspector.knowledge.places import Places, folded

LOCATIONS = [
    ("Lyon, Auvergne-Rhône-Alpes, France", "eu"),
    ("Greater Paris Metropolitan Region", "eu"),
    ("München, Bayern, Deutschland", "eu"),
    ("Reykjavík, Capital Region, Iceland", "eu"),
    ("Oslo, Norge", "eu"),
    ("Vaduz, Liechtenstein", "eu"),
    ("Dublin, County Dublin, Ireland", "eu"),
    ("Zürich, Schweiz", "ch"),
    ("Genève, Suisse", "ch"),
    ("United Kingdom", "uk"),
    ("  Belfast, Northern Ireland,  United Kingdom ", "uk"),
    ("Greater London", "uk"),
    ("Canada", "ca"),
    ("Montréal, Québec, Canada", "ca"),
    ("Hong Kong SAR", "hk"),
    ("Central, Hong Kong, China", "hk"),
    ("香港", "hk"),
    ("SAN FRANCISCO BAY AREA", "us"),
    ("Paris, Texas, United States", "us"),
    ("Austin, Texas Metropolitan Area", "us"),
    ("Shanghai, China", "cn"),
    ("中国", "cn"),
    ("Taipei City, Taiwan", "other"),
    ("Macau, China", "other"),
    ("Macao SAR", "other"),
    ("São Paulo, Brasil", "other"),
    ("Bengaluru, Karnataka, India", "other"),
    ("İstanbul, Türkiye", "other"),
    ("", None),
    (",", None),
    ("Georgia", None),
    ("Ontario", None),
    ("CA", None),
    ("France Telecom", None),
    ("France, somewhere", None),
    ("London", None),
]


GUESSES = [
    ("Jersey", "uk"),
    ("Guernesey", "uk"),
    ("Douglas, Isle of Man", "uk"),
    ("Gibraltar", "uk"),
    ("Hagåtña, Guam", "us"),
]

AREAS = [
    ("Zurich Metropolitan Area", "ch"),
    ("Greater Prague Area", "eu"),
    ("GREATER KRAKÓW METROPOLITAN AREA", "eu"),
    ("Greater Chicago Area", "us"),
    ("Glasgow Metro", "uk"),
    ("Greater Montréal Metropolitan Area", "ca"),
    ("Paris, Etats-Unis", "us"),
    ("Espana", "eu"),
    ("Allemagne", "eu"),
    ("โปแลนด์", "eu"),
    ("Birmingham, United Kingdom", "uk"),
    ("Birmingham, Alabama, Stati Uniti", "us"),
    ("London, Ontario, Kanada", "ca"),
    ("Birmingham", None),
    ("Greater Birmingham Area", None),
    ("London Metropolitan Area", None),
    ("Cambridge Metropolitan Area", None),
    ("Atlanta, Georgia", None),
    ("Granada", None),
]
"""Surroundings of large cities, and countries in other languages."""


def places() -> Places:
    return knowledge.load().places


@pytest.mark.parametrize(("location", "region"), [*LOCATIONS, *AREAS])
def test_a_location(location: str, region: str | None) -> None:
    found = places().find(location)
    assert (found.region if found else None) == region
    assert found is None or found.is_certain


@pytest.mark.parametrize(("location", "region"), GUESSES)
def test_a_guess(location: str, region: str) -> None:
    assert places().find(location) == (region, False, "")


@pytest.mark.parametrize(
    "name", ["France", "Frankreich", "Francia", "França", "フランス", "Γαλλία"]
)
def test_a_country_in_languages_of_the_interface(name: str) -> None:
    assert places().find(f"X, {name}") == ("eu", True, "fr")


@pytest.mark.parametrize(
    ("location", "country"),
    [
        ("Lyon, Auvergne-Rhône-Alpes, France", "fr"), ("Greater Paris Metropolitan Region", "fr"),
        ("Saint-Denis, Réunion", "re"), ("Lüttich, Belgien", "be"), ("Roma, Italia", "it"),
        ("Greater Rotterdam Area", "nl"), ("Dublin, Ireland", "ie"), ("Singapour", "sg"),
        ("Berlin, Deutschland", "de"), ("Madrid, España", ""), ("Cologne Bonn Region", ""),
        ("Paris, Texas, United States", ""), ("Jersey", ""),
    ],
)  # fmt: skip
def test_the_country_is_told_where_its_authority_is_known(location: str, country: str) -> None:
    found = places().find(location)
    assert found is not None and found.country == country


def test_names_stand_as_they_are_compared() -> None:
    assert folded("  ÎLE   d’Yeu ") == "ile d'yeu"
    assert folded("Greater  Boston") == "greater boston"


def test_every_country_of_a_region_is_named() -> None:
    from babel import Locale

    names = Locale.parse("en").territories
    for code, region in countries.load().items():
        if code.upper() in names:
            found = places().find(names[code.upper()])
            assert found is not None and found[:2] == (region, True), code
