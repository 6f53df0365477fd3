"""What a letter to LinkedIn may say: paragraphs, and the conditions under which each is said.

They are data (`schemas/letters/*.toml`, one file per language).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import get_args

import msgspec

from inspector import resources
from inspector.errors import SchemaError
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Category
from inspector.knowledge.facts import Fact, refuse_strangers
from inspector.knowledge.policy import REGIONS, Policies, Region
from inspector.knowledge.schema import Strict, decode
from inspector.language import LANGUAGES, Language

_PLACES = {"inside", "before", "after", "items", "on", "opted_out", "quote", "cited"}
"""What a paragraph may leave open: counts inside, in all and by the day of an opt-out, their list,
two days, a clause and its text."""
_OF_CLAUSE = {"quote", "cited"}


class Paragraph(Fact, frozen=True, kw_only=True):
    """Part of a letter; with clauses, it is said only while one of them is in force."""

    inside: bool = False
    """Said only if something is inside."""
    sources: tuple[str, ...] = ()
    """Where the law that it cites can be read."""


class Letter(Strict, frozen=True, kw_only=True):
    """What members of some regions write."""

    id: str
    regions: tuple[Region, ...]
    to: str
    subject: str
    paragraphs: tuple[Paragraph, ...]


class Letters(Strict, frozen=True, kw_only=True):
    """The letters of one language, and how it writes quotations and lists."""

    language: Language
    quotation: str
    item: str
    """A kind of data with its counts."""
    cited: str
    categories: Mapping[str, str]
    head: str
    """Goes before the letter: note, sender."""
    several: str
    """For the member: that the archives are of several people."""
    repeated: str
    """For the member: how many of the words stand in two files, `{words}`."""
    not_whole: str
    """For the member: how many files of the export could not be read whole, `{files}`."""
    broken: str
    """For the member: that the export is damaged or broke off."""
    addressed: str
    opening: str
    closing: str
    letters: tuple[Letter, ...]


def load(
    catalogue: Catalogue, policies: Policies, folder: Path | None = None
) -> Mapping[Language, Letters]:
    """Read and check the letters (`folder`: default, those that ship)."""
    root = folder or resources.schemas() / "letters"
    found = {
        language: decode(root / f"{language}.toml", Letters, f"letters/{language}.toml")
        for language in LANGUAGES
    }
    for language, letters in found.items():
        _check(letters, language, catalogue, policies)
    shapes = {language: _shape(letters) for language, letters in found.items()}
    for language, shape in shapes.items():
        if shape != shapes[LANGUAGES[0]]:
            raise SchemaError(
                f"letters/{language}.toml: its paragraphs are not those of {LANGUAGES[0]}.toml"
            )
    return found


def _shape(letters: Letters) -> list[object]:
    """Everything of the letters that is not words: who writes which paragraph, and when."""
    return [
        (one.id, one.regions, [msgspec.structs.replace(p, text="") for p in one.paragraphs])
        for one in letters.letters
    ]


def _places(text: str) -> set[str]:
    return {place for _, place, _, _ in Formatter().parse(text) if place}


def _check(letters: Letters, language: Language, catalogue: Catalogue, policies: Policies) -> None:
    def refuse(why: str) -> None:
        raise SchemaError(f"letters/{language}.toml: {why}")

    if letters.language != language:
        refuse(f"it says that it is in {letters.language}")
    regions = [region for letter in letters.letters for region in letter.regions]
    if sorted(regions) != sorted(REGIONS):
        refuse("every region wants one letter")
    if _places(letters.not_whole) != {"files"} or _places(letters.several + letters.broken):
        refuse("`not_whole` leaves open {files}, `several` and `broken` nothing")
    if _places(letters.repeated) != {"words"}:
        refuse("`repeated` leaves open {words}")
    if set(letters.categories) != set(get_args(Category)):
        refuse("every category wants a word")
    for letter in letters.letters:
        ids = [paragraph.id for paragraph in letter.paragraphs]
        if len(set(ids)) != len(ids):
            refuse(f"{letter.id}: an id stands twice")
        for paragraph in letter.paragraphs:
            where = f"{letter.id}, {paragraph.id}"
            refuse_strangers(f"letters/{language}.toml: {where}", paragraph, catalogue, policies)
            if not all(link.startswith("https://") for link in paragraph.sources):
                refuse(f"{where}: a link that does not begin with https://")
            try:
                places = _places(paragraph.text)
            except ValueError as fault:
                raise SchemaError(f"letters/{language}.toml: {where}: {fault}") from fault
            if unknown := places - _PLACES:
                refuse(f"{where}: unknown places {sorted(unknown)}")
            if places & _OF_CLAUSE and not paragraph.clauses:
                refuse(f"{where}: it quotes, but names no clause")
