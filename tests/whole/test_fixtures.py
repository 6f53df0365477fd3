"""The invented exports: same bytes every time, and rows as an independent reader counts them."""

from __future__ import annotations

import csv
import io
import os
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from fixtures import NAMES, BuiltEntry, BuiltExport, build
from fixtures.__main__ import SAMPLE_FOLDER
from fixtures.exports import BUILDERS, SAMPLE

ROOT = Path(__file__).parents[2]
REPEATING = {"ads_clicked", "imported_contacts", "search_queries", "services_engagements"}
SAME_DEFLATE = zlib.crc32(zlib.compress(b"the cheese will wait " * 400)) == 0x7C57A8AF
OWN_DIALECT = ("Comments", "SearchQueries", "LearningCoachMessages")
ODD_SHEETS = ("Education", "Languages")
ALLOWED_HOSTS = {
    "www.linkedin.com", "media.licdn.com", "example.org", "example.com", "www.example.org",
}  # fmt: skip

csv.field_size_limit(10_000_000)


def contents(export: BuiltExport) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(export.archive()))


def decoded(entry: BuiltEntry) -> tuple[str, str]:
    if entry.data.startswith(b"\xff\xfe"):
        return entry.data.decode("utf-16"), "\t"
    try:
        return entry.data.decode("utf-8"), ","
    except UnicodeDecodeError:
        return entry.data.decode("cp1252"), ","


def plain_tables() -> list[tuple[str, BuiltEntry]]:
    """Every table that the csv module can read once its preamble is off."""
    found = []
    for name in NAMES:
        for entry in build(name).entries:
            stem = entry.path.rsplit("/", 1)[-1].removesuffix(".csv")
            special = re.sub(r"_\d+$", "", stem) in OWN_DIALECT and name != "complete-2018"
            odd = name == "spreadsheet-2025" and stem in ODD_SHEETS
            table = entry.path.endswith(".csv") and not entry.path.startswith("__MACOSX")
            if table and not special and not odd:
                found.append((name, entry))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_same_name_gives_the_same_bytes(name: str) -> None:
    assert BUILDERS[name]().archive() == build(name).archive()


def test_bytes_do_not_hang_on_the_hash_seed() -> None:
    code = (
        "import zlib; from fixtures import NAMES, build; "
        "print([zlib.crc32(build(name).archive()) for name in NAMES])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True, encoding="utf-8", check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert answers == {str([zlib.crc32(build(name).archive()) for name in NAMES]) + "\n"}


def test_the_sample_on_disk_is_the_one_that_is_built() -> None:
    export = build(SAMPLE)
    stored = (SAMPLE_FOLDER / export.file_name).read_bytes()
    with zipfile.ZipFile(io.BytesIO(stored)) as archive:
        files = {one.filename: archive.read(one) for one in archive.infolist()}
    assert files == {entry.path: entry.data for entry in export.entries}
    if SAME_DEFLATE:  # another zlib may squeeze otherwise
        assert stored == export.archive()
    assert len(stored) < 400_000


@pytest.mark.parametrize("name", NAMES)
def test_the_archive_is_shaped_as_linkedin_shapes_it(name: str) -> None:
    data = build(name).archive()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
    for entry in entries:
        assert entry.flag_bits == 0x0808
        assert entry.compress_type == zipfile.ZIP_DEFLATED
        assert (entry.create_system, entry.create_version) == (0, 20)
        assert entry.external_attr == 0
        assert not entry.is_dir()
        sizes = struct.unpack_from("<3I", data, entry.header_offset + 14)
        assert sizes == (0, 0, 0)
    paths = [entry.filename for entry in entries]
    assert len(paths) == len(set(paths))
    assert paths != sorted(paths)
    assert entries[0].date_time[:3] == build(name).exported_on.timetuple()[:3]


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_records_and_duplicates(name: str) -> None:
    for entry in build(name).entries:
        assert entry.rows == len(entry.records) + entry.duplicates, entry.path
        if entry.duplicates:
            assert entry.dataset in REPEATING


def test_an_independent_reader_counts_the_same_rows_and_cells() -> None:
    tables = plain_tables()
    assert len(tables) > 200
    for name, entry in tables:
        text, comma = decoded(entry)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=comma))
        if rows[0][0] == "Notes:":
            rows = rows[3:]
        found = [row for row in rows[1:] if any(row)]
        where = f"{name} {entry.path}"
        assert len(found) == entry.rows, where
        if entry.rows:
            assert {len(row) for row in found} == {len(rows[0])}, where
        if entry.dataset == "posts":
            found = [[re.sub('"(\r?\n)"', r"\1", cell) for cell in row] for row in found]
        if entry.dataset in REPEATING:
            found = [list(row) for row in dict.fromkeys(map(tuple, found))]
        assert [list(record.values()) for record in entry.records] == found, where


def test_comments_say_what_their_dialect_says() -> None:
    """A reader of its own: quoted cells in which a backslash guards a quote."""
    cell = re.compile(r'([^,\n]*),([^,\n]*),(?:"((?:\\"|[^"])*)"|([^\n]*))\n')
    for name in ("complete-2026", "complete-2025", "hostile-2026"):
        entry = next(one for one in build(name).entries if one.dataset == "comments")
        rows = cell.findall(entry.data.decode())[1:]
        said = [quoted.replace('\\"', '"') or bare for _, _, quoted, bare in rows]
        assert said == [record["Message"] for record in entry.records], name


def test_naked_comments_spill_into_lines_of_their_own() -> None:
    entry = build("complete-2024").entry("Comments.csv")
    rows = list(csv.reader(io.StringIO(entry.data.decode(), newline="")))[1:]
    said: list[str] = []
    for row in rows:
        if row and re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", row[0]):
            said.append(row[2])
        else:
            said[-1] += "\n" + ",".join(row)
    assert said == [record["Message"] for record in entry.records]
    assert sum("\n" in text for text in said) > 3


def test_articles_hold_their_title_and_text() -> None:
    entries = [one for name in NAMES for one in build(name).entries if one.dataset == "articles"]
    assert len(entries) > 8
    for entry in entries:
        page, record = entry.data.decode(), entry.records[0]
        body = page.split("<div>", 1)[1].split("</div>", 1)[0]
        text = unescape(re.sub("<[^>]*>", " ", body))
        assert text.split() == record["body"].split(), entry.path
        assert record["url"] in page
        assert record["cover"] in page
        assert f"Created on {record['created']}<" in page
        published = "---" in page or "Not published yet" in page
        assert published == (record["published"] == "")


def test_the_coach_speaks_plain_text() -> None:
    blank = build("complete-2025").entry("LearningCoachMessages.csv")
    assert (blank.data, blank.rows) == (b"No conversations found", 0)
    entry = build(SAMPLE).entry("LearningCoachMessages.csv")
    lines = [line.split(": ", 1) for line in entry.data.decode().split("\n") if line]
    spoken = [line for line in lines if line[0] in ("user", "coach")]
    told = [list(record.items())[-1] for record in entry.records]
    assert [tuple(line) for line in spoken] == told
    assert entry.rows == len(spoken)


def test_searches_have_naked_commas() -> None:
    entry = build(SAMPLE).entry("SearchQueries.csv")
    lines = entry.data.decode().split("\n")[1:-1]
    pairs = [tuple(line.split(",", 1)) for line in lines]
    assert len(pairs) == entry.rows
    assert list(dict.fromkeys(pairs)) == [tuple(one.values()) for one in entry.records]
    assert any("," in query for _, query in pairs)


def test_the_sample_has_something_of_everything() -> None:
    export = build(SAMPLE)
    datasets = Counter(entry.dataset for entry in export.entries)
    every = {entry.dataset for name in NAMES for entry in build(name).entries}
    assert len(every) > 65
    assert datasets["ai_messages"] == 5
    assert datasets["job_applications"] == 2
    years = {record["Date"][:4] for record in export.entry("Shares_408117263.csv").records}
    assert years >= {str(year) for year in range(2013, 2027)}
    kinds = {record["Date/Time"].split(" on ")[0] for record in
             export.entry("Rich_Media.csv").records}  # fmt: skip
    assert len(kinds) == 12


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_it_leads_to_a_real_place(name: str) -> None:
    for entry in build(name).entries:
        for record in entry.records:
            text = " ".join(record.values())
            hosts = {host.lower() for host in re.findall(r"https?://([\w.-]+)", text)}
            assert hosts <= ALLOWED_HOSTS, entry.path
            mails = re.findall(r"[\w.+-]+@([\w-]+\.[\w.]+)", text)
            assert set(mails) <= {"example.org", "example.com"}, entry.path
            for address in re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", text):
                documentation = ("192.0.2.", "198.51.100.", "203.0.113.")
                assert address.startswith((*documentation, "126.0.", "119.0.")), entry.path
