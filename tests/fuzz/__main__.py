"""`python -m tests.fuzz archive|table|records --seconds N`: see docs/hostile-input.md."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.fuzz import driving


def main() -> int:
    """Run one target; exit 1 where it found something."""
    words = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    words.add_argument("target", choices=["archive", "table", "records"])
    words.add_argument("--seconds", type=int, default=60)
    words.add_argument("--folder", type=Path, default=Path(".fuzz"), help="corpus and finds")
    words.add_argument("--blind", action="store_true", help="without atheris, even if it is there")
    words.add_argument("--within", action="store_true", help=argparse.SUPPRESS)
    given = words.parse_args()
    if given.target == "records":
        from tests.fuzz import records

        sys.stdout.write(f"records: {records.run(given.seconds):,} examples, nothing found\n")
        return 0
    folder = given.folder / given.target
    if given.within:
        _guided(given.target, folder, given.seconds)
    from tests.fuzz.oracles import TARGETS
    from tests.fuzz.seeds import sow

    sow(given.target, folder / "corpus")
    if driving.GUIDED and not given.blind:
        finds = driving.supervised(
            [given.target, "--folder", str(given.folder)], folder, given.seconds
        )
    else:
        sys.stdout.write("without atheris: mutations of the corpus, not guided by coverage\n")
        run = driving.blind(TARGETS[given.target], folder, given.seconds, time.time_ns())
        finds = len(run.finds)
    count = driving.executions(folder)
    sys.stdout.write(f"{given.target}: {count:,} inputs in all, {finds} finds in {folder}\n")
    return 1 if finds else 0


def _guided(target: str, folder: Path, seconds: int) -> None:
    import importlib

    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["inspector", "zipfile"]):
        from tests.fuzz.oracles import TARGETS
    driving.guided(TARGETS[target], folder, seconds)


if __name__ == "__main__":
    sys.exit(main())
