"""Names and places that are known, found whole in folded texts by Aho-Corasick."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

import polars as pl

from inspector.marks.candidates import LONGEST, MOST
from inspector.marks.folded_text import folded, folded_texts
from inspector.marks.mark import Certainty, Kind, Mark

MOST_NAMES = 200_000
"""Names that are looked for."""
_LEAST = 5
"""Letters of a name, the space between its words among them."""
_EDGES = ' ,;.!?()[]{}"“”«»*|/\\<>'


class WholeWords:
    """Finds some folded words where they stand between borders of words."""

    def __init__(self, wanted: Mapping[str, tuple[tuple[Kind, str, Certainty], ...]]) -> None:
        """`wanted`: by folded words which marks they make: kind, rule, certainty."""
        self._wanted = wanted
        self._patterns = pl.Series(list(wanted), dtype=pl.String)

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Mark]]:
        """Rows and their marks."""
        if not self._wanted:
            return
        patterns = self._patterns.implode()
        holds = folded_texts(texts).str.contains_any(patterns)
        for row in holds.arg_true():
            for mark in islice(self._in(texts[row]), MOST):
                yield row, mark

    def _in(self, text: str) -> Iterator[Mark]:
        there = folded(text)
        one = pl.Series([there.text])
        patterns = self._patterns.implode()
        words = one.str.extract_many(patterns, overlapping=True)[0]
        starts = one.str.find_many(patterns, overlapping=True)[0]
        encoded = there.text.encode()
        at = letters = 0
        for begin, word in sorted(zip(starts, words, strict=True)):
            letters += len(encoded[at:begin].decode())
            at = begin
            end = letters + len(word)
            if _is_border(there.text, letters) and _is_border(there.text, end):
                start = there.place(letters)
                length = there.place(end) - start
                for kind, rule, certainty in self._wanted[word]:
                    yield Mark(kind, start, length, rule, certainty)


def _is_border(text: str, at: int) -> bool:
    """Whether no word goes on across a place."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def name_words(
    names: Iterable[str], common: Collection[str], own: Iterable[str] = ()
) -> list[str]:  # fmt: skip
    """Names as they are looked for: folded, whole, each once; `own`: the member's are left out.

    A single name is none; a name of common words only is none to a reader.
    """
    mine = {_folded_name(one) for one in own}
    found = dict.fromkeys(map(_folded_name, names))
    return list(
        islice((one for one in found if one not in mine and _is_whole(one, common)), MOST_NAMES)
    )


def _folded_name(name: str) -> str:
    """Without what follows a comma: titles, not names."""
    words = (word.strip(_EDGES) for word in folded(name.split(",")[0]).text.split(" "))
    return " ".join(word for word in words if any(map(str.isalnum, word)))


def _is_whole(name: str, common: Collection[str]) -> bool:
    words = name.split(" ")
    return (
        len([word for word in words if len(word) > 1]) > 1
        and _LEAST <= len(name) <= LONGEST
        and not all(word in common for word in words)
        and not any(map(str.isdigit, name))
    )
