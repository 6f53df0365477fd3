"""What the program knows, out of its TOML files: decoded strictly, unknown keys refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from inspector.errors import SchemaError

_T = TypeVar("_T")


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of every structure read from TOML: unknown keys are errors."""


def decode(path: Path, kind: type[_T], name: str = "") -> _T:
    """A file as a structure; raises `SchemaError`, which calls it by `name`."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, OSError) as fault:
        raise SchemaError(f"{name or path.name}: {fault}") from fault


def refuse_unknown(where: str, what: str, named: Iterable[str], known: Collection[str]) -> None:
    """Raise `SchemaError` where something is named that is not there (`what`: in the plural)."""
    if unknown := set(named).difference(known):
        raise SchemaError(f"{where}: unknown {what} {sorted(unknown)}")
