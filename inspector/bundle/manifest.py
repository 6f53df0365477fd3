"""The first file of a bundle: which others there are, and by what and how they were made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib import metadata
from typing import Self

import msgspec

SCHEMA_VERSION = 1
MANIFEST = "manifest.json"
_DISTRIBUTION = "linkedin-inspect"


class BundleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file of the bundle."""

    name: str
    size: int
    sha256: str

    @classmethod
    def of(cls, name: str, data: bytes) -> Self:
        """Of its bytes."""
        return cls(name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())


class Tool(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The program that made it."""

    name: str
    version: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`manifest.json`."""

    schema_version: int
    tool: Tool
    command: tuple[str, ...]
    """That makes the same again; `EXPORT` stands for what it was given."""
    archives: tuple[str, ...] | None
    """SHA-256 of what the export came in, where the member wanted it said."""
    files: tuple[BundleFile, ...]

    def encoded(self) -> bytes:
        """As it stands in its file."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


def decoded(data: bytes) -> Manifest | None:
    """A manifest from its file; None where it is none that is known here."""
    try:
        found = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, RecursionError):
        return None
    return found if found.schema_version == SCHEMA_VERSION else None


def listed(files: Mapping[str, bytes]) -> tuple[BundleFile, ...]:
    """Files as a manifest lists them."""
    return tuple(BundleFile.of(name, files[name]) for name in sorted(files))


def lock() -> bytes:
    """The libraries at work here and their versions, a line each."""
    found: dict[str, str] = {}
    waiting = [_DISTRIBUTION]
    while waiting:
        name = waiting.pop()
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another system or Python
            continue
        key = distribution.metadata["Name"].lower().replace("_", "-")
        if key in found:
            continue
        found[key] = distribution.version
        for needed in distribution.requires or ():
            if "extra ==" not in needed:
                waiting.append(_name_of(needed))
    del found[_DISTRIBUTION]
    return "".join(f"{name}=={found[name]}\n" for name in sorted(found)).encode()


def _name_of(requirement: str) -> str:
    end = next((at for at, sign in enumerate(requirement) if sign in " <>=!~;[("), None)
    return requirement[:end]
