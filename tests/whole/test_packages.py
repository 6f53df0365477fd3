"""The wheel and the source distribution, built, installed and used without this checkout."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.xdist_group("packages")  # what the module builds is built once

BINARIES = "Scripts" if os.name == "nt" else "bin"


@dataclass(frozen=True)
class Built:
    """What a release consists of."""

    wheel: Path
    sdist: Path


@dataclass(frozen=True)
class Installed:
    """The program installed from the wheel into an environment of its own."""

    folder: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the installed command in an empty folder."""
        place = self.folder / "empty"
        place.mkdir(exist_ok=True)
        return subprocess.run(
            [self.folder / "venv" / BINARIES / "inspect", *words],
            cwd=place,
            env=bare(),
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=120,
        )


def bare() -> dict[str, str]:
    """The environment without a path to this checkout."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Both archives; skips where what builds them is missing."""
    if importlib.util.find_spec("build") is None:
        pytest.skip("build is not installed")
    out = tmp_path_factory.mktemp("dist")
    isolated = [] if importlib.util.find_spec("hatchling") is None else ["--no-isolation"]
    done = subprocess.run(
        [sys.executable, "-m", "build", *isolated, "--outdir", out, ROOT],
        cwd=out,
        env=bare(),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    if done.returncode and not isolated:
        pytest.skip("hatchling is neither installed nor to be had from an index")
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,), (sdist,) = out.glob("*.whl"), out.glob("*.tar.gz")
    return Built(wheel, sdist)


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in a new environment, beside the dependencies that the tests run with."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / BINARIES / Path(sys.executable).name
    if not python.exists():
        python = folder / "venv" / BINARIES / "python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*pip, "--quiet", str(built.wheel)], check=True, env=bare(), timeout=300)
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    place = subprocess.run(asked, check=True, capture_output=True, encoding="utf-8").stdout.strip()
    # An editable install of this checkout works by a .pth file, which is not read from here.
    Path(place, "dependencies.pth").write_text(
        sysconfig.get_path("purelib") + "\n", encoding="utf-8", newline="\n"
    )
    return Installed(folder)


def test_the_program_runs_from_the_wheel_alone(installed: Installed) -> None:
    assert installed.run("--version").stdout.startswith("inspect ")
    made = json.loads(installed.run("demo", "--json").stdout)
    assert made["totals"]["inside"]["words"] > 0
    for words in (
        ["policy", "claims"],
        ["policy", "howto"],
        ["help"],
        ["act", "demo"],
    ):
        ran = installed.run(*words)
        assert (ran.returncode, ran.stderr) == (0, ""), words
        assert len(ran.stdout.splitlines()) > 20
    ran = installed.run("demo", "--html", "page.html", "--quiet")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "</html>" in (installed.folder / "empty" / "page.html").read_text(encoding="utf-8")


def test_it_is_the_wheel_that_runs(installed: Installed) -> None:
    python = installed.folder / "venv" / BINARIES / "python"
    said = subprocess.run(
        [python, "-c", "import inspector; print(inspector.__file__)"],
        cwd=installed.folder, env=bare(), check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert Path(said.stdout.strip()).is_relative_to(installed.folder)


def test_the_manual_page_is_installed(installed: Installed) -> None:
    pages = installed.folder / "venv" / "share" / "man" / "man1"
    assert {one.name for one in pages.iterdir()} == {"inspect.1", "linkedin-inspect.1"}


def test_the_wheel_holds_no_tests(built: Built) -> None:
    names = zipfile.ZipFile(built.wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.startswith("linkedin_inspect-")} == {"inspector"}


def test_translators_files_are_in_the_source_distribution_alone(built: Built) -> None:
    catalogues = {one.name for one in (ROOT / "schemas" / "locale").rglob("*.?o")}
    wheel = zipfile.ZipFile(built.wheel).namelist()
    with tarfile.open(built.sdist) as archive:
        sdist = archive.getnames()
    assert _ending(sdist, ".po", ".mo") == catalogues
    assert _ending(wheel, ".po", ".mo") == {one for one in catalogues if one.endswith(".mo")}


def test_all_other_data_is_in_the_wheel(built: Built) -> None:
    shipped = "inspector/_shipped/"
    schemas = [one for one in (ROOT / "schemas").rglob("*.*") if one.suffix != ".po"]
    (sample,) = (ROOT / "fixtures" / "sample").glob("*.zip")
    expected = {f"{shipped}{one.relative_to(ROOT).as_posix()}" for one in schemas if one.is_file()}
    expected |= {f"{shipped}sample/{sample.name}", f"{shipped}policy-texts.md"}
    assert expected <= set(zipfile.ZipFile(built.wheel).namelist())


def _ending(names: list[str], *suffixes: str) -> set[str]:
    return {name.rsplit("/", 1)[-1] for name in names if name.endswith(suffixes)}


def test_the_source_distribution_can_be_tested(built: Built, tmp_path: Path) -> None:
    with tarfile.open(built.sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (top,) = tmp_path.iterdir()
    names = (
        "docs",
        "tests",
        "fixtures",
        "schemas",
        "bench",
        "packaging",
        ".ci",
        "Makefile",
        "NOTICE",
    )
    for name in (*names, "constraints.txt", "uv.lock"):
        assert (top / name).exists(), name
    for page in (ROOT / "docs").rglob("*.*"):
        assert (top / page.relative_to(ROOT)).is_file(), page.name
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"],
        cwd=top,
        env={**bare(), "PYTHONPATH": str(top)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
