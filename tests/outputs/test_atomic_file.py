"""Whatever happens while a file is written, there is the old one or the new one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from inspector.cli.main import main
from inspector.errors import UsageError
from inspector.outputs.atomic_file import placed
from tests.conftest import environment
from tests.lib.archives import write_zip

posix = pytest.mark.skipif(os.name != "posix", reason="the system has no such signals")
OLD = b"what was there before"
INTERRUPTED_AT = """
import os, signal, sys
kind, at = getattr(signal, sys.argv[1]), int(sys.argv[2])
folder = sys.argv[3]
count = 0
def watch(event, args):
    global count
    if event in ("open", "os.rename", "os.remove") and str(args[0]).startswith(folder):
        count += 1
        if count == at:
            os.kill(os.getpid(), kind)
sys.addaudithook(watch)
from inspector.cli.main import main
sys.exit(main(sys.argv[4:]))
"""


@posix
@pytest.mark.parametrize("name", ["SIGKILL", "SIGINT"])
def test_a_process_that_ends_at_any_step_leaves_the_old_or_the_new(
    tmp_path: Path, name: str
) -> None:
    export = write_zip(tmp_path / "e.zip", {"Skills.csv": "Name\nWelding\n"})
    out = tmp_path / "out"
    out.mkdir()
    targets = [out / "s.parquet", out / "r.parquet"]
    ended = 0
    for at in range(1, 40):
        for target in targets:
            target.write_bytes(OLD)
        done = subprocess.run(
            [
                sys.executable, "-c", INTERRUPTED_AT, name, str(at), str(out), str(export), "--force",
                "--parquet", str(targets[0]), "--records", str(targets[1]),
            ],
            capture_output=True, env=environment(), check=False,
        )  # fmt: skip
        for target in targets:
            if target.read_bytes() != OLD:
                assert pq.read_metadata(target).num_rows == 1
        if name == "SIGINT" and done.returncode == 130:
            assert b"Traceback" not in done.stderr
            assert sorted(p.name for p in out.iterdir()) == ["r.parquet", "s.parquet"]
        for left in out.glob(".*.part"):
            assert left.stat().st_mode & 0o077 == 0
            left.unlink()
        if done.returncode == 0:
            break
        ended += 1
    assert ended >= 4
    assert done.returncode == 0


LITTLE_ROOM = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
from inspector.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@posix
@pytest.mark.parametrize("option", ["--parquet", "--records"])
def test_a_disk_that_is_full_leaves_the_old_file(tmp_path: Path, option: str) -> None:
    export = write_zip(tmp_path / "e.zip", {"Skills.csv": "Name\nWelding\n"})
    target = tmp_path / "out.parquet"
    target.write_bytes(OLD)
    done = subprocess.run(
        [sys.executable, "-c", LITTLE_ROOM, str(export), "--force", option, str(target)],
        capture_output=True,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b""), done.stderr
    assert b"could not be written" in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert target.read_bytes() == OLD
    assert sorted(p.name for p in tmp_path.iterdir()) == ["e.zip", "out.parquet"]


def test_a_folder_that_takes_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stand-in for a read-only file system: those who run tests as root may write anywhere."""
    export = write_zip(tmp_path / "e.zip", {"Skills.csv": "Name\nWelding\n"})
    target = tmp_path / "out.parquet"
    whole = os.open

    def refuse(path: str | Path, flags: int, mode: int = 0o777, **more: int | None) -> int:
        if flags & os.O_CREAT and str(path).endswith(".part"):
            raise OSError(30, "Read-only file system")
        return whole(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", refuse)
    assert main([str(export), "--parquet", str(target)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "read-only file system" in said.err
    assert not target.exists()


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
@posix
def test_a_folder_without_the_right_to_write(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UsageError, match="cannot be written"), placed(tmp_path / "out"):
            pass
    finally:
        tmp_path.chmod(0o700)


def test_names_made_beside_a_target_hold_no_colon(tmp_path: Path) -> None:
    with placed(tmp_path / "out.parquet") as beside:
        assert ":" not in beside.name
        assert beside.parent == tmp_path


def test_what_a_killed_run_left_is_taken_away(tmp_path: Path) -> None:
    target = tmp_path / "summary.parquet"
    old, new = (
        tmp_path / ".summary.parquet.0123abcd.part",
        tmp_path / ".summary.parquet.89abcdef.part",
    )
    others = [tmp_path / ".other.parquet.0123abcd.part", tmp_path / ".summary.parquet.part"]
    for one in (old, new, *others):
        one.write_bytes(b"x")
    for one in (old, *others):
        os.utime(one, (0, 0))
    with placed(target) as beside:
        beside.write_bytes(b"whole")
    assert sorted(tmp_path.iterdir()) == sorted([target, new, *others])
