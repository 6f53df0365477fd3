"""Nothing leaves the machine, and nothing of the data is left behind on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.model import BuiltExport
from inspector import shipped
from tests.conftest import environment, run_program

Built = Callable[[str], tuple[BuiltExport, Path]]
NO_NETWORK = """
import sys
def refuse(event, args):
    if event.startswith("socket.") or event in ("urllib.Request", "http.client.connect"):
        raise SystemExit(f"the network was touched: {event}")
sys.addaudithook(refuse)
from inspector.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "words",
    [
        ["demo"],
        ["demo", "--json"],
        ["demo", "--parquet", "s.parquet", "--records", "r.parquet"],
        ["diff", str(shipped.sample()), str(shipped.sample())],
        ["policy"],
        ["--version"],
        ["--help"],
    ],
)
def test_no_socket_is_opened_and_no_name_resolved(tmp_path: Path, words: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, *words],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_guard_would_notice() -> None:
    code = NO_NETWORK.replace("from inspector.cli import main", "import socket; socket.socket()")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"the network was touched" in done.stderr


def test_it_runs_where_there_is_no_network_at_all() -> None:
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("the system has no unshare")
    prefix = [unshare, "--net", "--map-root-user"]
    if subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode:
        pytest.skip("the system lets no network namespace be made")
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "inspector", "demo", "--json"],
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0


def test_nothing_is_written_but_what_was_named(built: Built, tmp_path: Path) -> None:
    export = tmp_path / "in"
    home = tmp_path / "home"
    temp = tmp_path / "tmp"
    out = tmp_path / "out"
    for folder in (export, home, temp, out):
        folder.mkdir()
    shutil.copy(built("complete-2026")[1], export)
    (path,) = export.iterdir()
    ran = run_program(
        path, "--parquet", out / "s.parquet", "--records", out / "r.parquet",
        HOME=str(home), TMPDIR=str(temp), XDG_CACHE_HOME=str(home), PYTHONDONTWRITEBYTECODE="1",
    )  # fmt: skip
    assert ran.code == 0
    left = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert left == [f"in/{path.name}", "out/r.parquet", "out/s.parquet"]


def test_narration_names_no_value(built: Built, tmp_path: Path) -> None:
    for name in ("hostile-2026", "spreadsheet-2025", "complete-2026"):
        export, path = built(name)
        said = run_program(path, "--parquet", tmp_path / name).err
        for entry in export.entries:
            for record in entry.records:
                assert not any(len(cell) > 8 and cell in said for cell in record.values())
        assert str(export.member.member_id) not in said
