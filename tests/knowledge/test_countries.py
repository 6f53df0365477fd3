"""Countries and the regions they are of."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale

from inspector import resources
from inspector.errors import SchemaError, UsageError
from inspector.knowledge import countries
from inspector.knowledge.policy import REGIONS


def test_every_region_but_the_rest_has_its_countries() -> None:
    assert set(countries.load().values()) == set(REGIONS) - {"other"}


def test_every_code_is_one() -> None:
    known = {str(code).lower() for code in Locale("en").territories}
    assert set(countries.load()) - known == {"el", "uk"}  # as the EU writes them


def test_the_eu_and_eea_are_whole() -> None:
    members = """at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk
    is li no"""
    assert {countries.region(code) for code in members.split()} == {"eu"}


def test_regions_go_before_countries() -> None:
    for region in REGIONS:
        assert countries.region(region.upper()) == region
    assert countries.region("AUTO") == "auto"


def test_a_country_that_is_named_is_kept() -> None:
    assert [countries.country(one) for one in (" FR ", "re", "eu", "auto", "other")] == [
        "fr", "re", "", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "fra", "france", "zz", "br", "é"])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="such as fr"):
        countries.region(text)


@pytest.mark.parametrize(
    "text",
    [
        '[countries]\neu = ["FR"]', '[countries]\neu = ["fr", "fr"]', '[countries]\neu = ["us"]',
        '[countries]\neu = ["fr"]\nch = ["fr"]', '[countries]\nmars = ["fr"]', "countries = 3",
        '[countries]\neu = ["fra"]', "[others]",
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "countries.toml").write_text(text, encoding="utf-8", newline="\n")
    monkeypatch.setattr(resources, "schemas", lambda: tmp_path)
    with pytest.raises(SchemaError, match=r"countries\.toml"):
        countries.load.__wrapped__()
