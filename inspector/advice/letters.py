"""A letter to LinkedIn for the member to edit and send, with what this export shows is inside.

The letters are data (`schemas/letters/*.toml`, one file per language): a paragraph is said where
its conditions hold, and cites a clause only while its text is in force. A letter holds counts,
kinds of data and places for the member to fill in; no name, no text of the export.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import get_args

import msgspec

from inspector import resources as shipped
from inspector.errors import SchemaError
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.dataset import Category
from inspector.knowledge.policy import REGIONS, Policies, Region
from inspector.knowledge.schema import decode
from inspector.language import LANGUAGES, Language, full_day, number, plurally, say, speaking
from inspector.summary.findings import Fact
from inspector.summary.summary import Summary
from inspector.verdicts.judge import Judge
from inspector.verdicts.totals import Totals

_PLACES = {"inside", "items", "on", "opted_out", "quote", "cited"}
"""What a paragraph may leave open: counts inside, their list, two days, a clause and its text."""
_OF_CLAUSE = {"quote", "cited"}


class Paragraph(Fact, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Part of a letter; with clauses, it is said only while one of them is in force."""

    inside: bool = False
    """Said only if something is inside."""
    sources: tuple[str, ...] = ()
    """Where the law that it cites can be read."""


class Letter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What members of some regions write."""

    id: str
    regions: tuple[Region, ...]
    to: str
    subject: str
    paragraphs: tuple[Paragraph, ...]


class Letters(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The letters of one language, and how it writes quotations and lists."""

    language: Language
    quotation: str
    item: str
    """A kind of data with its counts."""
    cited: str
    categories: Mapping[str, str]
    head: str
    """Goes before the letter: note, sender."""
    addressed: str
    opening: str
    closing: str
    letters: tuple[Letter, ...]


def write(summary: Summary, policies: Policies, letters: Letters) -> str:
    """The letter of a member in the situation of a summary, as text."""
    with speaking(letters.language):
        return "\n\n".join(_parts(summary, policies, letters)) + "\n"


def _parts(summary: Summary, policies: Policies, letters: Letters) -> list[str]:
    """What stands between empty lines."""
    situation = summary.situation
    judge = Judge(policies, situation)
    inside = summary.totals["inside"]
    letter = next(one for one in letters.letters if situation.region in one.regions)
    places = {
        "inside": _counted(inside),
        "items": "\n".join(_items(summary, letters)),
        "on": full_day(situation.on),
        "opted_out": full_day(situation.opted_out) if situation.opted_out else "",
    }
    body = []
    for paragraph in letter.paragraphs:
        held = paragraph.holding(summary.export, summary.files, judge)
        if held is None or (paragraph.inside and not inside.records):
            continue
        of_clause = _of_clause(held.clauses[0], policies, letters) if held.clauses else {}
        body.append(paragraph.text.strip().format(**places, **of_clause))
    addressed = letters.addressed.strip().format(to=letter.to, subject=letter.subject)
    parts = [letters.head, addressed, letters.opening, *body, letters.closing]
    return [part.strip() for part in parts]


def _counted(totals: Totals) -> str:
    """`31,902 words in 815 records`; the records alone where there are no words."""
    records = plurally("{n} record", "{n} records", totals.records)
    records = records.format(n=number(totals.records))
    if not totals.words:
        return records
    words = plurally("{n} word", "{n} words", totals.words).format(n=number(totals.words))
    return say("{words} in {records}").format(words=words, records=records)


def _items(summary: Summary, letters: Letters) -> list[str]:
    return [
        letters.item.format(
            kind=letters.categories[one.category], counted=_counted(one.totals["inside"])
        )
        for one in summary.by_category()
        if one.totals["inside"].records
    ]


def _of_clause(reference: str, policies: Policies, letters: Letters) -> dict[str, str]:
    text, clause = policies.clause(reference)
    return {
        "quote": letters.quotation.format(quote=" ".join(clause.quote.split())),
        "cited": letters.cited.format(title=text.title, day=full_day(text.start)),
    }


@lru_cache(maxsize=4)
def load(
    catalogue: Catalogue, policies: Policies, folder: Path | None = None
) -> Mapping[Language, Letters]:
    """Read and check the letters (`folder`: default, those that ship)."""
    root = folder or shipped.schemas() / "letters"
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


def _check(letters: Letters, language: Language, catalogue: Catalogue, policies: Policies) -> None:
    def refuse(why: str) -> None:
        raise SchemaError(f"letters/{language}.toml: {why}")

    if letters.language != language:
        refuse(f"it says that it is in {letters.language}")
    regions = [region for letter in letters.letters for region in letter.regions]
    if sorted(regions) != sorted(REGIONS):
        refuse("every region wants one letter")
    if set(letters.categories) != set(get_args(Category)):
        refuse("every category wants a word")
    known = set(policies.references())
    for letter in letters.letters:
        ids = [paragraph.id for paragraph in letter.paragraphs]
        if len(set(ids)) != len(ids):
            refuse(f"{letter.id}: an id stands twice")
        for paragraph in letter.paragraphs:
            where = f"{letter.id}, {paragraph.id}"
            named = {*paragraph.datasets, *paragraph.together, *paragraph.absent}
            if unknown := named - set(catalogue.datasets):
                refuse(f"{where}: unknown datasets {sorted(unknown)}")
            if unknown := set(paragraph.clauses) - known:
                refuse(f"{where}: unknown clauses {sorted(unknown)}")
            if not all(link.startswith("https://") for link in paragraph.sources):
                refuse(f"{where}: a link that does not begin with https://")
            try:
                places = {place for _, place, _, _ in Formatter().parse(paragraph.text) if place}
            except ValueError as fault:
                raise SchemaError(f"letters/{language}.toml: {where}: {fault}") from fault
            if unknown := places - _PLACES:
                refuse(f"{where}: unknown places {sorted(unknown)}")
            if places & _OF_CLAUSE and not paragraph.clauses:
                refuse(f"{where}: it quotes, but names no clause")
