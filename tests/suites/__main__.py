"""`make suites`: run public test data that lies on this machine, and print what became of it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.suites import archives, encodings, scores, tables
from tests.suites.outcome import Suite, table
from tests.suites.worker import Worker

WEIGHTS = "pollock_weights.json"


def suites(given: argparse.Namespace, worker: Worker) -> Iterator[Suite]:
    """All suites that a folder was given for."""
    for folder in given.pollock:
        yield Suite("Pollock", tables.run(worker, tables.samples(folder)))
    for folder in given.csv:
        yield Suite(f"CSV {folder.name}", tables.run(worker, tables.samples(folder)))
    for folder in given.encodings:
        for name, lines in encodings.LENGTHS.items():
            found = tables.run(worker, encodings.samples(folder, lines))
            yield Suite(f"encodings, {name}", found)
    for folder in given.zip:
        found = archives.run(worker, archives.samples(folder))
        yield Suite(f"ZIP {folder.name}", found, has_rows=False)


def main(words: Sequence[str] | None = None) -> int:
    """Print the table; exit 1 where the program broke, 2 where no folder was given."""
    asked = argparse.ArgumentParser(prog="python -m tests.suites", description=__doc__)
    asked.add_argument("--pollock", type=_folder, action="append", default=[], metavar="DIR")
    asked.add_argument("--csv", type=_folder, action="append", default=[], metavar="DIR")
    asked.add_argument("--encodings", type=_folder, action="append", default=[], metavar="DIR")
    asked.add_argument("--zip", type=_folder, action="append", default=[], metavar="DIR")
    asked.add_argument("--names", action="store_true", help="say which files are silent or broken")
    given = asked.parse_args(words)
    with Worker() as worker:
        done = list(suites(given, worker))
    if not done:
        asked.error("give folders of public test data; docs/hostile-input.md says which")
    sys.stdout.write(table(done))
    for folder, suite in zip(given.pollock, done, strict=False):
        sys.stdout.write(_scores(folder, suite))
    if given.names:
        sys.stdout.writelines(
            f"{suite.name}: {one.verdict}: {one.name!a} {one.why}\n"
            for suite in done
            for one in suite.outcomes
            if one.verdict in ("silent", "broken")
        )
    return 1 if any(suite.count("broken") for suite in done) else 0


def _scores(folder: Path, suite: Suite) -> str:
    told = f"{suite.name}: {scores.simple(suite.outcomes):.3f} of {scores.MEASURES}, simple"
    weights = next(iter(folder.rglob(WEIGHTS)), folder.parent / WEIGHTS)
    if weights.is_file():
        weighted = scores.weighted(suite.outcomes, json.loads(weights.read_bytes()))
        told += f"; {weighted:.3f}, weighted"
    return f"{told}\n"


def _folder(word: str) -> Path:
    path = Path(word)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{word} is no folder")
    return path


if __name__ == "__main__":
    sys.exit(main())
