"""What the public machinery runs can be run by hand: each `make` of a workflow is a target."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
pytestmark = pytest.mark.skipif(not WORKFLOWS, reason="a source archive holds no workflows")


def targets_of(text: str) -> set[str]:
    """Every target that a workflow, or a Makefile, has made."""
    commands = re.findall(r"\bmake ([^\n]*)", text)
    return {word for one in commands for word in re.findall(r"(?<!\S)[a-z][a-z-]*(?!\S)", one)}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_calls_what_is_there_and_may_do_little(path: Path) -> None:
    text = path.read_text("utf-8")
    rules = (ROOT / "Makefile").read_text("utf-8")
    for target in targets_of(text):
        assert re.search(rf"^{target}:", rules, re.MULTILINE), target
        assert re.search(rf"\b{target}\b", _phony(rules)), target
    assert re.search(r"^permissions:", text, re.MULTILINE)
    assert "pull_request_target" not in text
    checkouts = text.count("uses: actions/checkout@")
    assert text.count("persist-credentials: false") == checkouts
    jobs = len(re.findall(r"^    runs-on:", text, re.MULTILINE))
    assert text.count("timeout-minutes:") == jobs


def _phony(rules: str) -> str:
    return "\n".join(re.findall(r"^\.PHONY:(?:.*\\\n)*.*", rules, re.MULTILINE))


def test_a_call_of_make_is_found() -> None:
    assert targets_of("      - run: make dist tag BASE=python TAG=v1\n") == {"dist", "tag"}
