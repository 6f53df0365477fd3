"""The goals: what is measured against what, and the ratio that is wanted."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import commands
from bench.measuring import Figures, side_by_side

PYTHON = sys.executable
MEMORY = 512.0


@dataclass(frozen=True)
class Row:
    """One line of the table; `found` is None where something was not to be had."""

    what: str
    against: str
    goal: float
    found: float | None
    detail: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.found is not None and self.found <= self.goal


@dataclass(frozen=True)
class Exports:
    """The archives that are measured."""

    big: Path
    quarter: Path
    broad: Path
    small: Path
    huge: Path | None


def inspect(path: Path) -> list[str]:
    """The program on an export, as JSON."""
    return [PYTHON, "-m", "inspector", str(path), "--json"]


def python(code: str, *arguments: object) -> list[str]:
    """A program of a few lines."""
    return [PYTHON, "-c", code, *map(str, arguments)]


def rows(exports: Exports, runs: int, linkedin2md: Path | None) -> Iterator[Row]:
    """Every line, as it is measured."""
    unzip = shutil.which("unzip")
    yield from _big(exports, runs, unzip)
    yield from _broad(exports.broad, runs, unzip, linkedin2md)
    yield from _starting(exports.small, runs)
    yield from _application(exports.big, runs)


def _big(exports: Exports, runs: int, unzip: str | None) -> Iterator[Row]:
    found = side_by_side(
        {"inspect": inspect(exports.big), "quarter": inspect(exports.quarter)}
        | ({"unzip": [unzip, "-p", str(exports.big)]} if unzip else {}),
        runs,
    )
    what = "267 MB of messages, `--json`"
    yield _ratio(what, "`unzip -p`", 1.0, found, "inspect", "unzip")
    yield _work(what, "`unzip -p`", 1.7, found, "inspect", "unzip")
    yield _ratio("4 × the data", "1 ×", 4.2, found, "inspect", "quarter")
    peak = found["inspect"].peak
    yield Row("peak on 267 MB, MiB", "–", MEMORY, peak or None)
    huge = None
    if exports.huge is not None:
        huge = side_by_side({"inspect": inspect(exports.huge)}, 1)["inspect"].peak
    yield Row("peak on 2 GB, MiB", "–", MEMORY, huge, "" if huge else "asked for by `--huge`")


def _broad(path: Path, runs: int, unzip: str | None, linkedin2md: Path | None) -> Iterator[Row]:
    every: dict[str, Sequence[str]] = {"inspect": inspect(path)}
    if unzip:
        every["unzip"] = [unzip, "-p", str(path)]
    if importlib.util.find_spec("pandas"):
        every["pandas"] = python(commands.PANDAS, path)
    if importlib.util.find_spec("duckdb"):
        every["duckdb"] = python(commands.DUCKDB, path)
    if linkedin2md is not None:
        every["linkedin2md"] = [str(linkedin2md), str(path), "-q", "-o", str(path.parent / "md")]
    found = side_by_side(every, runs)
    what = "300 MB in 40 tables, `--json`"
    yield _ratio(what, "`unzip -p`", 1.3, found, "inspect", "unzip")
    yield _work(what, "`unzip -p`", 1.7, found, "inspect", "unzip")
    yield _ratio(what, "zipfile + pandas", 0.25, found, "inspect", "pandas")
    yield _ratio(what, "unpacking + DuckDB", 0.4, found, "inspect", "duckdb")
    yield _ratio(what, "linkedin2md", 0.1, found, "inspect", "linkedin2md")


def _starting(small: Path, runs: int) -> Iterator[Row]:
    found = side_by_side(
        {
            "small": inspect(small),
            "polars": python("import polars"),
            "version": [PYTHON, "-m", "inspector", "--version"],
            "help": [PYTHON, "-m", "inspector", "--help"],
            "typer": python("import typer"),
        },
        max(runs, 9),
    )
    yield _ratio("3.5 MB in 40 tables, `--json`", "`import polars`", 1.8, found, "small", "polars")
    yield _ratio("`--version`", "`import typer`", 3.0, found, "version", "typer")
    yield _ratio("`--help`", "`import typer`", 3.0, found, "help", "typer")


def _application(big: Path, runs: int) -> Iterator[Row]:
    found = side_by_side(
        {
            "paint": python(commands.FIRST_PAINT, big),
            "libraries": python("import textual.app, polars"),
            "data": python(commands.ALL_DATA, big),
            "json": inspect(big),
            "use": python(commands.USE, big),
        },
        runs,
    )
    yield _ratio(
        "first paint, 267 MB", "`import textual.app, polars`", 1.5, found, "paint", "libraries"
    )
    yield _ratio("all data in the application", "`--json`", 2.0, found, "data", "json")
    for what, name in (("read", "data"), ("sorted and searched", "use")):
        yield Row(
            f"peak of the application, all {what}, MiB", "–", MEMORY, found[name].peak or None
        )
    key, slowest, search, column, text = _said(commands.USE, big)
    yield Row("a key: 40 other rows and a record, s", "–", 0.1, key, f"at most {slowest:.3f} s")
    yield Row("a search, the longest of four, s", "–", 1.5, search)
    yield Row("a sort by length, date or verdict, s", "–", 0.3, column)
    yield Row("the first sort by text, s", "–", 1.5, text)
    again, read = _said(commands.REJUDGING, big)
    yield Row(
        "judging all of it again", "reading it", 0.1, again / read, f"{again:.2f} s / {read:.2f} s"
    )


def _said(code: str, big: Path) -> list[float]:
    """The figures that a program prints."""
    said = subprocess.run(
        python(code, big), capture_output=True, encoding="utf-8", check=True
    ).stdout
    return [float(one) for one in said.split()]


def _ratio(
    what: str, against: str, goal: float, found: Mapping[str, Figures], mine: str, other: str
) -> Row:
    if other not in found:
        return Row(what, against, goal, None, "not installed, or it refused")
    one, two = found[mine], found[other]
    worked = f"; processor {one.worked / two.worked:.2f}" if one.worked and two.worked else ""
    detail = f"{one.median:.2f} s / {two.median:.2f} s{worked}"
    return Row(what, against, goal, one.median / two.median, detail)


def _work(
    what: str, against: str, goal: float, found: Mapping[str, Figures], mine: str, other: str
) -> Row:
    """The time that all processors worked."""
    what = f"{what}, processor"
    if other not in found or not found[other].worked:
        return Row(what, against, goal, None, "not installed, or the system does not tell")
    one, two = found[mine].worked, found[other].worked
    return Row(what, against, goal, one / two, f"{one:.2f} s / {two:.2f} s")
