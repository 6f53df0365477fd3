"""Words on special categories of data (Article 9 of the GDPR), by language and topic.

Structures of `schemas/marks/special/*.toml`. A word is listed only where it is mostly used of its
topic; that it stands in a text says nothing of anybody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge.schema import Strict, decode

Topic = Literal["health", "belief", "union", "politics", "origin", "orientation"]
TOPICS: tuple[Topic, ...] = get_args(Topic)
FEWEST, MOST = 40, 120
"""Words of a topic in one language."""
_WORDS = re.compile(r"[a-z0-9]+(?:[ '-][a-z0-9]+)*")
_SHORTEST = 3


class TopicWords(Strict, frozen=True, kw_only=True):
    """Words of one language, in small letters without accents, every form that is looked for."""

    health: tuple[str, ...]
    belief: tuple[str, ...]
    union: tuple[str, ...]
    politics: tuple[str, ...]
    origin: tuple[str, ...]
    orientation: tuple[str, ...]


@dataclass(frozen=True)
class SpecialWords:
    """All of them."""

    topics: Mapping[str, Topic]
    """By word."""


def load(folder: Path | None = None) -> SpecialWords:
    """Read and check the lists (`folder`: default, those that ship); raises `SchemaError`."""
    root = (folder or resources.schemas()) / "marks" / "special"
    topics: dict[str, Topic] = {}
    for path in sorted(root.glob("*.toml")):
        for topic, words in _checked(path):
            for word in words:
                if topics.setdefault(word, topic) != topic:
                    raise SchemaError(f"{path.name}: {word!r} stands under two topics")
    return SpecialWords(topics)


def _checked(path: Path) -> list[tuple[Topic, tuple[str, ...]]]:
    """The words of a language by topic."""
    lists = decode(path, TopicWords)
    found: list[tuple[Topic, tuple[str, ...]]] = [(one, getattr(lists, one)) for one in TOPICS]
    for topic, words in found:
        where = f"{path.name}: {topic}"
        if not FEWEST <= len(words) <= MOST:
            raise SchemaError(f"{where}: {len(words)} words, and not {FEWEST} to {MOST}")
        if len(set(words)) != len(words):
            twice = sorted({word for word in words if words.count(word) > 1})
            raise SchemaError(f"{where}: twice: {twice}")
        wrong = [one for one in words if not _WORDS.fullmatch(one) or len(one) < _SHORTEST]
        if wrong:
            told = "small letters without accents, three at least, one space between"
            raise SchemaError(f"{where}: {wrong}: {told}")
    return found
