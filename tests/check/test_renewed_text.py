"""The own policy text that comes of a page: what was found, with its day, and nothing else."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from inspector.check import page_check, renewed_text
from inspector.cli.main import main
from inspector.errors import UsageError
from inspector.knowledge import knowledge as known
from inspector.knowledge.policy import OwnPolicy, Policies, Policy
from tests.lib.policy_pages import as_html, quotes

KNOWLEDGE = known.load()
TEXTS = KNOWLEDGE.policies.texts
DAY = dt.date(2026, 11, 27)


def renewed(
    tmp_path: Path, text: Policy, changed: dict[str, str | None]
) -> tuple[Policies, Policy]:
    """What the program reads of the file written for a page on which something changed."""
    path, own = tmp_path / "page.html", tmp_path / "own.toml"
    path.write_text(as_html(quotes(text, changed)), encoding="utf-8")
    held = page_check.check(path, KNOWLEDGE.policies, text).texts[0].held
    own.write_text(renewed_text.render(held, KNOWLEDGE.policies, DAY), encoding="utf-8")
    policies = known.load((own,)).policies
    return policies, next(one for one in policies.texts.values() if isinstance(one, OwnPolicy))


@pytest.mark.parametrize("name", TEXTS)
def test_a_page_that_stands_gives_the_same_text_with_a_new_day(tmp_path: Path, name: str) -> None:
    text = TEXTS[name]
    policies, own = renewed(tmp_path, text, {})
    assert own.id == f"{name}-2026-11-27"
    assert (own.effective, own.first_seen, own.last_seen, own.until) == (None, DAY, DAY, None)
    for field in ("title", "regions", "rank", "own_region", "promise", "voice", "recipient"):
        assert getattr(own, field) == getattr(text, field)
    assert [(one.id, one.kind, one.quote, one.language) for one in own.clauses] == [
        (one.id, one.kind, one.quote, one.language) for one in text.clauses
    ]
    assert {one.seen for one in own.clauses} == {DAY}
    assert policies.all_rules(own) == KNOWLEDGE.policies.all_rules(text)


def test_what_was_reworded_or_missing_decides_nothing(tmp_path: Path) -> None:
    text = TEXTS["erpn-2026-08-21"]
    changed = {"groups": None, "member-content": "Member generated content (posts, poll responses)"}
    policies, own = renewed(tmp_path, text, changed)
    left = {one.id for one in own.clauses}
    assert left == {one.id for one in text.clauses} - set(changed)
    rules = policies.all_rules(own)
    assert rules and len(rules) < len(KNOWLEDGE.policies.all_rules(text))
    assert all(left.issuperset((*one.clauses, *one.named_elsewhere)) for one in rules)
    assert not any(one.says == "omits" for one in rules), "the list is another one"
    assert "groups" not in str(tomllib.loads((tmp_path / "own.toml").read_text("utf-8")))


def test_no_text_is_written_of_a_page_on_which_nothing_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, own = tmp_path / "page.txt", tmp_path / "own.toml"
    path.write_text("Nothing of it stands here.", encoding="utf-8")
    text = TEXTS["erpn-2026-08-21"]
    held = page_check.check(path, KNOWLEDGE.policies, text).texts[0].held
    with pytest.raises(UsageError, match="no clause of erpn-2026-08-21 stands on the page"):
        renewed_text.render(held, KNOWLEDGE.policies, DAY)
    assert main(["policy", "check", str(path), "--save", str(own)]) == 1
    assert "nothing was written" in capsys.readouterr().err and not own.exists()
    assert main(["policy", "check", str(path), "--save", str(own), "--text", text.id]) == 2
    assert not own.exists() and capsys.readouterr().out == ""


def test_the_file_that_is_written_is_one_that_the_program_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, own = tmp_path / "page.html", tmp_path / "own.toml"
    path.write_text(as_html(quotes(TEXTS["erpn-2026-08-21"])), encoding="utf-8")
    words = ["policy", "check", str(path), "--save", str(own), "--on", "2026-10-01"]
    assert main(words) == 0
    assert "wrote own.toml" in capsys.readouterr().err
    assert main(words) == 2 and "--force" in capsys.readouterr().err
    assert main([*words, "--force"]) == 0
    assert main(["demo", "--policy", str(own), "--on", "2026-10-02", "--region", "eu"]) == 0
    assert "first_seen = 2026-10-01" in own.read_text("utf-8")
