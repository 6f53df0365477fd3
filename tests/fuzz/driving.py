"""Runs a target over inputs for as long as is wanted, and keeps what breaks it.

With atheris, which is guided by coverage; where that is not installed, by mutations of the
corpus that know nothing of the code, which finds less. An input that breaks a promise is
kept and told, and the run goes on.
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

GUIDED = importlib.util.find_spec("atheris") is not None
MOST_SECONDS = 20
"""An input that takes longer is kept as a find."""
MOST_MEGABYTES = 2048
MOST_BYTES = 20_000
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
            self._target(data)
        except Exception as fault:
            self._keep(data, fault)
        if time.monotonic() - self._told > 10:
            self.tell()

    def tell(self) -> None:
        """Write down how far the run is."""
        self._told = time.monotonic()
        (self._folder / f"executions-{os.getpid()}").write_text(str(self.executions))

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


def guided(target: Callable[[bytes], None], folder: Path, seconds: int) -> None:
    """One process of atheris; it ends the process when the time is up."""
    atheris = importlib.import_module("atheris")
    run = Run(target, folder)
    arguments = [
        sys.argv[0], str(folder / "corpus"), f"-max_total_time={seconds}",
        f"-timeout={MOST_SECONDS}", f"-rss_limit_mb={MOST_MEGABYTES}", f"-max_len={MOST_BYTES}",
        "-report_slow_units=1000",
        f"-artifact_prefix={folder}/find-", "-print_final_stats=1", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup(arguments, run.one)
    atheris.Fuzz()


def blind(target: Callable[[bytes], None], folder: Path, seconds: int, seed: int) -> Run:
    """Mutations of the corpus, without guidance."""
    rng = random.Random(seed)
    inputs = [path.read_bytes() for path in sorted((folder / "corpus").glob("*"))]
    run = Run(target, folder)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        run.one(mutated(rng.choice(inputs), rng.choice(inputs), rng))
    run.tell()
    return run


_TELLING = (b'"', b",", b"\n", b"\r", b"\0", b"\\", b'""', b'\\"', b"\xff", b"PK\3\4", b"PK\1\2")


def mutated(data: bytes, other: bytes, rng: random.Random) -> bytes:
    """A few cuts, doublings, crossings and changed bytes."""
    made = bytearray(data[:MOST_BYTES])
    for _ in range(rng.randint(1, 6)):
        at, end = sorted(rng.randint(0, len(made)) for _ in "ab")
        match rng.randrange(6):
            case 0 if made:
                made[at % len(made)] = rng.randrange(256)
            case 1:
                made[at:at] = rng.choice(_TELLING)
            case 2:
                del made[at : min(end, at + 64)]
            case 3:
                made[at:at] = made[at : min(end, at + 256)]
            case 4:
                del made[at:]
            case _:
                start = rng.randint(0, len(other))
                made[at:at] = other[start : start + rng.randint(1, 128)]
    return bytes(made[:MOST_BYTES])


def supervised(words: list[str], folder: Path, seconds: int) -> int:
    """Run a guided target in processes of their own until the time is up; the finds' number.

    A process that an input stalls or that grows too large ends; the next one goes on.
    """
    end = time.monotonic() + seconds
    while (left := int(end - time.monotonic())) > 0:
        subprocess.run(
            [sys.executable, "-m", "tests.fuzz", *words, "--seconds", str(left), "--within"],
            check=False,
            env={**os.environ, "POLARS_MAX_THREADS": "1"},
        )
    return len(list(folder.glob("find-*")))


def executions(folder: Path) -> int:
    """How many inputs were run, in all processes."""
    return sum(int(path.read_text()) for path in folder.glob("executions-*"))
