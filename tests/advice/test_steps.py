"""What clauses decide, what another situation changes, what a member can do."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fixtures.model import BuiltExport
from inspector import resources
from inspector.advice.items import ITEMS_SCHEMA, items
from inspector.advice.steps import AdviceSection, advise
from inspector.diff import situations as comparing
from inspector.errors import SchemaError
from inspector.knowledge import acting, catalogue
from inspector.knowledge.policy import REGIONS, Recipient, Region
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.summary import clauses as deciding
from inspector.summary.summary import Summary
from inspector.verdicts.situation import Situation
from inspector.verdicts.totals import Totals
from tests.lib.archives import write_zip

Built = Callable[[str], tuple[BuiltExport, Path]]
TODAY = dt.date(2026, 11, 21)


def opened(path: Path) -> Session:
    session = Session(Request((path,), region="eu", on=TODAY))
    session.keep()
    return session


@cache
def sample() -> Session:
    return opened(resources.sample())


def judged(region: Region = "eu", on: dt.date = TODAY, **more: Any) -> Summary:
    return sample().summary(Situation(region, "option", on, **more))


def advised(summary: Summary, session: Session | None = None) -> tuple[AdviceSection, ...]:
    session = session or sample()
    return advise(summary, session.knowledge)


def steps(summary: Summary, session: Session | None = None) -> dict[str, str]:
    return {step.id: step.text for section in advised(summary, session) for step in section.steps}


# What clauses decide -------------------------------------------------------------------------

MOMENTS = [TODAY, dt.date(2025, 11, 3), dt.date(2025, 5, 1), dt.date(2024, 10, 1)]


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("on", MOMENTS)
def test_clauses_and_silence_make_the_totals(region: Region, on: dt.date) -> None:
    summary = judged(region, on)
    found = deciding.deciding(summary, sample().knowledge.policies)

    def groups(recipient: Recipient) -> list[deciding.Decision]:
        texts = (one for one in found.texts if one.text.recipient == recipient)
        return [one.decided for text in texts for one in text.clauses]

    def counted(verdict: Verdict, groups: Sequence[deciding.Decision]) -> Totals:
        return sum((one.counts.get(verdict, Totals()) for one in groups), Totals())

    for verdict in VERDICTS:
        mine = [*groups("linkedin"), found.undecided]
        assert counted(verdict, mine) == summary.totals[verdict]
        second = sum((one.totals[verdict] for one in summary.recipients), Totals())
        silent = (
            row.totals
            for one in summary.recipients
            for file in one.files
            for row in file.rows
            if row.clause is None and row.verdict == verdict
        )
        assert counted(verdict, groups("microsoft")) + sum(silent, Totals()) == second
    assert any(one.files for one in groups("microsoft")) == bool(summary.recipients)
    for one in (*groups("linkedin"), *groups("microsoft"), found.undecided):
        assert sum((file.total for file in one.files), Totals()) == one.total
        assert sum((totals for _, totals in one.titles), Totals()) == one.total


def test_every_text_and_clause_is_there() -> None:
    found = deciding.deciding(judged(), sample().knowledge.policies)
    assert {text.text.id for text in found.texts} == set(sample().knowledge.policies.texts)
    references = [one.reference for text in found.texts for one in text.clauses]
    assert sorted(references) == sorted(sample().knowledge.policies.references())
    force = [text.in_force for text in found.texts]
    assert force == sorted(force, reverse=True)


def test_a_clause_names_its_files_and_rules() -> None:
    found = deciding.deciding(judged(), sample().knowledge.policies)
    clause = found.clause("erpn-2026-08-21:member-content")
    assert clause is not None
    posts = next(f for f in clause.decided.files if f.file.reading.path == "Shares.csv")
    assert posts.total.words == clause.decided.titles[0][1].words > 4000
    assert clause.decided.titles[0][0] == "Posts"
    assert {"posts", "comments"} <= {rule.dataset for rule in clause.rules}
    nothing = found.clause("help-a6278444-2025-09:past-training")
    assert nothing is not None and not nothing.decided.files and not nothing.rules
    purpose = found.clause("erpn-2026-08-21:purpose")
    assert purpose is not None and purpose.of_standing
    assert found.clause("no:such") is None


def test_silent_files_are_under_no_clause() -> None:
    found = deciding.deciding(judged(), sample().knowledge.policies)
    silent = {one.file.reading.path: one for one in found.undecided.files}
    assert silent["Connections.csv"].whole
    assert set(found.undecided.counts) == {"unclear"}
    assert found.empty == sum(not file.rows for file in judged().files)


# What another situation changes --------------------------------------------------------------


def test_the_same_situation_changes_nothing() -> None:
    found = comparing.compare_situations(judged(), judged())
    assert found.same_situation and not found.categories
    assert all(not (c.words or c.records or c.values) for c in found.totals.values())


def test_differences_are_those_of_the_totals() -> None:
    before, after = judged(), judged("us")
    found = comparing.compare_situations(before, after)
    for verdict in VERDICTS:
        change = found.totals[verdict]
        assert change.words == after.totals[verdict].words - before.totals[verdict].words
        assert change.records == after.totals[verdict].records - before.totals[verdict].records
        moved = sum(one.changes[verdict].words for one in found.categories)
        assert moved == change.words
    assert sum(change.words for change in found.totals.values()) == 0
    weights = [one.weight for one in found.categories]
    assert weights == sorted(weights, reverse=True) and weights


def test_the_history_of_a_region_is_told_in_words() -> None:
    programmes = sample().knowledge.policies.programmes
    canada = comparing.spells(programmes["ca"], dt.date(2025, 1, 1))
    assert [one.word for one in canada] == ["in", "paused", "in", "nothing said"]
    assert [one.now for one in canada] == [False, True, False, False]
    assert [one.word for one in comparing.spells(programmes["eu"], TODAY)][:3] == [
        "in",
        "in",
        "out",
    ]


# What a member can do ------------------------------------------------------------------------


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("on", MOMENTS)
def test_what_is_said_rests_on_texts_in_force(region: Region, on: dt.date) -> None:
    policies = sample().knowledge.policies
    by_id = {step.id: step for one in sample().knowledge.acting.sections for step in one.steps}
    for section in advised(judged(region, on)):
        for step in section.steps:
            own = by_id[step.id]
            assert bool(step.clauses) == bool(own.clauses) or own.rights
            assert step.clauses or not own.rights or step.source
            assert "{" not in step.text
            for clause in step.clauses:
                assert policies.clause(clause)[0].in_force(region, on)


def test_every_quotation_is_in_a_clause_it_names() -> None:
    policies = sample().knowledge.policies
    own_words = {"in part", "REDACTED FOR DMA COMPLIANCE"}
    rights = sample().knowledge.rights
    for section in sample().knowledge.acting.sections:
        for step in section.steps:
            if section.id in ("switches", "archive"):
                continue
            given = [one.clauses for one in rights.bases if one.right in step.rights]
            cited = [clause for clauses in (step.clauses, *given) for clause in clauses]
            quotes = " ".join(policies.clause(c)[1].quote for c in cited).replace("’", "'")
            for quoted in step.text.replace("’", "'").split("“")[1:]:
                words = quoted.partition("”")[0]
                if words in own_words or words.startswith(("Use my data", "Object to processing")):
                    continue
                if words == "improve products generally":
                    assert any("improve LinkedIn's products and Services generally"
                               in policies.clause(c)[1].locator for c in cited)  # fmt: skip
                    continue
                assert words in quotes, (step.id, words)


def test_rights_differ_by_region() -> None:
    eu, uk, us = steps(judged()), steps(judged("uk")), steps(judged("us"))
    for said, others in ((eu, "UK GDPR|FADP"), (uk, " GDPR(?<!UK GDPR)|FADP"), (us, "GDPR|FADP")):
        assert not any(re.search(others, text) for text in said.values())
    assert "switch-microsoft" in uk and "switch-microsoft" not in eu
    assert {"object-plain", "switches-ads", "limits-public-posts"} <= set(us)
    assert "object-form" in eu and "object-form" in uk and "object-form" not in us
    assert "switches-ads" not in eu
    assert "mypreferences/d/settings/data-for-ai-improvement" in next(
        step.link for s in advised(judged()) for step in s.steps if step.id == "switch-open"
    )


def test_steps_follow_status_and_day() -> None:
    young = steps(judged(under_18=True))
    assert "switch-under-18" in young and "limits-past" not in young
    assert "switch-opted-out" in steps(judged(opted_out=dt.date(2026, 1, 1)))
    assert "limits-past" not in steps(judged(opted_out=dt.date(2025, 10, 1)))
    early = steps(judged(on=dt.date(2025, 5, 1)))
    assert "switch-not-provided" in early and "switch-open" not in early
    assert "switch-before-start" in steps(judged(on=dt.date(2025, 10, 1)))
    assert "switch-before-start" not in steps(judged())


def test_steps_follow_the_kind_of_export(built: Built) -> None:
    basic = opened(built("basic-2025")[1])
    said = steps(basic.summary(), basic)
    assert "archive-basic" in said and "archive-complete" not in said
    assert "delete-resumes" not in said
    full = steps(judged())
    assert "archive-complete" in full and "1,636 words" in full["delete-resumes"]


def test_items_are_inside_linked_and_longest_first() -> None:
    session, summary = sample(), judged()
    found = items(session.store, summary, session.knowledge)
    assert list(found.columns) == list(ITEMS_SCHEMA)
    words = found["words"].to_list()
    assert words == sorted(words, reverse=True) and words[0] > 100
    assert set(found["verdict"]) == {"inside"}
    assert found["link"].str.starts_with("https://www.linkedin.com/").all()
    datasets = {summary.files[e].reading.dataset for e in found["entry"].unique()}
    assert {one.id for one in datasets if one} == {"posts", "comments", "articles"}
    drafts = {e for e, f in enumerate(summary.files) if f.reading.path.startswith("Articles")}
    assert len(drafts & set(found["entry"])) < len(drafts)


def test_nothing_is_an_item_where_nothing_is_inside() -> None:
    session = sample()
    out = judged(on=dt.date(2025, 5, 1))
    assert not items(session.store, out, session.knowledge).height


def test_a_link_that_is_not_linkedins_is_not_offered(tmp_path: Path) -> None:
    links = [
        "https://www.linkedin.com/feed/update/urn:li:share:1", "https://evil.example/linkedin.com",
        "https://linkedin.com.evil.example/x", "javascript:alert(1)", "https://notlinkedin.com/x",
        "https://www.linkedin.com/a b", "https://www.linkedin.com/\u202ex", "",
    ]  # fmt: skip
    rows = "".join(
        f'2026-05-0{n + 1} 10:00:00,"{one}",hello there\n' for n, one in enumerate(links)
    )
    path = write_zip(tmp_path / "e.zip", {"Comments.csv": f"Date,Link,Message\n{rows}"})
    session = opened(path)
    found = items(session.store, session.summary(), session.knowledge)
    assert found["link"].to_list() == links[:1]


# What the loader refuses ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('title = "Switch it off"', 'title = "Switch it off"\ncolour = "red"', "colour"),
        ('id = "switch-app"', 'id = "switch-app"\nplace = "x"', "place"),
        ('id = "switch-app"', 'id = "switch-open"', "an id stands twice"),
        ('"user-agreement-2025-11-03:licence-ends"', '"user-agreement:none"', "unknown clauses"),
        ('datasets = ["saved_resumes"]', 'datasets = ["cvs"]', "unknown datasets"),
        ('statuses = ["excluded"]', 'statuses = ["young"]', "young"),
        ('regions = ["uk"]', 'regions = ["gb"]', "gb"),
        ('link = "https://www.linkedin.com/help/linkedin/ask/TS-DDF"', 'link = "ask"', "https://"),
        ("until = 2025-09-17", "since = 2026-01-01\nuntil = 2025-09-17", "ends before it starts"),
        ("own_link = '^https?://(", "own_link = '^https?://((", "acting.toml"),
        ('text = "You said that it is off already: look whether it still is."', 'text = " "', "no text"),
        ('authority = "whole"', 'authority = "any"', "any"),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    known = sample().knowledge
    text = (resources.schemas() / "acting.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "acting.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SchemaError, match=complaint):
        acting.load(known.catalogue, known.policies, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('role = "url"\nown_link = true', 'role = "text"\nown_link = true', "no link"),
        ('name = "MediaUrl"', 'name = "MediaUrl"\nown_link = true', "more than one own link"),
    ],
)
def test_own_links_are_checked(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    folder = tmp_path / "schemas"
    shutil.copytree(resources.schemas(), folder)
    posts = folder / "datasets" / "posts.toml"
    text = posts.read_text(encoding="utf-8")
    assert old in text
    posts.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SchemaError, match=complaint):
        catalogue.load(folder)


def test_an_unchanged_copy_is_accepted(tmp_path: Path) -> None:
    known = sample().knowledge
    shutil.copy(resources.schemas() / "acting.toml", tmp_path)
    assert acting.load(known.catalogue, known.policies, tmp_path) == known.acting
    with pytest.raises(SchemaError):
        acting.load(known.catalogue, known.policies, tmp_path / "nowhere")
