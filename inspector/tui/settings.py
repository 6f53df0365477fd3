"""What the application remembers between runs, and what a person may set.

One JSON file in the system's folder for settings. Each setting is read by itself: one that cannot
be read is left out and said, and stays in the file as it is.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

from inspector.errors import InspectError
from inspector.language import Phrases, mark, say
from inspector.outputs import printable
from inspector.outputs.atomic_file import placed
from inspector.tui import keymap

LARGEST = 1 << 20
"""Bytes of a file that is read."""


class _File(msgspec.Struct, frozen=True):
    """The settings there are."""

    theme: str = ""
    open_links: bool = True
    keys: dict[str, str] = {}


_SHAPES = Phrases(
    {
        "theme": mark("the name of a theme in quotation marks"),
        "open_links": mark("true or false"),
        "keys": mark("an object with names of actions and keys, both in quotation marks"),
    }
)
"""How each of them is written."""


class Settings:
    """The settings of one person; those of a file that cannot be read are the usual ones."""

    theme: str
    """Empty: the one that is usual."""
    open_links: bool
    """Whether `o` may open a link in the browser; else it copies it."""
    keys: Mapping[str, str]
    """Keys by the names of actions, checked, as Textual takes them."""
    faults: tuple[str, ...]
    """What could not be read, a clause each."""

    def __init__(self, path: Path | None = None) -> None:
        folder = platformdirs.user_config_path("linkedin-inspect", appauthor=False)
        self.path = path or folder / "settings.json"
        """Where they are kept."""
        faults: list[str] = []
        try:
            kept = self._kept()
        except (OSError, ValueError):
            kept = {}
            faults.append(say("it is not JSON; nothing can be remembered until that is mended"))
        values: dict[str, Any] = {}
        for field in msgspec.structs.fields(_File):
            if field.name in kept:
                try:
                    values[field.name] = msgspec.convert(kept[field.name], field.type)
                except msgspec.ValidationError:
                    told = say("{name} has to be {shape}")
                    faults.append(told.format(name=field.name, shape=_SHAPES[field.name]))
        faults += [
            say("no setting is called {name}").format(name=printable.line(name))
            for name in kept
            if name not in _File.__struct_fields__
        ]
        found = _File(**values)
        bound = keymap.read(found.keys)
        self.theme, self.open_links, self.keys = found.theme, found.open_links, bound.keys
        self.faults = (*faults, *bound.faults)

    def remember_theme(self, name: str) -> None:
        """Keep a theme for the next run, where the system lets it be kept.

        Everything else in the file stays as it is; a file that cannot be read is not replaced.
        """
        self.theme = name
        with contextlib.suppress(OSError, ValueError, InspectError):
            kept = self._kept()
            if kept.get("theme") == name:
                return
            target = self.path.resolve()  # where it is a link, the file it leads to
            target.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps({**kept, "theme": name}, ensure_ascii=False, indent=2)
            with placed(target) as beside:
                beside.write_text(f"{text}\n", encoding="utf-8", newline="\n")

    def _kept(self) -> dict[str, object]:
        """The file as it is; raises `OSError` and `ValueError` where it cannot be read."""
        if not self.path.exists():
            return {}
        if self.path.stat().st_size > LARGEST:
            raise ValueError
        text = self.path.read_text(encoding="utf-8-sig")
        try:
            kept = json.loads(text, object_pairs_hook=_once) if text.strip() else {}
        except RecursionError as fault:
            raise ValueError from fault
        if not isinstance(kept, dict):
            raise ValueError
        return kept


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; raises `ValueError` where a name stands twice in it."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found
