"""What is fetched before it is wanted is what would have come, and comes in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.errors import LimitError
from inspector.reading import prefetch as stock
from inspector.reading.archive.zip_file import Archive, Entry, EntryFault, Limits, open_archives
from inspector.reading.prefetch import Stock
from tests.lib.archives import write_zip

FILES = {f"{name}.csv": f"Name\n{name * 50_000}\n" for name in ("a", "b", "c", "d")}


def opened(folder: Path, limits: Limits | None = None) -> Archive:
    path = folder / "e.zip"
    if not path.exists():
        write_zip(path, FILES)
    (archive,) = open_archives([path], limits or Limits())
    return archive


def damaged(folder: Path) -> Archive:
    """The second entry fails the archive's own check."""
    path = write_zip(folder / "e.zip", FILES)
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    at = data.index(b"PK\x01\x02", at + 4) + 16
    data[at : at + 4] = b"\0\0\0\0"
    path.write_bytes(data)
    return opened(folder)


def told(entry: Entry) -> tuple[bytes, str]:
    """All bytes of an entry, and what ended them, if anything did."""
    found = []
    try:
        for chunk in entry.chunks():
            found.append(chunk)
    except (EntryFault, LimitError) as fault:
        return b"".join(found), str(fault)
    return b"".join(found), ""


@pytest.mark.parametrize("most", [1, 120_000, 1 << 20])
def test_entries_are_what_they_would_have_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(stock, "MOST", most)
    expected = [told(entry) for entry in damaged(tmp_path).entries]
    assert [fault != "" for _, fault in expected] == [False, True, False, False]
    entries = opened(tmp_path).entries
    one = Stock()
    one.fill(entries, lambda: False)
    assert [told(one.entry(entry)) for entry in entries] == expected


def test_no_more_is_fetched_than_there_is_room_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stock, "MOST", 60_000)
    archive = opened(tmp_path)
    left = iter(archive.entries)
    one = Stock()
    one.fill(left, lambda: False)
    assert list(left) == list(archive.entries[2:])
    assert one.entry(archive.entries[0]) is not archive.entries[0]
    assert one.entry(archive.entries[1]) is not archive.entries[1]
    assert one.entry(archive.entries[2]) is archive.entries[2]
    one.close()


def test_nothing_is_fetched_once_it_is_enough(tmp_path: Path) -> None:
    archive = opened(tmp_path)
    one = Stock()
    one.fill(archive.entries, lambda: True)
    assert [one.entry(entry) for entry in archive.entries] == list(archive.entries)


def test_entries_that_are_not_read_do_not_hold_up_those_that_are(tmp_path: Path) -> None:
    archive = opened(tmp_path)
    one = Stock()
    one.fill(archive.entries[1:3], lambda: False)
    every = [one.entry(entry) for entry in archive.entries]
    assert [new is old for new, old in zip(every, archive.entries, strict=True)] == [
        True, False, False, True,
    ]  # fmt: skip


def test_a_limit_is_hit_where_the_entry_is_read(tmp_path: Path) -> None:
    """Bytes are counted once, whether they were fetched before or not."""
    size = sum(map(len, FILES.values()))
    archive = opened(tmp_path, Limits(max_bytes=size))
    one = Stock()
    one.fill(archive.entries, lambda: False)
    assert all(told(one.entry(entry))[1] == "" for entry in archive.entries)
    archive = opened(tmp_path, Limits(max_bytes=size * 3 // 4))
    one = Stock()
    one.fill(archive.entries, lambda: False)
    _, *others = [one.entry(entry) for entry in archive.entries]  # the first is not read after all
    assert all(told(entry)[1] == "" for entry in others)
    archive = opened(tmp_path, Limits(max_bytes=size // 2))
    one = Stock()
    one.fill(archive.entries, lambda: False)
    faults = [told(one.entry(entry))[1] for entry in archive.entries]
    assert faults[0] == faults[1] == ""
    assert "--max-bytes" in faults[2]
    assert "--max-bytes" in faults[3]
