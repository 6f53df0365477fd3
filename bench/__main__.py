"""`python -m bench`: time the program on big exports beside what a user would do instead.

Prints one line for each goal and writes them into the table of `docs/performance.md`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import re
import tempfile
from collections.abc import Callable
from functools import partial
from importlib import metadata
from pathlib import Path

from bench import building, goals
from bench.goals import Exports, Row

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
_TABLE = re.compile(r"(<!-- table -->\n).*?(<!-- /table -->)", re.DOTALL)
LIBRARIES = ("polars", "numpy", "isal", "textual", "typer", "pandas", "duckdb")


def main() -> None:
    """Build, run, print, write."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--scale", type=float, default=1.0, help="1: 267 MB and 300 MB")
    parser.add_argument("--huge", action="store_true", help="also the peak on 2 GB")
    parser.add_argument("--small", type=Path, help="a small export (default: one of 3.5 MB)")
    parser.add_argument(
        "--linkedin2md", type=Path, help="its command, in an environment of its own"
    )
    parser.add_argument("--keep", type=Path, help="folder of the exports, kept for the next time")
    parser.add_argument("--no-page", action="store_true", help="print only")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        exports = _built(given.keep or Path(temporary), given.scale, given.huge, given.small)
        found = []
        for row in goals.rows(exports, given.runs, given.linkedin2md):
            print(_line(row), flush=True)
            found.append(row)
    if not given.no_page:
        text = PAGE.read_text("utf-8")
        table = _table(found, given.runs)
        PAGE.write_text(_TABLE.sub(lambda at: at[1] + table + at[2], text), "utf-8")


def _built(folder: Path, scale: float, huge: bool, small: Path | None) -> Exports:
    folder.mkdir(parents=True, exist_ok=True)

    def made(
        name: str, megabytes: float, write: Callable[[Path, float], int] = building.messages
    ) -> Path:
        path = folder / f"{name}-{scale:g}.zip"
        if not path.exists():
            rows = write(path, megabytes * scale)
            size = path.stat().st_size / 1e6
            print(f"{name}: {rows:,} rows, {megabytes * scale:.3g} MB, {size:.2g} MB deflated")
        return path

    return Exports(
        made("messages", 267),
        made("quarter", 267 / 4),
        made("broad", 300, building.broad),
        small or made("small", 3.5, partial(building.broad, step=20)),
        made("huge", 2_000) if huge else None,
    )


def _line(row: Row) -> str:
    if row.found is None:
        return f"| {row.what} | {row.against} | {row.goal:g} | – | {row.detail} |"
    mark = "yes" if row.is_met else "no"
    number = f"{row.found:.0f}" if row.goal > 100 else f"{row.found:.2f}"
    return f"| {row.what} | {row.against} | {row.goal:g} | {number} | {mark} | {row.detail} |"


def _table(rows: list[Row], runs: int) -> str:
    versions = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    head = (
        f"{dt.date.today()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} processors, Python {platform.python_version()}, "
        f"{versions}; medians of {runs} runs.\n\n"
        "| what | against | goal | found | met | |\n|---|---|---|---|---|---|\n"
    )
    return head + "".join(_line(row) + "\n" for row in rows)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


if __name__ == "__main__":
    main()
