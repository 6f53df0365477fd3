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
    "rights.toml": ("bases.law",),
    "authorities.toml": ("authorities.name", "authorities.language", "authorities.part"),
    "claims.toml": (
        "articles.title", "articles.publisher", "articles.when",
        "sources.title", "sources.publisher", "sources.when",
        "claims.says", "claims.finding",
    ),
    "catalogue.toml": ("signatures.what",),
    "publishers.toml": ("publishers.name",),
    "languages.toml": ("languages.name",),
    "datasets/*.toml": ("title", "states.label", "note"),
    "policies/*.toml": (
        "title", "label", "publisher", "clauses.locator", "clauses.archived_by",
        "clauses.reported_by", "rules.note",
    ),
    "policies/programme/*.toml": ("name",),
}  # fmt: skip
"""Fields by file, tables of tables joined by a dot."""
PUBLISHED = {
    "California Consumer Privacy Act, Notice for California Consumers",
    "De La Torre v. LinkedIn, 5:25-cv-00709",
    "Control whether LinkedIn uses your data to improve generative AI (GAI) models",
    "Control whether LinkedIn uses your data to improve generative AI models",
    "European Regional Privacy Notice",
    "Generative AI (GAI) FAQs",
    "How to fill in the Data Processing Objection Form",
    "Learn more about U.S. State Privacy Laws",
    "OPC welcomes LinkedIn’s pause of AI training",
    "PCPD welcomes LinkedIn’s pause of AI training",
    "Privacy Policy",
    "Quebec’s Privacy Legislation Modernization Act Privacy Addendum",
    "Update to our terms and data use",
    "Updates to our Terms of Service",
    "User Agreement",
}
"""Titles of texts as they were published: they stay in the language of the text."""

KEPT = {
    # words of the lists on special categories
    "belief", "union", "politics", "orientation",
    "clauses.quote", "sources.quote", "claims.quotes.words",  # what a text or an article says
    "clauses.source",  # names of copies
    "columns.name", "files.names", "rules.columns", "states.when.matches",  # LinkedIn's files
    "dialect.record_start", "extract.select", "formats.strptime", "formats.extract",
    "locations", "national.written", "national.form", "birth_names",
    "controllers.name", "controllers.address",
    "withheld", "copies", "copied", "cities.other", "areas",  # names of places, words in LinkedIn's files
}  # fmt: skip
"""Fields of several words that are no prose for people."""


class Passage(NamedTuple):
    """A sentence or name to translate, and where it stands."""

    text: str
    file: str
    field: str


def passages(folder: Path) -> Iterator[Passage]:
    """Everything to translate, in the order of the table; `folder`: that of the TOML files."""
    for pattern, fields in PROSE.items():
        for path in sorted(folder.glob(pattern), key=Path.as_posix):
            table = tomllib.loads(path.read_text("utf-8"))
            for field in fields:
                for text in _texts(table, field.split(".")):
                    if text and not (field.endswith("title") and text in PUBLISHED):
                        yield Passage(text, path.relative_to(folder).as_posix(), field)


def left_out(folder: Path) -> set[str]:
    """Fields that hold sentences, or what looks like one, and are not translated."""
    found = set()
    for path in folder.rglob("*.toml"):
        name = path.relative_to(folder)
        if name.parts[0] == "letters":
            continue
        prose = next((fields for glob, fields in PROSE.items() if name.match(glob)), ())
        for field, text in _strings(tomllib.loads(path.read_text("utf-8"))):
            if field not in prose and len(text.split()) > _FEW:
                found.add(field)
    return found


_FEW = 3
"""Words of a name."""


def _strings(given: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every string of a table, with its field."""
    if isinstance(given, str):
        yield field, given
    elif isinstance(given, list):
        for one in given:
            yield from _strings(one, field)
    elif isinstance(given, dict):
        for name, one in given.items():
            yield from _strings(one, f"{field}.{name}" if field else name)


def _texts(given: Any, field: list[str]) -> Iterator[str]:
    if isinstance(given, list):
        for one in given:
            yield from _texts(one, field)
    elif not field:
        yield given
    elif field[0] in given:
        yield from _texts(given[field[0]], field[1:])
