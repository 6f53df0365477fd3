"""`python -m tests.cases [WORDS]`: run cases, each in a process, and print what each took."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.cases.model import GIANT, HEAVY, KINDS, load
from tests.cases.running import MOST_MEBIBYTES, MOST_SECONDS, run


def main(words: list[str]) -> int:
    """Every case whose name holds all the words; exit 1 where one takes too much."""
    over = 0
    for kind in (*KINDS, HEAVY, GIANT):
        for case in load(kind):
            if not all(word in f"{kind} {case.name}" for word in words):
                continue
            with tempfile.TemporaryDirectory() as folder:
                took = run(case, Path(folder))
            much = took.mebibytes >= MOST_MEBIBYTES or took.seconds >= MOST_SECONDS
            wrong = took.code != case.code
            over += much or wrong
            said = "  TOO MUCH" * much + f"  NOT {case.code}" * wrong
            sys.stdout.write(
                f"{took.code:3}  {took.mebibytes:5} MiB  {took.seconds:5.1f} s  "
                f"{kind}: {case.name}{said}\n"
            )
            sys.stdout.flush()
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
