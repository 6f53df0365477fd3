"""Whose pages may be opened in a browser, by exact host (`schemas/publishers.toml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge.schema import Strict, decode

LONGEST = 2000
"""Characters of an address that is opened."""
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_PUNYCODE = "xn--"
_LETTERS = r"A-Za-z0-9\-._~:/?#\[\]@&(),=+"
_PART = rf"(?:[{_LETTERS}]|%[0-9A-Fa-f]{{2}})"
"""What RFC 3986 has in an address, without what shells and scripts quote and expand by."""
_ADDRESS = re.compile(rf"https://{_PART}+")
_AFTER = "\"'”’»>"
"""What may stand right behind an address in a text."""


class Publisher(Strict, frozen=True, kw_only=True):
    """Someone who publishes what is quoted, at a host of their own."""

    host: str
    name: str
    own_items: bool = False
    """Whether a member's own items stand there."""


class _File(Strict, frozen=True, kw_only=True):
    publishers: tuple[Publisher, ...]


class Publishers:
    """The publishers by host; says which addresses are theirs."""

    def __init__(self, publishers: tuple[Publisher, ...]) -> None:
        self.by_host: Mapping[str, Publisher] = {one.host: one for one in publishers}
        hosts = "|".join(re.escape(host) for host in self.by_host)
        # What continues another address is no address of its own.
        self._within = re.compile(rf"(?<![\w\-.~:/?#@&=+%'])https://(?:{hosts}){_PART}*")

    def of(self, address: str) -> Publisher | None:
        """Whose page an address leads to; None for all that is not, to the letter, `https://`, a
        listed host without port or user, and a path, query or fragment in ASCII."""
        if len(address) > LONGEST or not _ADDRESS.fullmatch(address):
            return None
        try:
            parts = urlsplit(address)
        except ValueError:
            return None
        return self.by_host.get(parts.netloc) if parts.scheme == "https" else None

    def within(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where addresses of which `of` knows the publisher stand in a text, in order."""
        found = []
        for one in self._within.finditer(text):
            follows = text[one.end() : one.end() + 1]
            address = _without_stop(one[0])
            if (not follows.strip() or follows in _AFTER) and self.of(address) is not None:
                found.append((one.start(), one.start() + len(address)))
        return tuple(found)


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Publishers:
    """Read and check the publishers (`folder`: default, those that ship); raises `SchemaError`."""
    path = (folder or resources.schemas()) / "publishers.toml"
    publishers = decode(path, _File).publishers
    hosts = [one.host for one in publishers]
    for one in publishers:
        if not _HOST.fullmatch(one.host) or _PUNYCODE in one.host:
            raise SchemaError(f"{path.name}: {one.host!r} is no host in lower-case ASCII")
        if not one.name.strip():
            raise SchemaError(f"{path.name}: {one.host} has no name")
        if hosts.count(one.host) > 1:
            raise SchemaError(f"{path.name}: {one.host} stands twice")
    if not publishers:
        raise SchemaError(f"{path.name}: no publisher is listed")
    return Publishers(publishers)


def _without_stop(address: str) -> str:
    """An address without what ends the sentence around it."""
    address = address.rstrip(".,:?")
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(".,:?")
    return address
