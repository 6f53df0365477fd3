"""Every face says when a status was last said, and by whom, where that is long ago."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fixtures.model import BuiltExport
from inspector.cli.main import main
from inspector.diff.situations import compare_situations
from inspector.knowledge import catalogue, policy_loader
from inspector.knowledge import knowledge as everything
from inspector.knowledge.policy import REGIONS
from inspector.language import speaking
from inspector.outputs.json import regions as regions_json
from inspector.outputs.json.summary import document
from inspector.outputs.plain import regions
from inspector.outputs.wording import answers, sentences
from inspector.session.request import Request
from inspector.summary.summary import Summary, summarise
from inspector.tui.widgets import answer_text, comparison_text
from tests.conftest import ROOT
from tests.lib.runs import inspect

Built = Callable[[str], tuple[BuiltExport, Path]]
TODAY = dt.date(2026, 11, 27)
CHINA = "last said on 22 January 2025, by The Register (press); not stated since"


@pytest.fixture(scope="module")
def china(built: Built) -> Summary:
    return inspect(Request((built("complete-2024")[1],), "cn", TODAY))


def again(summary: Summary, **more: Any) -> Summary:
    """The same export in another situation."""
    situation = summary.situation.__class__(
        **{"region": "eu", "region_basis": "option", "on": TODAY, **more}
    )
    return summarise(summary.export, everything.load(), situation)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("form", [["--plain"], ["--full"], ["--html", "-"]])
def test_the_headline_of_every_output(
    built: Built, capsys: pytest.CaptureFixture[str], form: list[str], tmp_path: Path
) -> None:
    path, target = built("complete-2024")[1], tmp_path / "page.html"
    form = [str(target) if part == "-" else part for part in form]
    assert main([str(path), "--region", "cn", "--on", str(TODAY), "--quiet", *form]) == 0
    told = target.read_text("utf-8") if target.exists() else capsys.readouterr().out
    assert CHINA in flat(told)
    assert "on this day" not in told


def test_the_application_and_its_what_if(china: Summary) -> None:
    assert CHINA in flat(answer_text.headline(china, reading=False).plain)
    assert CHINA in flat(comparison_text.answer(china).plain)
    assert compare_situations(again(china), china).after is china
    history = comparison_text.history(china.situation, everything.load().policies)
    assert flat(history.plain).count(CHINA) == 1


def test_the_title_of_the_page(china: Summary) -> None:
    assert ", last said on 22 January 2025: one LinkedIn data export" in answers.title(china)
    assert "last said" not in answers.title(again(china))


def test_json_tells_the_day(china: Summary) -> None:
    told = document(china)
    assert told["situation"]["as_of"] == "2025-01-22"
    assert told["situation"]["status"] == "not_in_programme"
    assert {text["id"] for text in told["policies"] if text["stale"]} >= {"register-2025-01-22"}
    silent = document(again(china, region="cn", on=dt.date(2024, 1, 1)))
    assert silent["situation"]["as_of"] is None


def test_authorities_and_the_press_are_said_to_be_old(china: Summary) -> None:
    told = sentences.stale(china)
    assert told.startswith(
        "Said more than a year before, by authorities or the press: The Register"
    )
    assert "1 of them last seen over a year before" in sentences.sources(china)
    fresh = again(china, region="cn", on=dt.date(2025, 6, 1))
    assert sentences.stale(fresh) == ""
    assert "on this day, by: The Register" in answers.status(fresh)


def test_a_fresh_status_is_as_before(china: Summary) -> None:
    assert answers.status(again(china)) == ""


@pytest.mark.parametrize(
    "more",
    [
        {"on": dt.date(2027, 12, 1)},
        {"opted_out": dt.date(2026, 1, 1)},
        {"opted_out": dt.date(2025, 1, 1)},
        {"under_18": True},
    ],
)
def test_linkedin_itself_is_said_to_be_old(china: Summary, more: dict[str, Any]) -> None:
    summary = again(china, **{"on": dt.date(2027, 12, 1), **more})
    assert "last said on" in answers.status(summary)
    assert "by LinkedIn" in answers.status(summary)
    assert answers.status(summary).endswith("not read since.")


@pytest.mark.parametrize("on", [dt.date(2025, 6, 1), TODAY, dt.date(2028, 1, 1)])
def test_no_headline_is_both_old_and_of_this_day(china: Summary, on: dt.date) -> None:
    for region in REGIONS:
        for more in ({}, {"under_18": True}, {"opted_out": dt.date(2025, 1, 1)}):
            summary = again(china, region=region, on=on, **more)
            said, last = answers.status(summary), summary.standing.last
            old = last is not None and last.old
            assert ("last said on" in said) is old
            assert not ("on this day" in said and old and not summary.situation.under_18)


def test_region_pages() -> None:
    policies = policy_loader.load(catalogue.load())
    told = flat(regions.render(policies, TODAY, 200))
    assert f"not in the programme, {CHINA}" in told
    assert told.count("last said on") == 1
    later = flat(regions.render(policies, dt.date(2028, 1, 1), 200))
    assert later.count("last said on") == len(REGIONS)
    made = {one["region"]: one["history"] for one in regions_json.document(policies, TODAY)}
    assert made["cn"][-1]["as_of"] == "2025-01-22"
    assert made["cn"][0]["as_of"] is None
    assert made["eu"][0]["as_of"] == made["eu"][0]["until"]


def test_french_says_the_same(china: Summary) -> None:
    with speaking("fr"):
        assert "dit pour la dernière fois le 22 janvier 2025 par The Register" in flat(
            answers.status(china)
        )
        assert "22 janvier 2025" in answers.title(china)


def test_what_lies_between_two_texts(
    built: Built, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    page = (ROOT / "docs" / "policy-texts.md").read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(
        re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[0].replace('"eu"', '"cn"'),
        encoding="utf-8",
        newline="\n",
    )
    asked = ["policy", "diff", "privacy-policy-2025-11-03", "support-answer-2026-10"]
    asked += ["--policy", str(own), "--region", "cn", str(built("complete-2024")[1])]
    assert main([*asked, "--quiet"]) in (0, 1)
    told = flat(capsys.readouterr().out)
    assert f"out of it, {CHINA}" in told
    assert f"not in the training programme: {CHINA}" in told
    assert main([*asked, "--quiet", "--json"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["export"]["second"]["as_of"] == "2025-01-22"
