"""What surprises and what is missing: each sentence is said where it holds, with its clauses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fixtures.model import BuiltExport
from inspector.errors import SchemaError
from inspector.knowledge import catalogue, facts, policy, policy_loader
from inspector.session.request import Request
from tests.lib.archives import write_zip
from tests.lib.runs import inspect

Built = Callable[[str], tuple[BuiltExport, Path]]


def said(path: Path, **more: Any) -> tuple[dict[str, str], dict[str, str]]:
    summary = inspect(Request((path,), **{"on": dt.date(2026, 11, 22), **more}))
    return (
        {finding.id: finding.text for finding in summary.surprises},
        {finding.id: finding.text for finding in summary.missing},
    )


def test_the_sample_surprises(built: Built) -> None:
    surprises, missing = said(built("complete-2026")[1])
    assert {"resumes", "messages-notice", "prompts-europe", "four-promises", "answers-twice",
            "connections-only", "recommendations", "neighbouring-rows"} <= set(surprises)  # fmt: skip
    assert "Private_identity_asset.csv" in surprises["resumes"]
    assert "1,6" in surprises["resumes"]  # its words are counted
    assert "microsoft" not in surprises
    assert "basic" not in missing


def test_a_basic_archive_says_what_it_lacks(built: Built) -> None:
    surprises, missing = said(built("basic-2025")[1])
    assert "Complete" in missing["basic"]
    assert "resumes" not in surprises
    assert "resumes-before-2026" in missing


def test_a_part_of_an_export_says_so(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {"Skills.csv": "Name\nA\n"})
    assert "partial" in said(path)[1]


def test_the_uk_is_told_of_microsoft(built: Built) -> None:
    assert "microsoft" in said(built("complete-2026")[1], region="uk")[0]


def test_other_regions_are_told_other_things(built: Built) -> None:
    us = said(built("complete-2026")[1], region="us")[0]
    assert {"messages-faq", "prompts"} <= set(us)
    assert not {"messages-notice", "prompts-europe", "neighbouring-rows", "microsoft"} & set(us)


def test_answers_of_applications_are_said_to_be_disputed_and_kept(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "e.zip",
        {
            "Jobs/Job Applications.csv": "Application Date,Company Name,Question And Answers\n"
            '"3/1/25, 9:15 AM",Ost AS,Why us?:Good bread | Nights?:Yes | Nights?:Yes\n',
            "Job Applicant Saved Answers.csv": "Question,Answer\nNights?, Yes\n",
        },
    )
    europe, elsewhere = said(path, region="eu")[0], said(path, region="us")[0]
    assert europe["applications-disputed"] == (
        "Texts disagree on what you answered in applications (7 words): the European notice names "
        "“Responses to screening questions”; the FAQ says that “job application data attributable "
        "to a specific member” is not used. Made unattributable, it is promised nothing."
    )
    assert "applications-disputed" not in elsewhere
    assert europe["answers-twice"].endswith("which are inside: 2 at least.")
    assert elsewhere["answers-twice-elsewhere"].endswith("which are inside: 2 at least.")
    assert "attributable to a specific member" in elsewhere["four-promises"]
    outside = said(path, region="ca", on=dt.date(2025, 6, 1))[0]
    assert not {"applications-disputed", "answers-twice", "answers-twice-elsewhere"} & set(outside)


def test_no_answer_kept_is_not_said(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "e.zip",
        {
            "Jobs/Job Applications.csv": "Application Date,Company Name,Question And Answers\n"
            '"3/1/25, 9:15 AM",Ost AS,Why us?:Good bread\n',
            "Job Applicant Saved Answers.csv": "Question,Answer\nNights?, Yes\n",
        },
    )
    assert "applications-disputed" in said(path, region="uk")[0]
    assert "answers-twice" not in said(path, region="uk")[0]


def test_late_opt_outs_hear_both_sides(built: Built) -> None:
    late = said(built("complete-2026")[1], opted_out=dt.date(2026, 1, 1))[0]
    assert {"late-opt-out", "past-training"} <= set(late)


def test_clauses_are_of_texts_in_force(built: Built) -> None:
    policies = policy_loader.load(catalogue.load())
    for region in policy.REGIONS:
        on = dt.date(2026, 11, 22)
        summary = inspect(Request((built("complete-2026")[1],), region, on))
        for finding in (*summary.surprises, *summary.missing):
            for clause in finding.clauses:
                assert policies.clause(clause)[0].in_force(region, on)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (
            'missing = []\n[[surprises]]\nid = "a"\ntext = "b"\ndatasets = ["nope"]\n',
            "unknown datasets",
        ),
        (
            'missing = []\n[[surprises]]\nid = "a"\ntext = "b"\nclauses = ["a:b"]\n',
            "unknown clauses",
        ),
        ('missing = []\n[[surprises]]\nid = "a"\ntext = "b"\nextra = 1\n', "extra"),
    ],
)
def test_sentences_are_checked_when_loaded(tmp_path: Path, broken: str, why: str) -> None:
    (tmp_path / "facts.toml").write_text(broken, encoding="utf-8", newline="\n")
    known = catalogue.load()
    with pytest.raises(SchemaError, match=why):
        facts.load(known, policy_loader.load(known), tmp_path)


@pytest.mark.parametrize(
    ("region", "day", "unsaid"),
    [
        ("eu", "2023-01-01", {"messages-notice", "neighbouring-rows", "past-training"}),
        ("uk", "2025-11-02", {"messages-notice", "microsoft"}),
        ("ca", "2025-06-01", {"messages-faq", "four-promises"}),
        ("us", "2025-01-01", {"past-training", "messages-faq"}),
        ("us", "2026-11-22", {"connections-only"}),
        ("eu", "2025-11-04", {"reduced-scope"}),
    ],
)
def test_nothing_is_said_that_does_not_hold(
    built: Built, region: str, day: str, unsaid: set[str]
) -> None:
    surprises, _ = said(built("complete-2026")[1], region=region, on=dt.date.fromisoformat(day))
    assert not unsaid & set(surprises)
