"""What the program knows, out of its TOML files: decoded strictly, unknown keys refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeVar

import msgspec
import tomli

from inspector.errors import SchemaError

_T = TypeVar("_T")


def decode(path: Path, kind: type[_T], name: str = "") -> _T:
    """A file as a structure; raises `SchemaError`, which calls it by `name`."""
    try:
        # msgspec's own decoder takes Python's parser, which takes three times as long.
        found = tomli.loads(path.read_text("utf-8"))
        return msgspec.convert(
            found, kind, builtin_types=(dt.datetime, dt.date, dt.time), str_keys=True
        )
    except (msgspec.MsgspecError, tomli.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise SchemaError(f"{name or path.name}: {fault}") from fault
