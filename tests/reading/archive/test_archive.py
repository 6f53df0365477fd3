"""Archives of every make, and the limits under which they are read."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import struct
import sys
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import IO, cast

import pytest

from inspector.cli.main import main
from inspector.errors import LimitError, NotAnExportError, UsageError
from inspector.knowledge import catalogue
from inspector.reading.archive import folder
from inspector.reading.archive.archive import open_archives
from inspector.reading.archive.entry import EntryFault
from inspector.reading.archive.limits import Limits
from inspector.reading.file_reading import FileReading
from inspector.reading.owner import exported_on
from inspector.reading.reader import read
from tests.lib.archives import write_zip, zip_bytes

SKILLS = "Name\nWelding\nSinging\n"


class Pipe:
    """A stream that cannot go back, so that sizes have to follow the data."""

    def __init__(self, raw: IO[bytes]) -> None:
        self.write, self.flush = raw.write, raw.flush


def files_of(*paths: Path, limits: Limits | None = None) -> tuple[FileReading, ...]:
    return read(open_archives(list(paths), limits or Limits()), catalogue.load())


def test_linkedin_own_zips_hold_their_sizes_behind_the_data(tmp_path: Path) -> None:
    path = tmp_path / "e.zip"
    with (
        path.open("wb") as raw,
        zipfile.ZipFile(cast("IO[bytes]", Pipe(raw)), "w", zipfile.ZIP_DEFLATED) as file,
    ):
        file.writestr("Skills.csv", SKILLS)
    assert struct.unpack("<H", path.read_bytes()[6:8])[0] & 0x8
    (one,) = files_of(path)
    assert (one.rows, one.status) == (2, "read")


def test_rezipped_with_a_folder_and_what_macos_leaves(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "e.zip",
        {
            "My data/": b"",
            "My data/Skills.csv": SKILLS,
            "My data/.DS_Store": b"\0\0\0\1Bud1",
            "__MACOSX/My data/._Skills.csv": b"\0\5\x16\7\0",
        },
    )
    assert [(f.path, f.status, f.rows) for f in files_of(path)] == [
        ("My data/Skills.csv", "read", 2),
        ("My data/.DS_Store", "ignored", 0),
        ("__MACOSX/My data/._Skills.csv", "ignored", 0),
    ]


def test_a_zip_in_a_zip_is_opened_one_level_deep(tmp_path: Path) -> None:
    inner = zip_bytes({"Skills.csv": SKILLS})
    path = write_zip(tmp_path / "e.zip.zip", {"e.zip": inner})
    assert [(f.path, f.rows) for f in files_of(path)] == [("Skills.csv", 2)]
    deeper = write_zip(tmp_path / "f.zip", {"f.zip": zip_bytes({"e.zip": inner})})
    assert [f.status for f in files_of(deeper)] == ["unreadable"]


def test_an_unpacked_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "Jobs").mkdir(parents=True)
    (folder / "Skills.csv").write_text(SKILLS, encoding="utf-8", newline="\n")
    (folder / "Jobs" / "Saved Jobs.csv").write_text(
        "Saved Date,Job Url,Job Title,Company Name\n", encoding="utf-8", newline="\n"
    )
    (archive,) = open_archives([folder], Limits())
    assert [entry.path for entry in archive.entries] == ["Jobs/Saved Jobs.csv", "Skills.csv"]
    lines = "".join(
        f"{name}\0{hashlib.sha256((folder / name).read_bytes()).hexdigest()}\n"
        for name in ("Jobs/Saved Jobs.csv", "Skills.csv")
    )
    assert archive.sha256() == hashlib.sha256(lines.encode()).hexdigest()
    assert archive.bytes == sum(p.stat().st_size for p in folder.rglob("*.csv"))


def test_a_folder_of_zips_stands_for_the_zips(tmp_path: Path) -> None:
    write_zip(tmp_path / "b.zip", {"Skills.csv": SKILLS})
    write_zip(tmp_path / "a.zip", {"Languages.csv": "Name,Proficiency\nFrench,\n"})
    assert [a.name for a in open_archives([tmp_path], Limits())] == ["a.zip", "b.zip"]


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (tmp_path / "outside.csv").write_text(SKILLS, encoding="utf-8", newline="\n")
    (folder / "Languages.csv").write_text(
        "Name,Proficiency\nFrench,\n", encoding="utf-8", newline="\n"
    )
    try:
        (folder / "Skills.csv").symlink_to(tmp_path / "outside.csv")
    except OSError:
        pytest.skip("the system makes no links here")
    assert [f.status for f in files_of(folder)] == ["read", "unreadable"]


@pytest.mark.parametrize(
    ("limits", "option"),
    [
        (Limits(max_entries=1), "--max-entries"),
        (Limits(max_bytes=20), "--max-bytes"),
    ],
)
def test_limits_end_the_run_and_name_their_option(
    tmp_path: Path, limits: Limits, option: str
) -> None:
    path = write_zip(tmp_path / "e.zip", {"Skills.csv": SKILLS, "a/Skills.csv": SKILLS})
    with pytest.raises(LimitError, match=option):
        files_of(path, limits=limits)


def test_a_bomb_is_stopped_by_its_ratio(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {"Skills.csv": b"Name\n" + b"a" * (70 << 20)})
    with pytest.raises(LimitError, match="--max-ratio"):
        files_of(path)


def test_a_damaged_entry_leaves_the_others_whole(tmp_path: Path) -> None:
    names = {"Skills.csv": "Name\n" + "".join(f"skill {n}\n" for n in range(5000))}
    path = write_zip(tmp_path / "e.zip", {**names, "Languages.csv": "Name,Proficiency\nFrench,\n"})
    data = bytearray(path.read_bytes())
    for at in range(2000, 2040):
        data[at] ^= 0xFF
    path.write_bytes(data)
    broken, whole = files_of(path)
    assert broken.status in ("partly_read", "unreadable")
    assert broken.bytes_read < broken.bytes or "damaged" in broken.notes[-1]
    assert (whole.status, whole.rows) == ("read", 1)


def test_an_encrypted_entry_is_said(tmp_path: Path) -> None:
    data = bytearray(zip_bytes({"Skills.csv": SKILLS}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "e.zip"
    path.write_bytes(data)
    (one,) = files_of(path)
    assert one.status == "unreadable"
    assert "encrypted" in one.notes[0]


def test_what_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        open_archives([tmp_path / "absent.zip"], Limits())
    text = tmp_path / "text.zip"
    text.write_text("no zip at all", encoding="utf-8", newline="\n")
    with pytest.raises(NotAnExportError):
        open_archives([text], Limits())
    with pytest.raises(NotAnExportError, match="empty ZIP"):
        open_archives([write_zip(tmp_path / "empty.zip", {})], Limits())
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(NotAnExportError, match="holds no files"):
        open_archives([folder], Limits())


def test_a_fault_ends_a_stream_after_its_good_bytes(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {"Skills.csv": SKILLS})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 16
    data[at : at + 4] = b"\0\0\0\0"  # another check sum
    path.write_bytes(data)
    (archive,) = open_archives([path], Limits())
    with pytest.raises(EntryFault):
        b"".join(archive.entries[0].chunks())


def test_a_zip_in_a_zip_beside_what_macos_leaves(tmp_path: Path) -> None:
    name = "Complete_LinkedInDataExport_07-10-2026.zip"
    inner = zip_bytes({"Skills.csv": SKILLS})
    path = write_zip(tmp_path / "download.zip", {name: inner, f"__MACOSX/._{name}": b"\0\5\x16\7"})
    (archive,) = open_archives([path], Limits())
    assert [entry.path for entry in archive.entries] == ["Skills.csv", f"__MACOSX/._{name}"]
    assert archive.inner_name == name
    assert str(exported_on(archive, catalogue.load())) == "2026-07-10"


def test_backslashes_between_folders(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {"Jobs\\Saved Jobs.csv": "Saved Date,Job Url\n"})
    (one,) = files_of(path)
    assert one.path == "Jobs/Saved Jobs.csv"
    assert one.dataset is not None


def test_the_day_of_an_export_is_that_of_its_newest_own_entry(tmp_path: Path) -> None:
    path = tmp_path / "e.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(zipfile.ZipInfo("Skills.csv", (2025, 7, 12, 9, 0, 0)), SKILLS)
        file.writestr(zipfile.ZipInfo("Courses.csv", (2025, 7, 13, 9, 0, 0)), "Name,Number\n")
        file.writestr(zipfile.ZipInfo(".DS_Store", (2025, 8, 1, 9, 0, 0)), "x")
    (archive,) = open_archives([path], Limits())
    assert str(exported_on(archive, catalogue.load())) == "2025-07-13"


def test_a_folder_of_zips_with_other_things_beside_them(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.zip", {"Skills.csv": SKILLS})
    (tmp_path / "summary.parquet").write_bytes(b"PAR1")
    (tmp_path / "desktop.ini").write_text("x", encoding="utf-8", newline="\n")
    (tmp_path / "._a.zip").write_bytes(b"\0\5\x16\7")
    a, beside = open_archives([tmp_path], Limits())
    assert (a.name, [entry.path for entry in a.entries]) == ("a.zip", ["Skills.csv"])
    assert beside.name == tmp_path.name
    assert [(f.path, f.status) for f in read([beside], catalogue.load())] == [
        ("._a.zip", "ignored"),
        ("desktop.ini", "ignored"),
        ("summary.parquet", "unreadable"),
    ]


def test_a_folder_deeper_than_the_program_may_call_itself(tmp_path: Path) -> None:
    (tmp_path / "Languages.csv").write_text("Name\nFrench\n", encoding="utf-8", newline="\n")
    here, depth = str(tmp_path), sys.getrecursionlimit() + 50
    if len(here) + 2 * depth > 4000:
        pytest.skip("the system takes no path as long")
    try:
        for _ in range(depth):
            os.mkdir(f"{here}/a")  # noqa: PTH102 (a Path of so many parts takes long to make)
            here += "/a"
        Path(f"{here}/Skills.csv").write_text(SKILLS, encoding="utf-8", newline="\n")
        assert [(f.path.rsplit("/", 1)[-1], f.rows) for f in files_of(tmp_path)] == [
            ("Languages.csv", 1),
            ("Skills.csv", 2),
        ]
        with pytest.raises(LimitError, match="--max-entries"):
            files_of(tmp_path, limits=Limits(max_entries=500))
    except OSError:
        pytest.skip("the system takes no path as long")
    finally:
        Path(f"{here}/Skills.csv").unlink(missing_ok=True)
        while here != str(tmp_path):  # what tidies up goes down by calling itself
            os.rmdir(here)  # noqa: PTH106
            here = here.removesuffix("/a")


def quoting_bomb(names: Sequence[str], data: bytes) -> bytes:
    """Entries that share one place: the extra field of each local header holds the next ones."""
    sizes = (zlib.crc32(data), len(data), len(data))
    local = b""
    for name in reversed(names):
        extra = struct.pack("<2H", 0x9999, len(local)) if local else b""
        fields = (20, 0, 0, 0, 0, *sizes, len(name), len(extra) + len(local))
        local = struct.pack("<4s5H3I2H", b"PK\3\4", *fields) + name.encode() + extra + local
    directory, at = b"", 0
    for name in names:
        told = (0, 20, 0, 0, 0, 0, *sizes, len(name), 0, 0, 0, 0, 0, at)
        directory += struct.pack("<4s6H3I5H2I", b"PK\1\2", *told) + name.encode()
        at += 30 + len(name) + 4
    whole = local + data
    end = (0, 0, len(names), len(names), len(directory), len(whole), 0)
    return whole + directory + struct.pack("<4s4H2IH", b"PK\5\6", *end)


def test_entries_that_overlap_by_their_extra_fields(tmp_path: Path) -> None:
    path = tmp_path / "e.zip"
    path.write_bytes(quoting_bomb(["Skills.csv", "a/Skills.csv", "b/Skills.csv"], SKILLS.encode()))
    assert [(f.status, f.rows) for f in files_of(path)] == [
        ("read", 2),
        ("unreadable", 0),
        ("unreadable", 0),
    ]


def test_a_zip_in_a_zip_is_read_here_and_there(tmp_path: Path) -> None:
    texts = {f"{n}/Skills_{n}.csv": rows_text(40_000 + n) for n in range(12)}
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as file:
        for name, text in texts.items():
            file.writestr(name, text)
    path = write_zip(tmp_path / "e.zip.zip", {"e.zip": stored.getvalue()})
    (archive,) = open_archives([path], Limits())
    for entry in reversed(archive.entries):
        assert b"".join(entry.chunks()).decode() == texts[entry.path]


def test_recovery_holds_little_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "e.zip"
    text = rows_text(3_000_000)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("Skills.csv", text)
        file.writestr("Languages.csv", "Name,Proficiency\nFrench,\n")
    with path.open("r+b") as handle:
        handle.truncate(path.stat().st_size - 10)
    tracemalloc.start()
    try:
        (archive,) = open_archives([path], Limits())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [entry.path for entry in archive.entries] == ["Skills.csv", "Languages.csv"]
    assert peak < 8 << 20 < len(text)


def test_limits_count_every_byte_once(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "Skills.csv").write_text(SKILLS, encoding="utf-8", newline="\n")
    archives = open_archives([folder], Limits(max_bytes=len(SKILLS)))
    assert archives[0].sha256()
    (one,) = read(archives, catalogue.load())
    assert one.bytes_read == len(SKILLS)


@pytest.mark.parametrize(
    ("path", "public"),
    [
        ("Shares_123456789.csv", "Shares.csv"),
        ("Shares_123456789 (1).csv", "Shares (1).csv"),
        ("Comments_123456789_1.csv", "Comments_1.csv"),
        ("export_123456789/Skills.csv", "export/Skills.csv"),
        (
            "Complete_LinkedInDataExport_07-10-2026_123456789.zip.zip",
            "Complete_LinkedInDataExport_07-10-2026.zip.zip",
        ),
        ("Job Applications_1.csv", "Job Applications_1.csv"),
        ("Receipts_v2.csv", "Receipts_v2.csv"),
        ("bad\udcff.csv", "bad\ufffd.csv"),
    ],
)
def test_paths_never_carry_the_member_id(path: str, public: str) -> None:
    assert catalogue.load().public_path(path) == public


def rows_text(count: int) -> str:
    return "Name\n" + "".join(f"skill number {n * 7919 % 10007}\n" for n in range(count))


def test_a_download_that_broke_off_yields_what_is_there(tmp_path: Path) -> None:
    entries = {"Languages.csv": "Name,Proficiency\nFrench,\n", "Skills.csv": rows_text(20_000)}
    whole = zip_bytes({**entries, "Courses.csv": "Name,Number\nA,1\n"})
    path = tmp_path / "e.zip"
    path.write_bytes(whole[: int(len(whole) * 0.6)])
    languages, skills = files_of(path)
    assert (languages.status, languages.rows) == ("partly_read", 1)
    assert skills.status == "partly_read"
    assert 1000 < skills.rows < 20_000
    assert "breaks off" in skills.notes[-1]
    assert "damaged" in languages.notes[-1]


def test_linkedin_archives_cut_short(tmp_path: Path) -> None:
    import fixtures.exports

    data = fixtures.exports.build("complete-2026").archive()
    path = tmp_path / "e.zip"
    path.write_bytes(data[: len(data) * 2 // 3])
    files = files_of(path)
    assert len(files) > 20
    assert all(file.status in ("partly_read", "ignored") for file in files)
    assert sum(file.rows for file in files) > 500
    for file in files:
        assert file.bytes_read <= file.bytes


@pytest.mark.parametrize("signature", [b"PK\x05\x06", b"PK\x01\x02"])
def test_a_directory_that_is_damaged(tmp_path: Path, signature: bytes) -> None:
    path = tmp_path / "e.zip"
    path.write_bytes(zip_bytes({"Skills.csv": SKILLS}).replace(signature, b"XXXX"))
    (one,) = files_of(path)
    assert (one.path, one.rows, one.status) == ("Skills.csv", 2, "partly_read")


def test_text_before_a_damaged_place_is_read(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "e.zip", {"Skills.csv": rows_text(200_000)})
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(40)
    path.write_bytes(data)
    (one,) = files_of(path)
    assert one.status == "partly_read"
    assert one.rows > 50_000


class Listed:
    """What a folder of Windows lists, as `os.scandir` gives it."""

    def __init__(self, real: os.DirEntry[str], name: str, tag: int) -> None:
        self._real, self.name, self.path, self._tag = real, name, real.path, tag

    def is_dir(self, *, follow_symlinks: bool) -> bool:
        return self._real.is_dir(follow_symlinks=follow_symlinks)

    def stat(self, *, follow_symlinks: bool) -> SimpleNamespace:
        return SimpleNamespace(st_reparse_tag=self._tag)


def listed_as(
    monkeypatch: pytest.MonkeyPatch, names: Mapping[str, str], tags: Mapping[str, int]
) -> None:
    """Have the entries of folders called otherwise, or be of some kind of Windows."""

    @contextlib.contextmanager
    def scandir(place: str) -> Iterator[list[Listed]]:
        with whole(place) as found:
            yield [
                Listed(one, names.get(one.name, one.name), tags.get(one.name, 0)) for one in found
            ]

    whole = os.scandir
    monkeypatch.setattr(folder.os, "scandir", scandir)  # type: ignore[attr-defined]


def test_a_name_of_windows_with_half_a_character(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "Skills.csv").write_text(SKILLS, encoding="utf-8")
    (tmp_path / "odd.csv").write_text("What\nx\n", encoding="utf-8")
    listed_as(monkeypatch, {"odd.csv": "\ud83d\u00e9.csv"}, {})
    assert [file.path for file in files_of(tmp_path)] == ["Skills.csv", "\ufffd\u00e9.csv"]
    assert main([str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sources"][0]["sha256"]


@pytest.mark.parametrize(
    ("tag", "read_in"),
    [(0xA000_0003, False), (0x9000_601A, True), (0, True)],
    ids=["a junction", "a folder of OneDrive", "a folder"],
)
def test_folders_of_windows(
    tag: int, read_in: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Jobs").mkdir()
    (tmp_path / "Jobs" / "Skills.csv").write_text(SKILLS, encoding="utf-8")
    (tmp_path / "Hobbies.csv").write_text("Name\nx\n", encoding="utf-8")
    listed_as(monkeypatch, {}, {"Jobs": tag})
    found = {file.path: file.status for file in files_of(tmp_path)}
    assert found.get("Jobs/Skills.csv") == ("read" if read_in else None)
    assert found.get("Jobs") == (None if read_in else "unreadable")
