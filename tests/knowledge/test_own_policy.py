"""A member's own policy texts: judged by when they are sound, refused in a line when not."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
from textual.pilot import Pilot

from inspector import resources
from inspector.cli.main import main
from inspector.errors import UsageError
from inspector.knowledge import catalogue, policy, policy_loader
from inspector.session.request import Request
from inspector.tui.app import InspectApp
from inspector.tui.pages.policy import PolicyPage
from tests.conftest import ROOT, run_program
from tests.lib.runs import inspect
from tests.tui.test_hostile import ESCAPES, MARKUP, NEVER, OVERRIDES, seen
from tests.tui.test_pages import drive, go, lines_of, text_of

PAGE = (ROOT / "docs" / "policy-texts.md").read_text(encoding="utf-8")
DAY = "2026-11-22"


def example() -> str:
    """The example of the page on writing a text."""
    blocks = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 1
    return str(blocks[0])


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    path = tmp_path / "answer.toml"
    path.write_text(example(), encoding="utf-8")
    return path


def demo(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    """The JSON document of the sample."""
    assert main(["demo", "--json", "--on", DAY, *map(str, words)]) == 0
    made: dict[str, Any] = json.loads(capsys.readouterr().out)
    return made


def connections(made: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(f for f in made["files"] if f["dataset"] == "connections")
    return found


# The page ------------------------------------------------------------------------------------


def test_the_example_of_the_page_decides(answer: Path) -> None:
    ran = run_program("demo", "--policy", answer, "--json", "--on", DAY, "--region", "eu")
    assert (ran.code, ran.err) == (0, "")
    made = json.loads(ran.out)
    jsonschema.validate(
        made, json.loads((resources.schemas() / "summary.schema.json").read_text(encoding="utf-8"))
    )
    found = connections(made)
    assert (found["verdict"], found["basis"]) == ("outside", "stated")
    assert found["clauses"] == ["support-answer-2026-10:connections"]
    mine = next(text for text in made["policies"] if text["own"])
    assert mine["id"] == "support-answer-2026-10"
    assert mine["publisher"] == "LinkedIn Support"
    assert sum(text["own"] for text in made["policies"]) == 1


def test_without_it_nothing_speaks(capsys: pytest.CaptureFixture[str]) -> None:
    found = connections(demo(capsys))
    assert (found["verdict"], found["basis"]) == ("unclear", "silent")


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (("--on", "2026-10-04"), "unclear"),
        (("--on", "2026-10-05"), "outside"),
        (("--region", "us"), "unclear"),
        (("--region", "uk"), "outside"),
    ],
)
def test_it_counts_on_its_days_and_in_its_regions(
    capsys: pytest.CaptureFixture[str], answer: Path, words: tuple[str, ...], verdict: str
) -> None:
    assert connections(demo(capsys, "--policy", answer, *words))["verdict"] == verdict


def test_it_disputes_what_another_text_says(
    capsys: pytest.CaptureFixture[str], answer: Path
) -> None:
    text = example().replace('dataset = "connections"', 'dataset = "skills"')
    answer.write_text(text, encoding="utf-8")
    made = demo(capsys, "--policy", answer)
    skills = next(f for f in made["files"] if f["dataset"] == "skills")
    assert (skills["verdict"], skills["basis"]) == ("unclear", "disputed")
    assert "support-answer-2026-10:connections" in skills["clauses"]


def test_every_field_of_the_page_is_one_and_every_field_is_on_it() -> None:
    fields = {
        name
        for kind in (policy.Policy, policy.Clause, policy.Rule)
        for name in kind.__struct_fields__
    } - {"clauses", "rules"}
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert fields <= named


def test_two_own_texts_and_their_mark_in_the_outputs(
    capsys: pytest.CaptureFixture[str], answer: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.toml"
    other.write_text(example().replace("2026-10", "2026-11"), encoding="utf-8")
    words = ["--policy", str(answer), "--policy", str(other)]
    assert main(["demo", "--full", "--on", DAY, *words]) == 0
    plain = " ".join(capsys.readouterr().out.split())
    assert "Support's answer (2026-10-05, your own text)" in plain
    assert main(["policy", *words]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "support-answer-2026-11, your own text: LinkedIn Support" in shown
    assert main(["policy", "--json", *words]) == 0
    made = json.loads(capsys.readouterr().out)
    assert [text["id"] for text in made["policies"] if text["own"]] == [
        "support-answer-2026-10",
        "support-answer-2026-11",
    ]


def test_a_newer_version_takes_the_rules_of_the_text_before(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shipped_text = resources.schemas() / "policies" / "settings-page-2025-09-18.toml"
    text = shipped_text.read_text(encoding="utf-8").split("[[rules]]")[0]
    path = tmp_path / "new.toml"
    text = text.replace('id = "settings-page-2025-09-18"', 'id = "my-page"', 1)
    path.write_text(
        text.replace("rank =", 'rules_from = "settings-page-2025-09-18"\nrank =', 1),
        encoding="utf-8",
    )
    known = catalogue.load()
    found = policy_loader.load(known, extra=(path,))
    mine, theirs = found.texts["my-page"], found.texts["settings-page-2025-09-18"]
    assert mine.own and not theirs.own
    assert found.all_rules(mine) == found.all_rules(theirs)


# What is refused -----------------------------------------------------------------------------


class Refused(NamedTuple):
    """A change to the example, and words of the refusal."""

    change: Callable[[str], str]
    words: tuple[str, ...]


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def add(more: str) -> Callable[[str], str]:
    return lambda text: text + more


RULE = '\n[[rules]]\ndataset = "posts"\n'
CLAUSE = 'id = "connections"\nkind'
REFUSED = {
    "no TOML": Refused(swap("rank = 40", "rank = "), ("not TOML", "line 9")),
    "empty": Refused(lambda _: "", ("missing required field `id`",)),
    "prose": Refused(lambda _: "We do not train on it.", ("not TOML",)),
    "nested": Refused(lambda _: "a = " + "[" * 100_000, ("nested too deep",)),
    "a key of many parts": Refused(lambda _: "a." * 20_000 + "b = 1", ("nested too deep",)),
    "a table of many parts": Refused(add("\n[" + "a . " * 300 + "b]\n"), ("nested too deep",)),
    "a number without end": Refused(lambda _: "a = " + "9" * 10_000, ("not TOML",)),
    "an unknown field": Refused(swap("rank", "colour = 1\nrank"), ("unknown field `colour`",)),
    "a field missing": Refused(swap('label = "Support\'s answer"\n', ""), ("`label`",)),
    "an unknown field of a clause": Refused(
        swap("quote =", "quot ="), ("clause 1 (connections)", "unknown field `quot`")
    ),
    "an unknown kind": Refused(
        swap('"excludes"', '"maybe"'), ("clause 1 (connections), kind", "maybe")
    ),
    "a time for a day": Refused(
        swap("seen = 2026-10-05\narchived", "seen = 2026-10-05T10:00:00\narchived"),
        ("clause 1 (connections), seen",),
    ),
    "a day in quotation marks": Refused(
        swap("first_seen = 2026-10-05", 'first_seen = "5 October"'), ("first_seen: ",)
    ),
    "an unknown region": Refused(swap('"ch"', '"mars"'), ("regions", "mars")),
    "no region": Refused(swap('["eu", "ch", "uk"]', "[]"), ("regions names none",)),
    "an id of a shipped text": Refused(
        swap("support-answer-2026-10", "erpn-2026-08-21"), ("same id erpn-2026-08-21",)
    ),
    "capitals in an id": Refused(swap("support-answer", "Support"), ("'Support-2026-10'", "hyphens")),
    "a colon in an id": Refused(swap(CLAUSE, 'id = "a:b"\nkind'), ("clause 1: id", "'a:b'")),
    "a control in an id": Refused(swap(CLAUSE, 'id = "a\\u001b[31m"\nkind'), ("no id",)),
    "a direction mark in an id": Refused(swap("support-", "\u202esupport-"), ("no id",)),
    "a long id": Refused(swap("support-", "support-" * 40), ("no id", "80 at most")),
    "a clause twice": Refused(
        lambda text: text.replace("[[rules]]", text[text.index("[[cl") : text.index("[[r")] + "[[rules]]"),
        ("clause 2", "twice"),
    ),
    "an empty quote": Refused(
        lambda text: re.sub(r'quote = ".*"', 'quote = " "', text), ("connections has no quote",)
    ),
    "an empty title": Refused(
        lambda text: re.sub(r'title = ".*"', 'title = ""', text), ("title is empty",)
    ),
    "no link": Refused(swap("https://", "ftp://"), ("source is no link",)),
    "a control in a link": Refused(
        swap('cases"\nseen', 'cases\\u001b[2J"\nseen'), ("clause connections: source is no link",)
    ),
    "no clauses": Refused(lambda text: text.partition("[[clauses]]")[0] + "clauses = []", ("no clauses",)),
    "an end before the start": Refused(swap("rank", "until = 2026-01-01\nrank"), ("ends before",)),
    "last seen before first": Refused(
        swap("last_seen = 2026-10-05", "last_seen = 2026-10-04"), ("last_seen is before",)
    ),
    "an unknown dataset": Refused(
        swap('dataset = "connections"', 'dataset = "friends"'), ("rule 1, on friends", "dataset")
    ),
    "an unknown column": Refused(
        add(RULE + 'columns = ["Mood"]\nsays = "silent"\n'), ("rule 2, on posts", "'Mood'")
    ),
    "an unknown clause of a rule": Refused(
        swap('clauses = ["connections"]', 'clauses = ["links"]'), ("rule 1", "['links']")
    ),
    "a clause of another text": Refused(
        swap('clauses = ["connections"]', 'clauses = ["erpn-2026-08-21:profile"]'), ("rule 1",)
    ),
    "inside without basis": Refused(
        add(RULE + 'columns = ["*"]\nsays = "inside"\nclauses = ["connections"]\n'), ("a basis",)
    ),
    "a region that the text does not speak to": Refused(
        add(RULE + 'columns = ["*"]\nsays = "silent"\nregions = ["us"]\n'), ("rule 2", "us")
    ),
    "an unknown verdict": Refused(swap('says = "outside"', 'says = "no"'), ("rule 1 (connections), says",)),
    "rules from nowhere": Refused(swap("rank", 'rules_from = "x"\nrank'), ("rules_from",)),
    "rules from one that borrows them": Refused(
        swap("rank", 'rules_from = "erpn-2026-08-21"\nrank'), ("name that one",)
    ),
    "own": Refused(swap("rank", "own = false\nrank"), ("unknown field `own`",)),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_it_is_refused_in_a_line(
    capsys: pytest.CaptureFixture[str], answer: Path, case: Refused
) -> None:
    answer.write_text(case.change(example()), encoding="utf-8")
    assert main(["demo", "--policy", str(answer)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("inspect: --policy answer.toml: ")
    assert said.err.endswith("`inspect policy howto` says how to write one\n")
    assert said.err.count("\n") == 1 and said.err.rstrip("\n").isprintable()
    for words in case.words:
        assert words in said.err


def test_files_that_are_none_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "big.toml").write_bytes(b"#" * ((4 << 20) + 1))
    (tmp_path / "latin.toml").write_bytes('title = "caf\xe9"'.encode("latin-1"))
    (tmp_path / "bytes.toml").write_bytes(bytes(range(128, 256)))
    (tmp_path / "zeros.toml").write_bytes(b"\0" * 100)
    cases = {
        "big.toml": "larger than 4 MiB", "latin.toml": "not UTF-8",
        "bytes.toml": "not UTF-8", "zeros.toml": "not TOML", ".": "a folder", "absent": "no such",
        "big.toml/x": "cannot be read",
    }  # fmt: skip
    for name, words in cases.items():
        for command in (["demo"], ["policy"]):
            assert main([*command, "--policy", str(tmp_path / name)]) == 2, name
            said = capsys.readouterr()
            assert words in said.err and said.err.count("\n") == 1 and not said.out, name


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert main(["policy", "--policy", str(tmp_path / "pipe")]) == 2
    assert "no ordinary file" in capsys.readouterr().err


@pytest.mark.skipif(
    getattr(os, "geteuid", int)() == 0,
    reason="root reads what others may not; Windows has no modes",
)
def test_a_file_one_may_not_read(capsys: pytest.CaptureFixture[str], answer: Path) -> None:
    answer.chmod(0)
    assert main(["demo", "--policy", str(answer)]) == 2
    assert "permission denied" in capsys.readouterr().err


def test_the_same_file_twice_is_refused(answer: Path) -> None:
    with pytest.raises(UsageError, match="same id"):
        policy_loader.load(catalogue.load(), extra=(answer, answer))


def test_a_mark_at_the_start_of_the_file_is_taken(answer: Path) -> None:
    answer.write_text("\ufeff" + example(), encoding="utf-8")
    assert "support-answer-2026-10" in policy_loader.load(catalogue.load(), extra=(answer,)).texts


# Text that is not trusted --------------------------------------------------------------------


@pytest.fixture
def hostile(answer: Path) -> Path:
    evil = json.dumps(MARKUP + ESCAPES + OVERRIDES)[1:-1].replace("\x7f", "\\u007f")
    text = example()
    for field in ("title", "label", "publisher", "quote", "locator", "archived_by"):
        text = re.sub(rf'\n{field} = "(.*)"', lambda m: m[0][:-1] + evil + '"', text)
    text += f'note = "{evil}"\n'
    answer.write_text(text, encoding="utf-8")
    return answer


def test_nothing_of_it_is_obeyed_in_print(
    capsys: pytest.CaptureFixture[str], hostile: Path
) -> None:
    for words in (["demo", "--on", DAY], ["demo", "--json"], ["policy"], ["policy", "--json"]):
        assert main([*words, "--policy", str(hostile)]) == 0
        said = capsys.readouterr()
        assert not set(said.out + said.err) & NEVER, words


@pytest.mark.parametrize("size", [(80, 24), pytest.param((140, 45), marks=pytest.mark.slow)])
def test_nothing_of_it_is_obeyed_on_screen(
    tmp_path: Path, hostile: Path, size: tuple[int, int]
) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        async def look() -> None:
            await go(app, pilot, "shift+tab")
            assert not set(seen(app)) & NEVER
            assert app.is_running

        for key in "12345":
            await go(app, pilot, key)
            await look()
        await go(app, pilot, "3")
        app.query_one(PolicyPage).reveal("support-answer-2026-10:connections")
        await go(app, pilot, "y")
        assert "your own text" in text_of(app, "#policy-clause .body")
        assert "your own text" in lines_of(app, "#policy-texts")["support-answer-2026-10"]
        await look()
        await go(app, pilot, "enter")
        await look()
        await go(app, pilot, "enter")
        for _ in range(3):
            await go(app, pilot, "r")
            await look()

    drive(tmp_path, steps, size=size, policies=(hostile,))


# Texts that may have changed -----------------------------------------------------------------


def test_stale_texts_are_in_force_and_unchecked_for_over_a_year() -> None:
    known = policy_loader.load(catalogue.load()).texts
    faq, before = known["faq-a5538339-2025-09"], known["erpn-2025-02-27"]
    assert not faq.stale(faq.last_seen + dt.timedelta(days=365))
    assert faq.stale(faq.last_seen + dt.timedelta(days=366))
    assert faq.stale(dt.date.max)
    assert not faq.stale(dt.date.min)
    assert not before.stale(dt.date(2027, 1, 1)), "another text took its place"


def test_what_decides_and_may_have_changed_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    said = (
        "Generative AI FAQ (2025-09-17): last checked against its source on 2025-11-04, more than "
        "a year before; it may have changed since: save the page and run "
        "`inspect policy check PAGE`."
    )
    for day, wanted in (("2026-11-05", True), ("2026-11-04", False)):
        assert main(["demo", "--full", "--on", day]) == 0
        assert (said in " ".join(capsys.readouterr().out.split())) is wanted
    made = demo(capsys, "--on", "2026-11-05")
    stale = {text["id"] for text in made["policies"] if text["stale"]}
    assert "faq-a5538339-2025-09" in stale and "erpn-2026-08-21" not in stale


def test_several_that_may_have_changed_stand_in_one_sentence() -> None:
    from inspector.outputs.wording import sentences

    summary = inspect(Request((resources.sample(),), "eu", dt.date(2030, 1, 1)))
    said = sentences.stale(summary)
    assert said.startswith("Last checked against their sources more than a year before: European")
    assert "European notice (2026-08-21) on 2026-08-22" in said
    assert said.endswith(
        "They may have changed since: save the pages and run `inspect policy check PAGE...`."
    )
    assert "Commission" not in said, "decides nothing of this export"
    fresh = inspect(Request((resources.sample(),), "eu", dt.date(2025, 11, 3)))
    assert sentences.stale(fresh) == ""


def test_stale_texts_are_marked_on_screen(tmp_path: Path) -> None:
    async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
        assert "it may have changed since" in text_of(app, "#overview #read")
        await go(app, pilot, "3")
        app.query_one(PolicyPage).reveal("faq-a5538339-2025-09:payment")
        await pilot.pause()
        assert "more than a year before 2026-11-21" in text_of(app, "#policy-clause .body")
        app.query_one(PolicyPage).reveal("erpn-2026-08-21:profile")
        await pilot.pause()
        assert "a year before" not in text_of(app, "#policy-clause .body")

    drive(tmp_path, steps)


def test_the_list_of_texts_says_it_of_every_voice() -> None:
    from inspector.outputs.plain import policies

    every = policy_loader.load(catalogue.load())
    shown = " ".join(policies.render(every, dt.date(2026, 11, 22), 80).split())
    assert "last seen 2025-11-04, more than a year ago: it may have changed since" in shown
    assert "(`inspect policy check` tells); eu, ch" in shown
    register = shown[shown.index("register-2025-01-22: ") :]
    assert "more than a year ago: it may not hold any more" in register[:200]
    notice = shown[shown.index("erpn-2026-08-21: ") :]
    assert "a year ago" not in notice[:200]
    assert "more than a year" not in policies.render(every, dt.date(2025, 9, 1), 80)
