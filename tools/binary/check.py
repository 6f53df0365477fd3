"""`python -m tools.binary.check` runs built binaries, and is content if both do what Python does.

They run in an empty environment, and where the system allows it without a network. What they
print and write is held against the same program in the environment they were built from. A
check that cannot be made here fails, unless it is left out by its name.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PathDistribution
from pathlib import Path

from bench.measuring import MINE, RefusedError, side_by_side
from tools.binary import application
from tools.binary.build import LICENCES, OUT, ROOT, programs, python

SAME = (
    ("--version",),
    ("demo", "--json", "--marks"),
    ("demo", "--full", "--lang", "fr"),
    ("act", "demo", "--letter"),
    ("policy", "claims", "--lang", "fr"),
    ("policy", "howto"),
    ("study", "--help"),
)
"""What prints the same from both."""
MEGABYTES = 100
"""Of the large table."""
RUNS = 5
"""By which a start is timed."""
_OF_THE_CHECKOUT = """
import sys
from pathlib import Path
sys.path.append(sys.argv[1])
"""
_BUILD_LARGE = f"""{_OF_THE_CHECKOUT}
from bench.building import messages
print(messages(Path(sys.argv[2]), float(sys.argv[3])))
"""
_BUILD_EXPORTS = f"""{_OF_THE_CHECKOUT}
from tools.binary.exports import write
print(*write(Path(sys.argv[2])), sep="\\n")
"""
_ROWS = "import sys, polars; print(*(polars.read_parquet(one).height for one in sys.argv[1:]))"
_PDF = "import sys, pypdf; w = pypdf.PdfWriter(); w.add_blank_page(99, 99); w.write(sys.argv[1])"


class CheckError(Exception):
    """A binary does not do what it should, or it could not be found out."""


@dataclass(frozen=True)
class Place:
    """A binary, and where a check may write."""

    program: Path
    folder: Path

    @cached_property
    def environment(self) -> dict[str, str]:
        """No variable that tells of a Python or of a checkout; what Windows cannot do without."""
        needed = ("SYSTEMROOT", "USERPROFILE", "COMSPEC")
        kept = {name: os.environ[name] for name in needed if name in os.environ}
        path = os.environ["PATH"] if os.name == "nt" else "/usr/bin:/bin"
        unpacked = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.folder))
        return kept | unpacked | {"PATH": path, "HOME": str(self.folder)}

    def of_binary(self, *words: str) -> bytes:
        """What the binary prints."""
        return self._run([*_without_network(), str(self.program), *words])

    def of_python(self, *words: str) -> bytes:
        """What Python prints."""
        return self._run([str(python()), "-P", "-m", "inspector", *words])

    def run_python(self, lines: str, *words: object) -> str:
        """What a few lines print in the environment that the binary was built from."""
        return self._run([str(python()), "-P", "-c", lines, *map(str, words)]).decode()

    def _run(self, command: list[str]) -> bytes:
        ran = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, timeout=600,
            stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        if ran.returncode:
            said = ran.stderr.decode("utf-8", "replace")[-300:]
            raise CheckError(f"{' '.join(command[-4:])} ended with {ran.returncode}: {said}")
        return ran.stdout


def _without_network() -> list[str]:
    """What runs a command in a namespace without a network, where that may be done."""
    words = ["unshare", "--map-root-user", "--net"]
    if shutil.which(words[0]) is None:
        return []
    tried = subprocess.run([*words, "true"], capture_output=True, check=False)
    return [] if tried.returncode else words


def words_are_the_same(place: Place) -> str:
    """What is printed, in both languages."""
    for words in SAME:
        if place.of_binary(*words) != place.of_python(*words):
            raise CheckError(f"it prints something else than Python for {' '.join(words)}")
    totals = json.loads(place.of_binary("demo", "--json"))["totals"]
    return f"{len(SAME)} commands; inside {totals['inside']['words']:,} words" + (
        ", without a network" if _without_network() else ", beside a network"
    )


def files_are_the_same(place: Place) -> str:
    """A page, Parquet files and tables that both write."""
    names = ("page.html", "summary.parquet", "records.parquet", "values.jsonl", "summary.md")
    options = ("--html", "--parquet", "--records", "--jsonl", "--markdown")
    written = {}
    for kind, run in (("binary", place.of_binary), ("python", place.of_python)):
        folder = place.folder / kind
        folder.mkdir()
        run("demo", "--quiet", "--csv", str(folder / "csv"), *_pairs(options, names, folder))
        found = {one for one in folder.rglob("*") if one.is_file()}
        written[kind] = {one.relative_to(folder): one.read_bytes() for one in found}
    if written["binary"] != written["python"] or len(written["binary"]) <= len(names):
        raise CheckError("it writes other files than Python")
    parquet = [place.folder / "binary" / name for name in names if name.endswith("parquet")]
    rows = [int(one) for one in place.run_python(_ROWS, *parquet).split()]
    if not all(rows):
        raise CheckError("a Parquet file of it holds no rows")
    return f"{len(written['binary'])} files, byte by byte; {rows[1]:,} rows of Parquet read back"


def _pairs(options: tuple[str, ...], names: tuple[str, ...], folder: Path) -> Iterator[str]:
    for option, name in zip(options, names, strict=True):
        yield from (option, str(folder / name))


def shell_is_told(place: Place) -> str:
    """What a shell is given so that Tab completes, and what it is answered."""
    if (shell := shutil.which("bash", path=place.environment["PATH"])) is None:
        raise CheckError("there is no bash to ask from")
    said = set()
    for command in ([str(place.program)], [str(python()), "-P", "-m", "inspector"]):
        ran = subprocess.run(
            [shell, "-c", '"$@" --show-completion; exit $?', "bash", *command],
            capture_output=True, check=False, env=place.environment, timeout=60,
        )  # fmt: skip
        if ran.returncode:
            raise CheckError(f"a shell is told {ran.stderr.decode('utf-8', 'replace')}")
        said.add(ran.stdout)
    if len(said) > 1:
        raise CheckError("it tells a shell something else than Python")
    asked = {"_INSPECT_COMPLETE": "complete_bash", "COMP_WORDS": "inspect pol", "COMP_CWORD": "1"}
    ran = subprocess.run(
        [str(place.program)], capture_output=True, check=False, timeout=60,
        env=place.environment | asked,
    )  # fmt: skip
    if ran.stdout.split() != [b"policy"]:
        raise CheckError("Tab does not complete a command")
    return "bash"


def pdf_is_read(place: Place) -> str:
    """A page saved as PDF is opened, though nothing is in it."""
    page = place.folder / "page.pdf"
    place.run_python(_PDF, page)
    said = []
    for command in ([str(place.program)], [str(python()), "-P", "-m", "inspector"]):
        ran = subprocess.run(
            [*command, "policy", "check", str(page)], capture_output=True, check=False,
            env=place.environment, stdin=subprocess.DEVNULL, timeout=60,
        )  # fmt: skip
        said.append((ran.returncode, ran.stdout, ran.stderr))
    if said[0] != said[1]:
        raise CheckError("it says something else than Python of a PDF")
    return "as Python"


def exports_are_read(place: Place) -> str:
    """Exports of many kinds: what is loaded for one country or one encoding alone."""
    built = place.run_python(_BUILD_EXPORTS, ROOT, place.folder).split("\n")
    archives = [one for one in built if one]
    phones = 0
    for archive in archives:
        words = (archive, "--json", "--marks")
        told = place.of_binary(*words)
        if told != place.of_python(*words):
            raise CheckError(f"it says something else than Python of {Path(archive).name}")
        found = json.loads(told)["marks"].values()
        phones += sum(
            kinds.get("phone", {}).get("values", 0) for who in found for kinds in who.values()
        )
    return f"{len(archives)} archives; {phones:,} numbers of telephones"


def large_table_is_read(place: Place) -> str:
    """A table of 100 MB: the same counts, and what it takes."""
    archive = place.folder / "large.zip"
    rows = int(place.run_python(_BUILD_LARGE, ROOT, archive, MEGABYTES))
    binary = json.loads(place.of_binary(str(archive), "--json"))
    if binary != json.loads(place.of_python(str(archive), "--json")):
        raise CheckError("it counts something else than Python in a large table")
    read = sum(one["records"] for one in binary["totals"].values())
    if read != rows:
        raise CheckError(f"{rows:,} rows were written and {read:,} counted")
    commands = {
        MINE: [str(place.program), str(archive), "--json"],
        "python": [str(python()), "-P", "-m", "inspector", str(archive), "--json"],
    }
    found = side_by_side(commands, 1)
    told = (f"{name} {one.median:.1f} s, {one.peak:.0f} MiB" for name, one in found.items())
    return f"{rows:,} rows; {'; '.join(told)}"


def application_opens(place: Place) -> str:
    """The application in a terminal: first screen, some keys, left by q."""
    try:
        for language, expected in application.SCREENS.items():
            command = [str(place.program), "demo", "--lang", language]
            application.use(command, place.environment, expected)
    except application.ScreenError as fault:
        raise CheckError(str(fault)) from None
    return "80x24, " + " and ".join(application.SCREENS)


def nothing_is_missing(place: Place) -> str:
    """Every file of the wheel that is no module, in a folder; a licence for every library."""
    lines = "import inspector, pathlib; print(pathlib.Path(inspector.__file__).parents[1])"
    site = Path(place.run_python(lines).strip())
    (info,) = site.glob("linkedin_inspect-*.dist-info")
    shipped = [
        str(one)
        for one in PathDistribution(info).files or ()
        if one.parts[0] == "inspector" and one.suffix not in (".py", ".pyc", ".typed")
    ]
    inside = place.program.parent / "_internal"
    missing = [one for one in shipped if inside.is_dir() and not (inside / one).is_file()]
    if missing or not shipped:
        raise CheckError(f"missing: {' '.join(missing[:5])}")
    bundle = place.folder / "bundle.zip"
    (sample,) = (ROOT / "fixtures" / "sample").glob("*.zip")
    place.of_binary("bundle", "--quiet", "--out", str(bundle), str(sample))
    text = (place.program.parent / LICENCES).read_text("utf-8").lower().replace("_", "-")
    libraries = place.run_python(
        "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read('lock.txt').decode())", bundle
    ).split()
    for one in libraries:
        if f"\n{one.replace('==', ' ')}\n" not in text:
            raise CheckError(f"{LICENCES} has nothing of {one}")
    return f"{len(shipped)} data files, licences of {len(libraries)} libraries"


def start_is_timed(place: Place) -> str:
    """Medians of several starts in turn, beside Python's."""
    told = []
    for words in (("--version",), ("demo", "--json")):
        commands = {
            MINE: [str(place.program), *words],
            "python": [str(python()), "-P", "-m", "inspector", *words],
        }
        found = side_by_side(commands, RUNS)
        parts = (
            f"{name} {one.median:.2f} s ({one.worked:.2f} s of processor)"
            for name, one in found.items()
        )
        told.append(f"{' '.join(words)}: {', '.join(parts)}")
    return "; ".join(told)


CHECKS: dict[str, Callable[[Place], str]] = {
    "words": words_are_the_same,
    "files": files_are_the_same,
    "shell": shell_is_told,
    "pdf": pdf_is_read,
    "contents": nothing_is_missing,
    "application": application_opens,
    "exports": exports_are_read,
    "large": large_table_is_read,
    "start": start_is_timed,
}


def main() -> int:
    """Check both binaries; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.binary.check", description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT, help="where they were built")
    parser.add_argument("--without", choices=CHECKS, action="append", default=[])
    given = parser.parse_args()
    failed = 0
    for program in programs(given.out.resolve()):
        print(program.relative_to(given.out.resolve()), flush=True)
        for name in CHECKS:
            if name in given.without:
                print(f"  NOT CHECKED  {name}", flush=True)
                continue
            with tempfile.TemporaryDirectory() as folder:
                try:
                    told = CHECKS[name](Place(program, Path(folder)))
                except (CheckError, RefusedError, OSError, subprocess.TimeoutExpired) as fault:
                    failed += 1
                    told = f"FAILED: {fault}"
            print(f"  {name}: {told}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
