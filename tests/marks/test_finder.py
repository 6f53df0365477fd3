"""What the rules find in texts and what they leave alone."""

from __future__ import annotations

import random
from functools import cache

import polars as pl
import pytest

from inspector.knowledge.knowledge import load
from inspector.marks.account_data import AccountData
from inspector.marks.accounts import validity
from inspector.marks.finder import Finder

DATA = AccountData(
    own={
        "email": ("ysaline@quenneville.example",),
        "phone": ("+33 6 39 98 12 34", "N/A"),
        "birth_date": ("Apr 12, 1990",),
        "address": ("12 rue des Lilas, 75011 Paris",),
        "postcode": ("75011",),
        "place": ("Paris, Île-de-France, France",),
        "maiden_name": ("Löwenthal",),
    },
    names=(
        "Zoë Müller-Œst 🚀", "Quill Harrowgate, PhD", "Pierre-Yves d’Aubracourt", "Rose Bonbon", "Frank McÆdd", "jo tout-petit", "Ann Brisket", "Mark Rose", "Madonna",
        "LinkedIn Member", "J Smith", "Ysaline Quenneville",
    ),
    member=("Ysaline Quenneville",),
)  # fmt: skip


@cache
def finder(country: str = "fr") -> Finder:
    """A finder for an invented member of a country."""
    places = load().places
    return Finder(load().mark_rules, country, DATA, lambda name: places.find(name) is not None)


def found(text: str, country: str = "fr") -> set[tuple[str, str, str]]:
    """What is marked in a text: kind, words, certainty."""
    marks = finder(country).find(pl.Series([text]))
    return {
        (kind, text[start : start + length], certainty)
        for _, kind, start, length, _, certainty in marks.iter_rows()
    }


FOUND = {
    "Mail me at bob.smith@gmail.com, please": ("email", "bob.smith@gmail.com", "certain"),
    "bob.smith@gmail.com": ("email", "bob.smith@gmail.com", "likely"),
    "https://x.org/?mail=bob@gmail.com": ("email", "bob@gmail.com", "likely"),
    "Appelez-moi au 06 12 34 56 78.": ("phone", "06 12 34 56 78", "certain"),
    "06.12.34.56.78": ("phone", "06.12.34.56.78", "likely"),
    "0612345678": ("phone", "0612345678", "likely"),
    "+44 20 7946 0018": ("phone", "+44 20 7946 0018", "likely"),
    "tél. ０６１２３４５６７８": ("phone", "０６１２３４５６７８", "certain"),
    "tél. 06\u200b12\u200b34\u200b56\u200b78": (
        "phone", "06\u200b12\u200b34\u200b56\u200b78", "certain",
    ),
    "mon IBAN : FR14 2004 1010 0505 0001 3M02 606 BIC QUENFRPP": (
        "account", "FR14 2004 1010 0505 0001 3M02 606", "certain",
    ),
    "FR1420041010050500013M02606": ("account", "FR1420041010050500013M02606", "likely"),
    "my card 4111 1111 1111 1111": ("account", "4111 1111 1111 1111", "certain"),
    "4111-1111-1111-1111": ("account", "4111-1111-1111-1111", "likely"),
    "Amex 378282246310005": ("account", "378282246310005", "certain"),
    "NIR 184127645108946": ("account", "184127645108946", "likely"),
    "1 84 12 76 451 089 46": ("account", "1 84 12 76 451 089 46", "likely"),
    "Née le 3 mai 1985 à Lyon": ("birth_date", "3 mai 1985", "certain"),
    "Date of birth: 1985-05-03": ("birth_date", "1985-05-03", "certain"),
    "I was born on March 3rd, 1985": ("birth_date", "March 3rd, 1985", "certain"),
    "born 3 Feb 1985": ("birth_date", "3 Feb 1985", "likely"),
    "le 12/04/1990": ("own", "12/04/1990", "certain"),
    "un salaire de 45 k€ brut": ("pay", "45 k€", "certain"),
    "My salary is $85,000": ("pay", "$85,000", "certain"),
    "they offer 400 euros par jour": ("pay", "400 euros", "likely"),
    "I live at 221 Baker Street, London NW1 6XE": (
        "address", "221 Baker Street, London NW1 6XE", "certain",
    ),
    "8 bis avenue Foch, 69006 Lyon": ("address", "8 bis avenue Foch, 69006 Lyon", "likely"),
    "Rendez-vous 12 RUE DES LILAS": ("own", "12 RUE DES LILAS", "certain"),
    "75011 PARIS": ("own", "75011 PARIS", "certain"),
    "ysaline@quenneville.EXAMPLE or ysaline@quenneville.example": (
        "own", "ysaline@quenneville.example", "certain",
    ),
    "0639981234": ("own", "0639981234", "certain"),
    "Mme Lowenthal": ("own", "Lowenthal", "likely"),
    "merci ZOE  muller-oest": ("name", "ZOE  muller-oest", "likely"),
    "merci à Pierre Yves d'Aubracourt": ("name", "Pierre Yves d'Aubracourt", "likely"),
    "frère FRANK MCÆDD": ("name", "FRANK MCÆDD", "likely"),
    "avec Frank McÆdd": ("name", "Frank McÆdd", "likely"),
    "à Jo Tout-Petit": ("name", "Jo Tout-Petit", "likely"),
    "chez Rose Bonbon": ("name", "Rose Bonbon", "likely"),
    "Rendez-vous 12 rue des Lilas, 75011 Paris !": ("own", "12 rue des Lilas, 75011 Paris", "certain"),
    "Paris (75011)": ("own", "Paris (75011)", "certain"),
    "3 May 1985 is my date of birth": ("birth_date", "3 May 1985", "likely"),
    "salaire de 45-50 k€": ("pay", "45-50 k€", "certain"),
    "iban fr1420041010050500013m02606": ("account", "fr1420041010050500013m02606", "certain"),
    "SIRET 732 829 320 00074": ("account", "732 829 320 00074", "likely"),
    "Lindenhofweg 12, 10827 Berlin": ("address", "Lindenhofweg 12, 10827 Berlin", "likely"),
    "with Quill Harrowgate's help": ("name", "Quill Harrowgate", "likely"),
}  # fmt: skip

ALONE = (
    "Order 123456789012 of 2024-05-03, 1,234,567 views",
    "version 10.0.19041.1, build 20240503121314, v2.12.34.56.78",
    "https://www.linkedin.com/feed/update/urn:li:activity:7012345678901234567/",
    "urn:li:share:4111111111111111 https://x.org/4111111111111111",
    "id=4111111111111111 #0612345678 ref/0612345678 user_0612345678",
    "4111111111111112 and 7012345678901234567",
    "FR14 2004 1010 0505 0001 3M02 607",
    "We raised $5 million at 45 km; 3,000 euros of flour",
    "On 3 May 2015 the company moved",
    "Ann Briskets, Annabel, Madonna, mark rose, LinkedIn Member, Ysaline Quenneville",
    "12 cours de français, Marie arrive",
    "@handle, a@b, user@localhost",
    "git clone https://git@code.example.org/team.git ssh://me:pw@host.example.org",
    "commande 0612345678, réf. 0612345678, Order 02079460117, pièce 0353016214/02, 0123456789",
    "frank mcaedd, jo tout-petit, Anne-Ann Brisket, Ann Brisket-Rose, un rose bonbon",
    "m. lowenthal? no: löwenthal",
    "75011 Lyon, 75011",
)


@pytest.mark.parametrize("text", FOUND)
def test_what_is_found(text: str) -> None:
    assert FOUND[text] in found(text)


@pytest.mark.parametrize("text", ALONE)
def test_what_is_left_alone(text: str) -> None:
    assert found(text) == set()


def test_a_national_number_is_looked_for_in_its_own_country_only() -> None:
    assert found("SSN 536-90-4399", "us") == {("account", "536-90-4399", "likely")}
    assert found("SSN 536-90-4399", "fr") == set()


def test_a_number_without_prefix_is_one_of_the_profile_s_country() -> None:
    text = "call (415) 555-2671"
    assert found(text, "us") == {("phone", "(415) 555-2671", "certain")}
    assert found(text, "") == set()


def test_every_national_number_has_its_judge() -> None:
    for one in load().mark_rules.numbers.national:
        assert callable(validity(one)), one.module


def certain_of(country: str, before: str, number: int) -> int:
    """How many of some random numbers of 6 to 20 figures are marked as certain."""
    chance = random.Random(22)
    numbers = (
        chance.randrange(10 ** (figures - 1), 10**figures)
        for figures in (chance.randint(6, 20) for _ in range(number))
    )
    marks = finder(country).find(pl.Series([f"{before}{one}" for one in numbers]))
    return marks.filter(pl.col("certainty") == "certain")["row"].n_unique()


def test_hardly_any_random_number_is_certain() -> None:
    assert certain_of("fr", "Order ", 100_000) <= 100


@pytest.mark.slow
@pytest.mark.parametrize("country", ["us", "de", "gb", "nl", "pl"])
def test_hardly_any_random_number_is_certain_in_another_country(country: str) -> None:
    assert certain_of(country, "There were ", 100_000) <= 100


def test_columns_of_account_data_and_names_are_no_marks_of_their_own() -> None:
    text = pl.Series(["Ann Brisket, 75011 Paris"])
    kinds = finder().find(text, own=False, names=False)["kind"].to_list()
    assert "own" not in kinds
    assert "name" not in kinds
