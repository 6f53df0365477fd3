"""What the program knows, out of its TOML files: decoded strictly, unknown keys refused."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from inspector import resources
from inspector.errors import SchemaError

_T = TypeVar("_T")


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of every structure read from TOML: unknown keys are errors."""


def decode(path: Path, kind: type[_T], name: str = "") -> _T:
    """A file as a structure; raises `SchemaError`, which calls it by `name`."""
    try:
        content = path.read_bytes()
        tables = _tables().get(hashlib.sha256(content).hexdigest())
        if tables is not None:
            return msgspec.json.decode(tables, type=kind)
        return msgspec.toml.decode(content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, OSError) as fault:
        raise SchemaError(f"{name or path.name}: {fault}") from fault


@cache
def _tables() -> dict[str, msgspec.Raw]:
    """The tables of files as JSON, which is read much faster, by the SHA-256 of their TOML.

    `make knowledge` makes them; a file that has changed since is not among them.
    """
    path = resources.schemas() / "knowledge.json"
    if not path.is_file():
        return {}
    return msgspec.json.decode(path.read_bytes(), type=dict[str, msgspec.Raw])


def refuse_unknown(where: str, what: str, named: Iterable[str], known: Collection[str]) -> None:
    """Raise `SchemaError` where something is named that is not there (`what`: in the plural)."""
    if unknown := set(named).difference(known):
        raise SchemaError(f"{where}: unknown {what} {sorted(unknown)}")
