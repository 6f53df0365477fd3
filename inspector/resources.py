"""Where the data files that ship with the program are.

In a wheel they stand inside the package (`_shipped/`); in a checkout at the top level.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_shipped"


def schemas() -> Path:
    """Folder of the catalogue and the policy texts."""
    installed = _INSTALLED / "schemas"
    return installed if installed.is_dir() else _PACKAGE.parent / "schemas"


def sample() -> Path:
    """The sample export of an invented member (the only ZIP in its folder)."""
    installed = _INSTALLED / "sample"
    folder = installed if installed.is_dir() else _PACKAGE.parent / "fixtures" / "sample"
    return sorted(folder.glob("*.zip"))[0]


def texts_page() -> Path:
    """The page on how to write a policy text of one's own."""
    installed = _INSTALLED / "policy-texts.md"
    return installed if installed.is_file() else _PACKAGE.parent / "docs" / "policy-texts.md"
