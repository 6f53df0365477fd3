"""The lists of words on special categories: what loading refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge import special_words
from inspector.knowledge.special_words import FEWEST, TOPICS
from inspector.session.folding import fold

REFUSED = {
    "unknown key": ("health = [", "weather = []\nhealth = [", "weather"),
    "a list missing": ("belief = [", "beliefs = [", "beliefs"),
    "a word with accents": ('"cancer",', '"cancér",', "small letters"),
    "a word with capitals": ('"cancer",', '"Cancer",', "small letters"),
    "a word twice": ('"cancer",', '"cancer", "cancer",', "twice"),
    "a word of two lists": ('"synagogue",', '"synagogue", "cancer",', "two topics"),
    "a short word": ('"cancer",', '"hi",', "three at least"),
}


def copied(folder: Path) -> Path:
    shutil.copytree(resources.schemas() / "marks", folder / "marks")
    return folder / "marks" / "special" / "en.toml"


@pytest.mark.parametrize("case", REFUSED)
def test_lists_are_refused(case: str, tmp_path: Path) -> None:
    before, after, told = REFUSED[case]
    path = copied(tmp_path)
    content = path.read_text("utf-8")
    assert before in content
    path.write_text(content.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(SchemaError, match=told):
        special_words.load(tmp_path)


@pytest.mark.parametrize("words", [["few", "words"], [f"word{n}" for n in range(200)]])
def test_a_list_has_enough_words_and_not_too_many(words: list[str], tmp_path: Path) -> None:
    path = copied(tmp_path)
    head, _, rest = path.read_text("utf-8").partition("health = [")
    listed = ", ".join(f'"{word}"' for word in words)
    path.write_text(f"{head}health = [{listed}]{rest.partition(']')[2]}", encoding="utf-8")
    with pytest.raises(SchemaError, match=f"{len(words)} words, and not {FEWEST}"):
        special_words.load(tmp_path)


def test_words_are_as_texts_are_folded() -> None:
    topics = special_words.load().topics
    assert set(topics.values()) == set(TOPICS)
    assert [word for word in topics if fold(word) != word] == []
