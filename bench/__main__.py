"""`python -m bench`: time the program on a big export beside what a user would do instead.

Every command runs as a whole process, in turn, several times; medians and their ratio to
`unzip -p` are printed. Peak memory where the system tells it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import building

PANDAS = """
import sys, zipfile, pandas
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open("messages.csv") as entry:
    table = pandas.read_csv(entry, dtype=str, keep_default_na=False)
print(len(table), sum(table[c].str.split().str.len().sum() for c in table),
      sum(table[c].str.len().sum() for c in table))
"""


def main() -> None:
    """Build, run, print."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--megabytes", type=int, default=267)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.zip"
        rows = building.messages(path, given.megabytes)
        size = path.stat().st_size / 1e6
        print(f"{rows:,} messages, {given.megabytes} MB, {size:.0f} MB deflated")
        commands = {"inspect --json": [sys.executable, "-m", "inspector", str(path), "--json"]}
        if unzip := shutil.which("unzip"):
            commands["unzip -p"] = [unzip, "-p", str(path)]
        commands["zipfile + pandas"] = [sys.executable, "-c", PANDAS, str(path)]
        figures: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(given.runs):
            for name, command in commands.items():
                figures[name].append(_run(command))
    base = statistics.median(seconds for seconds, _ in figures.get("unzip -p", [(1.0, 0.0)]))
    print("| command | seconds (median) | against unzip -p | peak MiB |\n|---|---|---|---|")
    for name, runs in figures.items():
        seconds = statistics.median(run[0] for run in runs)
        peak = max(run[1] for run in runs)
        print(f"| {name} | {seconds:.2f} | {seconds / base:.2f} | {peak:.0f} |")


def _run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak MiB of one run; 0 MiB where the system does not tell."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    else:
        child.wait()
        peak = 0.0
    if child.returncode:
        raise SystemExit(f"{command[0]} failed with {child.returncode}")
    return time.perf_counter() - start, peak


if __name__ == "__main__":
    main()
