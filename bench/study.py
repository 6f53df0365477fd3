"""`python -m bench.study`: a study of a built population, against its truth and a shell loop.

Builds the exports, inspects them on a scheduler and two workers, kills one worker half-way, kills
the scheduler half-way and repeats the command, compares everything with the known truth, with the
sum of single runs and byte by byte, and times it. Writes the figures into `docs/study.md`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from bench import population
from bench.cluster import ROOT, Cluster, cluster
from bench.population import ON, Truth
from inspector.study.pseudonyms import StudyKey

PAGE = ROOT / "docs" / "study.md"
KEY = b"a key for invented people only"
_LOOP = 'for one in "$0"/*/; do "$1" -m inspector "$one" --json --on "$2" || true; done'
Line = tuple[str, str]


class Bench:
    """A population, and studies of it."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.exports = folder / f"exports-{count}"
        self.key = folder / "study.key"
        self.key.write_bytes(KEY)
        self.truths = population.build(self.exports, count)

    def command(self, out: Path, *more: str) -> list[str]:
        """The command of one study."""
        given = [str(self.exports), "--participant-from", "folder", "--out", str(out)]
        given += ["--study-key", str(self.key), "--on", ON, "--quiet", *more]
        return [sys.executable, "-m", "inspector", "study", *given]

    def out(self) -> Path:
        """A folder that is not there yet."""
        made = len(list(self.folder.glob("study-*")))
        return self.folder / f"study-{made + 1}"

    def timed(self, *more: str) -> tuple[float, Path]:
        """Seconds that a whole study took, and its folder."""
        out, start = self.out(), time.perf_counter()
        subprocess.run(self.command(out, *more), check=True, env=environment())
        return time.perf_counter() - start, out

    def broken(
        self, made: Cluster, half_way: Callable[[], None], expected: int
    ) -> tuple[int, Path]:
        """A study in the midst of which something happens: participants done then; its folder."""
        out = self.out()
        address = ["--no-tls", "--scheduler", made.address]
        running = subprocess.Popen(
            self.command(out, *address), env=environment(), stderr=subprocess.DEVNULL
        )
        while (finished := done(out)) < len(self.truths) // 2:
            if running.poll() is not None:
                raise RuntimeError("the study ended too soon")
            time.sleep(0.01)
        half_way()
        if (code := running.wait()) != expected:
            raise RuntimeError(f"the study ended with {code}")
        return finished, out

    def wrong(self, out: Path) -> list[str]:
        """Where a study differs from the truth."""
        found = population.found(out, self.truths, StudyKey(KEY))
        return population.differences(self.truths, found)

    def looped(self) -> tuple[float, Counter[tuple[str, str]]]:
        """Seconds of a shell loop over the same exports, and its words by category and verdict."""
        shell = shutil.which("bash") or "sh"
        start = time.perf_counter()
        with (self.folder / "loop.json").open("wb") as said:
            subprocess.run(
                [shell, "-c", _LOOP, str(self.exports), sys.executable, ON],
                stdout=said, stderr=subprocess.DEVNULL, check=True, env=environment(),
            )  # fmt: skip
        seconds = time.perf_counter() - start
        words: Counter[tuple[str, str]] = Counter()
        for document in _documents((self.folder / "loop.json").read_text("utf-8")):
            for file in document["files"]:
                for verdict, totals in file["totals"].items():
                    words[file["category"], verdict] += totals["words"]
        return seconds, +words


def _documents(text: str) -> Iterator[dict[str, Any]]:
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        yield document
        while at < len(text) and text[at].isspace():
            at += 1


def environment() -> dict[str, str]:
    """In which a command runs."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def done(out: Path) -> int:
    """How many participants have an account."""
    return len(list((out / "_ledger").glob("*.parquet")))


def fingerprint(out: Path) -> str:
    """SHA-256 over every file of a study, names and bytes."""
    whole = hashlib.sha256()
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.name != ".lock":
            whole.update(f"{path.relative_to(out).as_posix()}\0".encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _expected(truths: Sequence[Truth]) -> Counter[tuple[str, str]]:
    words: Counter[tuple[str, str]] = Counter()
    for truth in truths:
        words.update(truth.words)
    return words


def measure(bench: Bench) -> Iterator[Line]:
    """Every line of the table, as it is found; raises where a study is not right."""
    count = len(bench.truths)
    size = sum(path.stat().st_size for path in bench.exports.rglob("*.zip"))
    failed = sum(truth.failure is not None for truth in bench.truths)
    rows = sum(truth.rows for truth in bench.truths)
    yield "exports", f"{count:,}, {size / 1e6:.1f} MB, {rows:,} rows; {failed} broken on purpose"
    seconds = {2: float("inf"), 1: float("inf")}
    worked = dict(seconds)
    prints: set[str] = set()
    for workers in (2, 1, 2, 1):
        with cluster(workers) as made:
            before = made.worked()
            taken, out = bench.timed("--no-tls", "--scheduler", made.address)
            worked[workers] = min(made.worked() - before, worked[workers])
            _check(bench, out, prints)
            seconds[workers] = min(taken, seconds[workers])
    for workers, name in ((2, "2 workers"), (1, "1 worker")):
        told = f"{_rate(seconds[workers], count)}; processor {worked[workers]:.1f} s"
        yield f"{name}, the better of two runs", told
    yield "2 workers against 1", f"{seconds[1] / seconds[2]:.2f} × (goal 1.8 ×)"
    with cluster(2) as made:
        at, out = bench.broken(made, made.workers[0].kill, 0)
        _check(bench, out, prints)
        yield "one worker killed", f"after {at:,}; finished, nothing differs"
    with cluster(2) as made:
        assert made.scheduler is not None
        at, out = bench.broken(made, made.scheduler.kill, 2)
        kept = done(out)
        made.stop()
        made.start(2)
        subprocess.run(
            bench.command(out, "--no-tls", "--scheduler", made.address),
            check=True,
            env=environment(),
        )
        _check(bench, out, prints)
        yield "scheduler killed", f"after {at:,}, {kept:,} kept; repeated: nothing differs"
    local, out = bench.timed()
    _check(bench, out, prints)
    yield "without options, all in all", _rate(local, count)
    loop, summed = bench.looped()
    if summed != _expected(bench.truths):
        raise RuntimeError("the single runs add up to something else")
    yield "a shell loop of `inspect --json`", _rate(loop, count)
    yield "the study against the loop", f"{loop / local:.1f} × (goal 5 ×)"
    yield "words in all", f"{sum(summed.values()):,}: truth, studies and single runs agree"


def _check(bench: Bench, out: Path, prints: set[str]) -> None:
    """Raise where a study is not the truth, or not the same bytes as the one before."""
    if wrong := bench.wrong(out):
        raise RuntimeError(f"{len(wrong)} differences from the truth; the first: {wrong[0]}")
    prints.add(fingerprint(out))
    if len(prints) > 1:
        raise RuntimeError("two studies of the same exports differ in their bytes")


def _rate(seconds: float, count: int) -> str:
    return f"{seconds:.1f} s, {count / seconds:.1f} exports a second"


def tabulate(
    name: str, about: str | None, exports: int, measure: Callable[[Bench], Iterator[Line]]
) -> None:
    """Build, run, check, print, and write the table `name` of the page."""
    parser = argparse.ArgumentParser(prog=f"bench.{name}", description=about)
    parser.add_argument("--exports", type=int, default=exports)
    parser.add_argument("--keep", type=Path, help="folder of the exports and studies")
    parser.add_argument("--no-page", action="store_true", help="print only")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        lines = [_head()]
        for what, found in measure(Bench(folder, given.exports)):
            lines.append(f"| {what} | {found} |")
            print(lines[-1], flush=True)
    if not given.no_page:
        text, table = PAGE.read_text("utf-8"), "\n".join(lines) + "\n"
        place = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        PAGE.write_text(place.sub(lambda at: at[1] + table + at[2], text), "utf-8")


def _head() -> str:
    load = f", load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("distributed", "polars"))
    return (
        f"{dt.date.today()}, {platform.system()} {platform.machine()}, {os.cpu_count()} "
        f"processors{load}, Python {platform.python_version()}, {versions}.\n\n"
        "| what | found |\n|---|---|"
    )


if __name__ == "__main__":
    tabulate("study", __doc__, 1000, measure)
