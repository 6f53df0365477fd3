"""Values are read without Pydantic, which rests on what Typer keeps to itself."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement
from packaging.version import Version
from typer.core import TyperArgument, TyperOption

from inspector.cli.group import walk
from inspector.cli.main import build
from inspector.cli.plain_values import PlainValue
from tests.conftest import ROOT, environment

RUN = "import sys; from inspector.cli.main import main; main(sys.argv[1:])\n"
ASK = "print('pydantic' in sys.modules, file=sys.stderr)"


def imports_pydantic(code: str, *words: str) -> bool:
    done = subprocess.run(
        [sys.executable, "-c", code + ASK, *words], env=environment(), capture_output=True,
        encoding="utf-8",
    )  # fmt: skip
    return done.stderr.splitlines()[-1] == "True"


@pytest.mark.parametrize(
    "words",
    [
        ["--version"], ["--help"], ["help", "act"], ["demo", "--json", "--max-bytes", "0"],
        ["act", "demo", "--region", "uk"], ["policy", "regions"], ["study", "--help"],
    ],
)  # fmt: skip
def test_no_command_imports_it(words: list[str]) -> None:
    assert not imports_pydantic(RUN, *words)


def test_typer_by_itself_imports_it() -> None:
    """Else what spares it has become idle, and can go."""
    code = (
        "import sys, typer; app = typer.Typer()\n"
        "@app.command()\ndef run(n: int = 3) -> None: pass\n"
        "app([], standalone_mode=False)\n"
    )
    assert imports_pydantic(code)


def test_every_parameter_is_read_so() -> None:
    for path, command in walk(build("en")):
        for one in command.params:
            assert isinstance(one, TyperOption | TyperArgument)
            assert isinstance(one.get_runtime_param(), PlainValue), (path, one.name)


def test_typer_is_bounded_from_above() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (asked,) = (one for one in map(Requirement, project["dependencies"]) if one.name == "typer")
    installed = Version(version("typer"))
    assert asked.specifier.contains(installed)
    assert not asked.specifier.contains(f"{installed.major}.{installed.minor + 1}.0")
