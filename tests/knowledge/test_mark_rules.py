"""The rules by which marks are found: what loading refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge import catalogue, mark_rules

REFUSED = {
    "unknown key": ("sources.toml", "[[own]]\n", "[[own]]\nsize = 1\n", "size"),
    "unknown kind of data": ("sources.toml", '"maiden_name"', '"shoe_size"', "shoe_size"),
    "unknown dataset": ("sources.toml", '"phone_numbers"', '"dreams"', "unknown datasets"),
    "unknown column": ("sources.toml", '"Birth Date"', '"Star sign"', "unknown columns"),
    "unknown column of names": ("sources.toml", '["FROM"]', '["WHO"]', "unknown columns"),
    "no expression": ("numbers.toml", r"'\d{5}',", "'[',", "unterminated"),
    "no figures": ("numbers.toml", 'to = "55"', 'to = "5x"', "figures"),
    "figures unlike": ("numbers.toml", 'to = "55"', 'to = "555"', "figures"),
    "no country": ("numbers.toml", 'country = "fr"', 'country = "France"', "two small letters"),
    "a word with capitals": ("numbers.toml", '"ssn"', '"SSN"', "small letters"),
    "a word with accents": ("words/fr.toml", '"paye"', '"payé"', "small letters"),
    "eleven months": ("words/fr.toml", '"janvier", ', "", "twelve"),
    "words missing": ("words/en.toml", "phone = ", "phones = ", "phones"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_rules_are_refused(case: str, tmp_path: Path) -> None:
    name, before, after, told = REFUSED[case]
    shutil.copytree(resources.schemas() / "marks", tmp_path / "marks")
    path = tmp_path / "marks" / name
    content = path.read_text("utf-8")
    assert before in content
    path.write_text(content.replace(before, after), encoding="utf-8")
    with pytest.raises(SchemaError, match=told):
        mark_rules.load(catalogue.load(), tmp_path)


def test_words_of_several_languages_stand_together() -> None:
    rules = mark_rules.load(catalogue.load())
    assert {"salary", "salaire"} <= set(rules.of_all("pay"))
