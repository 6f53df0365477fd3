"""What Windows would swallow or call otherwise is refused there; two names for one file anywhere."""

from __future__ import annotations

import errno
import ntpath
import os
import re
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import cast

import pytest

from inspector import resources
from inspector.cli.main import main
from inspector.errors import UsageError, is_web_address, shown
from inspector.outputs import atomic_file, destination, file_names
from inspector.outputs.atomic_file import placed

WINDOWS = SimpleNamespace(platform="win32")
RESERVED = [
    *"CON con NUL nul.txt NUL.tar.gz Aux.html PRN COM1 com9.csv LPT3.md COM¹ CONIN$ conout$".split(),
    *"report. a:b page.html:stream a* what? a<b a>b a|b".split(),
    "nul .txt", "page.html ", "two\nlines", 'a"b', "tab\t",
]  # fmt: skip
FREE = [*"CONNECT null.txt COM COM0 COM10 LPT .con a.nul Aux1 é.html .. .".split(), "a b.html"]
OUTPUTS = [
    ["demo", "--html"], ["demo", "--markdown"], ["demo", "--jsonl"], ["demo", "--parquet"],
    ["demo", "--records"], ["demo", "--csv"], ["act", "demo", "--items"],
    ["bundle", str(resources.sample()), "--out"],
    ["policy", "check", "absent.html", "--save"],
    ["study", "report", "absent", "--html"],
]  # fmt: skip


@pytest.mark.parametrize("name", RESERVED)
def test_names_that_windows_keeps(name: str) -> None:
    assert file_names.is_reserved(name)
    assert not file_names.is_reserved(file_names.safe(name))


@pytest.mark.parametrize("name", FREE)
def test_names_that_are_free(name: str) -> None:
    assert not file_names.is_reserved(name)
    assert name in (".", "..") or file_names.safe(name) == name


def test_nothing_is_left_of_a_name_that_leads_elsewhere() -> None:
    assert [file_names.safe(one) for one in ("", ".", "..", "../../x")] == ["", "", "", ".._.._x"]


@pytest.mark.skipif(sys.version_info < (3, 13), reason="Python knows them from 3.13 on")
def test_python_knows_the_same_names() -> None:
    told = {one: ntpath.isreserved(one) for one in (*RESERVED, *FREE)}  # type: ignore[attr-defined,unused-ignore]
    assert told == {one: file_names.is_reserved(one) for one in told}


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("C:\\Users\\Zoë Ö\\page.html", True),
        ("C:page.html", True),
        ("\\\\server\\share\\page.html", True),
        ("\\\\?\\C:\\Users\\page.html", True),
        ("..\\page.html", True),
        ("C:\\Users\\con\\page.html", False),
        ("C:nul", False),
        ("\\\\server\\share\\a:b.html", False),
        ("\\\\?\\C:\\Users\\aux.md", False),
    ],
)
def test_paths_of_windows(given: str, taken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drives, the folder a drive is in, servers, and paths that are taken as they are."""
    monkeypatch.setattr(file_names, "sys", WINDOWS)
    path = cast("Path", PureWindowsPath(given))
    if taken:
        file_names.check(path)
        assert shown(path) == "page.html"
        return
    with pytest.raises(UsageError, match=re.escape(shown(path))) as refused:
        file_names.check(path)
    assert "Users" not in str(refused.value)


def test_an_address_is_known_by_the_stroke_that_windows_turns() -> None:
    for given in ("https://www.linkedin.com/x.zip", "HTTP://x.example"):
        assert is_web_address(cast("Path", PureWindowsPath(given)))
    assert not is_web_address(cast("Path", PureWindowsPath("C:/http/x.zip")))


@pytest.mark.parametrize("words", OUTPUTS, ids=" ".join)
def test_a_device_is_no_output(
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(file_names, "sys", WINDOWS)
    for name in ("NUL.html", "page.html:x", "AUX/page.html"):
        assert main([*words, name]) == 2
        said = capsys.readouterr().err
        assert "is no name for a file on Windows" in said, said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_elsewhere_they_are_names_like_others(tmp_path: Path) -> None:
    with placed(tmp_path / "nul.txt") as beside:
        beside.write_bytes(b"x")
    file_names.check(tmp_path / "con")
    assert (tmp_path / "nul.txt").read_bytes() == b"x"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Page.html", "page.html"),
        ("straße.md", "STRASSE.md"),
        (unicodedata.normalize("NFC", "é.md"), unicodedata.normalize("NFD", "é.md")),
        ("x/../page.html", "page.html"),
    ],
)
def test_two_outputs_are_never_one_file(
    one: str,
    other: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x").mkdir()
    assert main(["demo", "--html", one, "--markdown", other]) == 2
    assert "name the same file" in capsys.readouterr().err
    apart = [Path("x") / Path(one).name, Path(Path(other).name)]
    destination.check(apart, force=False, inputs=())


def test_an_output_over_its_input_in_other_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder that heeds no capitals, as far as this program asks it."""
    export = tmp_path / "Export.zip"
    export.write_bytes(resources.sample().read_bytes())
    whole = Path.stat

    def stat(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        there = export if self.name.casefold() == "export.zip" else self
        return whole(there, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr(Path, "exists", lambda self: os.path.lexists(self) or bool(stat(self)))
    assert main([str(export), "--html", str(tmp_path / "EXPORT.ZIP"), "--force"]) == 2
    assert "is an export to be read" in capsys.readouterr().err


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[Path]]:
    """A system that refuses to replace a file so many times, as Windows does while it is open."""

    def begin(times: int) -> list[Path]:
        asked: list[Path] = []
        whole = os.replace

        def replace(source: Path, target: Path) -> None:
            asked.append(target)
            if len(asked) <= times:
                raise PermissionError(errno.EACCES, "Access is denied", str(source), 5, str(target))
            whole(source, target)

        monkeypatch.setattr(os, "replace", replace)
        monkeypatch.setattr(time, "sleep", lambda seconds: None)
        return asked

    return begin


def test_a_file_that_another_program_holds_open(
    tmp_path: Path, refusing: Callable[[int], list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "page.html"
    target.write_bytes(b"old")
    asked = refusing(100)
    assert main(["demo", "--html", str(target), "--force"]) == 2
    said = capsys.readouterr().err
    assert "page.html could not be replaced (permission denied); close it where another" in said
    assert len(asked) == 1 if sys.platform != "win32" else len(asked) > 1
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("page.html", b"old")]


@pytest.mark.parametrize(("times", "placed_at_last"), [(3, True), (9, False)])
def test_windows_is_asked_again_while_a_scanner_has_the_file(
    times: int, placed_at_last: bool, tmp_path: Path,
    refusing: Callable[[int], list[Path]], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(atomic_file, "sys", WINDOWS)
    refusing(times)
    target = tmp_path / "page.html"
    try:
        with placed(target) as beside:
            beside.write_bytes(b"new")
    except UsageError:
        assert not placed_at_last
    assert target.exists() == placed_at_last
    assert list(tmp_path.glob(".*")) == []


def test_what_cannot_be_taken_away_does_not_hide_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that holds a file open after its own fault."""

    def unlink(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(KeyError), placed(tmp_path / "page.html"):
        raise KeyError


@pytest.mark.skipif(sys.platform == "win32", reason="such a folder cannot be made there")
def test_a_path_that_is_too_long_for_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path.joinpath(*["f" * 60] * 4)
    folder.mkdir(parents=True)
    whole = os.open

    def refuse(path: Path, flags: int, mode: int = 0o777, **more: int) -> int:
        if len(str(path)) > 259:
            raise FileNotFoundError(errno.ENOENT, "The system cannot find the path specified")
        return whole(path, flags, mode, **more)

    monkeypatch.setattr(atomic_file, "sys", WINDOWS)
    monkeypatch.setattr(os, "open", refuse)
    with (
        pytest.raises(UsageError, match=r"cannot be written \(file name too long\)"),
        placed(folder / "page.html"),
    ):
        pass


@pytest.mark.parametrize("words", ["Filename too long", "Nom de fichier trop long"])
def test_a_reason_is_said_by_its_number(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each C library has words of its own; ours are those that there is French for."""
    from inspector import errors, language

    monkeypatch.setattr(os, "strerror", lambda number: words)
    fault = OSError(errno.ENAMETOOLONG, words)
    assert errors.reason(fault) == "file name too long"
    language.use("fr")
    assert errors.reason(fault) == "nom de fichier trop long"
    assert errors.reason(OSError(errno.ETIMEDOUT, "")) == words.lower()
