"""Combining marks, of which text made to be costly heaps very many on one letter."""

from __future__ import annotations

import unicodedata

MOST_MARKS = 4
"""In a row that are kept."""


def thinned(text: str) -> str:
    """A text with no more marks on a letter than are kept."""
    if text.isascii():
        return text
    kept, run = [], 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MOST_MARKS:
            kept.append(char)
    return "".join(kept)
