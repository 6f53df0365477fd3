"""The engine: what ends a worker, what is too much for one, what comes from an address."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest

import inspector
from inspector.errors import UsageError
from inspector.reading.archive.limits import Limits
from inspector.study import cluster, manifest
from inspector.study import worker as inspecting
from inspector.study.folder import StudyFolder
from inspector.study.jobs import Job, Outcome, Terms, VersionMismatch
from inspector.study.participants import Participant, find
from tests.lib.archives import write_zip
from tests.outputs.test_html import DAY
from tests.study.test_report import KEY

DEADLY = KEY.participant("deadly")


def terms(**more: object) -> Terms:
    given: dict[str, object] = {
        "version": inspector.__version__, "knowledge": manifest.knowledge(), "region": "auto",
        "on": DAY, "opted_out": None, "under_18": False, "limits": Limits(), "most_copied": 0,
    }  # fmt: skip
    return Terms(**(given | more))  # type: ignore[arg-type]


def jobs_of(folder: Path, names: list[str]) -> list[Job]:
    for name in names:
        (folder / name).mkdir(parents=True)
        write_zip(folder / name / "e.zip", {"Skills.csv": f"Name\n{name}\n"})
    return [Job(one, KEY.seal(one.id)) for one in find([str(folder)], "folder", KEY)]


def deadly(
    jobs: tuple[Job, ...], given: Terms, beside: str | None
) -> tuple[Outcome, ...] | VersionMismatch:
    """A worker's work, at which it ends for one participant."""
    if any(job.participant.id == DEADLY for job in jobs):
        os._exit(9)
    return inspecting.inspect_all(jobs, given, beside)


def other_version(jobs: tuple[Job, ...], given: Terms, beside: str | None) -> VersionMismatch:
    return VersionMismatch()


def faulty(jobs: tuple[Job, ...], given: Terms, beside: str | None) -> VersionMismatch:
    raise RuntimeError("a fault beyond what is caught")


@pytest.mark.filterwarnings("ignore")
def test_what_ends_its_worker_is_told_apart_from_what_stood_beside_it(tmp_path: Path) -> None:
    names = [f"person {n}" for n in range(20)]
    jobs = jobs_of(tmp_path, [*names, "deadly"])
    found: list[Outcome] = []
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        cluster.local(2, None) as client,
    ):
        lost = cluster.run(client, jobs, terms(), deadly, found.append)
        assert [job.participant.id for job in lost] == [DEADLY]
        assert {one.participant for one in found} == {KEY.participant(name) for name in names}
        assert len(found) == len(names)
        for work in (other_version, faulty):
            with pytest.raises(UsageError, match="install the same one there"):
                cluster.run(client, jobs, terms(), work, found.append)


def test_batches_keep_the_order_and_their_bounds() -> None:
    sizes = [5 << 20, 3 << 20, 1 << 20, 1 << 20, *[1000] * 100]
    jobs = [Job(Participant(str(n), (), size, "", None), b"") for n, size in enumerate(sizes)]
    made = list(cluster.batches(jobs, 1))
    assert [job for batch in made for job in batch] == jobs
    assert [len(batch) for batch in made[:3]] == [1, 1, 2]
    assert max(len(batch) for batch in made) == cluster.BATCH_MOST
    for batch in made:
        whole = sum(job.participant.bytes for job in batch)
        assert len(batch) == 1 or whole <= cluster.BATCH_BYTES
    assert all(len(batch) == 1 for batch in cluster.batches(jobs[:20], 4))


def test_nothing_that_goes_to_a_worker_shows_itself(tmp_path: Path) -> None:
    (job,) = jobs_of(tmp_path / "Rosalind", ["Quixote"])
    (outcome,) = inspected(job)
    for thing in (job, job.participant, terms(), outcome, KEY, (job,), [outcome]):
        said = repr(thing) + str(thing)
        assert "Rosalind" not in said and "Quixote" not in said and KEY.secret.decode() not in said


def inspected(*jobs: Job, **more: object) -> tuple[Outcome, ...]:
    made = inspecting.inspect_all(jobs, terms(**more))
    assert isinstance(made, tuple)
    return made


def test_a_worker_of_another_version_refuses(tmp_path: Path) -> None:
    jobs = tuple(jobs_of(tmp_path, ["one"]))
    assert isinstance(inspecting.inspect_all(jobs, terms(version="0.0.0")), VersionMismatch)
    assert isinstance(inspecting.inspect_all(jobs, terms(knowledge="")), VersionMismatch)


@pytest.mark.parametrize(
    "fault", [ValueError("Rosalind"), MemoryError(), BaseException("Rosalind")]
)
def test_a_fault_is_a_row_that_names_a_place_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise fault

    (job,) = jobs_of(tmp_path / "given", ["one"])
    monkeypatch.setattr("inspector.session.session.Session.read", fail)
    (outcome,) = inspected(job)
    assert (outcome.failure, outcome.data, outcome.region) == ("fault", None, None)
    with contextlib.suppress(FileExistsError):
        (tmp_path / "study").mkdir()
    StudyFolder(tmp_path / "study").keep(outcome)
    import polars as pl

    (row,) = pl.read_parquet(tmp_path / "study" / "_ledger" / "*.parquet").to_dicts()
    assert row["notes"].startswith(f"a fault of the program: {type(fault).__name__} at test_")
    assert "Rosalind" not in row["notes"]


def test_what_is_gone_by_then_is_absent(tmp_path: Path) -> None:
    (job,) = jobs_of(tmp_path, ["one"])
    (tmp_path / "one" / "e.zip").unlink()
    (tmp_path / "one").rmdir()
    assert inspected(job)[0].failure == "absent"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address at which a folder is served on loopback."""
    handler = functools.partial(_Quiet, directory=str(tmp_path / "served"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.filterwarnings("ignore")
def test_an_address_is_inspected_like_a_file(tmp_path: Path, served: str) -> None:
    (tmp_path / "served").mkdir()
    path = write_zip(tmp_path / "served" / "p.zip", {"Skills.csv": "Name\nWelding\nSawing\n"})
    copies = tmp_path / "copies"
    copies.mkdir()
    found = {}
    for address in (f"{served}/p.zip", path.as_uri()):
        (one,) = find([address], None, KEY)
        (outcome,) = inspected(Job(one, KEY.seal(one.id)))
        found[address] = outcome.data, outcome.ledger
        assert outcome.failure is None
    assert len(set(found.values())) == 1
    (one,) = find([f"{served}/p.zip"], None, KEY)
    (bounded,) = inspected(Job(one, KEY.seal(one.id)), most_copied=10)
    assert bounded.failure == "limit"
    path.unlink()
    (gone,) = inspected(Job(one, KEY.seal(one.id)))
    assert gone.failure == "absent"
