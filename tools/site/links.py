"""What stands in the built files: where links lead, and what a browser would load by itself.

A page may load from its own site and from itself (`data:`), and lead elsewhere by a plain link only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LOADING = (
    "src",
    "srcset",
    "poster",
    "data",
    "background",
    "action",
    "formaction",
    "ping",
    "manifest",
)
"""Attributes of any element whose address a browser asks for, or sends something to."""
_LINKS = ("a", "area")
"""Elements by whose address a person goes elsewhere."""
_ELSEWHERE = ("http", "https", "mailto")
_CSS = re.compile(
    r"""url\(\s*(['"]?)(?P<url>.*?)\1\s*\)|@import\s+(['"])(?P<sheet>.*?)\3""", re.DOTALL
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<![:'\"`])//[^\n]*", re.DOTALL)
_ADDRESS = re.compile(
    r"(?:\b(?:https?|wss?):)?//(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE
)
_NAMESPACES = ("www.w3.org",)
"""Hosts whose addresses name a language and are never asked."""


@dataclass
class Site:
    """A folder of built files."""

    folder: Path
    _anchors: dict[Path, set[str]] = field(default_factory=dict)

    @cached_property
    def pages(self) -> list[Path]:
        """Every page, by its path."""
        return sorted(self.folder.rglob("*.html"))

    def faults(self) -> Iterator[str]:
        """What does not hold, each with the file where it stands."""
        for path in sorted(self.folder.rglob("*")):
            found: Iterator[str] = iter(())
            match path.suffix:
                case ".html":
                    found = self._page(path)
                case ".svg":
                    found = self._page(path)
                case ".css":
                    found = self._sheet(path, path.read_text("utf-8"))
                case ".js":
                    found = _script(path.read_text("utf-8"))
            yield from (f"{path.relative_to(self.folder).as_posix()}: {one}" for one in found)

    def _page(self, path: Path) -> Iterator[str]:
        for node in _nodes(path):
            values = {name: value or "" for name, value in node.attributes.items()}
            if node.tag in _LINKS:
                for name in ("href", "xlink:href"):
                    if name in values:
                        yield from self._target(path, values[name])
            elif node.tag == "link" or (node.tag != "base" and "xlink:href" in values):
                yield from self._own(path, values.get("href", values.get("xlink:href", "")))
            elif "href" in values:
                yield from self._own(path, values["href"])
            for name in _LOADING:
                for one in _addresses(name, values.get(name, "")):
                    yield from self._own(path, one)
            yield from self._sheet(path, values.get("style", ""))
            if node.tag == "style":
                yield from self._sheet(path, node.text())
            if node.tag == "script" and "json" not in values.get("type", ""):
                yield from _script(node.text())
            if node.tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
                yield "goes elsewhere by itself"

    def _sheet(self, path: Path, text: str) -> Iterator[str]:
        for found in _CSS.finditer(_COMMENT.sub("", text)):
            yield from self._own(path, found["url"] or found["sheet"] or "")

    def _target(self, path: Path, address: str) -> Iterator[str]:
        """What is wrong with a link for people."""
        given = urlsplit(address)
        if given.scheme not in _ELSEWHERE:
            yield from self._own(path, address)

    def _own(self, path: Path, address: str) -> Iterator[str]:
        """What is wrong with an address that must be this site's own."""
        given = urlsplit(address)
        if given.scheme == "data":
            return
        if given.scheme or given.netloc or given.path.startswith("/"):
            yield f"asks another place: {address[:100]}"
            return
        target = self._file(path, given)
        if target is None:
            yield f"leads nowhere: {address}"
        elif given.fragment and unquote(given.fragment) not in self._names(target):
            yield f"leads to no such place in a page: {address}"

    def _file(self, path: Path, given: SplitResult) -> Path | None:
        if not given.path:
            return path
        target = (path.parent / unquote(given.path)).resolve()
        inside = target.is_relative_to(self.folder.resolve())
        return target if inside and target.is_file() else None

    def _names(self, path: Path) -> set[str]:
        """The places of a page that a link can lead to."""
        if path not in self._anchors:
            found = {node.attributes.get("id") for node in _nodes(path)}
            self._anchors[path] = {one for one in found if one}
        return self._anchors[path]


def _nodes(path: Path) -> list[LexborNode]:
    return LexborHTMLParser(path.read_text("utf-8")).css("*")


def _addresses(name: str, value: str) -> Iterator[str]:
    """The addresses of an attribute, of which `srcset` holds several."""
    if name == "srcset":
        yield from (one.split()[0] for one in value.split(",") if one.strip())
    elif value:
        yield value


def _script(text: str) -> Iterator[str]:
    """Other hosts that a script names outside its comments."""
    for found in _ADDRESS.finditer(_SCRIPT_COMMENT.sub("", text)):
        if found["host"].lower() not in _NAMESPACES:
            yield f"a script names {found['host']}"
