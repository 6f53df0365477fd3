"""Redacted outputs hold counts and structure, and nothing of what the member's files say."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import shutil
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import jsonschema
import polars as pl
import pytest

import fixtures.exports
from fixtures.model import BuiltExport
from inspector import resources
from inspector.advice.opt_out import opting_out
from inspector.advice.steps import advise
from inspector.errors import SchemaError
from inspector.knowledge import catalogue, knowledge
from inspector.outputs import parquet
from inspector.outputs.html import summary as page
from inspector.outputs.json import summary as document
from inspector.outputs.plain import summary as plain
from inspector.outputs.plain.layout import Style
from inspector.reading.tables.records import Batch
from inspector.session.request import Request
from inspector.summary import redaction as redacting
from inspector.summary.summary import Summary
from tests.conftest import SHARED, run_program
from tests.lib.archives import write_zip
from tests.lib.runs import inspect

Built = Callable[[str], tuple[BuiltExport, Path]]
DAY = dt.date(2026, 11, 22)
SHORT = 4
"""Letters of a value up to which it tells nothing."""
SCHEMA = json.loads((resources.schemas() / "summary.schema.json").read_text(encoding="utf-8"))
LINE = re.compile(r"\s+")
LETTERS = re.compile(r"[^\W\d_]")


class Values:
    """A sink that keeps every value of an export."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def __call__(self, batch: Batch, /) -> None:
        for name in batch.layout.names:
            self.found |= set(batch.frame[name].unique().to_list())

    def finish(self, summary: Summary) -> None:
        pass

    @property
    def telling(self) -> set[str]:
        """Those with more letters than tell nothing, on one line."""
        lines = {LINE.sub(" ", value).strip() for value in self.found}
        return {line for line in lines if len(LETTERS.findall(line)) > SHORT}


@cache
def own_words() -> str:
    """All that the program may say whatever the export: its knowledge, its words, its page."""
    root = Path(redacting.__file__).parents[1]
    files = [*resources.schemas().rglob("*.toml"), resources.schemas() / "summary.schema.json"]
    files += [path for path in root.rglob("*") if path.suffix in (".py", ".html", ".css", ".js")]
    return LINE.sub(" ", "\n".join(path.read_text(encoding="utf-8") for path in files)).casefold()


def outputs(summary: Summary, folder: Path) -> dict[str, str]:
    """What each output says of a redacted summary."""
    known = knowledge.load()
    policies = known.policies
    summary = redacting.redact(summary, known.catalogue)
    advised, opt_out = advise(summary, known), opting_out(summary, known)
    parquet.write_summary(summary, folder / "s.parquet")
    rows = pl.read_parquet(folder / "s.parquet").select(pl.col(pl.String).unique().implode())
    return {
        "json": document.render(summary, opt_out),
        "html": html.unescape(page.render(summary, policies, advised, opt_out)),
        "plain": plain.render(summary, policies, Style(10_000), advised, opt_out),
        "parquet": json.dumps(rows.row(0), ensure_ascii=False)
        + json.dumps(parquet.footer(summary)),
    }


def told(values: Iterable[str], said: str) -> list[str]:
    """Values that stand in what an output says, as words of their own."""
    said = LINE.sub(" ", said).casefold()
    found = []
    for value in values:
        at = said.find(value.casefold())
        while at >= 0:
            before, after = said[at - 1 : at], said[at + len(value) : at + len(value) + 1]
            if not (before.isalnum() or after.isalnum()):
                found.append(value)
                break
            at = said.find(value.casefold(), at + 1)
    return found


def holds_nothing_of(path: Path, folder: Path) -> None:
    values = Values()
    summary = inspect(Request((path,), on=DAY), values)
    assert values.telling
    for name, said in outputs(summary, folder).items():
        leaked = [v for v in told(values.telling, said) if v.casefold() not in own_words()]
        assert not leaked, (name, len(leaked))


@pytest.mark.parametrize("name", fixtures.exports.NAMES)
def test_no_value_of_a_built_export_is_told(built: Built, tmp_path: Path, name: str) -> None:
    holds_nothing_of(built(name)[1], tmp_path)


@pytest.mark.parametrize(
    "name", sorted(p.stem for p in (SHARED / "exports").glob("*.zip")) or ["none"]
)
def test_no_value_of_a_real_shaped_export_is_told(shared: Path, tmp_path: Path, name: str) -> None:
    holds_nothing_of(shared / "exports" / f"{name}.zip", tmp_path)


def test_the_search_finds_a_value_that_is_told(built: Built) -> None:
    values = Values()
    summary = inspect(Request((built("complete-2026")[1],), on=DAY), values)
    assert told(values.telling, document.render(summary))


def test_counts_and_verdicts_stay(built: Built) -> None:
    summary = inspect(Request((built("complete-2026")[1],), on=DAY))
    made = document.document(summary)
    redacted = document.document(redacting.redact(summary, catalogue.load()))
    jsonschema.validate(redacted, SCHEMA)
    for source in made["sources"]:
        del source["name"]
    for one in (made, redacted):
        for file in one["files"]:
            del file["path"]
            for part in (file, *file["by_recipient"].values()):
                for column in part["columns"]:
                    del column["name"]
    assert made == redacted


def test_paths_and_columns_are_those_of_the_catalogue(tmp_path: Path) -> None:
    article = "<html><body><h1>A Secret</h1><div>words of mine</div></body></html>"
    path = write_zip(
        tmp_path / "Jane Roe.zip",
        {
            "Articles/A Secret.html": article,
            "Articles/Another-jane-roe.HTM": article,
            "sub/Jane Roe/skills.csv": "NAME,Jane Roe,\nWelding,x,y\n",
            "Jane Roe.csv": "Jane,Roe\na,b\n",
            "LinkedIn Salary Jane Roe.csv": "Pay\n1\n",
            "cv.jane": "x",
            "me.JPG": b"\xff\xd8\xff",
        },
    )
    made = json.loads(run_program(path, "--json", "--redacted").out)
    columns = {file["path"]: [one["name"] for one in file["columns"]] for file in made["files"]}
    assert {path: names for path, names in columns.items() if "Articles" not in path} == {
        "Skills/1.csv": ["Name", "unknown column 2", ""],
        "unknown/1.csv": ["unknown column 1", "unknown column 2"],
        "LinkedIn Salary/1.csv": ["unknown column 1"],
        "unknown/2": [],
        "unknown/3.jpg": [],
    }
    assert {"Articles/1.html", "Articles/2.htm"} <= set(columns)
    assert all("name" not in source for source in made["sources"])


def test_redacted_goes_with_every_output_but_the_records(tmp_path: Path) -> None:
    refused = run_program("demo", "--redacted", "--records", tmp_path / "r.parquet")
    assert (refused.code, refused.out, list(tmp_path.iterdir())) == (2, "", [])
    assert "--redacted" in refused.err
    plainly = run_program("demo", "--redacted", "--full")
    assert plainly.code == 0 and "Shares/1.csv" in plainly.out


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("articles", 'public = "Articles"\n', ""), ("posts", "[[files]]", '[[files]]\npublic = "P"')],
)
def test_files_told_by_their_paths_need_a_name(
    tmp_path: Path, name: str, old: str, new: str
) -> None:
    shutil.copytree(resources.schemas(), tmp_path / "schemas")
    path = tmp_path / "schemas" / "datasets" / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SchemaError, match="a name to be called by"):
        catalogue.load(tmp_path / "schemas")
