"""What the program knows, out of its TOML files: decoded strictly, unknown keys refused."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from inspector.errors import SchemaError

_T = TypeVar("_T")


def decode(path: Path, kind: type[_T], name: str = "") -> _T:
    """A file as a structure; raises `SchemaError`, which calls it by `name`."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, OSError) as fault:
        raise SchemaError(f"{name or path.name}: {fault}") from fault
