"""The labelled passages: whole, unchanged, and as their README counts them."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import Any

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "data" / "marks"
README = (FOLDER / "README.md").read_text("utf-8")
LEAST = {
    "email": 100,
    "phone": 100,
    "account": 100,
    "own": 100,
    "name": 100,
    "birth_date": 60,
    "pay": 60,
    "address": 60,
}
OWN = {"birth_date", "address", "postcode", "place", "phone", "email", "maiden_name"}
KEYS = {"id", "language", "country", "text", "own", "people", "marks", "hard", "why"}
OPTIONAL = {"own", "people", "why"}


def raw() -> bytes:
    """The file with line ends of one character, however it was checked out."""
    return (FOLDER / "passages.jsonl").read_bytes().replace(b"\r\n", b"\n")


@pytest.fixture(scope="module")
def passages() -> list[dict[str, Any]]:
    return [json.loads(line) for line in raw().decode("utf-8").splitlines()]


def start(text: str, mark: dict[str, Any]) -> int:
    """Where a mark begins in its passage, -1 where it does not stand there."""
    found = -1
    for _ in range(mark["occurrence"]):
        found = text.find(mark["text"], found + 1)
        if found < 0:
            break
    return found


def test_the_file_is_the_frozen_one() -> None:
    stated = re.findall(r"`([0-9a-f]{64})`", README)
    assert stated == [hashlib.sha256(raw()).hexdigest()]


def test_passages_have_known_keys_and_values(passages: list[dict[str, Any]]) -> None:
    for one in passages:
        assert KEYS - OPTIONAL <= one.keys() <= KEYS, one["id"]
        assert one["language"] in {"en", "fr"}, one["id"]
        assert one["id"].startswith(one["language"] + "-"), one["id"]
        assert re.fullmatch("[A-Z]{2}", one["country"]), one["id"]
        assert one.get("own", {}).keys() <= OWN, one["id"]
        assert all(" " in name for name in one.get("people", [])), one["id"]


def test_ids_and_texts_are_unique(passages: list[dict[str, Any]]) -> None:
    assert len({one["id"] for one in passages}) == len(passages)
    assert len({one["text"] for one in passages}) == len(passages)


def test_every_mark_stands_in_its_passage(passages: list[dict[str, Any]]) -> None:
    for one in passages:
        for mark in one["marks"]:
            assert mark.keys() == {"kind", "text", "occurrence"}, one["id"]
            assert mark["kind"] in LEAST, one["id"]
            assert mark["text"].strip() == mark["text"] != "", one["id"]
            assert mark["occurrence"] >= 1, one["id"]
            assert start(one["text"], mark) >= 0, one["id"]


def test_marks_of_a_kind_do_not_overlap(passages: list[dict[str, Any]]) -> None:
    for one in passages:
        taken: set[tuple[str, int]] = set()
        for mark in one["marks"]:
            begin = start(one["text"], mark)
            span = {(mark["kind"], at) for at in range(begin, begin + len(mark["text"]))}
            assert not taken & span, one["id"]
            taken |= span


def test_own_and_name_marks_have_what_they_are_found_by(passages: list[dict[str, Any]]) -> None:
    for one in passages:
        kinds = {mark["kind"] for mark in one["marks"]}
        assert "own" not in kinds or one["own"], one["id"]
        names = sum(mark["kind"] == "name" for mark in one["marks"])
        assert names == 0 or names >= len(one["people"]), one["id"]


def test_half_are_hard_negatives(passages: list[dict[str, Any]]) -> None:
    hard = [one for one in passages if one["hard"]]
    assert len(passages) >= 600
    assert len(hard) >= max(300, len(passages) / 2)
    assert all(one["why"] and not one["marks"] for one in hard)
    assert all("why" not in one and one["marks"] for one in passages if not one["hard"])
    for language in ("en", "fr"):
        assert sum(one["language"] == language for one in hard) >= 150


def test_counts_are_those_of_the_readme(passages: list[dict[str, Any]]) -> None:
    counts = Counter((mark["kind"], one["language"]) for one in passages for mark in one["marks"])
    stated = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \| (\d+) \|$", README, re.MULTILINE)
    assert [(kind, int(en), int(fr), int(both)) for kind, en, fr, both in stated] == [
        (kind, counts[kind, "en"], counts[kind, "fr"], counts[kind, "en"] + counts[kind, "fr"])
        for kind, *_ in stated
    ]
    assert {kind for kind, *_ in stated} == LEAST.keys()
    for kind, least in LEAST.items():
        assert counts[kind, "en"] + counts[kind, "fr"] >= least, kind


def test_the_readme_states_how_many_there_are(passages: list[dict[str, Any]]) -> None:
    languages = Counter(one["language"] for one in passages)
    hard = sum(one["hard"] for one in passages)
    plain = " ".join(README.split())
    assert f"holds {len(passages)} passages" in plain
    assert f"{languages['en']} in English, {languages['fr']} in French. {hard} of them" in plain
