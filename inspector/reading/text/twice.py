"""Text that was encoded as UTF-8 twice: `Iâ€™m` for `I’m` (docs/format.md, spreadsheets).

Bytes of UTF-8 that were taken for Windows-1252, or Latin-1, and encoded again.
"""

from __future__ import annotations

import re

_SIGN = re.compile(
    rb"\xc3[\x82\x83\xa2](?:\xc2[\x80-\xbf]|[\xc5\xc6\xcb][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf])"
)
"""How `Â`, `Ã` and `â` look then, as bytes: what most letters and quotes begin with."""
_OF_1252 = {
    ord(bytes([code]).decode("cp1252")): code
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""Bytes that Windows-1252 has as other characters than Latin-1."""


def may_be_twice(text: bytes) -> bool:
    """Whether bytes of UTF-8 have a sign of it; cheap."""
    return b"\xc3" in text and _SIGN.search(text) is not None


def decoded(text: str) -> str | None:
    """The text as it was before it was encoded once more; None where it cannot have been."""
    if text.isascii():
        return None
    try:
        return text.translate(_OF_1252).encode("latin-1").decode("utf-8")
    except ValueError:
        return None
