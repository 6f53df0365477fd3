"""Every regular expression of the program: recorded where it is made, while everything is made.

Run in a process of its own, before anything of the program is imported: `python -m
tests.lib.patterns TARGET` writes what was found as JSON.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inspector.knowledge.dataset import Dataset, Files

CALLS = ("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "inspector"
_MANY = 9 << 20
"""Bytes from which an export is read by frames, at the least."""


def sites() -> Iterator[tuple[str, ast.Call]]:
    """Where the program makes or uses a pattern by Python's own engine: `path:line`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)):
                    if name in CALLS:
                        yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node


def _record(found: dict[str, Any]) -> None:
    """Have each call of `re` from the program leave its pattern in `found`."""

    def recording(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def recorded(pattern: Any, *more: Any, **others: Any) -> Any:
            frame = sys._getframe(1)
            path = Path(frame.f_code.co_filename)
            if path.is_relative_to(PACKAGE):
                flags = others.get("flags", more[0] if name == "compile" and more else 0)
                made = pattern if isinstance(pattern, re.Pattern) else compiled(pattern, flags)
                is_text = isinstance(made.pattern, str)
                text = made.pattern if is_text else made.pattern.decode("latin-1")
                site = f"{path.relative_to(ROOT).as_posix()}:{frame.f_lineno}"
                found.setdefault(site, []).append([text, made.flags, is_text])
            return call(pattern, *more, **others)

        return recorded

    compiled = re.compile
    for name in CALLS:
        setattr(re, name, recording(name, getattr(re, name)))


def _exports(folder: Path) -> Iterator[Path]:
    """Small exports that have files of each kind, and a large one."""
    from inspector.knowledge import catalogue

    known = catalogue.load()
    most = max(len(dataset.files) for dataset in known.datasets.values())
    for number, repeated in [*((number, 1) for number in range(most)), (0, _MANY)]:
        path = folder / f"Complete_LinkedInDataExport_01-02-2025 {number} {repeated}.zip"
        with zipfile.ZipFile(path, "w") as file:
            for dataset in known.datasets.values():
                for files in dataset.files[number : number + bool(dataset.columns)]:
                    times = repeated if dataset.correspondence else 1
                    file.writestr(*_file(dataset, files, times))
        yield path


def _file(dataset: Dataset, files: Files, times: int) -> tuple[str, str]:
    """The name and the text of a file of some kind."""
    name = files.names[0].replace("*", "") if files.names else "Articles/Articles/a"
    names = [column.name for column in dataset.columns]
    if files.format == "article":
        page = '<p class="created">Created on 2025-01-01</p><h1 class="x">T</h1>'
        return f"{name}.html", page + "<a " + "x=1 " * 20_000 + ">y</a>"
    if files.format != "table":
        return f"{name}.csv", "\n".join(f"{one}: 2025-01-01T00:00:00Z" for one in names)
    cells = ("1/2/2025" if one.dates else '<p>x, ""y"" \\" z</p>' for one in dataset.columns)
    head, row = (",".join(f'"{cell}"' for cell in every) for every in (names, cells))
    return f"{name}.csv", f"{head}\n" + f"{row}\n" * (times // len(row) + 1)


def _rest() -> None:
    """Make what no export of this catalogue needs, and what somebody at a screen would."""
    from inspector.knowledge import knowledge, publishers
    from inspector.marks.accounts import NationalNumbers
    from inspector.reading.tables.dialect import double_quotes, split_first
    from inspector.session import folding
    from inspector.session.record import Field, Record, own_link
    from inspector.verdicts.judgement import Judgement

    known = knowledge.load()
    for one in known.mark_rules.numbers.national:
        NationalNumbers(known.mark_rules, one.country)
    posts = known.catalogue.datasets["posts"]
    link = next(column.name for column in posts.columns if column.own_link)
    field = Field(link, "url", "https://x", "https://x", Judgement("unclear", "silent"))
    assert not own_link(
        Record("a.csv", posts, 1, None, "member", "", "", (field,)), known.acting.own_link
    )
    publishers.load()
    double_quotes(b'x\\"', None, ",")
    assert list(split_first("a,b", re.compile("a"))) == [["a", "b"]]
    _marks()
    for query in ("a b", "straße", "한국 office", "ffi ffl"):
        folding.compiled(query)


def _marks() -> None:
    """Have marks of every rule looked for, in a country of which a number has a form of its own."""
    import polars as pl

    from inspector.knowledge import knowledge
    from inspector.knowledge.mark_rules import OwnData
    from inspector.marks.account_data import AccountData
    from inspector.marks.finder import Finder

    own: dict[OwnData, tuple[str, ...]] = {
        "postcode": ("M20 2WX",),
        "place": ("Manchester",),
        "maiden_name": ("Rose",),
    }
    text = "Née Rose, 12 rue Foch, 75011 Paris; M20 2WX  œ; NI number RS 04 24 14 B; DOB 3/5/1985"
    rules = knowledge.load().mark_rules
    Finder(rules, "gb", AccountData(own)).find(pl.Series([text]))
    Finder(rules, "fr", AccountData({"address": ("12 rue Foch",)})).find(pl.Series([text]))


def main(target: str) -> None:
    """Import and read everything, and write down the patterns."""
    found: dict[str, Any] = {}
    _record(found)
    package = importlib.import_module("inspector")
    for module in pkgutil.walk_packages(package.__path__, "inspector."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from inspector.cli.main import main as program

    with tempfile.TemporaryDirectory() as folder:
        for path in _exports(Path(folder)):
            program([str(path), "--json", "--region", "eu"])
            program(["act", str(path)])
            program([str(path), "--records", str(Path(folder) / "r.parquet"), "--force", "-q"])
    _rest()
    Path(target).write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
