"""Addresses of the web where a path is wanted: nothing is downloaded."""

from __future__ import annotations

import re
from pathlib import Path

_ADDRESS = re.compile(r"https?:[\\/]", re.IGNORECASE)


def is_address(path: Path) -> bool:
    """Whether it was an address before it became a path, which has one stroke fewer."""
    return _ADDRESS.match(str(path)) is not None
