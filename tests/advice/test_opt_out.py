"""An opt-out splits what is inside by date; texts and recipients stand side by side."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fixtures import BuiltExport
from inspector.cli.main import main
from tests.lib.archives import write_zip

Built = Callable[[str], tuple[BuiltExport, Path]]

POSTS = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
DAYS = (
    "2026-01-30 08:00:00",
    "2026-01-31 23:59:59",
    "2026-02-01 00:00:00",
    "2026-03-01 00:00:00",
    "",
)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """The JSON document of a run."""
    assert main([*arguments, "--json", "--quiet"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def posts(tmp_path: Path) -> str:
    rows = "".join(f"{day},,{'word ' * n},,,MEMBER_NETWORK\n" for n, day in enumerate(DAYS, 1))
    return str(write_zip(tmp_path / "export.zip", {"Shares.csv": POSTS + rows}))


@pytest.mark.parametrize(
    ("opted_out", "before", "after"),
    [
        ("2026-01-30", 0, 1 + 2 + 3 + 4),
        ("2026-01-31", 1, 2 + 3 + 4),
        ("2026-02-01", 1 + 2, 3 + 4),
        ("2026-02-02", 1 + 2 + 3, 4),
        ("2026-04-01", 1 + 2 + 3 + 4, 0),
    ],
)
def test_what_is_inside_is_split_on_the_day(
    posts: str, capsys: pytest.CaptureFixture[str], opted_out: str, before: int, after: int
) -> None:
    given = ("--region", "eu", "--on", "2026-09-01", "--opted-out", opted_out)
    made = told(capsys, posts, *given)
    split = made["opt_out"]
    assert made["situation"]["status"] == "past_use"
    assert (split["before"]["words"], split["after"]["words"]) == (before, after)
    assert split["undated"]["words"] == 5
    for measure, whole in made["totals"]["inside"].items():
        assert sum(split[part][measure] for part in ("before", "after", "undated")) == whole


def test_the_split_of_the_sample_adds_up(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    made = told(capsys, str(built("complete-2026")[1]), "--region", "eu", "--on", "2026-11-22",
                "--opted-out", "2026-02-15")  # fmt: skip
    split = made["opt_out"]
    for measure, whole in made["totals"]["inside"].items():
        assert sum(split[part][measure] for part in ("before", "after", "undated")) == whole
    assert split["before"]["words"] and split["after"]["words"] and split["undated"]["words"]


@pytest.mark.parametrize("opted_out", [None, "2026-11-23"])
def test_no_split_without_an_opt_out_in_force(
    posts: str, capsys: pytest.CaptureFixture[str], opted_out: str | None
) -> None:
    given = ("--opted-out", opted_out) if opted_out else ()
    assert told(capsys, posts, "--on", "2026-11-22", *given)["opt_out"] is None


def test_linkedin_and_others_are_quoted_apart(
    posts: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--region", "eu", "--on", "2026-11-22", "--opted-out", "2026-01-31")
    found = told(capsys, posts, *given)["opt_out"]
    assert found["linkedin"] == [
        "help-a6278444-2025-09:turning-off", "help-a6278444-2025-09:past-training",
    ]  # fmt: skip
    assert found["others"] == [
        "garante-2025-10-28:objection-after", "security-nl-2025-11-03:late-opt-out",
    ]  # fmt: skip
    assert any("Feedback" in one["text"] for one in found["not_covered"])
    assert any(
        "does not show how the setting stood before" in one["text"] for one in found["proof"]
    )
    assert main([posts, *given, "--full", "--quiet"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "won't use the data and content you provided to LinkedIn" in text
    assert "interesserà solo i contenuti pubblicati successivamente" in text
    assert "no text decides" in text
    assert "What the switch does not cover" in text
    assert "What proves that it is off" in text and "screenshot" in text


def test_under_18_shows_both_texts(posts: str, capsys: pytest.CaptureFixture[str]) -> None:
    given = (posts, "--region", "eu", "--on", "2026-11-22", "--under-18", "--quiet")
    assert main([*given, "--plain"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "even if your setting appears turned on" in text
    assert "apply, as they do for other members" in text


HONOURS = "Title,Description,Issued On\nPrize,For work,Jan 2020\n"


def test_texts_stand_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(write_zip(tmp_path / "e.zip", {"Honors.csv": HONOURS, "Shares.csv": POSTS}))
    made = told(capsys, path, "--region", "eu", "--on", "2026-11-22")
    honours = next(file for file in made["files"] if file["dataset"] == "honors")
    assert (honours["verdict"], honours["basis"]) == ("unclear", "disputed")
    notice, faq = "erpn-2026-08-21", "faq-a5538339-2025-09"
    for part in (honours, honours["columns"][0]):
        assert part["by_policy"][notice]["verdict"] == "unclear"
        assert part["by_policy"][notice]["basis"] == "silent"
        assert part["by_policy"][faq]["verdict"] == "inside"
        assert part["by_policy"][faq]["basis"] == "inferred"
        assert part["by_policy"][faq]["clauses"]
    empty = next(file for file in made["files"] if file["dataset"] == "posts")
    assert empty["by_policy"] == {}
    paused = told(capsys, path, "--region", "ca", "--on", "2025-06-01")
    assert all(file["by_policy"] == {} for file in paused["files"])


def test_answers_of_ai_differ_between_the_texts(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    made = told(capsys, str(built("complete-2026")[1]), "--region", "eu", "--on", "2026-11-22")
    said = [
        column["by_policy"]
        for file in made["files"]
        if file["dataset"] == "ai_messages"
        for column in file["columns"]
        if column["name"] == "CONTENT" and column["verdict"]
    ]
    assert any(
        one["erpn-2026-08-21"]["verdict"] == "inside"
        and one["faq-a5538339-2025-09"]["verdict"] == "mixed"
        for one in said
    )


def test_microsoft_is_a_second_question_in_the_uk(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(built("complete-2026")[1])
    made = told(capsys, path, "--region", "uk", "--on", "2026-11-22")
    second = made["by_recipient"]["microsoft"]
    assert {text["id"] for text in second["policies"]} == {
        "erpn-2026-08-21-microsoft", "help-a8059228-microsoft",
    }  # fmt: skip
    for verdict, totals in second["totals"].items():
        for measure, whole in totals.items():
            files = (file["by_recipient"]["microsoft"] for file in made["files"])
            assert sum(file["totals"][verdict][measure] for file in files) == whole
    of = {file["dataset"]: file for file in made["files"]}
    assert of["job_postings"]["verdict"] == "unclear"
    assert of["job_postings"]["by_recipient"]["microsoft"]["verdict"] == "inside"
    assert of["profile"]["by_recipient"]["microsoft"]["verdict"] == "unclear"
    columns = of["posts"]["by_recipient"]["microsoft"]["columns"]
    assert [one["name"] for one in columns] == [one["name"] for one in of["posts"]["columns"]]
    assert main([path, "--region", "uk", "--on", "2026-11-22", "--quiet", "--full"]) == 0
    assert "for Microsoft's own models" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("region", "on"), [("eu", "2026-11-22"), ("us", "2026-11-22"), ("uk", "2025-10-01")]
)
def test_elsewhere_there_is_no_second_question(
    posts: str, capsys: pytest.CaptureFixture[str], region: str, on: str
) -> None:
    made = told(capsys, posts, "--region", region, "--on", on)
    assert made["by_recipient"] == {}
    assert all(file["by_recipient"] == {} for file in made["files"])
