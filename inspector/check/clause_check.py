"""How each clause of a text stands on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from inspector.check.letters import Span
from inspector.check.page import Page
from inspector.check.passages import Passage, Passages
from inspector.diff.text_diff import QuotePart
from inspector.knowledge.policy import Clause, Policy

LEAST_SHARE = 0.5
"""Of the words of a text's clauses, that have to stand on a page for it to be that text."""
LEAST_CLAUSES = 2
"""The same of clauses: a single sentence is quoted by many."""

Standing = Literal["verbatim", "reworded", "not_found", "other_language"]


@dataclass(frozen=True, slots=True)
class ClauseCheck:
    """A clause, and how it stands on a page."""

    clause: Clause
    standing: Standing
    """`verbatim`: word for word. `reworded`: in words that come near. `other_language`: quoted in
    another language than the page's, so not sought on it."""
    spans: tuple[Span, ...] = ()
    """Where on the page."""
    words: int = 0
    """Words of the clause that stand there."""
    clause_pieces: tuple[QuotePart, ...] = ()
    page_pieces: tuple[QuotePart, ...] = ()
    """For `reworded`: both, cut into what differs and what does not."""

    @property
    def length(self) -> int:
        """Words of the clause."""
        return len(self.clause.quote.split())


@dataclass(frozen=True, slots=True)
class TextCheck:
    """A text held against a page."""

    text: Policy
    clauses: tuple[ClauseCheck, ...]

    def standing(self, *kinds: Standing) -> tuple[ClauseCheck, ...]:
        """The clauses that stand in one of these ways."""
        return tuple(one for one in self.clauses if one.standing in kinds)

    @property
    def is_whole(self) -> bool:
        """Whether every clause in the page's language stands word for word.

        Never so where the page is not in the language in which most clauses are quoted.
        """
        sought = self.sought
        return 2 * len(sought) > len(self.clauses) and len(self.standing("verbatim")) == len(sought)

    @property
    def sought(self) -> tuple[ClauseCheck, ...]:
        """The clauses in the page's language."""
        return self.standing("verbatim", "reworded", "not_found")

    @property
    def words(self) -> int:
        """Words of its clauses that stand on the page."""
        return sum(one.words for one in self.clauses)

    @property
    def share(self) -> float:
        """The same, of all words of the clauses in the page's language."""
        return self.words / max(sum(one.length for one in self.sought), 1)

    @property
    def is_recognised(self) -> bool:
        """Whether enough of the text stands on the page for the page to be that text."""
        standing = self.standing("verbatim", "reworded")
        return self.share >= LEAST_SHARE and len(standing) >= LEAST_CLAUSES


class Checker:
    """Holds texts against one page; each sentence is sought once, however many texts have it."""

    def __init__(self, page: Page, language: str | None) -> None:
        self._page = page
        self._language = language
        self._passages = Passages(page)
        self._found: dict[str, tuple[tuple[Span, ...], Passage | None]] = {}

    def check(self, text: Policy) -> TextCheck:
        """Every clause of a text."""
        return TextCheck(text, tuple(map(self._clause, text.clauses)))

    def _clause(self, clause: Clause) -> ClauseCheck:
        spans, passage = self._sought(clause.quote)
        if spans:
            return ClauseCheck(clause, "verbatim", spans, len(clause.quote.split()))
        if self._language is not None and clause.language != self._language:
            return ClauseCheck(clause, "other_language")
        if passage is None:
            return ClauseCheck(clause, "not_found")
        return ClauseCheck(
            clause, "reworded", (passage.span,), passage.words_shared, passage.clause_pieces,
            passage.page_pieces,
        )  # fmt: skip

    def _sought(self, quote: str) -> tuple[tuple[Span, ...], Passage | None]:
        if quote not in self._found:
            spans = tuple(self._page.letters.spans(quote))
            passage = self._passages.nearest(quote) if not spans else None
            self._found[quote] = spans, passage
        return self._found[quote]
