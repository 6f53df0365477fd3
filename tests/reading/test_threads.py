"""What is done in other threads comes in order, and what they raise where it is waited for."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Generator
from pathlib import Path

import pytest

from inspector.knowledge import catalogue
from inspector.reading import threads
from inspector.reading.archive import decompression as inflating
from inspector.reading.archive import zip_file as archive
from inspector.reading.archive.archive import open_archives
from inspector.reading.archive.limits import Limits
from inspector.reading.file_reading import FileReading
from inspector.reading.reader import read
from inspector.reading.tables import chunks as pieces
from inspector.reading.tables.records import Batch
from inspector.reading.threads import Ahead, Behind
from tests.lib.archives import write_zip

FILES = ("Skills.csv", "Events.csv", "Learning.csv")


class FullError(Exception):
    """A sink that can take no more."""


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small export that is read as a large one, in many pieces."""
    monkeypatch.setattr(threads, "LARGE", 0)
    monkeypatch.setattr(pieces, "PIECE", 1 << 10)
    monkeypatch.setattr(inflating, "GIVEN", 1 << 11)
    rows = "".join(f"{number},skill {number}\n" for number in range(2_000))
    return write_zip(tmp_path / "e.zip", dict.fromkeys(FILES, f"Name,Other\n{rows}"))


def read_all(export: Path, heard: list[str], most: int = 1 << 30) -> tuple[FileReading, ...]:
    """Read; `heard`: what was told, in order; the sink takes so many batches."""

    def sink(batch: Batch) -> None:
        if sum(":" in one for one in heard) == most:
            raise FullError
        first, last = batch.frame["row"][0], batch.frame["row"][-1]
        heard.append(f"{batch.path}:{first}-{last}")

    known = catalogue.load()
    archives = open_archives([export], Limits())
    return read(archives, known, sink, on_file=lambda file: heard.append(file.path))


def test_batches_come_in_order_and_each_file_after_its_own(export: Path) -> None:
    heard: list[str] = []
    files = read_all(export, heard)
    assert [file.rows for file in files] == [2_000] * 3
    assert [one for one in heard if ":" not in one] == list(FILES)
    for name in FILES:
        mine = [one for one in heard if one.startswith(name)]
        assert mine[-1] == name
        spans = [one.partition(":")[2].split("-") for one in mine[:-1]]
        assert len(spans) > 2
        assert [int(first) for first, _ in spans] == [1, *(int(last) + 1 for _, last in spans[:-1])]
        assert spans[-1][1] == "2000"
    assert [one.partition(":")[0] for one in heard] == sorted(
        (one.partition(":")[0] for one in heard), key=FILES.index
    )


@pytest.mark.parametrize("most", [0, 1, 4])
def test_what_a_sink_raises_ends_the_reading(export: Path, most: int) -> None:
    heard: list[str] = []
    with pytest.raises(FullError):
        read_all(export, heard, most)
    assert len([one for one in heard if ":" in one]) == most


def test_a_sink_is_never_far_behind(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches that nobody has taken yet are few, whatever the size of the export."""
    made: list[int] = []
    taken: list[int] = []
    most = 0
    whole = Behind.do

    def counted(self: Behind, work: object) -> object:
        nonlocal most
        made.append(1)
        most = max(most, len(made) - len(taken))

        def done() -> object:
            found = work()  # type: ignore[operator]
            taken.append(1)
            return found

        return whole(self, done)

    monkeypatch.setattr(Behind, "do", counted)
    read_all(export, [])
    assert len(made) > 20
    # Each file that was read waits in the same line.
    assert most <= threads.TAKEN + 1 + len(FILES)


def test_the_sum_of_the_archive_holds_nothing_up(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a slow disk it takes as long as all the rest; what raises does not wait for it either."""
    is_read = threading.Event()
    is_let_go = []
    whole = hashlib.sha256(export.read_bytes()).hexdigest()

    def slow(path: Path) -> str:
        is_let_go.append(is_read.wait(60))
        return whole

    monkeypatch.setattr(archive, "_sha_of_file", slow)
    with pytest.raises(FullError):
        read_all(export, [], 1)
    assert is_let_go == []
    known = catalogue.load()
    archives = open_archives([export], Limits())
    last = FILES[-1]

    def told(file: FileReading) -> None:
        if file.path == last:
            is_read.set()

    read(archives, known, lambda batch: None, on_file=told)
    assert set(is_let_go) == {True}  # that of the first run may still be on its way
    assert archives[0].sha256() == whole


def test_limits_count_every_byte_once(export: Path) -> None:
    """Also those that were fetched before they were wanted."""
    known = catalogue.load()
    (whole,) = open_archives([export], Limits())
    size = sum(entry.declared for entry in whole.entries)
    for _ in range(3):  # how much is fetched ahead differs
        files = read(open_archives([export], Limits(max_bytes=size)), known)
        assert sum(file.bytes_read for file in files) == size


def test_nothing_is_done_after_a_fault() -> None:
    done: list[str] = []

    def fail() -> None:
        raise FullError

    with Behind() as line:
        one = line.do(lambda: done.append("first"))
        two = line.do(fail)
        three = line.do(lambda: done.append("third"))
        one.result()
        with pytest.raises(FullError):
            two.result()
        with pytest.raises(FullError):
            three.result()
    assert done == ["first"]


@pytest.mark.parametrize("most", [1, 5, 1 << 20])
def test_items_ahead_come_in_order_and_a_fault_in_its_place(most: int) -> None:
    closed: list[bool] = []

    def items() -> Generator[bytes]:
        try:
            for number in range(100):
                yield b"%d" % number
            raise FullError
        finally:
            closed.append(True)

    found: list[bytes] = []
    with Ahead(items(), len, most) as line, pytest.raises(FullError):
        found.extend(line)
    assert found == [b"%d" % number for number in range(100)]
    with Ahead(items(), len, most) as line:
        assert next(line) == b"0"  # nobody wants the others
    assert closed == [True, True]


def test_items_ahead_are_few(export: Path) -> None:
    made: list[int] = []

    def items() -> Generator[int]:
        for number in range(1_000):
            made.append(number)
            yield 1

    with Ahead(items(), lambda size: size, 10) as line:
        for taken, _ in enumerate(line, 1):
            assert len(made) <= taken + 12
