"""Paths that are typed, pasted or dropped where no shell reads them first."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from inspector.session import typed_path as module
from inspector.session.typed_path import typed_path

HOME = Path.home()


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("export.zip", Path("export.zip")),
        ("  'my export.zip' ", Path("my export.zip")),
        ('"C:\\Users\\Zoë Ö\\my export.zip"', Path("C:\\Users\\Zoë Ö\\my export.zip")),
        ("~/export.zip", HOME / "export.zip"),
        ("'~/my export.zip'", HOME / "my export.zip"),
        ("~nobody-is-called-so/x.zip", Path("~nobody-is-called-so/x.zip")),
        ("it's.zip", Path("it's.zip")),
        ("'", Path("'")),
    ],
)
def test_what_is_meant(told: str, meant: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if "C:" in told:
        monkeypatch.setattr(module, "sys", SimpleNamespace(platform="win32"))
    assert typed_path(told) == meant


@pytest.mark.skipif(sys.platform == "win32", reason="a backslash parts folders there")
def test_a_path_that_a_terminal_has_escaped(tmp_path: Path) -> None:
    """As macOS' Terminal writes what is dropped on it."""
    dropped = str(tmp_path / "My Export (1).zip").replace(" ", "\\ ").replace("(", "\\(")
    assert typed_path(dropped) == tmp_path / "My Export (1).zip"


def test_a_name_that_holds_a_backslash(tmp_path: Path) -> None:
    odd = tmp_path / "a\\ b.zip"
    try:
        odd.write_bytes(b"")
    except OSError:
        pytest.skip("the system has no such names")
    assert typed_path(str(odd)) == odd


def test_without_a_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(self: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "expanduser", nowhere)
    assert typed_path("~/x.zip") == Path("~/x.zip")
