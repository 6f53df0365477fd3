"""Two policy texts side by side: in words, in scope, in the programme, and for an export."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Select, Static

from inspector import resources
from inspector.cli.main import main
from inspector.diff import text_diff as differing
from inspector.diff import text_effect as moving
from inspector.diff.compare_texts import difference
from inspector.diff.text_diff import TextDiff
from inspector.errors import UsageError
from inspector.knowledge import knowledge
from inspector.knowledge.policy import Clause, Policy
from inspector.knowledge.vocabulary import VERDICTS
from inspector.outputs.json import text_diff
from inspector.outputs.plain import text_diff as differences
from inspector.outputs.wording.policy_texts import marked
from inspector.session.request import Request
from inspector.tui.app import InspectApp
from inspector.tui.pages.policy import PolicyPage
from inspector.tui.screens.text_diff import TextDiffScreen
from inspector.verdicts.judge import Judge, combine
from inspector.verdicts.situation import Situation
from tests.conftest import run_program
from tests.knowledge.test_own_policy import example
from tests.tui.test_hostile import ESCAPES, MARKUP, NEVER, OVERRIDES, seen
from tests.tui.test_pages import drive, go

BEFORE, START, UPDATE = "erpn-2025-02-27", "erpn-2025-11-03", "erpn-2026-08-21"
FAQ_2024, FAQ = "faq-a5538339-2024-09", "faq-a5538339-2025-09"
ROWS = ("profile", "gai-conversations", "groups", "member-content", "answers-and-resumes")


@cache
def between(first: str, second: str) -> TextDiff:
    texts = knowledge.load().policies.texts
    return differing.diff_texts(texts[first], texts[second], knowledge.load())


def clause(name: str, quote: str) -> Clause:
    return Clause(
        id=name, quote=quote, locator="here", source="https://example.org",
        seen=dt.date(2026, 1, 1), archived_by="nobody", kind="general",
    )  # fmt: skip


def reworded(*clauses: Clause) -> Policy:
    return msgspec.structs.replace(
        knowledge.load().policies.texts[START], clauses=clauses, rules=()
    )


def compared(before: list[Clause], after: list[Clause]) -> TextDiff:
    return differing.diff_texts(reworded(*before), reworded(*after), knowledge.load())


# Clauses -------------------------------------------------------------------------------------

POSTS = "Your posts, articles, comments and poll responses"


def test_the_same_words_are_unchanged_whatever_their_id() -> None:
    found = compared([clause("a", POSTS)], [clause("b", POSTS.replace(" ", "\n  "))])
    assert (found.unchanged, found.added, found.removed, found.reworded) == (1, (), (), ())


def test_the_same_words_go_before_the_same_id() -> None:
    found = compared([clause("a", POSTS), clause("b", "X")], [clause("b", POSTS), clause("a", "Y")])
    assert found.unchanged == 1
    assert not found.reworded
    assert ([one.id for one in found.removed], [one.id for one in found.added]) == (["b"], ["a"])


def test_the_same_words_twice_are_two_clauses() -> None:
    found = compared([clause("a", POSTS)], [clause("a", POSTS), clause("b", POSTS)])
    assert found.unchanged == 1
    assert [one.id for one in found.added] == ["b"]


def test_the_same_id_is_the_same_clause_reworded() -> None:
    found = compared([clause("a", "Never used")], [clause("a", "Always taken")])
    (one,) = found.reworded
    assert marked(one.before_pieces, "[-", "-]") == "[-Never used-]"
    assert marked(one.after_pieces, "{+", "+}") == "{+Always taken+}"


def test_clauses_much_alike_are_one_reworded() -> None:
    after = "Your posts, articles, comments, votes and poll responses"
    found = compared([clause("a", POSTS), clause("x", "Else")], [clause("b", after)])
    (one,) = found.reworded
    assert (one.before.id, one.after.id) == ("a", "b")
    assert marked(one.before_pieces, "[-", "-]") == (
        "Your posts, articles, [-comments-] and poll responses"
    )
    assert marked(one.after_pieces, "{+", "+}") == (
        "Your posts, articles, {+comments, votes+} and poll responses"
    )
    assert [gone.id for gone in found.removed] == ["x"]


def test_clauses_less_alike_are_two() -> None:
    found = compared([clause("a", POSTS)], [clause("b", "Your profile, résumés and messages")])
    assert len(found.added) == len(found.removed) == 1 and not found.reworded


def test_the_likest_belong_together() -> None:
    before = [clause("a", POSTS + " in groups"), clause("b", POSTS + " on pages")]
    after = [clause("c", POSTS + " on pages only"), clause("d", POSTS + " in groups only")]
    pairs = {(one.before.id, one.after.id) for one in compared(before, after).reworded}
    assert pairs == {("a", "d"), ("b", "c")}


def test_very_many_clauses_are_not_held_against_each_other() -> None:
    before = [clause(f"a{n}", f"{POSTS} {n}") for n in range(200)]
    after = [clause(f"b{n}", f"{POSTS} {n} more") for n in range(200)]
    found = compared(before, after)
    assert (len(found.added), len(found.removed), len(found.reworded)) == (200, 200, 0)


@pytest.mark.parametrize("pair", [(START, UPDATE), (BEFORE, START), (FAQ_2024, FAQ), (START, FAQ)])
def test_every_clause_is_counted_once(pair: tuple[str, str]) -> None:
    found = between(*pair)
    both = found.unchanged + len(found.reworded)
    assert both + len(found.removed) == len(found.first.clauses)
    assert both + len(found.added) == len(found.second.clauses)
    for one in found.reworded:
        for pieces, quote in (
            (one.before_pieces, one.before.quote), (one.after_pieces, one.after.quote)
        ):  # fmt: skip
            assert " ".join(piece.text for piece in pieces).split() == quote.split()
        assert any(piece.differs for piece in (*one.before_pieces, *one.after_pieces))


# Scope and regions ---------------------------------------------------------------------------


def test_the_update_of_2026_changes_no_scope() -> None:
    found = between(START, UPDATE)
    assert found.unchanged == 36 and not found.reworded and not found.removed
    assert [one.id for one in found.added] == ["aged-16-17", "identity-document"]
    assert not found.scope_changes and found.scope == ()
    assert {one.turn for one in found.turns} == {"stays in"}
    same = {one.id: one.quote for one in found.first.clauses}
    later = {one.id: one.quote for one in found.second.clauses}
    assert all(same[row] == later[row] for row in ROWS)


def test_training_begins_on_3_november_2025() -> None:
    found = between(BEFORE, START)
    assert {one.region: one.turn for one in found.turns} == dict.fromkeys(
        ("eu", "ch", "uk"), "begins"
    )
    for turn in found.turns:
        assert "erpn-2025-02-27:other-purposes" in turn.before.clauses
        assert turn.after.clauses == ("erpn-2025-11-03:purpose",)
    assert found.scope_changes
    posts = [one for one in found.scope if one.dataset.id == "posts"]
    assert all((c.before.verdict, c.after.verdict) == ("unclear", "inside") for c in posts)
    assert "messages" not in {one.dataset.id for one in found.scope if one.of_verdict}


def test_backwards_the_turn_is_still_that_of_the_calendar() -> None:
    assert {one.turn for one in between(START, BEFORE).turns} == {"begins"}


def test_a_pause_is_one() -> None:
    turns = {one.region: one.turn for one in between(FAQ_2024, FAQ).turns}
    assert turns["ca"] == turns["hk"] == "pauses"
    assert turns["us"] == "stays in" and turns["uk"] == "stays out"
    assert turns["cn"] == "now out", "of its first day no text says that it was out"


@pytest.mark.parametrize("pair", [(BEFORE, START), (FAQ_2024, FAQ), (START, FAQ)])
def test_scope_is_what_a_judge_with_one_text_says(pair: tuple[str, str]) -> None:
    """The verdicts of `combine` alone are those of a judge who hears one text."""
    known, policies = knowledge.load().catalogue, knowledge.load().policies
    found = between(*pair)
    region = found.regions[0]
    changed = {
        (one.dataset.id, column, one.state): (one.before, one.after)
        for one in found.scope
        if region in one.regions
        for column in one.columns
    }
    judges = [
        Judge(policies, Situation(region, "option", text.start), text.recipient, text.id)
        for text in (found.first, found.second)
    ]
    for dataset in known.datasets.values():
        for column in dataset.columns:
            for state in dataset.state_ids:
                said = [combine(judge.opinions(dataset, column.name, state)) for judge in judges]
                first, second = ((one.verdict, one.basis) for one in said)
                found_here = changed.get((dataset.id, column.name, state))
                assert (found_here is not None) == (first != second)
                if found_here is not None:
                    assert found_here == tuple(said)


def test_texts_without_a_region_in_common() -> None:
    found = between("pcpd-2025-10", START)
    assert found.regions == () and found.turns == () and not found.scope
    shown = differences.render(found, None, knowledge.load().policies, 80)
    assert "speak to no region in common" in shown and "No scope change" not in shown


def test_texts_on_the_models_of_different_companies() -> None:
    found = between(START, "erpn-2025-11-03-microsoft")
    shown = differences.render(found, None, knowledge.load().policies, 80)
    assert "models of different companies" in shown


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("erpn-2025-11-30", "erpn-2025-11-03"),
        ("ERPN-2026-08-21", "erpn-2026-08-21"),
        ("faq", FAQ),
        ("qqqq", "`inspect policy` prints them all"),
        ("", "`inspect policy` prints them all"),
    ],
)
def test_an_unknown_id_names_the_closest(asked: str, near: str) -> None:
    with pytest.raises(UsageError, match=re.escape(near)):
        differing.find(knowledge.load().policies, asked)


def test_the_text_before_one() -> None:
    policies = knowledge.load().policies
    for name, older in ((UPDATE, START), (START, BEFORE)):
        assert differing.before(policies.texts[name], policies).id == older
    for text in policies.texts.values():
        assert differing.before(text, policies).id != text.id


# An export -----------------------------------------------------------------------------------


def of_sample(first: str, second: str, **request: Any) -> moving.TextEffect:
    _, moved = difference(Request((resources.sample(),), **request), first, second)
    assert moved is not None
    return moved


def test_what_the_start_of_training_changed_for_a_member() -> None:
    moved = of_sample(BEFORE, START)
    before, after = moved.before, moved.after
    assert before.situation.on == dt.date(2025, 2, 27)
    assert after.situation.on == dt.date(2025, 11, 3)
    assert before.standing.status == "not_in_programme"
    assert before.totals["inside"].values == before.totals["unclear"].values == 0
    posts = next(one for one in moved.moves if one.title == "Posts")
    assert (posts.before, posts.after) == ("outside", "inside")
    judged = next(f for f in after.files if f.reading.dataset and f.reading.dataset.id == "posts")
    assert posts.totals == judged.totals["inside"]


@pytest.mark.parametrize("pair", [(BEFORE, START), (START, FAQ), (START, UPDATE)])
@pytest.mark.parametrize("region", ["eu", "uk"])
def test_moves_add_up_to_the_totals(pair: tuple[str, str], region: str) -> None:
    moved = of_sample(*pair, region=region)
    for verdict in VERDICTS:
        change = moved.comparison.totals[verdict]
        into = [one.totals for one in moved.moves if one.after == verdict]
        out = [one.totals for one in moved.moves if one.before == verdict]
        for measure in ("records", "values", "words", "characters"):
            gained = sum(getattr(one, measure) for one in into)
            lost = sum(getattr(one, measure) for one in out)
            grown = getattr(change.after, measure) - getattr(change.before, measure)
            assert gained - lost == grown
    assert all(one.before != one.after for one in moved.moves)
    assert bool(moved.moves) is (pair != (START, UPDATE))


def test_only_the_two_texts_are_heard() -> None:
    moved = of_sample(START, FAQ, region="eu")
    cited = {row.clause for file in moved.before.files for row in file.rows if row.clause}
    assert {one.partition(":")[0] for one in cited} == {START}


def test_a_text_on_microsofts_models_is_heard_on_them() -> None:
    moved = of_sample("erpn-2025-11-03-microsoft", "erpn-2026-08-21-microsoft", region="uk")
    assert moved.after.totals["inside"].words > 0
    assert moved.moves == ()


def test_opting_out_and_age_go_along() -> None:
    moved = of_sample(BEFORE, START, region="eu", opted_out=dt.date(2025, 10, 1))
    assert moved.before.situation.opted_out == moved.after.situation.opted_out
    assert moved.after.situation.opted_out == dt.date(2025, 10, 1)
    assert of_sample(BEFORE, START, region="eu", under_18=True).after.situation.under_18


# The command ---------------------------------------------------------------------------------


def test_the_command_says_that_training_begins() -> None:
    ran = run_program("policy", "diff", BEFORE, START, resources.sample())
    assert (ran.code, ran.err) == (0, "")
    words = " ".join(ran.out.split())
    assert "the EU or EEA; Switzerland: TRAINING BEGINS" in words
    assert "the United Kingdom: TRAINING BEGINS" in words
    assert "To train, fine-tune, evaluate and improve our Generative AI models" in words
    assert "[-are updating-]" in words and "{+updated+}" in words
    assert "■ inside: 0 → 20,618 words, 0 → 1,061 records" in words
    assert "Posts: outside → inside: 4,687 words, 154 records" in words
    assert "\x1b" not in ran.out and max(map(len, ran.out.splitlines())) < 80


def test_the_command_says_that_no_scope_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "diff", START, UPDATE, str(resources.sample())]) == 0
    words = " ".join(capsys.readouterr().out.split())
    assert "No scope change: every kind of value has the same verdict by both texts." in words
    assert "Nothing of it moved from one verdict to another." in words
    assert "TRAINING BEGINS" not in words


def test_the_command_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "diff", BEFORE, START, str(resources.sample()), "--json", "-q"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["clauses"]["unchanged"] == 0 and made["scope_changes"] is True
    assert {one["turn"] for one in made["regions"]} == {"begins"}
    assert made["export"]["first"]["status"] == "not_in_programme"
    assert made["export"]["second"]["totals"]["inside"]["words"] == 20618
    assert made["export"]["moves"][0]["from"] == "outside"
    assert main(["policy", "--json", "diff", START, UPDATE]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["scope_changes"] is False and made["scope"] == [] and made["export"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["erpn-2025-11-04", UPDATE], "no policy text has the id 'erpn-2025-11-04'; the closest"),
        ([START, "\x1b[31m"], "no policy text has the id"),
        ([START], "Missing argument"),
        ([START, UPDATE, "SAMPLE", "--region", "us"], "speak to eu, ch, uk: give one of these"),
        (["pcpd-2025-10", START, "SAMPLE"], "no member is judged by both; leave the export out"),
        ([FAQ, "help-a8059228", "SAMPLE", "--region", "us"], "help-a8059228 does not speak to"),
        ([START, UPDATE, "absent.zip"], "absent.zip"),
        ([START, UPDATE, "SAMPLE", "--region", "mars"], "the region is one of"),
        ([START, UPDATE, "--policy", "absent.toml"], "--policy absent.toml: it cannot be read"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    given = [str(resources.sample()) if word == "SAMPLE" else word for word in words]
    assert main(["policy", "diff", *given]) == 2
    found = capsys.readouterr()
    assert found.out == "" and found.err.count("\n") == 1 and said in found.err
    assert found.err.rstrip("\n").isprintable()


# A text of one's own, which is not trusted ---------------------------------------------------


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    evil = json.dumps(MARKUP + ESCAPES + OVERRIDES)[1:-1].replace("\x7f", "\\u007f")
    text = example()
    for field in ("title", "label", "publisher", "quote", "locator"):
        text = re.sub(rf'\n{field} = "(.*)"', lambda m: m[0][:-1] + evil + '"', text)
    path = tmp_path / "answer.toml"
    path.write_text(text, encoding="utf-8")
    return path


OWN = "support-answer-2026-10"


def test_an_own_text_is_compared_and_not_obeyed(
    capsys: pytest.CaptureFixture[str], hostile: Path
) -> None:
    for more in ([], ["--json"], [str(resources.sample())]):
        for pair in ((UPDATE, OWN), (OWN, UPDATE)):
            assert main(["policy", "diff", *pair, "--policy", str(hostile), *more]) == 0
            found = capsys.readouterr()
            assert not set(found.out + found.err) & NEVER
            assert "your own text" in found.out or more == ["--json"]


def test_the_document_marks_it(hostile: Path) -> None:
    found, moved = difference(Request((), policies=(hostile,)), UPDATE, OWN)
    made = text_diff.document(found, moved)
    assert (made["first"]["own"], made["second"]["own"]) == (False, True)


# The application -----------------------------------------------------------------------------


def shown(app: InspectApp) -> str:
    return " ".join(str(app.screen.query_one("#difference-text", Static).content).split())


@pytest.mark.parametrize("size", [(80, 24), (140, 45)])
def test_the_screen_compares_the_text_under_the_cursor(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "3")
        await go(app, pilot, "d")
        screen = app.screen
        assert isinstance(screen, TextDiffScreen) and screen.difference is not None
        assert (screen.difference.first.id, screen.difference.second.id) == (START, UPDATE)
        assert "No scope change" in shown(app) and "Nothing of it moved" in shown(app)
        screen.query_one("#difference-first", Select).value = BEFORE
        screen.query_one("#difference-second", Select).value = START
        await go(app, pilot, "j")
        assert "TRAINING BEGINS" in shown(app)
        assert "0 → 20,618 words" in shown(app)
        await go(app, pilot, "x")
        assert (screen.difference.first.id, screen.difference.second.id) == (START, BEFORE)
        assert "20,618 → 0 words" in shown(app)
        screen.query_one("#difference-second", Select).value = "pcpd-2025-10"
        await go(app, pilot, "k")
        assert "for this export is not shown" in shown(app)
        await go(app, pilot, "escape")
        assert not isinstance(app.screen, TextDiffScreen)
        app.query_one(PolicyPage).reveal(f"{FAQ}:payment")
        await go(app, pilot, "d")
        assert isinstance(app.screen, TextDiffScreen)
        assert app.screen.difference is not None and app.screen.difference.second.id == FAQ

    drive(tmp_path, steps, size=size)


def test_an_own_text_is_not_obeyed_on_the_screen(tmp_path: Path, hostile: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "3")
        app.query_one(PolicyPage).reveal(f"{OWN}:connections")
        await go(app, pilot, "d")
        assert "your own text" in shown(app)
        for key in ("shift+tab", "enter", "escape", "G"):
            await go(app, pilot, key)
            assert not set(seen(app)) & NEVER and app.is_running

    drive(tmp_path, steps, policies=(hostile,))


def test_nothing_is_compared_while_reading(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        await go(app, pilot, "3")
        app.reading = True
        await go(app, pilot, "d")
        assert not isinstance(app.screen, TextDiffScreen)

    drive(tmp_path, steps)
