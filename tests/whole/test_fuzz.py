"""What fuzzers once found stays found; the fuzzers themselves run, for a moment."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz import driving, records
from tests.fuzz.oracles import TARGETS, BrokenPromise, corpus


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_every_kept_input_keeps_the_promises(target: str) -> None:
    kept = list(corpus(target))
    assert kept
    for path in kept:
        TARGETS[target](path.read_bytes())


def test_the_corpus_is_small() -> None:
    assert sum(path.stat().st_size for target in TARGETS for path in corpus(target)) < 1 << 20


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_mutations_of_it_keep_the_promises(target: str) -> None:
    kept = [path.read_bytes() for path in corpus(target)]
    rng = random.Random(20)
    for _ in range(100):
        TARGETS[target](driving.mutated(rng.choice(kept), rng.choice(kept), rng))


def test_records_come_back() -> None:
    records.comes_back()


def test_a_find_is_kept_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def target(data: bytes) -> None:
        raise BrokenPromise("nothing holds")

    run = driving.Run(target, tmp_path)
    for number in range(5):
        run.one(bytes((number,)))
    run.tell()
    assert run.executions == driving.executions(tmp_path) == 5
    assert sum(run.finds.values()) == 5
    assert len(list(tmp_path.glob("find-*"))) == driving.PER_PLACE
    assert "nothing holds" in capsys.readouterr().err
