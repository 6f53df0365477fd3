"""Other keys by the settings: what is taken, and what is refused and said."""

from __future__ import annotations

import re

import pytest

from inspector.tui import keymap
from inspector.tui.keys import ACTIONS, display
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        ({"sort": "z"}, {"sort": "z"}),
        ({"help": "ctrl+h, ?"}, {"help": "ctrl+h,question_mark"}),
        ({"filter": "s", "sort": "f"}, {"filter": "s", "sort": "f"}),  # exchanged
        ({"regroup": "a"}, {"regroup": "a"}),  # taken on another page only
        ({"back": "backspace"}, {"back": "backspace"}),
        ({"down": "ctrl+n", "theme": "ü", "search": "f12"},
         {"down": "ctrl+n", "theme": "ü", "search": "f12"}),
    ],
)  # fmt: skip
def test_keys_are_taken(wanted: dict[str, str], taken: dict[str, str]) -> None:
    assert keymap.read(wanted) == keymap.Keymap(taken)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"nothing": "x"}, "no action is called nothing"),
        ({"[/b]\x1b": "x"}, "no action is called [/b]�"),
        ({"help": "spam"}, "spam is no key (for help)"),
        ({"help": ""}, " is no key (for help)"),
        ({"help": "a,,b"}, "a,,b is no key (for help)"),
        ({"help": "\x07"}, "� is no key (for help)"),
        ({"sort": "ctrl+ctrl+x"}, "ctrl+ctrl+x is no key (for sort)"),
        ({"copy": "enter"}, "enter always does what it does (for copy)"),
        ({"quit": "escape"}, "escape always does what it does (for quit)"),
        ({"export": "ctrl+c"}, "ctrl+c always does what it does (for export)"),
        ({"quit": "f"}, "f would be filter and quit at once"),
        ({"export": "j"}, "j would be down and export at once"),
        ({"export": "E", "quit": "E"}, "E would be quit and export at once"),
    ],
)
def test_keys_are_refused(wanted: dict[str, str], told: str) -> None:
    found = keymap.read({"sort": "z", **wanted})
    assert found.faults == (told,)
    assert found.keys == ({} if "sort" in wanted else {"sort": "z"})


def test_what_does_one_thing_has_one_name_and_one_key() -> None:
    by_name: dict[str, set[str]] = {}
    for one in ACTIONS:
        by_name.setdefault(one.binding_id, set()).add(one.keys)
    assert {name: keys for name, keys in by_name.items() if len(keys) > 1} == {}
    assert keymap.read(keymap.names() | {"back": "backspace", "close": "backspace"}).faults == ()


def test_the_page_on_settings_names_every_action_with_its_keys() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    told = dict(re.findall(r"(?m)^\| `([a-z-]+)` \| `([^`]+)` \| \S", page))
    assert told == keymap.names()
    assert all(
        f"`{key}`" in page for key in keymap.FIXED - {"up", "down", "left", "right", "shift+tab"}
    )


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("question_mark", "?"), ("slash", "/"), ("escape", "Esc"), ("ctrl+p", "Ctrl-P"),
        ("f1", "F1"), ("S", "S"), ("s", "s"), ("shift+tab", "Shift-Tab"), ("pagedown", "PgDn"),
        ("up", "↑"),
    ],
)  # fmt: skip
def test_keys_are_called_as_people_call_them(key: str, shown: str) -> None:
    assert display(key) == shown
