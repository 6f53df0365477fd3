"""A study's folder: whole participants or none, whatever ends the run."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from inspector.errors import UsageError
from inspector.reading.archive.limits import Limits
from inspector.study import manifest
from inspector.study.folder import StudyFolder, opened
from inspector.study.jobs import Job, Outcome, Terms
from inspector.study.participants import Participant, find
from inspector.study.worker import inspect_all
from inspector.version import __version__
from tests.conftest import environment
from tests.lib.archives import write_zip
from tests.outputs.test_html import DAY
from tests.study.test_report import KEY, made

posix = pytest.mark.skipif(os.name != "posix", reason="the system has no such signals")
KILLED_AT = """
import os, pickle, signal, sys
from pathlib import Path
from inspector.study.folder import opened
at, root = int(sys.argv[1]), sys.argv[2]
made, outcomes = pickle.loads(Path(sys.argv[3]).read_bytes())
count = 0
def watch(event, args):
    global count
    if event in ("open", "os.rename", "os.remove", "os.mkdir") and str(args[0]).startswith(root):
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
with opened(Path(root)) as folder:
    folder.begin(made)
    for outcome in outcomes:
        folder.keep(outcome)
    folder.finish(made)
"""


def outcomes_of(exports: Path) -> tuple[tuple[Participant, ...], tuple[Outcome, ...]]:
    found = find([str(exports)], "folder", KEY)
    terms = Terms(__version__, manifest.knowledge(), "auto", DAY, None, False, Limits(), 0)
    made = inspect_all(tuple(Job(one, KEY.seal(one.id)) for one in found), terms)
    assert isinstance(made, tuple)
    return found, made


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """Two participants, and one whose archive is none."""
    for name in ("Ann", "Bob"):
        (tmp_path / "exports" / name).mkdir(parents=True)
        write_zip(
            tmp_path / "exports" / name / "e.zip", {"Skills.csv": f"Name\n{name} and {name}\n"}
        )
    (tmp_path / "exports" / "Eve").mkdir()
    (tmp_path / "exports" / "Eve" / "e.zip").write_bytes(b"nothing")
    return tmp_path / "exports"


def contents(root: Path) -> dict[str, bytes]:
    """Every file that is no lock."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def finished(root: Path, outcomes: tuple[Outcome, ...]) -> None:
    with opened(root) as folder:
        folder.begin(made())
        for outcome in outcomes:
            folder.keep(outcome)
        folder.finish(made())


@posix
def test_killed_at_any_step_it_holds_whole_participants_and_is_finished(
    exports: Path, tmp_path: Path
) -> None:
    found, outcomes = outcomes_of(exports)
    finished(tmp_path / "whole", outcomes)
    # From a study of which one participant changed since: what was is taken away step by step.
    before = tuple(
        Outcome(o.participant, "ch" if o.region else None, o.failure, o.entries, o.data, o.ledger)
        for o in outcomes
    )
    (tmp_path / "outcomes").write_bytes(pickle.dumps((made(), outcomes)))
    kept = set()
    for at in range(1, 80):
        root = tmp_path / f"at-{at}"
        finished(root, before)
        done = subprocess.run(
            [sys.executable, "-c", KILLED_AT, str(at), str(root), str(tmp_path / "outcomes")],
            env=environment(), capture_output=True, check=False,
        )  # fmt: skip
        for path in manifest.data_files(root):
            pq.read_table(path)
        with opened(root) as folder:
            folder.begin(made())
            missing = folder.missing(found, KEY, retry=False)
            assert not list(root.rglob("*.part"))
            for outcome in outcomes:
                if outcome.participant in {one.id for one in missing}:
                    folder.keep(outcome)
            folder.finish(made())
            kept.add(len(missing))
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert done.returncode == 0 and at > 25
    assert kept >= {0, 1, 2}
    assert contents(root) == contents(tmp_path / "whole")


@pytest.fixture
def little_room() -> Iterator[None]:
    """No file may grow past two thousand bytes."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handled)


@posix
def test_a_full_disk_is_said_and_nothing_is_half(
    exports: Path, tmp_path: Path, little_room: None
) -> None:
    found, outcomes = outcomes_of(exports)
    root = tmp_path / "study"
    with opened(root) as folder:
        folder.begin(made())
        with pytest.raises(
            UsageError, match=r"could not be written .*run the same command again"
        ) as told:
            for outcome in outcomes:
                folder.keep(outcome)
        assert not any(one.id in str(told.value) for one in found)
        assert manifest.data_files(root) == []
        assert len(folder.missing(found, KEY, retry=False)) >= 2


def test_all_is_on_the_disk_before_it_says_complete(
    exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, outcomes = outcomes_of(exports)
    flushed: list[int] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        flushed.append(os.fstat(handle).st_ino)
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    root = tmp_path / "study"
    with opened(root) as folder:
        folder.begin(made())
        for outcome in outcomes:
            folder.keep(outcome)
            account = manifest.ledger_path(root, outcome.participant)
            assert flushed[-1] == account.stat().st_ino
        folder.finish(made())
    # The manifest comes last, and its own file before its name.
    assert flushed[-1] == (root / manifest.MANIFEST).stat().st_ino
    rows = {path.stat().st_ino for path in manifest.data_files(root)}
    assert rows and rows <= set(flushed[:-1])


def test_what_cannot_be_flushed_is_said(
    exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, outcomes = outcomes_of(exports)
    whole = next(one for one in outcomes if one.data)

    def fsync(handle: int) -> None:
        raise OSError(5, "input/output error")

    with opened(tmp_path / "study") as folder:
        folder.begin(made())
        monkeypatch.setattr(os, "fsync", fsync)
        with pytest.raises(UsageError, match="run the same command again"):
            folder.keep(whole)
        assert not manifest.ledger_files(tmp_path / "study")


def test_rows_that_have_no_account_are_cleared_away(exports: Path, tmp_path: Path) -> None:
    _, outcomes = outcomes_of(exports)
    finished(tmp_path / "study", outcomes)
    first = manifest.data_files(tmp_path / "study")[0]
    manifest.ledger_path(tmp_path / "study", first.stem).unlink()
    (first.parent / f".{first.name}.0123abcd.part").write_bytes(b"half")
    with opened(tmp_path / "study") as folder:
        folder.begin(made())
    assert first not in manifest.data_files(tmp_path / "study")
    assert not list((tmp_path / "study").rglob("*.part"))


def test_a_participant_stands_in_one_region(exports: Path, tmp_path: Path) -> None:
    _, outcomes = outcomes_of(exports)
    finished(tmp_path / "study", outcomes)
    (one, *_) = [outcome for outcome in outcomes if outcome.data]
    moved = Outcome(one.participant, "ca", None, one.entries, one.data, one.ledger)
    StudyFolder(tmp_path / "study").keep(moved)
    mine = [p for p in manifest.data_files(tmp_path / "study") if p.stem == one.participant]
    assert [path.parent.name for path in mine] == ["region=ca"]


@posix
def test_what_it_writes_is_for_its_user_alone(exports: Path, tmp_path: Path) -> None:
    finished(tmp_path / "study", outcomes_of(exports)[1])
    for path in (tmp_path / "study").rglob("*"):
        if path.name != ".lock":
            assert path.stat().st_mode & 0o077 == 0, path.name
