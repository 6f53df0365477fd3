"""Clipboard and browser of the system, by programs that stand in for its own."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from inspector.tui import desktop
from inspector.tui.desktop import SystemDesktop

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these are Linux's own programs")
ADDRESS = "https://www.linkedin.com/feed/?a=1&b=(2)"


def program(folder: Path, name: str, lines: str) -> None:
    """A program that a test stands in for another; `$OUT` is where it may write."""
    path = folder / name
    path.write_text(f"#!/bin/sh\nOUT={folder}/out\n{lines}\n", "utf-8")
    path.chmod(0o755)


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = ("PYTHONPATH", "LD_LIBRARY_PATH", "HOME")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "PATH": f"{folder}:/usr/bin:/bin", "TERM": "xterm", **more,
    }  # fmt: skip


@pytest.fixture(autouse=True)
def no_windows_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desktop, "_is_windows_below", lambda: False)


def test_a_text_is_copied_as_it_is(tmp_path: Path) -> None:
    program(tmp_path, "xclip", 'cat > "$OUT"')
    found = SystemDesktop(environment(tmp_path, DISPLAY=":9"))
    text = "Grüße, 漢字\n$(id) `id` 'x'\n" * 20_000
    assert found.can_copy
    assert asyncio.run(found.copy(text))
    assert (tmp_path / "out").read_text("utf-8") == text


@pytest.mark.parametrize(
    "lines",
    ["cat > /dev/null; echo 'Error: Can not open display' >&2", "cat > $OUT; exec sleep 60"],
)
def test_what_was_not_taken_was_not_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str
) -> None:
    monkeypatch.setattr(desktop, "COPYING_LIMIT", 5.0 if "sleep" not in lines else 1.0)
    program(tmp_path, "xclip", lines)
    began = time.monotonic()
    copied = asyncio.run(SystemDesktop(environment(tmp_path, DISPLAY=":9")).copy("a text" * 50_000))
    assert not copied
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    ("more", "programs", "can"),
    [
        ({}, ("xclip", "wl-copy", "wl-paste"), False),
        ({"DISPLAY": ":9"}, (), False),
        ({"DISPLAY": ":9"}, ("xsel",), True),
        ({"DISPLAY": ":9"}, ("klipper", "qdbus"), False),
        ({"WAYLAND_DISPLAY": "w"}, ("wl-copy", "wl-paste"), True),
        ({"WAYLAND_DISPLAY": "w"}, ("xclip",), False),
        ({"DISPLAY": ":9", "SSH_CONNECTION": "a 1 b 2"}, ("xclip",), False),
    ],
)
def test_where_there_is_a_clipboard(
    tmp_path: Path, more: dict[str, str], programs: tuple[str, ...], can: bool
) -> None:
    for name in programs:
        program(tmp_path, name, "")
    found = SystemDesktop(environment(tmp_path, **more) | {"PATH": str(tmp_path)})
    assert found.can_copy == can


def test_an_address_reaches_the_browser_whole(tmp_path: Path) -> None:
    program(tmp_path, "mine", 'printf "%s\\n" "$#" "$@" > "$OUT"; echo noise; echo noise >&2')
    found = SystemDesktop(environment(tmp_path, BROWSER=f"{tmp_path}/mine"))
    assert found.can_browse
    assert asyncio.run(found.browse(ADDRESS))
    assert (tmp_path / "out").read_text("utf-8") == f"1\n{ADDRESS}\n"


def test_a_browser_that_fails_did_not_open(tmp_path: Path) -> None:
    program(tmp_path, "mine", "exit 3")
    found = SystemDesktop(environment(tmp_path, BROWSER=f"{tmp_path}/mine"))
    assert not asyncio.run(found.browse(ADDRESS))


def test_a_browser_that_stays_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop, "BROWSING_LIMIT", 0.1)
    program(tmp_path, "mine", 'touch "$OUT.began"; sleep 2; echo "$1" > "$OUT"')
    found = SystemDesktop(environment(tmp_path, BROWSER=f"{tmp_path}/mine"))

    async def browse() -> bool:
        opened = await found.browse(ADDRESS)
        while not (tmp_path / "out.began").exists():
            await asyncio.sleep(0.05)
        return opened

    assert asyncio.run(browse())
    assert not (tmp_path / "out").exists()
    for _ in range(300):  # it goes on, though nobody waits for it
        if (tmp_path / "out").exists():
            break
        time.sleep(0.1)
    assert (tmp_path / "out").read_text("utf-8") == f"{ADDRESS}\n"


@pytest.mark.parametrize(
    ("more", "can"),
    [
        ({}, False),
        ({"DISPLAY": ":9"}, True),
        ({"WAYLAND_DISPLAY": "w"}, True),
        ({"DISPLAY": ":9", "SSH_TTY": "/dev/pts/1"}, False),
        ({"BROWSER": "firefox"}, True),
        ({"BROWSER": "w3m"}, False),
        ({"BROWSER": "/usr/bin/lynx %s"}, False),
        ({"BROWSER": "elinks:links2:www-browser"}, False),
        ({"BROWSER": "w3m:firefox"}, True),
        ({"BROWSER": "cmd.exe /c start"}, False),
        ({"BROWSER": "xterm -e sh -c %s"}, False),
        ({"BROWSER": "xterm -e w3m %s"}, False),
        ({"BROWSER": "/opt/tools/open.BAT %s"}, False),
        ({"BROWSER": '"unclosed'}, False),
        ({"BROWSER": ":"}, False),
    ],
)
def test_where_there_is_a_browser_with_a_window(
    tmp_path: Path, more: dict[str, str], can: bool
) -> None:
    assert SystemDesktop(environment(tmp_path, **more)).can_browse == can


def test_a_browser_of_the_terminal_is_never_run(tmp_path: Path) -> None:
    """Neither by its name in BROWSER nor because there is no other."""
    for name in ("w3m", "www-browser", "lynx"):
        program(tmp_path, name, 'echo run > "$OUT"')
    given = environment(tmp_path, BROWSER="w3m:/no/such/browser") | {"PATH": str(tmp_path)}
    assert not asyncio.run(SystemDesktop(given).browse(ADDRESS))
    assert not (tmp_path / "out").exists()


def test_nothing_of_the_folder_one_stands_in_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("webbrowser", "pyperclip"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close()\n", "utf-8")
    program(tmp_path, "xclip", "cat > /dev/null")
    program(tmp_path, "mine", "exit 0")
    monkeypatch.chdir(tmp_path)
    found = SystemDesktop(environment(tmp_path, DISPLAY=":9", BROWSER=f"{tmp_path}/mine"))
    asyncio.run(found.copy("a text"))
    asyncio.run(found.browse(ADDRESS))
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("system", "more", "wanted"),
    [
        ("darwin", {}, {"LC_CTYPE": "UTF-8"}),
        ("darwin", {"LANG": "fr_FR.UTF-8"}, {"LANG": "fr_FR.UTF-8"}),
        ("darwin", {"LC_CTYPE": "UTF-8"}, {"LC_CTYPE": "UTF-8"}),
        ("win32", {}, {}),
        ("linux", {"DISPLAY": ":9"}, {"DISPLAY": ":9"}),
    ],
)
def test_how_other_systems_are_asked(
    system: str, more: dict[str, str], wanted: dict[str, str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """`pbcopy` takes letters for Mac Roman where nothing names UTF-8; no window of Windows opens."""
    given: dict[str, object] = {}

    async def started(*_: object, **with_what: object) -> None:
        given.update(with_what)
        raise OSError

    program(tmp_path, "xclip", "")
    monkeypatch.setattr(desktop, "sys", SimpleNamespace(platform=system, executable="python"))
    monkeypatch.setattr("subprocess.CREATE_NO_WINDOW", 0x0800_0000, raising=False)
    monkeypatch.setattr(asyncio, "create_subprocess_exec", started)
    found = SystemDesktop({"PATH": str(tmp_path), **more})
    assert found.can_copy
    assert not asyncio.run(found.copy("é"))
    assert given["env"] == {"PATH": str(tmp_path), "PYTHONUTF8": "1", **wanted}
    assert given.get("creationflags") == (0x0800_0000 if system == "win32" else None)
    assert given.get("start_new_session") == (None if system == "win32" else True)
