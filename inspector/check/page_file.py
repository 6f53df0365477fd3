"""A file that a member saved of a page, told by its first bytes and read under limits."""

from __future__ import annotations

import codecs
import re
import stat
from collections.abc import Iterable
from pathlib import Path

from inspector.check import html_page, pdf_page, text_page, web_archive
from inspector.check.page import MOST_BLOCKS, MOST_CHARACTERS, Block, Page
from inspector.errors import LimitError, NotAnExportError, UsageError, is_web_address, reason, shown
from inspector.language import mark, say
from inspector.reading.text.encoding import Decoder

LARGEST = 32 << 20
"""Bytes of a file."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|main|article)[\s>]", re.I)
_SUFFIXES = (".htm", ".html", ".xhtml")
_OTHERS = {
    b"bplist": mark("a Safari web archive"),
    b"PK\x03\x04": mark("a ZIP or a document of an office program"),
    b"\xd0\xcf\x11\xe0": mark("a document of an office program"),
    b"{\\rtf": mark("a rich text document"),
    b"\x89PNG": mark("a picture"),
    b"\xff\xd8\xff": mark("a picture"),
}
"""How files begin that people save instead."""
OTHER = mark(
    "{file} is {kind}, which is not read; save the page as HTML (in Safari: Page Source), or copy "
    "its text into a plain text file"
)
EMPTY = mark(
    "{file} holds no text that a reader would see; let the page load, then save it again, or copy "
    "its text into a file"
)
TOO_MUCH = mark(
    "{file} holds more than a million letters or a hundred thousand lines; save LinkedIn's page "
    "alone"
)
TOO_LARGE = mark(
    "{file} is larger than {n} MiB; save the page as HTML alone, or copy its text into a file"
)
TOO_NESTED = mark(
    "{file} is nested or written in such a way that reading it could take very long; copy the "
    "page's text into a file and give that"
)


def read(path: Path) -> Page:
    """The page in a file.

    Raises `UsageError` for a path that cannot be read, `NotAnExportError` for what is no page,
    `LimitError` for too large a one; each says what to do instead.
    """
    name, content = shown(path), _content(path)
    found = list(_blocks(content, path, name))
    if len(found) > MOST_BLOCKS or sum(len(block.text) for block in found) > MOST_CHARACTERS:
        raise LimitError(say(TOO_MUCH).format(file=name))
    page = Page(found)
    if not page.text:
        raise NotAnExportError(say(EMPTY).format(file=name))
    return page


def _content(path: Path) -> bytes:
    name = shown(path)
    if is_web_address(path):
        raise UsageError(
            say(
                "nothing is downloaded: open the page in your browser, save it, then give the "
                "path of the file"
            )
        )
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UsageError(
                say("{file} is no ordinary file; give the page that you saved").format(file=name)
            )
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as fault:
        told = say("{file} cannot be read ({why}); give the path of the page that you saved")
        raise UsageError(told.format(file=name, why=reason(fault))) from fault
    if len(content) > LARGEST:
        raise LimitError(say(TOO_LARGE).format(file=name, n=LARGEST >> 20))
    return content


def _blocks(content: bytes, path: Path, name: str) -> Iterable[Block]:
    for start, kind in _OTHERS.items():
        if content.startswith(start):
            raise NotAnExportError(say(OTHER).format(file=name, kind=say(kind)))
    if content.startswith(b"%PDF-"):
        return text_page.blocks(pdf_page.text(content, name))
    if web_archive.is_one(content):
        pages = web_archive.pages(content)
        found = html_page.blocks(_decoded(*one) for one in pages) if pages is not None else None
    elif path.suffix.lower() in _SUFFIXES or _HTML.search(content[:8192]):
        found = html_page.blocks([_decoded(content)])
    else:
        return text_page.blocks(_decoded(content))
    if found is None:
        raise LimitError(say(TOO_NESTED).format(file=name))
    return found


def _decoded(content: bytes, told: str | None = None) -> str:
    """Text by the encoding that is told, where there is such a one, else by its bytes."""
    if told is not None:
        try:
            return content.decode(codecs.lookup(told).name, "replace")
        except (LookupError, UnicodeError, ValueError):
            pass
    return b"".join(Decoder().decode(iter([content]))).decode()
