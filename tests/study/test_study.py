"""A study of many exports: what it holds, what it withstands, and what it does not tell."""

from __future__ import annotations

import functools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

import fixtures.exports
from bench import population
from bench.cluster import Cluster, cluster
from bench.population import ON, Truth
from bench.study import fingerprint
from inspector.session.request import Request
from inspector.study import manifest as stored
from inspector.study.pseudonyms import StudyKey
from inspector.study.rows import DATA_SCHEMA, LEDGER_SCHEMA
from tests.conftest import ROOT, Ran, environment, run_program
from tests.lib.archives import write_zip
from tests.lib.runs import inspect
from tests.summary.test_redaction import DAY, Values, own_words, told
from tests.whole.test_privacy import NO_NETWORK

pytestmark = pytest.mark.xdist_group("study")  # what the module builds is built once

KEY = StudyKey(b"a key of these tests alone")
COUNT = 28
posix = pytest.mark.skipif(os.name != "posix", reason="the system has no such signals")


@dataclass(frozen=True)
class Place:
    """A built population, and the command that inspects it."""

    folder: Path
    truths: tuple[Truth, ...]
    made: Cluster

    @property
    def exports(self) -> Path:
        return self.folder / "exports"

    def words(self, out: Path, *more: str, given: Sequence[str] = ()) -> list[str]:
        paths = given or [str(self.exports), "--participant-from", "folder"]
        key = ["--out", str(out), "--study-key", str(self.folder / "key"), "--on", ON]
        return ["study", *paths, *key, *more]

    def run(self, out: Path, *more: str, given: Sequence[str] = ()) -> Ran:
        """The command on the cluster that is shared."""
        words = self.words(out, "--no-tls", "--scheduler", self.made.address, *more, given=given)
        return run_program(*words, PYTHONWARNINGS="")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("population")
    truths = tuple(population.build(folder / "exports", COUNT, seed=5))
    (folder / "key").write_bytes(KEY.secret + b"\n")
    with cluster(2) as made:
        yield Place(folder, truths, made)


@pytest.fixture(scope="module")
def study(place: Place) -> Path:
    """A finished study; not to be written to."""
    out = place.folder / "study"
    ran = place.run(out)
    assert (ran.code, ran.out) == (0, ""), ran.err
    assert f"{COUNT} of {COUNT} participants" in ran.err
    return out


def test_the_dataset_is_the_same_in_every_language(
    place: Place, study: Path, tmp_path: Path
) -> None:
    words = place.words(tmp_path / "out", "--no-tls", "--scheduler", place.made.address)
    ran = run_program(*words, PYTHONWARNINGS="", LC_ALL="fr_FR.UTF-8")
    assert ran.code == 0 and "participants sur" in ran.err
    assert fingerprint(tmp_path / "out") == fingerprint(study)


@pytest.fixture
def copy(study: Path, tmp_path: Path) -> Path:
    """The same study, to be written to."""
    shutil.copytree(study, tmp_path / "copy")
    return tmp_path / "copy"


def differences(place: Place, out: Path) -> list[str]:
    return population.differences(place.truths, population.found(out, place.truths, KEY))


def files(out: Path) -> dict[str, tuple[int, int]]:
    """Every file of the dataset, with what changes when it is written again."""
    return {
        path.relative_to(out).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in out.rglob("*.parquet")
    }


def test_it_is_the_truth(place: Place, study: Path) -> None:
    assert {truth.failure for truth in place.truths} >= {None, "not_an_export"}
    assert len({truth.region for truth in place.truths}) == 3
    assert differences(place, study) == []
    manifest = stored.read_manifest(study)
    assert manifest is not None and manifest.counts is not None and manifest.complete
    assert manifest.counts.participants == COUNT
    assert manifest.counts.failed == sum(truth.failure is not None for truth in place.truths)


def test_the_comparison_would_notice(place: Place, copy: Path) -> None:
    (first, *_) = stored.data_files(copy)
    rows = pl.read_parquet(first)
    rows.with_columns(pl.col("words") + 1).write_parquet(first)
    assert len(differences(place, copy)) == 1


def test_it_is_the_sum_of_single_runs(place: Place, study: Path) -> None:
    keys = ("region", "path", "verdict", "basis", "clause", "author")
    columns = ("records", "values", "words", "characters")
    single: Counter[tuple[object, ...]] = Counter()
    for truth in place.truths:
        if truth.failure:
            continue
        summary = inspect(Request((place.exports / truth.folder,), on=DAY))
        for file in summary.files:
            for row in file.rows:
                single[truth.region, row.verdict, "values"] += row.totals.values
                single[truth.region, row.verdict, "records"] += row.totals.records
    rows = pl.read_parquet(study / "region=*" / "*.parquet", hive_partitioning=True)
    assert set(keys + columns) <= set(rows.columns)
    sums = rows.group_by("region", "verdict").agg(pl.col("values", "records").sum())
    many = {
        (row["region"], row["verdict"], name): row[name]
        for row in sums.iter_rows(named=True)
        for name in ("values", "records")
    }
    assert many == +single


def test_the_schemas_are_those_that_are_documented(study: Path) -> None:
    for path in stored.data_files(study):
        assert pq.read_schema(path).remove_metadata() == DATA_SCHEMA
    for path in stored.ledger_files(study):
        assert pq.read_schema(path).remove_metadata() == LEDGER_SCHEMA
    page = (ROOT / "docs" / "study.md").read_text(encoding="utf-8")
    for field in (*DATA_SCHEMA, *LEDGER_SCHEMA):
        assert f"`{field.name}`" in page, field.name


def test_every_entry_and_every_failure_has_its_row(place: Place, study: Path) -> None:
    ledger = pl.read_parquet(study / "_ledger" / "*.parquet")
    broken = [KEY.participant(one.folder) for one in place.truths if one.failure]
    lost = ledger.filter(pl.col("participant").is_in(broken))
    assert lost["status"].to_list() == ["not_an_export"] * len(broken)
    assert lost["path"].to_list() == [None] * len(broken)
    rows = pl.read_parquet(study / "region=*" / "*.parquet")
    assert not set(rows["participant"]) & set(broken)
    assert set(rows["participant"]) == set(ledger["participant"]) - set(broken)
    assert ledger.height == len(broken) + sum(one.entries for one in place.truths)


def test_the_bytes_are_the_same_whatever_the_number_of_workers(
    place: Place, study: Path, tmp_path: Path
) -> None:
    words = place.words(tmp_path / "out", "--workers", "1")
    ran = run_program(*words, PYTHONWARNINGS="")
    assert ran.code == 0, ran.err
    assert fingerprint(tmp_path / "out") == fingerprint(study)


def test_nothing_is_done_twice(place: Place, copy: Path) -> None:
    before, whole = files(copy), fingerprint(copy)
    ran = place.run(copy)
    assert ran.code == 0 and f"0 of {COUNT} participants" in ran.err
    assert (files(copy), fingerprint(copy)) == (before, whole)


def test_what_is_missing_or_damaged_is_done_again(place: Place, copy: Path, study: Path) -> None:
    ledgers, rows = stored.ledger_files(copy), stored.data_files(copy)
    ledgers[0].unlink()
    ledgers[1].write_bytes(ledgers[1].read_bytes()[:-9])
    gone = next(path for path in rows if path.name not in (ledgers[0].name, ledgers[1].name))
    half = next(
        path for path in reversed(rows) if path.name not in (ledgers[0].name, ledgers[1].name)
    )
    gone.unlink()
    half.write_bytes(half.read_bytes()[:-1])
    assert fingerprint(copy) != fingerprint(study)
    ran = place.run(copy)
    assert ran.code == 0 and f"4 of {COUNT} participants" in ran.err
    assert fingerprint(copy) == fingerprint(study)


def test_a_source_that_changed_is_done_again(place: Place, tmp_path: Path) -> None:
    given = tmp_path / "given"
    names = [truth.folder for truth in place.truths if truth.failure is None][:3]
    for name in names:
        shutil.copytree(place.exports / name, given / name)
    paths = [str(given), "--participant-from", "folder"]
    assert place.run(tmp_path / "out", given=paths).code == 0
    first, second, third = (next((given / name).iterdir()) for name in names)
    later = time.time() + 60
    os.utime(first, (later, later))  # touched, and still the same
    write_zip(second, {"Skills.csv": "Name\nWelding\n"})  # another size
    data = bytearray(third.read_bytes())
    data[14] ^= 1  # of a checksum that nobody reads: the same size
    third.write_bytes(bytes(data))
    os.utime(third, (later, later))
    ran = place.run(tmp_path / "out", given=paths)
    assert ran.code == 0 and "2 of 3 participants" in ran.err, ran.err
    rows = pl.read_parquet(tmp_path / "out" / "region=*" / "*.parquet")
    mine = rows.filter(pl.col("participant") == KEY.participant(names[1]))
    assert mine["words"].to_list() == [1]
    assert len(stored.data_files(tmp_path / "out")) == 3


def test_failures_are_tried_again_only_if_asked(place: Place, tmp_path: Path) -> None:
    (tmp_path / "given" / "one").mkdir(parents=True)
    write_zip(tmp_path / "given" / "one" / "e.zip", {"Skills.csv": "Name\nWelding\nSawing\n"})
    given = [str(tmp_path / "given"), "--participant-from", "folder"]
    assert place.run(tmp_path / "out", "--max-bytes", "3", given=given).code == 0
    (row,) = pl.read_parquet(tmp_path / "out" / "_ledger" / "*.parquet").to_dicts()
    assert (row["status"], row["notes"]) == ("limit", "a safety limit was hit: --max-bytes")
    assert "0 of 1 participants" in place.run(tmp_path / "out", given=given).err
    assert "1 of 1 participants" in place.run(tmp_path / "out", "--retry", given=given).err
    assert pl.read_parquet(tmp_path / "out" / "_ledger" / "*.parquet")["status"].to_list() == [
        "read"
    ]


@posix
def test_a_worker_that_is_killed_costs_nothing(place: Place, study: Path, tmp_path: Path) -> None:
    with cluster(2) as made:
        running = started(place.words(tmp_path / "out", "--no-tls", "--scheduler", made.address))
        half_way(tmp_path / "out", running)
        made.workers[0].kill()
        said = running.communicate(timeout=100)[1]
        assert running.returncode == 0, said
    assert fingerprint(tmp_path / "out") == fingerprint(study)


@posix
def test_a_scheduler_that_is_lost_costs_only_what_was_under_way(
    place: Place, study: Path, tmp_path: Path
) -> None:
    with cluster(2) as made:
        running = started(place.words(tmp_path / "out", "--no-tls", "--scheduler", made.address))
        half_way(tmp_path / "out", running)
        assert made.scheduler is not None
        made.scheduler.kill()
        said = running.communicate(timeout=100)[1]
        assert running.returncode == 2, said
        assert said.count("\n") == 1 and "the scheduler is lost" in said
        assert_whole(tmp_path / "out")
        kept = len(stored.ledger_files(tmp_path / "out"))
    ran = place.run(tmp_path / "out")
    assert ran.code == 0 and f"{COUNT - kept} of {COUNT} participants" in ran.err
    assert fingerprint(tmp_path / "out") == fingerprint(study)


@posix
def test_an_interrupted_run_is_finished_by_the_next(
    place: Place, study: Path, tmp_path: Path
) -> None:
    running = started(place.words(tmp_path / "out", "--workers", "2"))
    half_way(tmp_path / "out", running)
    os.killpg(running.pid, signal.SIGINT)
    said = running.communicate(timeout=100)[1]
    assert (running.returncode, said.count("\n")) == (130, 1), said
    assert_whole(tmp_path / "out")
    assert place.run(tmp_path / "out").code == 0
    assert fingerprint(tmp_path / "out") == fingerprint(study)


def started(words: list[str]) -> subprocess.Popen[str]:
    """The program in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "inspector", *words], stdout=subprocess.PIPE, encoding="utf-8",
        stderr=subprocess.PIPE, env=environment(PYTHONWARNINGS=""), start_new_session=True,
    )  # fmt: skip


def half_way(out: Path, running: subprocess.Popen[str]) -> None:
    """Wait until some participants are done and others are not."""
    while len(list((out / stored.LEDGER).glob("*.parquet"))) < COUNT // 4:
        assert running.poll() is None, running.communicate()
        time.sleep(0.005)


def assert_whole(out: Path) -> None:
    """No file of the dataset is half of one, and every account's rows are there."""
    for path in stored.data_files(out):
        pq.read_table(path)
    for path in stored.ledger_files(out):
        kept = stored.kept(path)
        assert kept is not None and stored.is_whole(out, kept)


@functools.cache
def telling(path: Path) -> frozenset[str]:
    values = Values()
    inspect(Request((path,), on=DAY), values)
    return frozenset(values.telling)


def test_it_tells_no_value_no_name_and_no_key(place: Place, tmp_path: Path) -> None:
    given = tmp_path / "Given By Rosalind"
    every: set[str] = set()
    names = ("complete-2026", "basic-2025", "hostile-2026", "complete-2018")
    for name in names:
        folder = given / f"Participant {name} Featherstone"
        path = fixtures.exports.build(name).write(folder)
        every |= telling(path)
    (given / "Participant Quixote").mkdir()
    (given / "Participant Quixote" / "Rosalind Quixote.zip").write_bytes(b"PK nothing")
    paths = [str(given), "--participant-from", "folder"]
    out = tmp_path / "out"
    ran = place.run(out, given=paths)
    assert ran.code == 0
    said = [ran.err, place.made.logs()]
    for face in (["--json"], [], ["--html", str(tmp_path / "page.html")]):
        told_by = run_program("study", "report", out, "--least", "1", *face)
        assert told_by.code == 0, told_by.err
        said += [told_by.out, told_by.err]
    said.append((tmp_path / "page.html").read_text(encoding="utf-8"))
    raw = b""
    for path in sorted(out.rglob("*")):
        said.append(str(path.relative_to(out)))
        if path.suffix == ".parquet":
            rows = pl.read_parquet(path, hive_partitioning=False).select(
                pl.col(pl.String).unique().implode()
            )
            said += [str(rows.to_dicts()), str(pq.read_metadata(path).metadata)]
        raw += path.read_bytes() if path.is_file() else b""
    text = "\n".join(said)
    assert [v for v in told(every, text) if v.casefold() not in own_words()] == []
    for secret in (
        "Rosalind",
        "Featherstone",
        "Quixote",
        "Given By",
        "Complete_",
        KEY.secret.decode(),
        KEY.secret.hex(),
    ):
        assert secret not in text and secret.encode() not in raw
    assert KEY.participant("Participant Quixote") in text


def test_the_search_would_notice(place: Place) -> None:
    path = fixtures.exports.build("basic-2025").write(place.folder / "noticed")
    value = sorted(telling(path), key=len)[-1]
    assert told([value], f"x\n{value}\ny") == [value]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--records", "r.parquet"], "a study holds none"),
        (["--region", "uk"], "another --region"),
        (["--on", "2026-01-01"], "another --on"),
        (["--under-18"], "another --under-18"),
        (["--workers", "2"], "are for this machine's own"),
        (["--max-copy", "-1"], "want 0 or more"),
    ],
)
def test_what_would_mix_two_studies_is_refused(
    place: Place, copy: Path, more: list[str], words: str
) -> None:
    before = fingerprint(copy)
    ran = place.run(copy, *more)
    assert (ran.code, ran.out, fingerprint(copy)) == (2, "", before)
    assert words in ran.err


def test_another_key_is_refused(place: Place, copy: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("another key of sixteen bytes", encoding="utf-8", newline="\n")
    ran = place.run(copy, "--study-key", str(tmp_path / "other"))
    assert ran.code == 2 and "another study key" in ran.err


def test_a_day_that_is_not_given_is_that_of_the_study(place: Place, copy: Path) -> None:
    words = place.words(copy, "--no-tls", "--scheduler", place.made.address)
    at = words.index("--on")
    ran = run_program(*words[:at], *words[at + 2 :], PYTHONWARNINGS="")
    assert ran.code == 0 and f"0 of {COUNT} participants" in ran.err


def test_a_folder_of_something_else_is_left_alone(place: Place, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine", encoding="utf-8", newline="\n")
    ran = place.run(tmp_path)
    assert ran.code == 2 and "holds no study" in ran.err
    assert (tmp_path / "letters.txt").read_text(encoding="utf-8") == "mine"


def test_two_runs_do_not_write_to_one_folder(place: Place, copy: Path) -> None:
    from inspector.study.folder import opened

    with opened(copy):
        ran = place.run(copy)
    assert ran.code == 2 and "another run writes" in ran.err


def test_strict_tells_that_something_was_left_out(place: Place, copy: Path) -> None:
    assert place.run(copy, "--strict").code == 1


def test_a_scheduler_without_tls_has_to_be_asked_for(place: Place, tmp_path: Path) -> None:
    for address in (place.made.address, "127.0.0.1:8786"):
        words = place.words(tmp_path / "out", "--scheduler", address)
        ran = run_program(*words, PYTHONWARNINGS="")
        assert ran.code == 2 and "tls://" in ran.err and "--no-tls" in ran.err


def test_a_scheduler_that_does_not_answer_is_said(place: Place, tmp_path: Path) -> None:
    words = place.words(tmp_path / "out", "--scheduler", "tls://nowhere:8786")
    ran = run_program(*words, PYTHONWARNINGS="")
    assert ran.code == 2 and "no scheduler answers" in ran.err and ran.err.count("\n") == 1


@pytest.mark.parametrize("missing", ["distributed", "cryptography"])
def test_without_the_extra_it_says_what_to_install(
    place: Place, tmp_path: Path, missing: str
) -> None:
    code = (
        f"import sys; sys.modules['{missing}'] = None\n"
        "from inspector.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *place.words(tmp_path / "out")],
        capture_output=True, encoding="utf-8", env=environment(PYTHONWARNINGS=""),
    )  # fmt: skip
    assert done.returncode == 2
    assert "pip install 'linkedin-inspect[study]'" in done.stderr and done.stderr.count("\n") == 1


WITHIN = """
import os, sys
def refuse(event, args):
    if event in ("socket.connect", "socket.bind", "socket.sendto"):
        address = args[1]
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1"):
            os.write(2, f"not within this machine: {event} {address}".encode())
            os._exit(9)
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        if args[0] not in ("127.0.0.1", "::1", "localhost", None):
            os.write(2, f"a name was looked up: {args[0]}".encode())
            os._exit(9)
if len(sys.argv) > 1:
    sys.addaudithook(refuse)
    from inspector.cli.main import main
    if __name__ == "__main__":
        sys.exit(main(sys.argv[1:]))
"""


def test_without_a_scheduler_it_speaks_within_this_machine_alone(
    place: Place, study: Path, tmp_path: Path
) -> None:
    (tmp_path / "within.py").write_text(WITHIN, encoding="utf-8", newline="\n")
    words = place.words(tmp_path / "out", "--workers", "1")
    done = subprocess.run(
        [sys.executable, tmp_path / "within.py", *words],
        capture_output=True, encoding="utf-8", env=environment(PYTHONWARNINGS=""),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert fingerprint(tmp_path / "out") == fingerprint(study)


def test_a_report_opens_no_socket(study: Path, tmp_path: Path) -> None:
    for more in ([], ["--json"], ["--html", str(tmp_path / "p.html")]):
        done = subprocess.run(
            [sys.executable, "-c", NO_NETWORK, "study", "report", study, *more],
            capture_output=True, encoding="utf-8", env=environment(),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", ["--out", "--study-key"])
def test_what_is_needed_is_asked_for(place: Place, tmp_path: Path, missing: str) -> None:
    words = place.words(tmp_path / "out")
    at = words.index(missing)
    ran = run_program(*words[:at], *words[at + 2 :])
    assert ran.code == 2 and f"{missing} is missing" in ran.err
