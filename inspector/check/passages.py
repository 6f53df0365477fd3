"""Words of a page that come near a clause, and what differs between the two."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from inspector.check.letters import Span, readable, squeezed, word
from inspector.check.page import Page
from inspector.diff.text_diff import ALIKE, QuotePart

COMMON = 500
"""Sentences from which a word tells nothing of the place: it is not looked up."""
LOOKED_AT = 3
"""Places of a page of which the likeness to a clause is worked out."""
MOST_TOGETHER = 60
"""Words of a sentence from which the next ones count as another."""
LONGEST = 400
"""Words of a clause that are compared each with each; of a longer one, both ends only."""
_WORD = re.compile(r"\S+")
_OUTSIDE = 0.5
"""What a word that the clause lacks counts against one that it has."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place of a page in words near those of a clause."""

    span: Span
    words_shared: int
    likeness: float
    """Share of words in common, of the words of both."""
    clause_pieces: tuple[QuotePart, ...]
    page_pieces: tuple[QuotePart, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    plain: str
    sentence: int


class Passages:
    """The words of a page, made to be looked up when a clause is first sought among them."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def _words(self) -> list[_Word]:
        found: list[_Word] = []
        text = self._page.text
        number = -1
        for _, span in self._page.sentences():
            for count, one in enumerate(_WORD.finditer(text, *span)):
                number += count % MOST_TOGETHER == 0
                found.append(_Word(Span(*one.span()), word(one[0]), number))
        return found

    @cached_property
    def _starts(self) -> list[int]:
        """The first word of each sentence, and behind them the number of words."""
        starts: list[int] = []
        for at, one in enumerate(self._words):
            if one.sentence == len(starts):
                starts.append(at)
        return [*starts, len(self._words)]

    @cached_property
    def _sentences(self) -> dict[str, list[int]]:
        """The sentences that have a word, each once."""
        found: dict[str, list[int]] = {}
        for one in self._words:
            among = found.setdefault(one.plain, [])
            if not among or among[-1] != one.sentence:
                among.append(one.sentence)
        return found

    def nearest(self, quote: str) -> Passage | None:
        """The passage that comes nearest to a quotation; None where none comes near."""
        said = readable(quote).split()
        plain = list(map(word, said))
        shared: Counter[int] = Counter()
        for one in set(plain):
            among = self._sentences.get(one, ())
            if len(among) <= COMMON:
                shared.update(among)
        likeliest = sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:LOOKED_AT]
        found = (
            self._held_against(said, plain, *stretch)
            for sentence, _ in likeliest
            for stretch in self._around(sentence, len(plain))
        )
        near = [one for one in found if one is not None]
        return max(near, key=lambda one: one.likeness, default=None)

    def _held_against(
        self, said: list[str], plain: list[str], start: int, end: int
    ) -> Passage | None:
        matched = _matched(plain, [one.plain for one in self._words[start:end]])
        if not matched:
            return None
        first, last = _densest(matched, end - start)
        kept = [(i, j) for i, j in matched if first <= j < last]
        shared = len(kept)
        # Words that took the place of the clause's first and last ones, in the same sentence.
        sentence_of = [one.sentence for one in self._words[start:end]]
        for _ in range(kept[0][0]):
            if first and sentence_of[first - 1] == sentence_of[first]:
                first -= 1
        for _ in range(len(plain) - 1 - kept[-1][0]):
            if last < end - start and sentence_of[last] == sentence_of[last - 1]:
                last += 1
        likeness = 2 * shared / (len(plain) + last - first)
        if likeness < ALIKE:
            return None
        words = self._words[start + first : start + last]
        span = Span(words[0].span.start, words[-1].span.end)
        return Passage(span, shared, likeness, *_pieces(said, self._page.said(span).split()))

    def _around(self, sentence: int, length: int) -> list[tuple[int, int]]:
        """From which words of the page to which: a sentence, and with what stands around it."""
        start, end = self._starts[sentence], self._starts[sentence + 1]
        room = length + 20
        return [(start, end), (max(start - room, 0), min(end + room, len(self._words)))]


def _matched(clause: list[str], page: list[str]) -> list[tuple[int, int]]:
    """Pairs of places at which the same words stand, both in order."""
    return [
        (block.a + n, block.b + n) for block in _blocks(clause, page) for n in range(block.size)
    ]


def _blocks(clause: list[str], page: list[str]) -> list[difflib.Match]:
    if len(clause) <= LONGEST:
        return difflib.SequenceMatcher(None, clause, page, False).get_matching_blocks()
    start = _alike(clause, page)
    least = min(len(clause), len(page)) - start
    end = min(_alike(clause[::-1], page[::-1]), least)
    return [
        difflib.Match(0, 0, start),
        difflib.Match(len(clause) - end, len(page) - end, end),
    ]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words are the same from the start on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _densest(matched: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """The stretch of a page that has most words of the clause and fewest others."""
    hits = {j for _, j in matched}
    best, found, value, start = 0.0, (matched[0][1], matched[0][1] + 1), 0.0, 0
    for at in range(length):
        if value <= 0:
            value, start = 0.0, at
        value += 1 if at in hits else -_OUTSIDE
        if value > best:
            best, found = value, (start, at + 1)
    return found


def _pieces(
    said: list[str], found: list[str]
) -> tuple[tuple[QuotePart, ...], tuple[QuotePart, ...]]:
    """Clause and passage, cut into what both have and what only one has."""
    letters: Callable[[str], str] = squeezed
    blocks = _blocks(list(map(letters, said)), list(map(letters, found)))
    clause: list[QuotePart] = []
    page: list[QuotePart] = []
    at = to = 0
    for block in blocks:
        for pieces, words in ((clause, said[at : block.a]), (page, found[to : block.b])):
            if words:
                pieces.append(QuotePart(" ".join(words), differs=True))
        at, to = block.a + block.size, block.b + block.size
        if block.size:
            same = said[block.a : at], found[block.b : to]
            for pieces, words in zip((clause, page), same, strict=True):
                pieces.append(QuotePart(" ".join(words), differs=False))
    for pieces, words in ((clause, said[at:]), (page, found[to:])):
        if words:
            pieces.append(QuotePart(" ".join(words), differs=True))
    return tuple(clause), tuple(page)
