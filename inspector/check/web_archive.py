"""A page that a browser saved in one file (MHTML): the HTML in it."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

MOST_LINES = 1_000_000
MOST_NESTED = 5
"""Parts that hold parts: a browser writes one."""
MOST_PAGES = 20
"""Frames of a page that are read."""
MOST_PARTS = 10_000
LONGEST_TYPE = 4096
"""Bytes of what a part says that it is."""
_TYPE = re.compile(rb"^content-type:[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)
_HEAD = 8192
_MULTIPART = re.compile(rb"content-type:\s{0,20}multipart/", re.I)
_MIME = re.compile(rb"^(?:mime-version:|content-type:\s{0,20}multipart/)", re.I | re.M)


def is_one(content: bytes) -> bool:
    """Whether a file begins as one."""
    head = content[:_HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return b"<html" not in head.lower() and _MIME.search(head) is not None


def pages(content: bytes) -> list[tuple[bytes, str | None]] | None:
    """The HTML of the page and its frames, each with the encoding that is told.

    None where the file is too long or nested to be taken apart.
    """
    if (
        content.count(b"\n") > MOST_LINES
        or content.count(b"\n--") > MOST_PARTS
        or len(_MULTIPART.findall(content)) > MOST_NESTED
        or any(len(one[0]) > LONGEST_TYPE for one in _TYPE.finditer(content))
    ):
        return None
    try:
        found = [_page(part) for part in message_from_bytes(content).walk() if _is_page(part)]
    except (RecursionError, ValueError, LookupError):
        return None
    return found[:MOST_PAGES]


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")


def _page(part: Message) -> tuple[bytes, str | None]:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content, part.get_content_charset()
