"""What the system refuses is told as what it is: of an export, of an output, of standard output."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspector.cli.main import main
from inspector.errors import reason
from inspector.session.session import Session
from tests.lib.archives import write_zip

NAMED = "Ysaline-1234567"
CODES = [errno.EIO, errno.EACCES, errno.ENOSPC, errno.EPIPE]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_zip(tmp_path / "export.zip", {"Skills.csv": "Name\nA\n"})


def refuse(patch: pytest.MonkeyPatch, path: Path, code: int, *, after: int = 0) -> None:
    """Let the system refuse to open a file, from the time on that it was opened `after` times."""
    opened: Callable[..., Any] = Path.open
    times = 0

    def open_(self: Path, *given: Any, **more: Any) -> Any:
        nonlocal times
        if self == path:
            times += 1
            if times > after:
                raise OSError(code, f"{NAMED} in {path}", str(path))
        return opened(self, *given, **more)

    patch.setattr(Path, "open", open_)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize("more", [[], ["--parquet"], ["--records"], ["--html"]])
def test_an_export_is_told_as_one(
    export: Path, code: int, after: int, more: list[str], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    refuse(monkeypatch, export, code, after=after)
    words = [*more, str(export.with_name("out"))] if more else []
    assert main([str(export), *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "export.zip cannot be read (" in said.err
    assert reason(OSError(code, "")) in said.err
    assert NAMED not in said.err
    assert [one.name for one in export.parent.iterdir()] == ["export.zip"]


def test_a_file_of_a_folder_is_left_out_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "Skills.csv").write_text("Name\nA\n", encoding="utf-8", newline="\n")
    (tmp_path / "Languages.csv").write_text(
        "Name,Proficiency\nA,b\n", encoding="utf-8", newline="\n"
    )
    refuse(monkeypatch, tmp_path / "Languages.csv", errno.EIO)
    assert main([str(tmp_path), "--strict"]) == 1
    assert "1 file could not be read whole: Languages.csv." in capsys.readouterr().out


def test_a_folder_that_is_closed_is_not_called_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path) == tmp_path:
            raise PermissionError(errno.EACCES, NAMED, str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert main([str(tmp_path)]) == 2
    assert "cannot be read (permission denied)" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_rights_are_told(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export.chmod(0)
    assert main([str(export)]) == 2
    assert "export.zip cannot be read (permission denied)" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="the system tells otherwise of long names")
@pytest.mark.parametrize("words", [["{}"], ["act", "{}"], ["diff", "{}", "{}"]])
def test_a_name_that_is_too_long_is_of_the_export(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([one.format("a" * 300) for one in words]) == 2
    assert "cannot be read (file name too long)" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="the system tells otherwise of long names")
def test_an_output_is_told_as_one(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(export), "--parquet", "a" * 300]) == 2
    assert "cannot be written (file name too long)" in capsys.readouterr().err


def test_a_folder_as_a_policy_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["policy", "--policy", str(tmp_path)]) == 2
    assert "it is a folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "fault",
    [*(OSError(code, f"{NAMED} in /x", "/x") for code in CODES), OSError(NAMED), MemoryError()],
)
def test_what_nothing_foresaw_is_a_fault_of_the_program(
    fault: Exception, export: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def broken(*_: object) -> None:
        raise fault

    monkeypatch.setattr(Session, "read", broken)
    assert main([str(export)]) == 70
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{type(fault).__name__} at test_refusals.py:" in said.err
    assert NAMED not in said.err
    assert "output" not in said.err.replace("input/output error", "")


class Refusing(io.RawIOBase):
    """A stream that takes nothing."""

    def __init__(self, code: int) -> None:
        self._code = code

    def writable(self) -> bool:
        return True

    def write(self, _: object, /) -> int:
        raise OSError(self._code, os.strerror(self._code))

    def stream(self) -> io.TextIOWrapper:
        """With the layers that standard output has."""
        return io.TextIOWrapper(io.BufferedWriter(self), "utf-8", write_through=True)


WORDS = [["demo"], ["demo", "--json"], ["--help"], ["help"], ["--version"], ["policy"]]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_standard_output_is_told_as_such(
    words: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as given:
        given.setattr(sys, "stdout", Refusing(code).stream())
        assert main(words) == 2
    said = capsys.readouterr().err
    assert f"the output cannot be written ({os.strerror(code).lower()})" in said


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("words", WORDS)
def test_a_reader_who_has_seen_enough_is_no_fault(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as given:
        given.setattr(sys, "stdout", Refusing(errno.EPIPE).stream())
        assert main(words) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_standard_error_that_takes_nothing_changes_no_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for stream in (Refusing(errno.EIO).stream(), None):
        with monkeypatch.context() as given:
            given.setattr(sys, "stderr", stream)
            assert main(["absent.zip"]) == 2
            assert main([]) == 2
