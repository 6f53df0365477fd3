"""The program on a Windows of paper (`tests.lib.as_windows`): every command, and the same bytes.

It holds what can be held without such a machine; `docs/systems.md` says what that leaves open.
"""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import inspector
from inspector import resources
from inspector.study import manifest
from tests.conftest import environment
from tests.lib import as_windows
from tests.lib.archives import write_zip
from tests.whole.test_readme import COMMANDS

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="it looks into Linux' /proc"),
    pytest.mark.xdist_group("windows"),
]
DAY = "2026-11-22"
WRITING = (
    "--html page.html --with-records --markdown summary.md --csv tables --jsonl records.jsonl "
    f"--parquet summary.parquet --records records.parquet --on {DAY} --region eu"
).split()
TEXTS = [
    "page.html", "summary.md", "records.jsonl", "tables/files.csv", "tables/columns.csv",
    "tables/clauses.csv", "tables/records.csv", "items.csv", "out.zip",
]  # fmt: skip
PARQUET = ["summary.parquet", "records.parquet"]


PLAINLY = (
    "import json, sys\nfrom inspector.cli.main import main\n"
    "for words in json.loads(sys.argv[1]):\n    assert main(words) == 0\n"
)
ENTRIES = {
    "Profile.csv": "First Name,Last Name,Geo Location\nZoë,Ödegård,Paris\n",
    "Shares.csv": (
        "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n"
        '2025-12-01 10:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A1,"«\u00a0Déjà\u00a0» →'
        '\nask Zoë Ödegård, zoe@example.com, +33 6 12 34 56 78",,,PUBLIC\n'
    ),
    "Comments.csv": "Date,Link,Message\n2026-02-03 11:00:00,https://www.linkedin.com/x,Très bien 😀\n",
    "Folder\\Skills.csv": "Name\r\nSoudure\r\n",
    "C:\\Users\\zoe\\NUL.csv": "Name\nx\n",
}


def run(
    place: Path, *words: str, module: Sequence[str] = ("-m", "tests.lib.as_windows"), **more: str
) -> subprocess.CompletedProcess[bytes]:
    given = environment(PYTHONIOENCODING="cp1252:strict", PYTHONWARNINGS="ignore", **more)
    for name in ("LANG", "LC_ALL", "LC_MESSAGES", "HOME"):
        given.pop(name, None)
    command = [sys.executable, *module, *words]
    return subprocess.run(
        command, cwd=place, env=given, capture_output=True, stdin=subprocess.DEVNULL, timeout=120
    )


def each(place: Path, *lines: list[str], **more: str) -> subprocess.CompletedProcess[bytes]:
    """One line after the other, in one process: what takes long is to load it all."""
    return run(place, "--each", json.dumps(lines), **more)


def codes(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    """Lines that do not end with exit code 0, and what was held open."""
    told = done.stderr.decode("cp1252").splitlines()
    return [
        one for one in told
        if one.startswith(as_windows.HELD) or (one.split(" ")[0].isdecimal() and one[:2] != "0 ")
    ]  # fmt: skip


def test_the_readmes_commands_run(tmp_path: Path) -> None:
    place = tmp_path / "Zoë Ö. Groß & Co"
    place.mkdir()
    for name in ("export.zip", "more.zip"):
        write_zip(place / name, ENTRIES)
    lines = [line.split()[1:] for line in COMMANDS if line.startswith("inspect ")]
    others = ("study", "check")  # with processes, and pages of their own
    lines = [one for one in lines if not set(others) & set(one[:2])]
    done = each(place, *lines)
    assert done.returncode == 0, done.stderr.decode("cp1252")[-500:]
    assert codes(done) == []
    assert len(lines) > 20
    assert not list(tmp_path.rglob("*.part"))


def test_files_are_the_same_bytes(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    lines = [
        ["../e.zip", *WRITING],
        ["../e.zip", "--full", "--force", "--marks", *WRITING],
        ["act", "../e.zip", "--items", "items.csv", "--on", DAY],
        ["bundle", "../e.zip", "--out", "out.zip", "--on", DAY],
        ["verify", "out.zip", "../e.zip"],
    ]
    write_zip(tmp_path / "e.zip", ENTRIES)
    for place in (here, there):
        place.mkdir()
    assert codes(each(here, *lines)) == []
    plain = run(there, json.dumps(lines), module=("-c", PLAINLY))
    assert plain.returncode == 0, plain.stderr
    for name in TEXTS:
        assert (here / name).read_bytes() == (there / name).read_bytes(), name
    for name in PARQUET:
        assert pq.read_table(here / name).equals(pq.read_table(there / name)), name
    assert "C:/Users/zoe/NUL.csv" in (here / "tables" / "files.csv").read_text(encoding="utf-8-sig")


def test_what_is_said_has_the_consoles_letters_and_json_the_same_document(tmp_path: Path) -> None:
    export = str(write_zip(tmp_path / "e.zip", ENTRIES))
    words = [export, "--json", "--on", DAY]
    ours = run(tmp_path, *words)
    assert ours.stdout == run(tmp_path, json.dumps([words]), module=("-c", PLAINLY)).stdout
    assert b"\r" not in ours.stdout
    assert ours.stdout.isascii()
    french = run(tmp_path, export, "--on", DAY, SPOKEN=str(as_windows.FRENCH))
    assert "entraîner" in french.stdout.decode("cp1252")
    german = each(tmp_path, [export, "--on", DAY], [export, "--on", DAY, "--lang", "fr"])
    assert german.stdout.endswith(french.stdout)
    assert b"may train AI on" in german.stdout


@pytest.mark.parametrize(
    "more", [["--max-bytes", "2000"], ["--jsonl", "absent/records.jsonl"], ["--csv", "page.html/x"]]
)
def test_a_run_that_ends_early_lets_go_of_its_files(tmp_path: Path, more: list[str]) -> None:
    done = run(tmp_path, str(resources.sample()), *WRITING, *more)
    assert done.returncode in (2, 4)
    told = done.stderr.decode("cp1252").splitlines()
    assert len(told) == 1, told
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


STUDY = """
import sys
from pathlib import Path
from tests.lib import as_windows
as_windows.pretend()
from inspector.cli.main import main
from tests.study.test_folder import finished, outcomes_of
place = Path(sys.argv[1])
_, outcomes = outcomes_of(place / "exports")
for _ in range(2):
    finished(place / "study", outcomes)
sys.exit(main(["study", "report", str(place / "study"), "--html", str(place / "study.html")]))
"""


def test_a_study_is_written_over_itself_and_reported(tmp_path: Path) -> None:
    for name in ("Ann", "Bob"):
        folder = tmp_path / "exports" / name
        folder.mkdir(parents=True)
        write_zip(folder / "e.zip", ENTRIES)
    done = subprocess.run(
        [sys.executable, "-c", STUDY, str(tmp_path)], env=environment(PYTHONWARNINGS="ignore"),
        capture_output=True, cwd=tmp_path,
    )  # fmt: skip
    assert (done.returncode, done.stderr.split()) == (0, [b"wrote", b"study.html"])
    assert b"\r" not in (tmp_path / "study.html").read_bytes()
    assert b"\r" not in (tmp_path / "study" / manifest.MANIFEST).read_bytes()
    assert len(manifest.ledger_files(tmp_path / "study")) == 2


APPLICATION = """
import sys
from pathlib import Path
from tests.lib import as_windows
as_windows.pretend()
from textual.widgets import Input
from tests.lib.waiting import work_done
from tests.tui.test_app import drive
async def steps(app, pilot):
    for key in "1234567":
        await pilot.press(key)
        await work_done(app)
    await pilot.press("e")
    path = app.screen.query_one("#export-path", Input)
    for name in ("~nobody-is-called-so/NUL.html", "page.html"):
        path.value = name
        path.focus()
        await pilot.press("enter")
        await work_done(app)
        if name != "page.html":
            print(app.screen.query_one("#export-result").render())
drive(Path(sys.argv[1]), steps)
"""


def test_the_application_opens_and_writes(tmp_path: Path) -> None:
    given = environment(TERM="xterm-256color", PYTHONWARNINGS="ignore")
    done = subprocess.run(
        [sys.executable, "-c", APPLICATION, str(tmp_path)], env=given, capture_output=True,
        cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-500:]
    assert b"NUL.html is no name for a file on Windows" in done.stdout
    assert b"<html" in (tmp_path / "page.html").read_bytes()
    assert b"\r" not in (tmp_path / "page.html").read_bytes()
    assert as_windows.HELD.encode() not in done.stderr


def test_every_module_loads(tmp_path: Path) -> None:
    names = [
        one.name
        for one in pkgutil.walk_packages(inspector.__path__, "inspector.")
        if not one.name.endswith(("__main__", "clipboard_process"))
    ]
    code = (
        "import sys\nfrom tests.lib import as_windows\nas_windows.pretend()\n"
        "for name in sys.argv[1:]:\n    __import__(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *names], env=environment(PYTHONWARNINGS="ignore"),
        capture_output=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-800:]
    assert len(names) > 300


def test_the_paper_would_notice(tmp_path: Path) -> None:
    """A file left open, a text without a newline or an encoding, and what only POSIX has."""
    write_zip(tmp_path / "e.zip", {"Skills.csv": "Name\nWelding\n"})
    code = """
import pathlib, sys
from tests.lib import as_windows
as_windows.pretend()
made = {"__name__": "inspector.made"}
exec("import os, sys, signal", made)
told = [made["os"].name, made["sys"].platform, hasattr(made["signal"], "SIGKILL")]
told.append(hasattr(made["os"], "geteuid"))
try:
    exec("import fcntl", made)
except ImportError:
    told.append("no fcntl")
place = pathlib.Path(sys.argv[1])
with (place / "open").open("wb") as one:
    (place / "new").write_text("\\u00e9\\n")
    for refused in (lambda: (place / "new").replace(place / "open"), (place / "open").unlink):
        try:
            refused()
        except PermissionError:
            told.append("held")
(place / "new").replace(place / "open")
told.append((place / "open").read_bytes())
print(told)
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], env=environment(), capture_output=True
    )
    wanted = ["nt", "win32", False, False, "no fcntl", "held", "held", b"\xe9\r\n"]
    assert done.stdout.decode().strip() == str(wanted), done.stderr.decode()[-500:]
    assert done.stderr.decode().splitlines() == [f"{as_windows.HELD} open"] * 2
