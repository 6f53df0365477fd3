"""Which policy texts a page is, how their clauses stand on it, and what stands beside these.

A page is a text where enough of its clauses stand on it; of the editions of a text, the one of
which all stand goes first, then that of which most words do, then the latest. Nothing else is
believed: not the page's title, not its address, not what it says of itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.check import page_file
from inspector.check.clause_check import Checker, TextCheck
from inspector.check.letters import Cover, Span
from inspector.check.page import Page
from inspector.errors import shown
from inspector.knowledge import languages
from inspector.knowledge.languages import WrittenLanguage
from inspector.knowledge.policy import Policies, Policy

MOST_NEAR = 200
"""Sentences near clauses that are named; the rest is counted."""
LONGEST_NEAR = 1000
"""Letters of one of them."""
_ANCHORS = ("includes", "excludes", "status")
"""Clauses that speak of training: what stands beside others speaks of something else."""
_WORDS = re.compile(r"[^\W\d_]+")
TOLD_BY = 20_000
"""Words of a page by which its language is told."""


@dataclass(frozen=True, slots=True)
class EditionCheck:
    """A text that a page is, or comes near, with what is known of its other editions."""

    held: TextCheck
    alike: tuple[Policy, ...]
    """Other editions of which every clause stands on the page, too."""
    later: TextCheck | None
    """The latest edition, where that is another one and not all of it stands."""

    @property
    def differs(self) -> bool:
        """Whether a clause of this edition or the latest does not stand word for word."""
        return not self.held.is_whole or self.later is not None


@dataclass(frozen=True, slots=True)
class PageCheck:
    """A page held against the texts."""

    name: str
    """The file's name, fit to be shown."""
    language: WrittenLanguage | None
    is_asked: bool
    """Whether the member said which text the page is."""
    texts: tuple[EditionCheck, ...]
    """Those that the page is; none: it is none that is known."""
    in_language: bool
    """Whether any clause is quoted in the page's language, where that is known."""
    closest: TextCheck | None
    """Where it is none: the text of which most words stand on it, if any do."""
    near: tuple[str, ...]
    """What stands in the same lists and rows, and no clause quotes."""
    near_left_out: int
    """How many more of these there are than are named."""
    has_lists: bool
    """Whether the file tells what is in the same list or row as the clauses are."""

    @property
    def differs(self) -> bool:
        """Whether anything is not as it is quoted here, or the page is no text that is."""
        return not self.texts or any(one.differs for one in self.texts)


def check(path: Path, policies: Policies, asked: Policy | None = None) -> PageCheck:
    """A saved page held against every text, or the one asked for; raises `InspectError`."""
    return check_page(page_file.read(path), shown(path), policies, asked)


def check_page(page: Page, name: str, policies: Policies, asked: Policy | None) -> PageCheck:
    """The same of a page that has been read."""
    told = languages.tell(_plain_words(page))
    checker = Checker(page, told.code if told is not None else None)
    every = [checker.check(text) for text in policies.texts.values()]
    if asked is not None:
        held = next(one for one in every if one.text.id == asked.id)
        found: tuple[EditionCheck, ...] = (EditionCheck(held, (), None),)
    else:
        found = tuple(_recognised(every))
    near, left_out, has_lists = _near(page, [one.held for one in found], every)
    closest = max(every, key=lambda one: (one.words, one.text.start)) if not found else None
    quoted = {clause.language for text in policies.texts.values() for clause in text.clauses}
    return PageCheck(
        name, told, asked is not None, found, told is None or told.code in quoted,
        closest if closest is not None and closest.words else None, near, left_out, has_lists,
    )  # fmt: skip


def _plain_words(page: Page) -> Iterator[str]:
    """Words from the whole of a page, in small letters."""
    step = max(len(page.blocks) * len(page.text) // max(len(page.text), 1) // TOLD_BY, 1)
    for block in page.blocks[::step]:
        yield from map(str.lower, _WORDS.findall(block.text))


# Which texts


def _recognised(every: Sequence[TextCheck]) -> Iterator[EditionCheck]:
    families: dict[tuple[str, ...], list[TextCheck]] = {}
    for one in every:
        text = one.text
        families.setdefault((text.label, text.recipient, text.voice), []).append(one)
    best = [(max(editions, key=_nearness), editions) for editions in families.values()]
    for held, editions in sorted(best, key=lambda one: (-one[0].words, one[0].text.id)):
        if held.is_recognised:
            latest = max(editions, key=lambda one: (one.text.start, one.text.id))
            alike = (one.text for one in editions if one is not held and one.is_whole)
            is_behind = latest is not held and not latest.is_whole
            yield EditionCheck(held, tuple(alike), latest if is_behind else None)


def _nearness(one: TextCheck) -> tuple[object, ...]:
    return (one.is_whole, one.words, one.text.start, one.text.id)


# What stands beside them


def _near(
    page: Page, held: Sequence[TextCheck], every: Sequence[TextCheck]
) -> tuple[tuple[str, ...], int, bool]:
    """What no clause quotes in the lists and rows of clauses that speak of training.

    How many more there are, and whether the page has such lists or rows at all.
    """
    places = _places(page, held)
    ids = {text.text.id for text in held}
    spans = [
        span
        for text in every
        for one in text.clauses
        if one.standing == "verbatim" or text.text.id in ids
        for span in one.spans
    ]
    cover = Cover(spans)
    said: dict[str, None] = {}
    for block, span in page.sentences():
        if not places.isdisjoint(block.places) and _is_unquoted(page, span, cover):
            said.setdefault(page.said(span)[:LONGEST_NEAR])
    return tuple(said)[:MOST_NEAR], max(len(said) - MOST_NEAR, 0), bool(places)


def _places(page: Page, held: Sequence[TextCheck]) -> set[int]:
    """The lists and the rows of clauses that speak of training.

    Where the same words stand in several, those in which most of such clauses stand together.
    """
    anchors: list[set[int]] = []
    for text in held:
        for one in text.standing("verbatim"):
            if one.clause.kind in _ANCHORS:
                touched = (block for span in one.spans for block in page.touched(span))
                anchors.append({place for block in touched for place in block.places})
    together = Counter(place for places in anchors for place in places)
    return {
        place
        for places in anchors
        for place in places
        if together[place] == max(together[other] for other in places)
    }


def _is_unquoted(page: Page, sentence: Span, cover: Cover) -> bool:
    """Whether a word of a sentence stands in no clause."""
    start = sentence.start
    return any(
        not cover.holds(Span(start + word.start(), start + word.end()))
        for word in _WORDS.finditer(page.text[sentence.start : sentence.end])
    )
