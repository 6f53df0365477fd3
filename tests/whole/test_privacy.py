"""Nothing leaves the machine, and nothing of the data is left behind on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.model import BuiltExport
from inspector import resources
from inspector.cli.main import main
from inspector.knowledge import knowledge
from inspector.reading.text import html
from tests.conftest import environment, run_program
from tests.lib import policy_pages
from tests.lib.archives import write_zip

Built = Callable[[str], tuple[BuiltExport, Path]]
NO_NETWORK = """
import sys
def refuse(event, args):
    if event.startswith("socket.") or event in ("urllib.Request", "http.client.connect"):
        raise SystemExit(f"the network was touched: {event}")
sys.addaudithook(refuse)
from inspector.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "words",
    [
        ["demo"],
        ["demo", "--json"],
        ["demo", "--parquet", "s.parquet", "--records", "r.parquet"],
        ["diff", str(resources.sample()), str(resources.sample())],
        ["demo", "--html", "p.html", "--redacted"],
        ["act", "demo", "--csv", "items.csv"],
        ["act", "demo", "--letter"],
        ["policy"],
        ["policy", "claims"],
        ["policy", "regions", "--json"],
        ["policy", "howto"],
        ["policy", "check", "page.html"],
        ["policy", "diff", "erpn-2025-02-27", "erpn-2025-11-03", str(resources.sample())],
        ["--version"],
        ["--help"],
    ],
)
def test_no_socket_is_opened_and_no_name_resolved(tmp_path: Path, words: list[str]) -> None:
    said = policy_pages.quotes(knowledge.load().policies.texts["erpn-2026-08-21"])
    (tmp_path / "page.html").write_text(policy_pages.as_html(said), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, *words],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


IN_A_TERMINAL = """
import os, pathlib, sys
LOCAL = 1  # AF_UNIX: the event loop wakes itself through a pair of these; they lead nowhere
def refuse(event, args):
    touched = event.startswith("socket.") and not (
        event == "socket.__new__" and args[1] == LOCAL or event == "socket.gethostname"
    )
    if touched or event in ("urllib.Request", "http.client.connect"):
        os.write(2, f"the network was touched: {event}".encode())
        os._exit(9)
sys.addaudithook(refuse)
from textual.pilot import Pilot
from inspector.tui.app import InspectApp
from tests.lib.waiting import work_done
from tests.tui.test_app import drive
async def steps(app: InspectApp, pilot: Pilot[int]) -> None:
    for key in ("1", "2", "3", "4", "5", "6", "w", "escape", "slash", "a", "escape", "question_mark"):
        await pilot.press(key)
        await work_done(app)
    await pilot.press("escape")
drive(pathlib.Path(sys.argv[1]), steps)
"""


@pytest.mark.skipif(
    sys.platform == "win32", reason="an event loop of Windows wakes itself through its own machine"
)
def test_no_socket_is_opened_in_the_application(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_A_TERMINAL, str(tmp_path)],
        env=environment(TERM="xterm-256color"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_guard_of_the_application_would_notice(tmp_path: Path) -> None:
    code = IN_A_TERMINAL.replace("drive(pathlib", "import socket; socket.socket(); drive(pathlib")
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, b"was touched" in done.stderr) == (9, True)


def test_the_guard_would_notice() -> None:
    code = NO_NETWORK.replace(
        "from inspector.cli.main import main", "import socket; socket.socket()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"the network was touched" in done.stderr


@pytest.mark.parametrize(
    "words",
    [["demo", "--json"], ["demo", "--plain"], ["policy"], ["act", "demo"], ["policy", "claims"]],
)
def test_it_runs_where_there_is_no_network_at_all(words: list[str]) -> None:
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("the system has no unshare")
    prefix = [unshare, "--net", "--map-root-user"]
    if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode:
        pytest.skip("the system lets no network namespace be made")
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "inspector", *words],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0


def test_nothing_is_written_but_what_was_named(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = tmp_path / "in"
    home = tmp_path / "home"
    temp = tmp_path / "tmp"
    out = tmp_path / "out"
    here = tmp_path / "here"
    for folder in (export, home, temp, out, here):
        folder.mkdir()
    monkeypatch.chdir(here)
    shutil.copy(built("complete-2026")[1], export)
    (path,) = export.iterdir()
    ran = run_program(
        path, "--parquet", out / "s.parquet", "--records", out / "r.parquet",
        HOME=str(home), TMPDIR=str(temp), XDG_CACHE_HOME=str(home), PYTHONDONTWRITEBYTECODE="1",
        USERPROFILE=str(home), TEMP=str(temp), TMP=str(temp), LOCALAPPDATA=str(home),
    )  # fmt: skip
    assert ran.code == 0
    left = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert left == [f"in/{path.name}", "out/r.parquet", "out/s.parquet"]


WRITES = """
import os, sys
def note(event, args):
    if event == "open" and isinstance(args[0], (str, bytes, os.PathLike)):
        mode, flags = args[1] or "", args[2] or 0
        if set("wax+") & set(mode) or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            os.write(2, b"WRITES " + os.fsencode(args[0]) + b"\\n")
    if event in ("os.mkdir", "os.link", "os.symlink", "tempfile.mkstemp", "tempfile.mkdtemp"):
        os.write(2, b"WRITES " + os.fsencode(args[0]) + b"\\n")
sys.addaudithook(note)
from inspector.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("option", ["--json", "--plain", "--records"])
def test_nothing_is_opened_for_writing_but_what_was_named(tmp_path: Path, option: str) -> None:
    target = tmp_path / "out.parquet"
    words = [option, str(target)] if option == "--records" else [option]
    done = subprocess.run(
        [sys.executable, "-c", WRITES, "demo", *words],
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        check=True,
    )
    opened = {line for line in done.stderr.decode().splitlines() if line.startswith("WRITES")}
    if option != "--records":
        assert not opened
        return
    # The draft has no name where the system knows such files: it is opened by its folder.
    named = opened - {f"WRITES {tmp_path}"}
    assert named
    assert all(line.startswith(f"WRITES {tmp_path}{os.sep}.out.parquet.") for line in named)
    assert [path.name for path in tmp_path.iterdir()] == ["out.parquet"]


def test_a_fault_of_our_own_says_no_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("the cell was SECRET")

    monkeypatch.setattr(html, "extract", fail)
    path = write_zip(tmp_path / "e.zip", {"Articles/a.html": "<p>SECRET</p>"})
    assert main([str(path), "--json"]) == 70
    said = capsys.readouterr()
    assert said.out == ""
    assert "SECRET" not in said.err
    assert "ValueError at test_privacy.py" in said.err


def test_a_path_that_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        path = write_zip(tmp_path / "\udcff\x1b[31m.zip", {"Skills.csv": "Name\nA\n"})
    except OSError:
        pytest.skip("the system takes no such names")
    for words in (["--json"], ["--plain"]):
        assert main([str(path), *words]) == 0
        out = capsys.readouterr().out
        assert "\x1b[31m" not in out
        out.encode("utf-8")


def test_narration_names_no_value(built: Built, tmp_path: Path) -> None:
    for name in ("hostile-2026", "spreadsheet-2025", "complete-2026"):
        export, path = built(name)
        said = run_program(path, "--parquet", tmp_path / name).err
        for entry in export.entries:
            for record in entry.records:
                assert not any(len(cell) > 8 and cell in said for cell in record.values())
        assert str(export.member.member_id) not in said
