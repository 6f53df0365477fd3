"""Which country a situation is in, by whoever tells it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from inspector.session.request import Request, Where
from inspector.session.session import Session
from tests.lib.archives import write_zip

PROFILE = "First Name,Last Name,Geo Location\nAda,Quill,{place}\n"


@pytest.mark.parametrize(
    ("place", "region", "named", "told"),
    [
        ('"Lyon, France"', "auto", "", ("eu", "fr")),
        ('"Lyon, France"', "eu", "", ("eu", "fr")),
        ('"Lyon, France"', "eu", "it", ("eu", "it")),
        ('"Lyon, France"', "uk", "gb", ("uk", "gb")),
        ('"Lyon, France"', "us", "", ("us", "")),
        ('"Madrid, Spain"', "auto", "", ("eu", "")),
        ("Singapore", "auto", "", ("other", "sg")),
        ("nowhere", "auto", "", ("eu", "")),
    ],
)
def test_the_country(
    tmp_path: Path, place: str, region: Where, named: str, told: tuple[str, str]
) -> None:
    path = write_zip(tmp_path / "e.zip", {"Profile.csv": PROFILE.format(place=place)})
    session = Session(Request((path,), region=region, on=dt.date(2026, 11, 22), country=named))
    assert (session.situation.region, session.situation.country) == told
