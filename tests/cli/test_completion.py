"""Completion on Tab: what Typer's scripts get from the program, and how they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import environment, run_program

WANTED: list[tuple[str, set[str]]] = [
    ("inspect --re", {"--records", "--redacted", "--region"}),
    ("inspect pol", {"policy"}),
    ("inspect ", {"act", "bundle", "demo", "diff", "guide", "help", "policy", "study", "verify"}),
    ("inspect policy ", {"check", "claims", "diff", "howto", "regions"}),
    ("inspect policy --policy mine.toml re", {"regions"}),
    ("inspect --region u", {"uk", "us"}),
    ("inspect --region=u", {"uk", "us"}),
    ("inspect --json --region uk dem", {"demo"}),
    ("inspect act --la", {"--lang"}),
    ("inspect act --lang ", {"en", "fr"}),
    ("inspect act de", {"demo"}),
    ("inspect diff --re", {"--region"}),
    ("inspect study re", {"report"}),
    ("inspect study --re", {"--region", "--retry"}),
    ("inspect policy diff erpn-2025-02", {"erpn-2025-02-27"}),
    ("inspect policy diff erpn-2025-02-27 opc", {"opc-2024-12-10"}),
    ("inspect policy claims --article da", set()),
    ("inspect policy claims --article du", {"dutch-authority"}),
    ("inspect policy claims --verdict not", {"not_found"}),
    # Nothing of the program's own: the shell completes names of files.
    ("inspect my", set()),
    ("inspect one.zip pol", set()),
    ("inspect study my", set()),
    ("inspect --html d", set()),
]


def asked(shell: str, line: str, program: str = "INSPECT", **more: str) -> list[str]:
    """What the program answers a shell's script for a line with the cursor at its end."""
    words = line.split(" ")
    ran = run_program(
        COMP_WORDS="\n".join(words), COMP_CWORD=str(len(words) - 1), _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_FISH_ACTION="get-args", **{f"_{program}_COMPLETE": f"complete_{shell}"},
        **more,
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


@pytest.mark.parametrize(("line", "wanted"), WANTED)
def test_what_bash_is_told(line: str, wanted: set[str]) -> None:
    assert {one for one in asked("bash", line) if one} == wanted


@pytest.mark.parametrize(
    ("language", "words"), [("en", "the United Kingdom"), ("fr", "Royaume-Uni")]
)
def test_fish_is_told_what_things_are_in_the_language_in_use(language: str, words: str) -> None:
    said = asked("fish", "inspect --region u", LC_ALL=f"{language}_XX.UTF-8")
    assert f"uk\t{words}" in said


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_zsh_is_told_in_every_encoding(encoding: str) -> None:
    said = asked("zsh", "inspect act --opt", PYTHONIOENCODING=encoding, LC_ALL="fr_FR.UTF-8")
    assert "--opted-out" in " ".join(said)


@pytest.mark.parametrize("shell", ["powershell", "pwsh"])
def test_powershell_is_told_values_and_what_they_are(shell: str) -> None:
    more = {"_TYPER_COMPLETE_WORD_TO_COMPLETE": "u", "PYTHONIOENCODING": "ascii"}
    assert "uk:::the United Kingdom" in asked(shell, "inspect --region u", **more)
    french = asked(shell, "inspect --region u", **more, LC_ALL="fr_FR.UTF-8")
    assert "uk:::Royaume-Uni" in french


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own, with the program under both of its names in `bin`."""
    if os.name != "posix":
        pytest.skip("the shells are those of POSIX systems")
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("inspect", "linkedin-inspect"):
        file = folder / name
        code = f"import sys; sys.argv[0] = '{name}'; from inspector.cli.start import entry; entry()"
        file.write_text(
            f'#!/bin/sh\nexec {sys.executable} -c "{code}" "$@"\n', encoding="utf-8", newline="\n"
        )
        file.chmod(0o700)
    return tmp_path


def in_shell(home: Path, shell: str, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a shell; skips where it is not installed."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    given = environment(HOME=str(home), ZDOTDIR=str(home), XDG_CONFIG_HOME=str(home / ".config"))
    given["PATH"] = f"{home / 'bin'}:{given['PATH']}"
    return subprocess.run(
        [program, "-c", script],
        env=given,
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.parametrize("name", ["inspect", "linkedin-inspect"])
def test_bash_completes_after_one_step(home: Path, name: str) -> None:
    done = in_shell(home, "bash", f"{name} --install-completion; exit $?")
    assert (done.returncode, done.stderr) == (0, "")
    assert "source" in (home / ".bashrc").read_text(encoding="utf-8")
    function = f"_{name.replace('-', '')}_completion".replace("linkedininspect", "linkedin_inspect")
    script = (
        f"source ~/.bashrc; COMP_WORDS=({name} demo --region u); COMP_CWORD=3; "
        f'{function} {name}; printf "%s\\n" "${{COMPREPLY[@]}}"; complete -p {name}'
    )
    done = in_shell(home, "bash", script)
    assert done.stdout.splitlines()[:2] == ["uk", "us"]
    assert "-o default" in done.stdout  # names of files, where there is nothing else


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_take_what_is_installed(home: Path, shell: str) -> None:
    done = in_shell(home, shell, "inspect --install-completion; exit $status")
    assert (done.returncode, done.stderr) == (0, "")
    place = {"zsh": ".zfunc/_inspect", "fish": ".config/fish/completions/inspect.fish"}[shell]
    assert in_shell(home, shell, f"{shell} -n ~/{place}").returncode == 0


def test_it_is_shown_to_be_installed_by_hand(home: Path) -> None:
    done = in_shell(home, "bash", "inspect --show-completion; exit $?")
    assert (done.returncode, done.stderr) == (0, "")
    assert "complete -o default -F _inspect_completion inspect" in done.stdout
    assert not (home / ".bashrc").exists()


def test_a_shell_that_is_not_known_is_told(home: Path) -> None:
    code = "import shellingham; shellingham.detect_shell = lambda: ('tcsh', '/bin/tcsh')\n"
    code += "import sys; from inspector.cli.main import main; sys.exit(main(sys.argv[1:]))"
    for option in ("--install-completion", "--show-completion"):
        done = subprocess.run(
            [sys.executable, "-c", code, option], env=environment(HOME=str(home)),
            capture_output=True, encoding="utf-8",
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert "bash, zsh, fish, PowerShell" in done.stderr
