"""Words of the lists on special categories go nowhere: no output holds a trace of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from inspector import resources
from inspector.knowledge import knowledge
from inspector.knowledge.special_words import TOPICS
from inspector.language import LANGUAGES, speaking
from inspector.marks.mark import KINDS
from inspector.outputs.save import FORMS, NAMES, take
from inspector.session.request import Request
from inspector.session.session import Session
from inspector.tui.models import topics
from tests.conftest import run_program
from tests.lib.archives import write_zip

NAME = "Complete_LinkedInDataExport_07-20-2025.zip"
ON = ("--region", "eu", "--on", "2026-11-21", "--lang", "en")
LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7"


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Posts that hold every word of every list, and an e-mail address that is a mark."""
    words = ", ".join(knowledge.load().special_words.topics)
    files = {
        "Profile.csv": "First Name,Last Name\nYsaline,Quenneville\n",
        "Shares.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        f'2025-07-13 09:15:00,{LINK},"y@quenneville.org {words}",,,MEMBER_NETWORK\n'
        f"2025-07-14 09:15:00,{LINK},y@quenneville.org,,,MEMBER_NETWORK\n",
    }
    folder = tmp_path_factory.mktemp("special")
    return write_zip(folder / NAME, {name: text.encode() for name, text in files.items()})


def written(export: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Every output, as text; Parquet as what stands in it."""
    session = Session(Request((export,), region="eu", on=dt.date(2026, 11, 21)))
    session.keep()
    summary = session.summary()
    for form in FORMS:
        path = folder / NAMES[form]
        take(session, summary, form, path, force=False, listed=[(1, 0), (1, 1)])
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            yield form, text_of(file)
    commands = {
        "json": ("--json", "--marks"), "full": ("--full", "--marks"), "plain": ("--plain",),
        "redacted": ("--json", "--redacted"),
    }  # fmt: skip
    for name, words in commands.items():
        ran = run_program(export, *words, *ON)
        assert ran.code == 0
        yield name, ran.out
    yield "act", run_program("act", export, *ON).out
    forms = ("--csv", "more-tables"), ("--jsonl", "more.jsonl"), ("--markdown", "more.md")
    for option, target in forms:
        assert run_program(export, option, folder / target, "--quiet", *ON).code == 0
    for file in sorted((folder / "more-tables").iterdir()):
        yield file.name, text_of(file)
    yield "lines", text_of(folder / "more.jsonl")
    yield "markdown", text_of(folder / "more.md")
    made = run_program("bundle", export, "--out", folder / "b.zip", "--quiet", *ON)
    assert made.code == 0, made.err
    yield "bundle", (folder / "b.zip").read_bytes().decode("utf-8", "replace")
    records = folder / "marked.parquet"
    run_program(export, "--records", records, "--quiet", *ON)
    yield "records", text_of(records)
    bundle = folder / "study"
    key = folder / "key"
    key.write_text("a secret of more than thirty-two letters\n", encoding="utf-8")
    ran = run_program(
        "study", export, "--out", bundle, "--study-key", key, "--participant-from", "file",
        "--workers", "1", *ON[:4],
    )  # fmt: skip
    assert ran.code == 0, ran.err
    for path in sorted(bundle.rglob("*")):
        if path.is_file():
            yield f"study {path.name}", text_of(path)


def text_of(path: Path) -> str:
    if path.suffix == ".parquet":
        frame = pl.read_parquet(path)
        kept = frame.drop([one for one in ("value", "shown") if one in frame.columns])
        rows = [repr(row) for row in kept.iter_rows(named=True)]
        return "\n".join([repr(frame.schema), *rows])
    return path.read_text("utf-8-sig")


def test_no_output_holds_a_trace_of_the_lists(export: Path, tmp_path: Path) -> None:
    traces = {"special"} | {f"'{topic}'" for topic in TOPICS} | {f'"{topic}"' for topic in TOPICS}
    for language in LANGUAGES:
        with speaking(language):
            for topic in TOPICS:
                traces |= {topics.sign(topic), topics.told(topic)}
    found = dict(written(export, tmp_path))
    assert {"json", "full", "page", "list", "records", "letter-en"} <= set(found)
    assert any(name.startswith("study") for name in found)
    for name, text in found.items():
        # The list and the records hold the member's own words, and the policy texts some words.
        assert [trace for trace in traces if trace in text] == [], name


def test_what_is_counted_is_as_if_the_words_were_not_there(export: Path, tmp_path: Path) -> None:
    made = json.loads(run_program(export, "--json", "--marks", *ON).out)
    assert set(made["marks"]["inside"]["member"]) <= set(KINDS)
    session = Session(Request((export,), region="eu", on=dt.date(2026, 11, 21)))
    session.keep()
    entry = session.store.entries[-1]
    target = tmp_path / "list.csv"
    take(
        session, session.summary(), "list", target,
        force=False, listed=[(entry, 0), (entry, 1)],
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert [row["marks"] for row in rows] == ["e-mail address"] * 2
    assert rows[0]["link"] == LINK


def test_the_lists_are_read_by_the_page_alone() -> None:
    package = Path(resources.__file__).parent
    users = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search("import .*special_words|special_words.* import", path.read_text("utf-8"))
    }
    assert users == {
        "knowledge/knowledge.py", "marks/special_words.py", "tui/models/item_reader.py",
        "tui/models/read_item.py", "tui/models/topics.py", "tui/pages/read.py",
    }  # fmt: skip
