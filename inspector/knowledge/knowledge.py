"""All that is known before an export is opened, in one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.knowledge import catalogue as catalogues
from inspector.knowledge import policy_loader
from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.policy import Policies
from inspector.language import Language

if TYPE_CHECKING:
    from inspector.knowledge.acting import Guide
    from inspector.knowledge.authorities import Authorities
    from inspector.knowledge.claims import Claims
    from inspector.knowledge.facts import Facts
    from inspector.knowledge.letter_texts import Letters
    from inspector.knowledge.mark_rules import MarkRules
    from inspector.knowledge.places import Places
    from inspector.knowledge.rights import Rights
    from inspector.knowledge.special_words import SpecialWords


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Kinds of files and policy texts; what only some commands need is read when asked for.

    Whatever is asked for may raise `SchemaError`.
    """

    catalogue: Catalogue
    policies: Policies

    @cached_property
    def facts(self) -> Facts:
        """Sentences on what surprises and what is missing."""
        from inspector.knowledge import facts

        return facts.load(self.catalogue, self.policies)

    @cached_property
    def acting(self) -> Guide:
        """Steps that a member can take."""
        from inspector.knowledge import acting

        return acting.load(self.catalogue, self.policies)

    @cached_property
    def rights(self) -> Rights:
        """Which law or sentence gives a right where."""
        from inspector.knowledge import rights

        return rights.load(self.policies)

    @cached_property
    def authorities(self) -> Authorities:
        """Whom to complain to, by country."""
        from inspector.knowledge import authorities

        return authorities.load()

    @cached_property
    def places(self) -> Places:
        """Names of places that tell a region."""
        from inspector.knowledge import places

        return places.load(self.policies)

    @cached_property
    def letters(self) -> Mapping[Language, Letters]:
        """What a letter may say, by its language."""
        from inspector.knowledge import letter_texts

        return letter_texts.load(self.catalogue, self.policies, self.rights)

    @cached_property
    def mark_rules(self) -> MarkRules:
        """By which rules marks are found in texts."""
        from inspector.knowledge import mark_rules

        return mark_rules.load(self.catalogue)

    @cached_property
    def special_words(self) -> SpecialWords:
        """Words on special categories of data."""
        from inspector.knowledge import special_words

        return special_words.load()

    @cached_property
    def claims(self) -> Claims:
        """What was said in public of the scope."""
        from inspector.knowledge import claims

        return claims.load(self.catalogue, self.policies)


@lru_cache(maxsize=4)
def load(extra: tuple[Path, ...] = ()) -> Knowledge:
    """Read and check what ships, and a member's own policy texts (`extra`).

    Raises `SchemaError`; `UsageError` for a text of the member's.
    """
    catalogue = catalogues.load()
    return Knowledge(catalogue, policy_loader.load(catalogue, extra=extra))
