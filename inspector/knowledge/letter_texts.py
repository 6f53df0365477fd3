"""What a letter to LinkedIn may say: paragraphs, and the conditions under which each is said.

They are data (`schemas/letters/*.toml`, one file per language); the laws that they cite and whom
they are addressed to are in `schemas/rights.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import get_args

import msgspec

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Category
from inspector.knowledge.facts import refuse_strangers
from inspector.knowledge.policy import REGIONS, Policies
from inspector.knowledge.rights import Resting, Rights, refuse_places
from inspector.knowledge.schema import Strict, decode
from inspector.language import LANGUAGES, Language

_COUNTED = {"inside", "before", "after", "items", "withheld", "on", "opted_out"}
"""What a paragraph may leave open: counts inside, in all and by the day of an opt-out, their list,
what the export withholds, two days."""
_NOTES: Mapping[str, set[str]] = {
    "several": set(), "broken": set(), "not_whole": {"files"}, "repeated": {"words"},
    "addressed": {"controller", "postal", "subject"}, "item": {"kind", "counted"},
    "in_force": {"title", "day"}, "reproduced": {"title", "day"},
    "unverified": {"title", "publisher"},
}  # fmt: skip
"""What the other texts leave open."""


class Paragraph(Resting, frozen=True, kw_only=True):
    """Part of a letter; with clauses, it is said only while one of them is in force."""

    inside: bool = False
    """Said only if something is inside."""


class Translation(Strict, frozen=True, kw_only=True):
    """A quotation in the language of a letter."""

    quote: str
    """As the clause has it."""
    text: str


class Letters(Strict, frozen=True, kw_only=True, dict=True):
    """The letter of one language, and how it writes quotations and lists."""

    language: Language
    quotation: str
    """`{quote}`, `{cited}`, and `{translation}` where the language is not that of the texts."""
    in_force: str
    """How a text is cited that is in force since a day."""
    reproduced: str
    """How a text is cited of which a copy of a day is known."""
    unverified: str
    """How a text is cited of whose words only a report is known."""
    item: str
    """A kind of data with its counts."""
    categories: Mapping[str, str]
    head: str
    """Goes before the letter: note, sender."""
    several: str
    """For the member: that the archives are of several people."""
    repeated: str
    """For the member: how many words stand in two files and are counted once."""
    not_whole: str
    """For the member: how many files of the export could not be read whole."""
    broken: str
    """For the member: that the export is damaged or broke off."""
    addressed: str
    opening: str
    closing: str
    subjects: tuple[Resting, ...]
    """One for each region."""
    paragraphs: tuple[Paragraph, ...]
    translations: tuple[Translation, ...] = ()

    @cached_property
    def translated(self) -> Mapping[str, str]:
        """Quotations in this language, by their words."""
        return {" ".join(one.quote.split()): one.text for one in self.translations}


def load(
    catalogue: Catalogue, policies: Policies, rights: Rights, folder: Path | None = None
) -> Mapping[Language, Letters]:
    """Read and check the letters (`folder`: default, those that ship)."""
    root = folder or resources.schemas() / "letters"
    found = {
        language: decode(root / f"{language}.toml", Letters, f"letters/{language}.toml")
        for language in LANGUAGES
    }
    for language, letters in found.items():
        _check(letters, language, catalogue, policies, rights)
    shapes = {language: _shape(letters) for language, letters in found.items()}
    for language, shape in shapes.items():
        if shape != shapes[LANGUAGES[0]]:
            raise SchemaError(
                f"letters/{language}.toml: its paragraphs are not those of {LANGUAGES[0]}.toml"
            )
    return found


def _shape(letters: Letters) -> list[object]:
    """Everything of a letter that is not words: who writes which paragraph, and when."""
    said = (*letters.subjects, *letters.paragraphs)
    return [msgspec.structs.replace(one, text="") for one in said]


def _places(text: str) -> set[str]:
    return {place for _, place, _, _ in Formatter().parse(text) if place}


def _check(
    letters: Letters, language: Language, catalogue: Catalogue, policies: Policies, rights: Rights
) -> None:
    name = f"letters/{language}.toml"
    if letters.language != language:
        raise SchemaError(f"{name}: it says that it is in {letters.language}")
    for field, places in _NOTES.items():
        if _places(getattr(letters, field)) != places:
            raise SchemaError(f"{name}: `{field}` leaves open {sorted(places) or 'nothing'}")
    if set(letters.categories) != set(get_args(Category)):
        raise SchemaError(f"{name}: every category wants a word")
    regions = [region for one in letters.subjects for region in one.regions]
    if sorted(regions) != sorted(REGIONS):
        raise SchemaError(f"{name}: every region wants one subject")
    ids = [one.id for one in (*letters.subjects, *letters.paragraphs)]
    if len(set(ids)) != len(ids):
        raise SchemaError(f"{name}: an id stands twice")
    for said in (*letters.subjects, *letters.paragraphs):
        where = f"{name}: {said.id}"
        refuse_strangers(where, said, catalogue, policies)
        quoted = _quoted(said, rights)
        refuse_places(where, said, _COUNTED | ({"quote"} if quoted else set()))
    _check_quotations(letters, name, policies, rights)


def _quoted(said: Resting, rights: Rights) -> tuple[str, ...]:
    """The clauses that a text may quote: its own, else those of its rights."""
    of_rights = (
        clause
        for basis in rights.bases
        if basis.right in said.rights and (not said.regions or {*basis.regions} & {*said.regions})
        for clause in basis.clauses
    )
    return said.clauses or tuple(of_rights)


def _check_quotations(letters: Letters, name: str, policies: Policies, rights: Rights) -> None:
    """Where texts are translated, every quotation there may be is, and no other."""
    cited = {
        clause
        for one in letters.paragraphs
        if "quote" in _places(one.text)
        for clause in _quoted(one, rights)
    }
    quotes = {" ".join(policies.clause(clause)[1].quote.split()) for clause in cited}
    wanted = quotes if "translation" in _places(letters.quotation) else set()
    if missing := sorted(wanted ^ letters.translated.keys()):
        raise SchemaError(f"{name}: not translated, or translated for nothing: {missing[0]!r}")
