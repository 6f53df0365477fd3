"""Runs a target over inputs for as long as is wanted, and keeps what breaks it.

With atheris, which is guided by coverage; where that is not installed, by mutations of the
corpus that know nothing of the code, which finds less. An input that breaks a promise, or costs
more than it may, is kept and told, and the run goes on.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import random
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from tests.fuzz import cost
from tests.fuzz.mutation import mutated

GUIDED = importlib.util.find_spec("atheris") is not None
STALLED_SECONDS = 20
"""An input that takes longer by the clock ends its process, and is kept as a find."""
MOST_MEGABYTES = 2048
"""The same for memory, if the target does not come back to have it measured."""
PER_PLACE = 3
"""Inputs kept of one kind of find."""


class Run:
    """One run of a target: what it executed and what it found."""

    def __init__(self, target: Callable[[bytes], None], folder: Path) -> None:
        self._target = target
        self._folder = folder
        self._told = time.monotonic()
        self.executions = 0
        self.finds = Counter[str]()

    def one(self, data: bytes) -> None:
        """Run one input; what breaks is kept and told once."""
        self.executions += 1
        try:
            with cost.bounded(len(data)):
                self._target(data)
        except Exception as fault:
            self._keep(data, fault)
        if time.monotonic() - self._told > 10:
            self.tell()

    def tell(self) -> None:
        """Write down how far the run is."""
        self._told = time.monotonic()
        (self._folder / f"executions-{os.getpid()}").write_text(
            str(self.executions), encoding="utf-8", newline="\n"
        )

    def _keep(self, data: bytes, fault: Exception) -> None:
        frame = traceback.extract_tb(fault.__traceback__)[-1]
        said = str(fault) if isinstance(fault, AssertionError) else ""
        kind = f"{type(fault).__name__} {said} {Path(frame.filename).name}:{frame.lineno}"
        self.finds[kind] += 1
        if self.finds[kind] > PER_PLACE:
            return
        name = f"{sha256(kind.encode()).hexdigest()[:6]}-{sha256(data).hexdigest()[:10]}"
        (self._folder / f"find-{name}").write_bytes(data)
        sys.stderr.write(f"find {name}: {kind}\n")
        with (self._folder / "finds.txt").open("a") as log:
            log.write(f"{name} {kind}\n")


def guided(
    name: str, target: Callable[[bytes], None], folder: Path, seconds: int, seed: int
) -> None:
    """One process of atheris; it ends the process when the time is up."""
    from tests.fuzz.mutation import MOST_BYTES, TELLING

    atheris = importlib.import_module("atheris")
    run = Run(target, folder)
    rng = random.Random(seed)

    def mutate(data: bytes, most: int, number: int) -> bytes:
        """Half of the time its own mutations, half those that know the kind of text."""
        if number % 2:
            made: bytes = atheris.Mutate(data, most)
            return made
        rng.seed(number)
        return mutated(data, data, rng, name)[:most]

    arguments = [
        sys.argv[0], str(folder / "corpus"), f"-max_total_time={seconds}", f"-seed={seed}",
        f"-timeout={STALLED_SECONDS}", f"-rss_limit_mb={MOST_MEGABYTES}",
        f"-max_len={MOST_BYTES[name]}", "-report_slow_units=1000",
        f"-artifact_prefix={folder}/find-", "-print_final_stats=1", "-verbosity=0",
    ]  # fmt: skip
    more = {"custom_mutator": mutate} if name in TELLING else {}
    atheris.Setup(arguments, run.one, **more)
    atheris.Fuzz()


def blind(name: str, target: Callable[[bytes], None], folder: Path, seconds: int, seed: int) -> Run:
    """Mutations of the corpus, without guidance."""
    rng = random.Random(seed)
    inputs = [path.read_bytes() for path in sorted((folder / "corpus").glob("*"))]
    run = Run(target, folder)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        run.one(mutated(rng.choice(inputs), rng.choice(inputs), rng, name))
    run.tell()
    return run


def supervised(words: list[str], folder: Path, seconds: int, seed: int) -> int:
    """Run a guided target in processes of their own until the time is up; the finds' number.

    A process that an input stalls or that grows too large ends; the next one goes on, with the
    next seed.
    """
    end = time.monotonic() + seconds
    while (left := int(end - time.monotonic())) > 0:
        given = ["--seconds", str(left), "--seed", str(seed), "--within"]
        subprocess.run(
            [sys.executable, "-m", "tests.fuzz", *words, *given],
            check=False,
            env={**os.environ, "POLARS_MAX_THREADS": "1"},
        )
        seed += 1
    return len(list(folder.glob("find-*")))


def executions(folder: Path) -> int:
    """How many inputs were run, in all processes."""
    return sum(int(path.read_text(encoding="utf-8")) for path in folder.glob("executions-*"))
