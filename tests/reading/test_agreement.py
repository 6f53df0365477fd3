"""Wherever there is a fast way and a careful one, both give the same, whatever is read."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import fixtures.exports
from fixtures.model import BuiltExport
from inspector.knowledge import catalogue
from inspector.outputs.json import summary as document
from inspector.outputs.json.encode import encode, safe
from inspector.reading import engine, threads
from inspector.reading import owner as origin
from inspector.reading import reader as reading
from inspector.reading.archive import decompression as inflating
from inspector.reading.archive.archive import open_archives
from inspector.reading.archive.decompression import DEFLATED, BrokenOffError, Stream
from inspector.reading.archive.entry import EntryFault
from inspector.reading.archive.limits import Limits
from inspector.reading.counts import cube as cubes
from inspector.reading.counts import frames
from inspector.reading.file_reading import FileReading
from inspector.reading.owner import owner_of
from inspector.reading.reader import read
from inspector.reading.tables import chunks as pieces
from inspector.reading.tables import strict_csv
from inspector.reading.tables.records import Batch
from inspector.reading.text import words
from inspector.session.request import Request
from tests.conftest import SHARED
from tests.lib.runs import inspect
from tests.lib.tables import refuse

KNOWN = catalogue.load()
TEXT = st.text(
    st.sampled_from(
        "ab é\t\n\r\x0b\x1c\x1f\x85\xa0\u1680\u2000\u200a\u200b\u2028\u202f\u205f\u205e\u3000\u3001"
        "𝗯👩\0’Â"
    ),
    max_size=12,
)
CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
FIRST = st.one_of(CELL, st.sampled_from(["", "2024-01-02 03:04:05"]))
REST = st.one_of(CELL, st.just(""))
ROWS = st.lists(st.tuples(FIRST, REST, REST), max_size=30)
SHARED_EXPORTS = sorted((SHARED / "exports").glob("*.zip")) if SHARED.is_dir() else []
LENIENT: dict[tuple[object, str], object] = {
    (module, name): msgspec.structs.replace(one, strict=refuse)
    for module in (reading, origin)
    for name, one in (("ROWS", engine.ROWS), ("FRAMES", engine.FRAMES))
}
WAYS: dict[str, Mapping[tuple[object, str], object]] = {
    "careful": {
        **LENIENT,
        (threads, "LARGE"): 1 << 60,
        (origin, "LARGE"): 1 << 60,
        (cubes, "MANY"): 1 << 60,
        (inflating, "QUICK"): None,
    },
    "few": {
        (strict_csv, "SHORT"): 0,
        (threads, "LARGE"): 1 << 60,
        (origin, "LARGE"): 1 << 60,
    },
    "many": {
        (strict_csv, "SHORT"): 0,
        (strict_csv, "BLOCK"): 1 << 9,
        (words, "BLOCK"): 1 << 9,
        (pieces, "LONG"): 0,
        (pieces, "PIECE"): 1 << 10,
        (threads, "LARGE"): 0,
        (threads, "INFLATED"): 1,
        (threads, "CUT"): 1,
        (inflating, "GIVEN"): 1 << 12,
        (origin, "LARGE"): 0,
        (origin, "LARGE_FILE"): 0,
        (frames, "MOST"): 1,
        (cubes, "MANY"): 0,
    },
}
"""`careful`: every row by itself; `few` and `many`: the ways of small and of large exports."""
Counts = list[tuple[object, object, object] | None]


def by(way: str, path: Path) -> tuple[str, list[tuple[FileReading, list[Any] | None]], Counts]:
    """The document, every file with its records, and its counts, read one way."""
    with pytest.MonkeyPatch.context() as patch:
        for (module, name), value in WAYS[way].items():
            patch.setattr(module, name, value)
        summary = inspect(Request((path,), region="eu"))
        kept: dict[int, list[pl.DataFrame]] = {}

        def keep(batch: Batch, /) -> None:
            kept.setdefault(batch.entry, []).append(batch.frame)

        archives = open_archives([path], Limits())
        owner = owner_of(archives, KNOWN)
        files = read(archives, KNOWN, keep, owner=owner)
        counted = read(archives, KNOWN, owner=owner)
        assert counts(files) == counts(counted)
        document_of = document.render(summary)
        found = counts(files)
    records = [pl.concat(kept[n]).rows() if n in kept else None for n in range(len(files))]
    told = [
        (dataclasses.replace(file, measures=None, layout=None), one)
        for file, one in zip(files, records, strict=True)
    ]
    return document_of, told, found


def counts(files: Sequence[FileReading]) -> Counts:
    """What was counted of each file, and how many of its dates were not understood."""
    return [
        None
        if (one := file.measures) is None
        else (
            {key: {i: list(n) for i, n in of.items()} for key, of in one.days.by_key.items()},
            one.days.kinds,
            one.undated,
        )
        for file in files
    ]


def assert_agreed(path: Path) -> None:
    careful = by("careful", path)
    assert by("few", path) == careful
    assert by("many", path) == careful


QUICK = ("complete-2026", "complete-2018", "hostile-2026", "groups-2026")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in QUICK else [pytest.mark.slow])
        for name in sorted(fixtures.exports.BUILDERS)
    ],
)
def test_all_ways_agree_on_built_exports(
    built: Callable[[str], tuple[BuiltExport, Path]], name: str
) -> None:
    _, path = built(name)
    assert_agreed(path)


@pytest.mark.parametrize("path", SHARED_EXPORTS, ids=lambda path: path.stem)
def test_all_ways_agree_on_real_shapes(path: Path) -> None:
    assert_agreed(path)


@given(
    ROWS,
    st.sampled_from(["Invitations", "messages", "Comments", "Shares", "Whatever"]),
    st.sampled_from(["\n", "\r\n"]),
    st.text('a",\\\n \r', max_size=20),
)
@example([("", "", "")], "Invitations", "\n", "\\")
@example([("2024-01-02 03:04:05", "", "a")] * 2, "Comments", "\n", "\n\n2024-01-02 03:04:05,,b")
@example([("2024-01-02 03:04:05", "", "a")] * 2, "Comments", "\n", "\n,,\n2024-01-02 03:04:05,,b")
@example([("2024-01-02 03:04:05", "", "")], "Comments", "\n", "a,,\nb,c")
@example([("2024-01-02 03:04:05", "", "")], "Comments", "\n", "a\n2024-01-02 03:04:05,b")
@example([], "Invitations", "\n", " ")
@example([], "Whatever", "\n", "\n \n")
@settings(max_examples=60)
def test_all_ways_agree_on_made_tables(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str]],
    name: str,
    line_end: str,
    damage: str,
) -> None:
    heads = {"messages": ["FROM", "DATE", "CONTENT"], "Invitations": ["From", "To", "Message"]}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=line_end)
    writer.writerow(heads.get(name, ["Date", "Link", "Message"]))
    writer.writerows(rows)
    path = tmp_path_factory.mktemp("made") / "Basic_LinkedInDataExport_01-02-2025.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.csv", (out.getvalue() + damage).encode())
        archive.writestr("Skills.csv", "Name\nWelding\n")
    assert_agreed(path)


@given(st.lists(TEXT | st.text(st.sampled_from("a \u3000"), max_size=150), max_size=80))
@example(["", "a", "", " \r", "\n\r", "", "\u2003", "b\u2003"])
@pytest.mark.parametrize("block", [1, 20, words.BLOCK])
def test_words_and_characters_of_many_cells(block: int, cells: list[str]) -> None:
    column = pl.Series("c0", cells, dtype=pl.String)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "BLOCK", block)
        found = [one.to_list() for one in words.counted(column)]
        twice = [one.to_list() for one in words.counted(pl.concat([column, column]))]
    assert found[0] == column.str.count_matches(r"\S+").to_list()
    assert found == [[*map(words.words_of, cells)], [*map(words.characters_of, cells)]]
    assert twice == [one * 2 for one in found]


@given(
    st.lists(st.binary(max_size=200) | st.just(b"abcd" * 40), max_size=20).map(b"".join),
    st.sampled_from([0, 1, 6, 9]),
    st.integers(0, 1 << 30),
    st.booleans(),
)
@settings(max_examples=200)
def test_both_inflaters_agree(data: bytes, level: int, place: int, damaged: bool) -> None:
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    raw = bytearray(packer.compress(data) + packer.flush())
    if damaged:
        raw[place % len(raw)] ^= 1 << place % 8
        raw = raw[: len(raw) - place % 3]

    def inflated() -> tuple[bytes, bool, int]:
        stream = Stream(io.BytesIO(raw), 0, len(raw), DEFLATED)
        found = b""
        try:
            for chunk in stream.chunks():
                found += chunk
        except BrokenOffError:
            return found, True, stream.checksum
        return found, False, stream.checksum

    quick = inflated()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inflating, "QUICK", None)
        plain = inflated()
    if quick[1] or not plain[1]:
        assert plain == quick
    else:  # ISA-L lets some damage pass; the archive's own check tells whether it mattered
        assert quick[0].startswith(plain[0])


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(0, 1 << 62) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
)


@given(st.dictionaries(st.text(max_size=6), JSON, max_size=6))
def test_json_is_as_python_writes_it(value: dict[str, Any]) -> None:
    plain = json.dumps(value, ensure_ascii=False, indent=1)
    assert encode(value) == safe(plain) + "\n"


def test_a_fault_comes_where_it_belongs(tmp_path: Path) -> None:
    path = tmp_path / "e.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("Skills.csv", "Languages.csv", "Courses.csv"):
            packed.writestr(name, "Name\n" + "".join(f"{name} {n}\n" for n in range(3_000)))
    damaged = bytearray(path.read_bytes())
    damaged[zipfile.ZipFile(path).getinfo("Languages.csv").header_offset + 400] ^= 0xFF
    path.write_bytes(damaged)
    assert_agreed(path)
    (archive,) = open_archives([path], Limits())
    with pytest.raises(EntryFault):
        list(archive.entries[1].chunks())
