"""Completion on Tab, asked of the shells themselves where they are installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from inspector.cli import completion
from inspector.cli.main import commands
from tests.conftest import run_program

WANTED: list[tuple[str, set[str]]] = [
    ("inspect --re", {"--records", "--redacted", "--region"}),
    ("inspect pol", {"policy"}),
    ("inspect policy ", {"claims", "diff", "howto", "regions"}),
    ("inspect policy --policy mine.toml re", {"regions"}),
    ("inspect --region u", {"uk", "us"}),
    ("inspect --json --region uk dem", {"demo"}),
    ("inspect act --la", {"--lang"}),
    ("inspect act --lang ", {"en", "fr"}),
    ("inspect act de", {"demo"}),
    ("inspect diff --re", {"--region"}),
    ("inspect study re", {"report"}),
    ("inspect study --re", {"--region", "--retry"}),
    ("inspect study my", {"my export.zip"}),
    ("inspect completion ", {"bash", "zsh", "fish", "powershell"}),
    ("inspect policy diff erpn-2025-02", {"erpn-2025-02-27"}),
    ("inspect policy diff erpn-2025-02-27 opc", {"opc-2024-12-10"}),
    ("inspect my", {"my export.zip"}),
    ("inspect one.zip pol", set()),
    ("inspect --html my", {"my export.zip"}),
    ("inspect d", {"demo", "diff", "data.zip"}),
    ("linkedin-inspect --re", {"--records", "--redacted", "--region"}),
]
BASH = r"""
set -u
source "$1"
line=$2
read -ra COMP_WORDS <<< "$line"
case "$line" in *" ") COMP_WORDS+=("") ;; esac
if [ $# -gt 2 ]; then shift 2; COMP_WORDS=("$@"); fi
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_inspect_completion 2>/dev/null
if [ "${#COMPREPLY[@]}" -eq 0 ]; then compgen -f -- "${COMP_WORDS[COMP_CWORD]}"; exit 0; fi
printf '%s\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files whose names begin as commands do."""
    for name in ("my export.zip", "data.zip"):
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of every script."""
    place = tmp_path_factory.mktemp("scripts")
    for shell in completion.SHELLS:
        (place / shell).write_text(completion.render(shell, commands()), encoding="utf-8")
    return place


def shell(name: str) -> str:
    """The path of a shell; skips where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def lines(*command: str | Path, cwd: Path) -> set[str]:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, timeout=60)
    assert done.stderr == b""
    return set(done.stdout.decode().splitlines())


@pytest.mark.parametrize(("line", "wanted"), WANTED)
def test_bash(folder: Path, scripts: Path, line: str, wanted: set[str]) -> None:
    assert lines(shell("bash"), "-c", BASH, "-", scripts / "bash", line, cwd=folder) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["inspect", "--region", "=", "u"], {"uk", "us"}),
        (["inspect", "--region", "=", "uk", "dem"], {"demo"}),
        (["inspect", "act", "--lang", "="], {"en", "fr"}),
    ],
)
def test_bash_cuts_at_the_equals_sign(
    folder: Path, scripts: Path, words: list[str], wanted: set[str]
) -> None:
    given = [str(scripts / "bash"), "", *words]
    assert lines(shell("bash"), "-c", BASH, "-", *given, cwd=folder) == wanted


@pytest.mark.parametrize(("line", "wanted"), WANTED)
def test_fish(folder: Path, scripts: Path, line: str, wanted: set[str]) -> None:
    asked = f"source {scripts / 'fish'}; complete -C '{line}'"
    found = lines(shell("fish"), "--no-config", "-c", asked, cwd=folder)
    # Fish ranks what holds a word after what begins with it, and says both.
    given = {one.split("\t")[0].replace("\\ ", " ") for one in found}
    begun = line.rpartition(" ")[2]
    assert {one for one in given if one.startswith(begun)} == wanted


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_scripts_parse(scripts: Path, name: str) -> None:
    done = subprocess.run([shell(name), "-n", scripts / name], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_zsh(folder: Path, scripts: Path) -> None:
    """Each line is put into the function with what it adds written down."""
    program = shell("zsh")
    for line, wanted in WANTED:
        words = line.split(" ")
        stub = (
            "compdef() { :; }; compset() { :; }; _message() { :; }\n"
            "_files() { local one; for one in $PREFIX*(N); do print -r -- $one; done; }\n"
            'compadd() { shift; local one; for one; do [[ $one == "$PREFIX"* ]] && print -r -- $one; done; :; }\n'
            "_describe() { local of=${@[-1]} one; for one in ${(P)of}; do "
            '[[ ${one%%:*} == "$PREFIX"* ]] && print -r -- ${one%%:*}; done; : }\n'
            f"source {scripts / 'zsh'}\n"
            'words=("$@"); CURRENT=$#; PREFIX=${@[-1]}\n_inspect\n'
        )
        assert lines(program, "-f", "-c", stub, "-", *words, cwd=folder) == wanted, line


def test_every_option_stands_in_every_script(scripts: Path) -> None:
    for name in completion.SHELLS:
        text = (scripts / name).read_text()
        for command in completion.described(commands()):
            for option in command.options:
                for word in option.names:
                    bare = word.lstrip("-") if name == "fish" else word
                    assert re.search(rf"(?<![\w-]){re.escape(bare)}(?![\w-])", text), (name, word)


def test_the_command_prints_it(scripts: Path) -> None:
    ran = run_program("completion", "pwsh")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (scripts / "powershell").read_text()
    assert ran.out.count("{") == ran.out.count("}")
    refused = run_program("completion", "tcsh")
    assert (refused.code, refused.out) == (2, "")
    assert "bash, zsh, fish, powershell" in refused.err
