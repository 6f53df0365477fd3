"""Text from an export made fit for a terminal: shown, never obeyed."""

from __future__ import annotations

import re

from inspector.reading.text.combining import thinned

REPLACEMENT = "\ufffd"

_DANGEROUS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, ESC and the C1 set
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks and overrides
    "\u2028\u2029\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_INVISIBLE = re.compile("[\u200b\u2060-\u2064\ufeff\u00ad\u180e]")
_SPACE = re.compile(r"[\t\n\r]+")


def line(text: str) -> str:
    """One line: controls and direction marks replaced, breaks as spaces, floods thinned."""
    text = _INVISIBLE.sub("", _SPACE.sub(" ", text))
    return thinned(_DANGEROUS.sub(REPLACEMENT, text))


def without_controls(text: str) -> str:
    """A text as it is, line by line, but for controls and direction marks, which are replaced."""
    return _DANGEROUS.sub(REPLACEMENT, text)
