"""What fuzzers once found stays found; the fuzzers themselves run, for a moment."""

from __future__ import annotations

import random
import sys
import tomllib
from pathlib import Path

import pytest

from tests.fuzz import cost, driving, policy_texts, programs, records
from tests.fuzz.__main__ import main as fuzz
from tests.fuzz.mutation import MOST_BYTES, mutated
from tests.fuzz.oracles import TARGETS, corpus
from tests.fuzz.promises import BrokenPromise, promise


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
    for _ in range(100 if target in ("archive", "table") else 25):
        TARGETS[target](mutated(rng.choice(kept), rng.choice(kept), rng, target))


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


def test_what_costs_too_much_is_a_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cost, "MOST_SECONDS", 0)

    def slow(data: bytes) -> None:
        sum(range(1_000_000))

    run = driving.Run(slow, tmp_path)
    run.one(b"slow")
    assert "2 s for each" in capsys.readouterr().err
    monkeypatch.undo()
    assert (cost.allowed(10), cost.allowed(250_000)) == (2, 6)
    peaks = iter([100, 400])
    monkeypatch.setattr(cost, "peak", lambda: next(peaks))
    monkeypatch.setattr(cost, "held", lambda: 90)
    with pytest.raises(BrokenPromise, match="300 MiB"), cost.bounded(10):
        pass


def test_a_run_that_says_what_it_should_not_is_a_find(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, out, err in (
        (70, "", "a fault\n"), (130, "", ""), (0, "\x1b[2J", ""), (0, "\x85", ""),
        (1, "", "Traceback (most recent call last):\n"), (4, "", "one\ntwo\n"),
    ):  # fmt: skip

        def main(_: list[str], code: int = code, out: str = out, err: str = err) -> int:
            sys.stdout.write(out)
            sys.stderr.write(err)
            return code

        monkeypatch.setattr(programs, "main", main)
        with pytest.raises(BrokenPromise):
            programs.policy(b"\0id = 1\n")


def test_mutations_stay_within_their_size() -> None:
    rng = random.Random(1)
    for target, most in MOST_BYTES.items():
        assert all(len(mutated(b"\0<p>" * 9, b"x", rng, target)) <= most for _ in range(50))


def test_a_find_can_be_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    find = tmp_path / "find-1"
    find.write_bytes(b"\0<p>a</p>")
    words = ["fuzz", "html", "--replay", str(find), "--folder", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", words)
    assert fuzz() == 0
    assert "keeps all promises" in capsys.readouterr().out
    monkeypatch.setitem(TARGETS, "html", lambda data: promise(False, "nothing holds"))
    with pytest.raises(BrokenPromise):
        fuzz()


def test_what_records_find_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: object) -> None:
        raise AssertionError("not read back")

    monkeypatch.setattr(records, "_check", broken)
    ran = records.run(20, 5)
    assert (ran.examples, ran.seed) == (records.EXAMPLES, 5)
    assert ran.find is not None
    assert "not read back" in ran.find
    words = ["fuzz", "records", "--seconds", "20", "--seed", "7", "--folder", str(tmp_path)]
    monkeypatch.setattr(sys, "argv", words)
    assert fuzz() == 1
    assert "again with --seed 7" in capsys.readouterr().out
    assert (tmp_path / "records" / "find-7.txt").exists()


def test_changed_policy_texts_stay_toml_and_differ() -> None:
    text = b'id = "a"\n[[clauses]]\nid = "b"\nseen = 2026-01-01\n[[rules]]\ncolumns = ["*"]\n'
    rng = random.Random(3)
    made = [policy_texts.changed(text, rng) for _ in range(300)]
    assert len(set(made)) > 200
    for one in made:
        assert one is not None
        tomllib.loads(one.decode())
    assert policy_texts.changed(b"id = ", rng) is None
    table = tomllib.loads(text.decode())
    assert tomllib.loads(policy_texts.written(table)) == table
