"""What files mean, case by case: `tests/data/meanings.toml`, and the same by either engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from inspector.cli.main import main
from tests.lib.archives import write_zip

DATA = Path(__file__).parents[1] / "data" / "meanings.toml"


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An export, and what has to be found in it."""

    name: str
    line: str
    """Which kind of meaning it is on."""
    files: dict[str, str]
    """Texts by path."""
    expect: dict[str, Any]
    """A part of the JSON document: `files` by path, columns by name, `none` for null, of notes one
    that is among them."""
    region: str = "eu"
    on: str = "2026-11-22"
    archive: str = "export.zip"
    """Its name."""


class Cases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of them."""

    cases: tuple[Case, ...]


CASES = msgspec.toml.decode(DATA.read_bytes(), type=Cases).cases


@pytest.mark.parametrize("case", [pytest.param(one, id=one.name) for one in CASES])
def test_a_meaning(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_zip(tmp_path / case.archive, case.files)
    asked = [str(path), "--json", "--quiet", "--region", case.region, "--on", case.on]

    def run(*more: str) -> dict[str, Any]:
        code = main([*asked, *more])
        said = capsys.readouterr()
        assert (code, said.err) == (0, "")
        made: dict[str, Any] = json.loads(said.out)
        return made

    found = run()
    assert run("--records", str(tmp_path / "records.parquet"))["files"] == found["files"]
    files = {file["path"]: file for file in found["files"]}
    for wanted, value in case.expect.get("files", {}).items():
        assert part(files[wanted], value) == value, wanted
    for name, value in case.expect.items():
        if name != "files":
            assert part(found[name], value) == value, name


def part(found: Any, wanted: Any) -> Any:
    """What is found, as far as it is asked for."""
    if isinstance(wanted, dict) and isinstance(found, list):  # columns, by their names
        found = {one["name"]: one for one in found}
    if isinstance(wanted, dict):
        return {name: part(found[name], value) for name, value in wanted.items()}
    if isinstance(wanted, str) and isinstance(found, list):  # one note among others
        return wanted if any(wanted in one for one in found) else found
    return "none" if found is None else found


def test_every_line_has_its_cases() -> None:
    lines = {
        line: [one for one in CASES if one.line == line] for one in CASES for line in [one.line]
    }
    assert len(lines) >= 12
    assert {line: len(every) for line, every in lines.items() if len(every) < 2} == {}
    assert len({one.name for one in CASES}) == len(CASES)
