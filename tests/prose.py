"""Which fields of the TOML files are prose for people, and so translated (domain `knowledge`).

Left out on purpose: what a text, an article or a source says (`quote`, `words`), titles under
which a text was published, names of files and columns, ids, links and regular expressions.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

PROSE: dict[str, tuple[str, ...]] = {
    "facts.toml": ("surprises.text", "missing.text"),
    "acting.toml": ("sections.title", "sections.steps.text"),
    "claims.toml": (
        "articles.title", "articles.publisher", "articles.when",
        "sources.title", "sources.publisher", "sources.when",
        "claims.says", "claims.finding",
    ),
    "catalogue.toml": ("signatures.what",),
    "datasets/*.toml": ("title", "states.label"),
    "policies/*.toml": (
        "title", "label", "publisher", "clauses.locator", "clauses.archived_by", "rules.note",
    ),
    "policies/programme/*.toml": ("name",),
}  # fmt: skip
"""Fields by file, tables of tables joined by a dot."""
PUBLISHED = {
    "Control whether LinkedIn uses your data to improve generative AI (GAI) models",
    "Control whether LinkedIn uses your data to improve generative AI models",
    "European Regional Privacy Notice",
    "Generative AI (GAI) FAQs",
    "OPC welcomes LinkedIn’s pause of AI training",
    "PCPD welcomes LinkedIn’s pause of AI training",
    "Privacy Policy",
    "Update to our terms and data use",
    "Updates to our Terms of Service",
    "User Agreement",
}
"""Titles of texts as they were published: they stay in the language of the text."""


class Passage(NamedTuple):
    """A sentence or name to translate, and where it stands."""

    text: str
    file: str
    field: str


def passages(folder: Path) -> Iterator[Passage]:
    """Everything to translate, in the order of the table; `folder`: that of the TOML files."""
    for pattern, fields in PROSE.items():
        for path in sorted(folder.glob(pattern)):
            table = tomllib.loads(path.read_text("utf-8"))
            for field in fields:
                for text in _texts(table, field.split(".")):
                    if _is_prose(text) and not (field == "title" and text in PUBLISHED):
                        yield Passage(text, path.relative_to(folder).as_posix(), field)


def _texts(given: Any, field: list[str]) -> Iterator[str]:
    if isinstance(given, list):
        for one in given:
            yield from _texts(one, field)
    elif not field:
        yield given
    elif field[0] in given:
        yield from _texts(given[field[0]], field[1:])


def _is_prose(text: str) -> bool:
    """False for what is the same in every language: nothing, a date."""
    return any(character.isalpha() for character in text)
