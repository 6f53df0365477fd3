"""`python -m tests.fuzz TARGET --seconds N`: see docs/hostile-input.md."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.fuzz import driving


def main() -> int:
    """Run one target, or one input of it again; exit 1 where it found something."""
    words = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    words.add_argument("target", choices=["archive", "table", "html", "policy", "diff", "records"])
    words.add_argument("--seconds", type=int, default=60)
    words.add_argument("--seed", type=int, help="of a run that was told before")
    words.add_argument("--folder", type=Path, default=Path(".fuzz"), help="corpus and finds")
    words.add_argument("--replay", type=Path, metavar="FIND", help="run one input and stop")
    words.add_argument("--blind", action="store_true", help="without atheris, even if it is there")
    words.add_argument("--within", action="store_true", help=argparse.SUPPRESS)
    given = words.parse_args()
    folder = given.folder / given.target
    seed = time.time_ns() % (1 << 31) if given.seed is None else given.seed
    if given.target == "records":
        return _records(folder, given.seconds, seed)
    if given.within:
        _guided(given.target, folder, given.seconds, seed)
    from tests.fuzz import cost
    from tests.fuzz.oracles import TARGETS
    from tests.fuzz.seeds import sow

    if given.replay is not None:
        data = given.replay.read_bytes()
        with cost.bounded(len(data)):
            TARGETS[given.target](data)
        sys.stdout.write("it keeps all promises\n")
        return 0
    sys.stdout.write(f"{given.target}: --seed {seed}\n")
    sow(given.target, folder / "corpus")
    if driving.GUIDED and not given.blind:
        again = [given.target, "--folder", str(given.folder)]
        finds = driving.supervised(again, folder, given.seconds, seed)
    else:
        sys.stdout.write("without atheris: mutations of the corpus, not guided by coverage\n")
        target = TARGETS[given.target]
        finds = len(driving.blind(given.target, target, folder, given.seconds, seed).finds)
    count = driving.executions(folder)
    sys.stdout.write(f"{given.target}: {count:,} inputs in all, {finds} finds in {folder}\n")
    return 1 if finds else 0


def _guided(target: str, folder: Path, seconds: int, seed: int) -> None:
    import importlib

    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["inspector", "zipfile"]):
        from tests.fuzz.oracles import TARGETS
    driving.guided(target, TARGETS[target], folder, seconds, seed)


def _records(folder: Path, seconds: int, seed: int) -> int:
    from tests.fuzz import records

    sys.stdout.write(f"records: --seed {seed}\n")
    ran = records.run(seconds, seed)
    if ran.find is None:
        sys.stdout.write(f"records: {ran.examples:,} examples, nothing found\n")
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"find-{ran.seed}.txt").write_text(ran.find, encoding="utf-8")
    sys.stdout.write(f"records: a find in {folder}; again with --seed {ran.seed}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
