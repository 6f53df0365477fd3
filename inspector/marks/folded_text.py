"""Texts folded as the search folds them, and the way back to the places in the text itself."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from inspector.reading.text.regex import WHITE
from inspector.session.folding import fold

_SPECIAL = re.compile(f"[{WHITE}]+|[^\x00-\x7f]")
_SPACED = f"[{WHITE}][{WHITE}]|[{WHITE}&&[^ ]]"
"""White space that is not one space."""
_ALIKE = {ord(one): "'" for one in "\u2018\u2019\u02bc\uff07"} | {
    ord(one): "-" for one in "\u2010\u2011\u2012\u2013\u2212"
}
"""Apostrophes and hyphens that are written for one another."""


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    return fold(char.translate(_ALIKE))


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text, one space for all white space that stands together."""

    text: str
    _folded: list[int]
    """Places from which on the folded text runs letter by letter with the text itself."""
    _places: list[int]
    """The same places in the text itself."""

    def place(self, folded: int) -> int:
        """Where a place of the folded text is in the text itself; in a sign, the end of it."""
        at = bisect_right(self._folded, folded) - 1
        place = self._places[at] + folded - self._folded[at]
        return min(place, self._places[at + 1]) if at + 1 < len(self._places) else place


def folded(text: str) -> FoldedText:
    """Fold a text letter by letter."""
    parts: list[str] = []
    at = length = 0
    starts, places = [0], [0]
    for found in _SPECIAL.finditer(text):
        run = text[at : found.start()].lower()
        plain = " " if found[0].isspace() else _fold_char(found[0])
        parts += (run, plain)
        length += len(run) + len(plain)
        at = found.end()
        if len(plain) != len(found[0]):
            starts.append(length)
            places.append(at)
    parts.append(text[at:].lower())
    return FoldedText("".join(parts), starts, places)


def folded_texts(texts: pl.Series) -> pl.Series:
    """The same texts by Polars, without the way back, to see which are worth it."""
    plain = texts.str.to_lowercase()
    lettered = (plain.str.len_bytes() != plain.str.len_chars()).arg_true()
    if len(lettered):
        apart = plain.gather(lettered).str.normalize("NFKD").str.replace_all(r"\p{M}", "")
        signs = apart.str.to_lowercase().str.replace_many(_signs())
        plain = plain.clone().scatter(lettered, signs)
    spaced = plain.str.contains(_SPACED).arg_true()
    if len(spaced):
        single = plain.gather(spaced).str.replace_all(f"[{WHITE}]+", " ")
        plain = plain.clone().scatter(spaced, single)
    return plain


@lru_cache(maxsize=1)
def _signs() -> dict[str, str]:
    """Letters and signs that decomposition leaves as they are, and what they fold to."""
    codes = (
        *range(0x80, 0x590), *range(0x1D00, 0x1E00), *range(0x2000, 0x2070), 0xFEFF,
        *range(0xA720, 0xA800), *range(0x1F150, 0x1F18A),
    )  # fmt: skip
    return {
        char: _fold_char(char)
        for char in map(chr, codes)
        if unicodedata.normalize("NFKD", char) == char == char.lower()
        and unicodedata.category(char)[0] not in "MZ"
        and _fold_char(char) != char
    }
