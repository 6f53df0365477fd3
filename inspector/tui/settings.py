"""What the application remembers between runs: its theme, and nothing else."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import platformdirs


class Settings:
    """Kept in the user's configuration folder; a file that cannot be read is as none."""

    def __init__(self, path: Path | None = None) -> None:
        folder = platformdirs.user_config_path("linkedin-inspect", appauthor=False)
        self._path = path or folder / "settings.json"
        self.theme = ""
        with contextlib.suppress(OSError, ValueError):
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            if isinstance(kept, dict) and isinstance(kept.get("theme"), str):
                self.theme = kept["theme"]

    def remember_theme(self, name: str) -> None:
        """Keep a theme for the next run, where the system lets it be kept."""
        self.theme = name
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps({"theme": name}), encoding="utf-8")
