"""The README's commands run, and its tables are those of the program."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from inspector import resources
from inspector.knowledge import knowledge
from inspector.outputs.parquet import RECORDS_SCHEMA, SUMMARY_SCHEMA
from tests.conftest import ROOT, environment, run_program
from tests.lib import policy_pages

pytestmark = pytest.mark.xdist_group("readme")  # what the module builds is built once

README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
COMMANDS = [line[2:] for line in README.splitlines() if line.startswith("$ ")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the README's commands name."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copy(resources.sample(), folder / "export.zip")
    shutil.copy(resources.sample(), folder / "more.zip")
    (folder / "study.key").write_text("a key of sixteen bytes\n", encoding="utf-8", newline="\n")
    texts = knowledge.load().policies.texts
    said = policy_pages.quotes(texts["erpn-2026-08-21"])
    (folder / "notice.mhtml").write_bytes(policy_pages.as_mhtml(said))
    faq = texts["faq-a5538339-2025-09"]
    said = policy_pages.quotes(faq, {one.id: None for one in faq.clauses if one.language != "en"})
    (folder / "faq.html").write_text(policy_pages.as_html(said), encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", [c for c in COMMANDS if c.startswith("inspect ")])
def test_commands_run(place: Path, command: str) -> None:
    words = shlex.split(command)[1:]
    if words[:2] == ["study", "report"] and not (place / "study").exists():
        test_commands_run(place, next(c for c in COMMANDS if c.startswith("inspect study ")))
    if words[0] == "verify" and not (place / "bundle.zip").exists():
        test_commands_run(place, next(c for c in COMMANDS if c.startswith("inspect bundle ")))
    done = subprocess.run(
        [sys.executable, "-m", "inspector", *words],
        cwd=place,
        env=environment(**({"PYTHONWARNINGS": ""} if "study" in words else {})),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("command", [c[2:] for c in GUIDE.splitlines() if c.startswith("$ ")])
def test_commands_of_the_guide_run(place: Path, command: str) -> None:
    (place / "page.html").unlink(missing_ok=True)
    test_commands_run(place, command)


def test_links_of_the_guide_lead_somewhere() -> None:
    for link in re.findall(r"\]\(([^)]+)\)", GUIDE):
        assert (ROOT / "docs" / link).resolve().is_file(), link


def test_the_query_runs(place: Path) -> None:
    query = re.search(r"```sql\n(.*?)```", README, re.DOTALL)
    assert query is not None
    run_program(resources.sample(), "--parquet", place / "summary.parquet", "--force")
    found = duckdb.sql(query.group(1).replace("summary.parquet", str(place / "summary.parquet")))
    assert found is not None
    assert found.fetchall()


def test_the_first_answer_is_what_the_sample_gives() -> None:
    first = "\n".join(README.splitlines()[:40])
    excerpt = re.search(r"```text\n(.*?)```", first, re.DOTALL)
    assert excerpt is not None
    assert set(excerpt[1].splitlines()) <= set(run_program("demo").out.splitlines())


def test_other_commands_are_run_by_ci() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    others = [c for c in COMMANDS if not c.startswith("inspect ")]
    assert [c.split()[0] for c in others] == ["python3", "python3", "make"]
    assert "grep -E '^\\$ python3 -m venv' README.md" in script
    assert "make lint" in script


def test_make_targets_exist() -> None:
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)`", README):
        assert f"\n{target}:" in rules


def test_every_option_is_in_the_readme() -> None:
    said = run_program("--help").out + run_program("study", "--help").out
    for option in re.findall(r"--[a-z0-9-]+", said):
        if option != "--help":
            assert option in README, option


def test_every_parquet_column_is_in_the_readme() -> None:
    for field in (*SUMMARY_SCHEMA, *RECORDS_SCHEMA):
        assert f"`{field.name}`" in README
