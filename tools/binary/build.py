"""`python -m tools.binary.build` builds both binaries and an archive of each, on any system.

It needs nothing but Python; what goes into the binaries is installed into an environment made
for that, `.venvs/binary`, in the releases of constraints.txt. The same sources, Python and libraries
give the same files.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venvs" / "binary"
OUT = ROOT / "dist" / "binary"
SPEC = ROOT / "packaging" / "inspect.spec"
FOLDER = "linkedin-inspect"
"""The program as a folder, in the folder of what is built."""
LICENCES = "LICENCES.txt"
_WINDOWS = os.name == "nt"
PROGRAM = "inspect.exe" if _WINDOWS else "inspect"
_SYSTEMS = {"darwin": "macos", "win32": "windows"}
_MACHINES = {"amd64": "x86_64", "aarch64": "arm64"}


def python() -> Path:
    """The interpreter of the environment that the binaries are built from."""
    return ENVIRONMENT / ("Scripts/python.exe" if _WINDOWS else "bin/python")


def programs(out: Path = OUT) -> list[Path]:
    """Both executables: the folder's, and the one file."""
    return [out / FOLDER / PROGRAM, out / PROGRAM]


def build(out: Path) -> list[Path]:
    """Build everything anew; returns the archives. Raises `CalledProcessError`."""
    began = int(os.environ.get("SOURCE_DATE_EPOCH") or _committed())
    venv.create(ENVIRONMENT, clear=True, with_pip=True)
    constraints = str(ROOT / "constraints.txt")
    _run("-m", "pip", "install", "--quiet", "-c", constraints, f"{ROOT}[pdf,binary]")
    shutil.rmtree(out, ignore_errors=True)
    work = ENVIRONMENT / "work"
    settled = {
        "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(began),
        "PYINSTALLER_CONFIG_DIR": str(work),
    }  # fmt: skip
    places = ("--distpath", str(out), "--workpath", str(work))
    _run("-m", "PyInstaller", "--log-level", "ERROR", *places, str(SPEC), **settled)
    return [_archive(out, began, one_file=one_file) for one_file in (False, True)]


def _run(*words: str, **environment: str) -> None:
    # Never what lies in the folder one stands in: the wheel is built from, not the checkout.
    command = [str(python()), "-P", *words]
    subprocess.run(command, check=True, env={**os.environ, **environment})


def _committed() -> str:
    """When the sources were last changed, in seconds; those of a source distribution: 1980."""
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        return "315619200"
    return told.stdout.strip()


def _archive(out: Path, when: int, *, one_file: bool) -> Path:
    """What a member downloads: `.zip` for Windows, elsewhere what keeps links and modes."""
    system = _SYSTEMS.get(sys.platform, sys.platform)
    machine = platform.machine().lower()
    name = f"{FOLDER}-{_version()}-{system}-{_MACHINES.get(machine, machine)}"
    files = dict(_members(out, one_file=one_file))
    target = out / f"{name}{'-one-file' if one_file else ''}"
    if _WINDOWS:
        target = target.with_name(f"{target.name}.zip")
        day = datetime.fromtimestamp(when, UTC).timetuple()[:6]
        with zipfile.ZipFile(target, "w") as archive:
            for path, file in files.items():
                entry = zipfile.ZipInfo(f"{name}/{path}", day)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, file.read_bytes())
        return target
    target = target.with_name(f"{target.name}.tar.gz")

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = when, 0, 0, "", ""
        entry.mode = 0o755 if entry.mode & 0o100 else 0o644
        return entry

    with (
        target.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=when) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        for path, file in files.items():
            tar.add(file, f"{name}/{path}", recursive=False, filter=plain)
    return target


def _members(out: Path, *, one_file: bool) -> Iterator[tuple[str, Path]]:
    """The files of an archive, by their paths in it."""
    if one_file:
        yield from ((name, out / name) for name in (LICENCES, PROGRAM))
        return
    folder = out / FOLDER
    for file in sorted(folder.rglob("*")):
        if file.is_symlink() or not file.is_dir():
            yield file.relative_to(folder).as_posix(), file


def _version() -> str:
    asked = "from importlib.metadata import version; print(version('linkedin-inspect'))"
    told = subprocess.run(
        [str(python()), "-P", "-c", asked], capture_output=True, encoding="utf-8", check=True
    )
    return told.stdout.strip()


def main() -> None:
    """Build, and say what was made and how large it is."""
    parser = argparse.ArgumentParser(prog="python -m tools.binary.build", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT, help="the folder to build in, made anew")
    out: Path = parser.parse_args().out.resolve()
    for made in [*build(out), *programs(out)]:
        print(f"{made.stat().st_size / 1e6:7.1f} MB  {made.relative_to(out)}")


if __name__ == "__main__":
    main()
