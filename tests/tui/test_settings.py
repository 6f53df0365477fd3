"""The settings file: each setting by itself, and nothing lost of what a person wrote."""

from __future__ import annotations

import json
import os
from pathlib import Path

import platformdirs
import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

from inspector.tui.settings import Settings


def written(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    return Settings(path)


def test_without_a_file_all_is_usual(tmp_path: Path) -> None:
    found = Settings(tmp_path / "none" / "settings.json")
    assert (found.theme, found.open_links, found.keys, found.faults) == ("", True, {}, ())


def test_settings_are_read(tmp_path: Path) -> None:
    text = '\ufeff{"theme": "nord", "open_links": false, "keys": {"sort": "z"}}'
    found = written(tmp_path, text)
    assert (found.theme, found.open_links, found.keys, found.faults) == (
        "nord", False, {"sort": "z"}, (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("not json", "it is not JSON"),
        ("[]", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ('{"theme": "nord", "theme": "dracula"}', "it is not JSON"),
        ('{"open_links": "no"}', "open_links has to be true or false"),
        ('{"open_links": 0}', "open_links has to be true or false"),
        ('{"theme": 3}', "theme has to be the name"),
        ('{"keys": ["x"]}', "keys has to be an object"),
        ('{"keys": {"sort": 3}}', "keys has to be an object"),
        ('{"keys": {"nothing": "x"}}', "no action is called nothing"),
        ('{"them": "nord"}', "no setting is called them"),
        ('{"\\u001b[31m": 1}', "no setting is called �[31m"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, text: str, told: str) -> None:
    found = written(tmp_path, text)
    assert len(found.faults) == 1 and found.faults[0].startswith(told)
    assert (found.theme, found.open_links, found.keys) == ("", True, {})


def test_one_fault_spoils_nothing_else(tmp_path: Path) -> None:
    found = written(tmp_path, '{"open_links": 1, "theme": "nord", "keys": {"sort": "z", "a": "b"}}')
    assert (found.theme, found.open_links, found.keys) == ("nord", True, {"sort": "z"})
    assert len(found.faults) == 2


def test_a_theme_is_kept_and_the_rest_stays_as_it_was(tmp_path: Path) -> None:
    kept = {"keys": {"nothing": "x"}, "open_links": "perhaps", "mine": [1, {"é": None}]}
    found = written(tmp_path, json.dumps(kept))
    found.remember_theme("nord")
    assert json.loads(found.path.read_text("utf-8")) == {**kept, "theme": "nord"}
    added = {**kept, "theme": "nord", "later": True}
    found.path.write_text(json.dumps(added), "utf-8")
    found.remember_theme("dracula")
    assert json.loads(found.path.read_text("utf-8")) == {**added, "theme": "dracula"}
    assert [one.name for one in tmp_path.iterdir()] == ["settings.json"]


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    found = written(tmp_path, '{"theme": "nord",}  // mine')
    found.remember_theme("dracula")
    assert found.theme == "dracula"
    assert found.path.read_text("utf-8") == '{"theme": "nord",}  // mine'


def test_a_folder_is_made_and_a_link_followed(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.json"
    Settings(path).remember_theme("nord")
    assert Settings(path).theme == "nord"
    link = tmp_path / "link.json"
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("the system makes no links")
    Settings(link).remember_theme("dracula")
    assert link.is_symlink() and Settings(path).theme == "dracula"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="no rights to be without")
def test_where_nothing_can_be_kept_nothing_happens(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    Settings(tmp_path / "settings.json").remember_theme("nord")
    tmp_path.chmod(0o700)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("system", "folder"),
    [
        (Windows, "AppData/Local/linkedin-inspect"),
        (MacOS, "Library/Application Support/linkedin-inspect"),
        (Unix, ".config/linkedin-inspect"),
    ],
)
def test_each_system_has_a_folder_for_them(
    system: type, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As docs/settings.md has it; a folder that is named with spaces and accents."""
    home = tmp_path / "Zoë Ö. Groß"
    (home / folder).mkdir(parents=True)
    for name, place in (
        ("HOME", ""),
        ("LOCALAPPDATA", "AppData/Local"),
        ("APPDATA", "AppData/Roaming"),
    ):
        monkeypatch.setenv(name, str(home / place))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    if system is Windows:
        from platformdirs import windows

        by_variables = windows.get_win_folder_from_env_vars
        monkeypatch.setattr(windows, "get_win_folder", by_variables)
    monkeypatch.setattr(platformdirs, "PlatformDirs", system)
    kept = Settings()
    assert kept.path == home / folder / "settings.json"
    kept.remember_theme("nord")
    assert kept.path.read_bytes() == b'{\n  "theme": "nord"\n}\n'
    assert Settings().theme == "nord"
