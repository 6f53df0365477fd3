"""Texts folded as the search folds them, and the way back to the places in the text itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from inspector.reading.text.regex import WHITE
from inspector.session.folding import fold

_SPACES = re.compile(f"[{WHITE}]+")
_RUN = re.compile(f"[{WHITE}]{{2}}")
_MANY = f"[{WHITE}]{{2,}}|[{WHITE}&&[^ ]]"
_SPACED = f"[{WHITE}][{WHITE}]|[{WHITE}&&[^ ]]"
"""White space that is not one space."""
_ALIKE = {ord(one): "'" for one in "\u2018\u2019\u02bc\uff07"} | {
    ord(one): "-" for one in "\u2010\u2011\u2012\u2013\u2212"
}
"""Apostrophes and hyphens that are written for one another."""
_COMMON = (*range(0x80, 0x590), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070))
"""Letters and signs of which most texts consist that are not ASCII alone."""


class _Folds(dict[int, str]):
    """By code point what a letter folds to."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        found = self[code] = " " if _SPACES.fullmatch(char) else fold(char.translate(_ALIKE))
        return found


_FOLDS = _Folds()
_BLANKS = str.maketrans({char: " " for char in map(chr, range(128)) if _SPACES.fullmatch(char)})


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
    if text.isascii() and not _RUN.search(text):
        return FoldedText(text.lower().translate(_BLANKS), [0], [0])
    odd = sorted(char for char in set(text) if len(_FOLDS[ord(char)]) != 1)
    if not odd and not _RUN.search(text):
        return FoldedText(text.translate(_FOLDS), [0], [0])
    parts: list[str] = []
    at = length = 0
    starts, places = [0], [0]
    for found in _odd("".join(odd)).finditer(text):
        run = text[at : found.start()].translate(_FOLDS)
        plain = " " if len(found[0]) > 1 else _FOLDS[ord(found[0])]
        parts += (run, plain)
        length += len(run) + len(plain)
        at = found.end()
        starts.append(length)
        places.append(at)
    parts.append(text[at:].translate(_FOLDS))
    return FoldedText("".join(parts), starts, places)


def cased(text: str) -> str:
    """A text folded, but for its capitals, as `folded_texts` has it."""
    folds = ((char, _FOLDS[ord(char)]) for char in text)
    return "".join(fold.capitalize() if char.isupper() else fold for char, fold in folds)


@lru_cache(maxsize=256)
def _odd(chars: str) -> re.Pattern[str]:
    """Where a text does not fold letter by letter."""
    return re.compile(f"[{WHITE}]{{2,}}" + (f"|[{re.escape(chars)}]" if chars else ""))


def folded_texts(texts: pl.Series) -> pl.Series:
    """The same texts by Polars, without the way back, to see which are worth it.

    Capitals stay, as those of ASCII.
    """
    plain = texts
    for is_odd, fold_all in (
        (_is_lettered, lambda some: some.str.replace_many(_common())),
        (_is_lettered, _decomposed),
        (_is_spaced, lambda some: some.str.replace_all(_MANY, " ")),
    ):
        rows = is_odd(plain).arg_true()
        if len(rows) == len(plain):
            plain = fold_all(plain)
        elif len(rows):
            plain = plain.clone().scatter(rows, fold_all(plain.gather(rows)))
    return plain


def _is_lettered(texts: pl.Series) -> pl.Series:
    """Which are not ASCII."""
    return texts.str.len_bytes() != texts.str.len_chars()


def _is_spaced(texts: pl.Series) -> pl.Series:
    return texts.str.contains(_SPACED)


def _decomposed(texts: pl.Series) -> pl.Series:
    """With letters of any kind folded."""
    apart = texts.str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    return apart.str.replace_many(_common())


@lru_cache(maxsize=1)
def _common() -> dict[str, str]:
    """What common letters and signs fold to, and the rarer ones that decomposition leaves."""
    rare = (0xFEFF, *range(0x1D00, 0x1E00), *range(0xA720, 0xA800), *range(0x1F150, 0x1F18A))
    folds = {char: _FOLDS[ord(char)] for char in map(chr, (*_COMMON, *rare))}
    return {
        char: fold.capitalize() if char.isupper() and fold.isascii() else fold
        for char, fold in folds.items()
        if fold != char and not _SPACES.fullmatch(char)
    }
