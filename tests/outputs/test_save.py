"""A file that was written is named with its folder, in words that a terminal may show."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.outputs.save import told


def test_the_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    target = tmp_path / "Documents" / "inspect-summary.html"
    wanted = f"Wrote inspect-summary.html (1,234 bytes) in {Path('~') / 'Documents'}."
    assert told(target, 1234) == wanted


def test_a_long_or_strange_folder_is_one_short_line(tmp_path: Path) -> None:
    said = told(tmp_path / ("a" * 90) / "b\x1b[31m\n" / "page.html", 1)
    assert said.startswith("Wrote page.html (1 byte) in …") and len(said) < 100
    assert said.isprintable()


def test_without_a_home_the_folder_is_named_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of a service of Windows, or a container's user without a name."""

    def nowhere() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", nowhere)
    assert tmp_path.name in told(tmp_path / "page.html", 1)
