"""In which language a text is, by its commonest words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from inspector import resources
from inspector.knowledge.schema import Strict, decode

LEAST_SHARE = 0.12
"""Of a text's words, from which a language is told."""
CLEARLY = 1.3
"""How many times more words than those of any other language."""


class WrittenLanguage(Strict, frozen=True, kw_only=True):
    """A language and its commonest words, in small letters."""

    code: str
    name: str
    words: tuple[str, ...]


class _Languages(Strict, frozen=True, kw_only=True):
    languages: tuple[WrittenLanguage, ...]


@cache
def load() -> tuple[WrittenLanguage, ...]:
    """All that are known; raises `SchemaError`."""
    return decode(resources.schemas() / "languages.toml", _Languages).languages


def tell(words: Iterable[str]) -> WrittenLanguage | None:
    """The language of a text by its words in small letters; None where that is not clear."""
    counts = Counter(words)
    found = sorted(
        ((sum(counts[word] for word in one.words), one.code, one) for one in load()), reverse=True
    )
    (most, _, one), (next_most, _, _) = found[:2]
    if most < LEAST_SHARE * counts.total() or most < CLEARLY * next_most or not most:
        return None
    return one
