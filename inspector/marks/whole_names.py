"""Names and account data that are known, found whole in folded texts by Aho-Corasick."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import NamedTuple

import polars as pl

from inspector.marks.candidates import LONGEST, MOST
from inspector.marks.folded_text import FoldedText, cased, folded
from inspector.marks.mark import Certainty, Kind, Mark

MOST_NAMES = 200_000
"""Names that are looked for."""
MOST_WORDS = 6
"""Words of a name."""
_LEAST = 5
"""Letters of a name, the space between its words among them."""
_LONGEST_WRITTEN = 4 * LONGEST
"""Letters of a name with what follows it: titles, signs."""
_EDGES = ' ,;.!?()[]{}"“”«»*|/\\<>'
_BETWEEN = r"[^\p{L}\p{N}]+"
"""What borders words."""
_TOGETHER = 5_000
"""Texts that are looked through at once."""


class Place(NamedTuple):
    """Where some words stand in a text, as it is and folded."""

    text: str
    folded: FoldedText
    start: int
    """Of the folded text, as the end."""
    end: int

    @property
    def words(self) -> str:
        """As the text has them."""
        return self.text[self.folded.place(self.start) : self.folded.place(self.end)]


Judge = Callable[[Place], Place | None]
"""Tells the place of a mark, where some words make one."""


class Wanted(NamedTuple):
    """A mark that some words make."""

    kind: Kind
    rule: str
    certainty: Certainty
    judge: Judge = lambda place: place
    as_written: tuple[str, ...] = ()
    """Ways of writing, with capitals, one of which a text has; none: it may have any."""


class WholeWords:
    """Finds some folded words where they stand between borders of words."""

    def __init__(self, wanted: Mapping[str, Sequence[Wanted]]) -> None:
        """`wanted`: by folded words which marks they make."""
        self._wanted = wanted
        self._patterns = pl.Series(list(wanted), dtype=pl.String)
        self._folded = pl.Series([one for one in wanted if not _ways(wanted[one])], dtype=pl.String)
        ways = dict.fromkeys(way for every in wanted.values() for way in _ways(every))
        self._written = pl.Series(list(ways), dtype=pl.String)
        self._apart = _apart(self._patterns)
        self._are_words = all(one[:1].isalnum() and one[-1:].isalnum() for one in wanted)

    @property
    def is_looked_for(self) -> bool:
        """Whether there are any words."""
        return bool(self._wanted)

    def find(
        self, texts: pl.Series, plain: pl.Series, go_on: Callable[[], None]
    ) -> Iterator[tuple[int, Mark]]:
        """Rows and their marks; `plain`: the texts by `folded_texts`.

        `go_on` is asked again and again; what it raises ends the search.
        """
        patterns = self._patterns.implode()
        rows = self._rows(plain)
        for first in range(0, len(rows), _TOGETHER):
            go_on()
            some = rows[first : first + _TOGETHER]
            whole = texts.gather(some).to_list()
            there = [folded(text) for text in whole]
            folds = pl.Series([one.text for one in there], dtype=pl.String)
            starts = folds.str.find_many(patterns, overlapping=True)
            words = folds.str.extract_many(patterns, overlapping=True)
            for at, row in enumerate(some):
                hits = _by_letters(there[at].text, starts[at], words[at])
                places = (Place(whole[at], there[at], begin, end) for begin, end in hits)
                for mark in islice(self._marks(places), MOST):
                    yield row, mark

    def _rows(self, plain: pl.Series) -> pl.Series:
        """Of texts that may hold any: by their letters, then by whole words, which takes longer."""
        holds = pl.repeat(False, len(plain), dtype=pl.Boolean, eager=True)
        if len(self._folded):
            holds |= plain.str.contains_any(self._folded.implode(), ascii_case_insensitive=True)
        if len(self._written):
            holds |= plain.str.contains_any(self._written.implode())
        rows = holds.arg_true()
        if not self._are_words or not len(rows):
            return rows
        apart = _apart(plain.gather(rows))
        return rows.filter(
            apart.str.contains_any(self._apart.implode(), ascii_case_insensitive=True)
        )

    def _marks(self, places: Iterable[Place]) -> Iterator[Mark]:
        for place in places:
            for one in self._wanted[place.folded.text[place.start : place.end]]:
                judged = one.judge(place)
                if judged is not None:
                    start = judged.folded.place(judged.start)
                    length = judged.folded.place(judged.end) - start
                    yield Mark(one.kind, start, length, one.rule, one.certainty)


def _apart(texts: pl.Series) -> pl.Series:
    """Words between single spaces, whatever stands between them, also first and last."""
    return " " + texts.str.replace_all(_BETWEEN, " ") + " "


def _ways(every: Sequence[Wanted]) -> tuple[str, ...]:
    """Of writing one of which a text has; none where any will do."""
    return every[0].as_written if len(every) == 1 else ()


def _by_letters(text: str, starts: pl.Series, words: pl.Series) -> Iterator[tuple[int, int]]:
    """Where hits that begin at some bytes begin and end, in letters, between borders of words."""
    encoded = b"" if text.isascii() else text.encode()
    at = letters = 0
    for begin, word in sorted(zip(starts, words, strict=True)):
        letters += len(encoded[at:begin].decode()) if encoded else begin - at
        at = begin
        if _is_border(text, letters) and _is_border(text, letters + len(word)):
            yield letters, letters + len(word)


def _is_border(text: str, at: int) -> bool:
    """Whether no word goes on across a place."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def names(
    found: Iterable[str], common: AbstractSet[str], own: Iterable[str] = ()
) -> dict[str, tuple[Wanted, ...]]:  # fmt: skip
    """Names as they are looked for: folded, whole, each once; `own`: the member's are left out.

    A single name is none, and a name of common words only is none to a reader. One that begins or
    ends with such a word, or has no capital though its letters have some, may be plain words; it is
    a name where a text writes it with capitals.
    """
    mine = {_folded_name(one) for one in own}
    wanted: dict[str, tuple[Wanted, ...]] = {}
    short = (name for name in found if len(name) <= _LONGEST_WRITTEN)
    as_written = {one: name for name in short if (one := _folded_name(name))}
    whole = (one for one in as_written if one not in mine and _is_whole(one, common))
    for name in islice(whole, MOST_NAMES):
        words = name.split(" ")
        may_be_words = {words[0], words[-1]} & common or as_written[name].islower()
        for one in _written(name):
            if may_be_words:
                own_way = () if as_written[name].islower() else (cased(as_written[name]),)
                ways = capitals(one, *own_way)
                found_as = Wanted("name", "name.whole", "likely", _capital_name, ways)
            else:
                found_as = Wanted("name", "name.whole", "likely", _whole_name)
            wanted[one] = (found_as,)
    return wanted


def capitals(name: str, *others: str) -> tuple[str, ...]:
    """Ways of writing a folded name whose first and last word begin with capitals, and others."""
    words = name.split(" ")
    words[0], words[-1] = words[0].capitalize(), words[-1].capitalize()
    upper = name.upper()
    of_signs = upper.replace("AE", "Ae").replace("OE", "Oe").replace("SS", "Ss")
    return tuple(dict.fromkeys((" ".join(words), name.title(), upper, of_signs, *others)))


def _folded_name(name: str) -> str:
    """Without what follows a comma: titles, not names."""
    words = (word.strip(_EDGES) for word in folded(name.split(",")[0]).text.split(" "))
    return " ".join(word for word in words if any(map(str.isalnum, word)))


def _written(name: str) -> set[str]:
    """With hyphens or without, as a first name of two is written."""
    first, *rest = name.split(" ")
    joined = {f"{first}-{' '.join(rest)}"} if len(rest) > 1 else set()
    return {name, name.replace("-", " "), *joined}


def _is_whole(name: str, common: AbstractSet[str]) -> bool:
    words = name.split(" ")
    return (
        len(words) <= MOST_WORDS
        and len([word for word in words if len(word) > 1]) > 1
        and _LEAST <= len(name) <= LONGEST
        and not all(word in common for word in words)
        and not any(map(str.isdigit, name))
    )


def _whole_name(place: Place) -> Place | None:
    """A name that is not a part of a longer one with a hyphen."""
    text, start, end = place.folded.text, place.start, place.end
    goes_on = text[end : end + 1] == "-" and text[end + 1 : end + 2].isalnum()
    comes_from = text[start - 1 : start] == "-" and text[max(start - 2, 0) : start - 1].isalnum()
    return None if goes_on or comes_from else place


def _capital_name(place: Place) -> Place | None:
    """The same, whose first and last word begin with capitals, where the letters have any."""
    words = place.words.split()
    is_small = any(word[:1].islower() for word in (words[0], words[-1]))
    return None if is_small else _whole_name(place)
