"""The verdict on one kind of value, on a column or a file, with its basis and clauses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from inspector.knowledge.policy import Promise
from inspector.knowledge.vocabulary import Basis, Verdict

FileVerdict = Literal["inside", "outside", "unclear", "mixed"]


class Judgement(msgspec.Struct, frozen=True):
    """The verdict on one kind of value. References are `policy:clause`."""

    verdict: Verdict
    basis: Basis
    clauses: tuple[str, ...] = ()
    """The deciding clauses; the notice of the member's own region first."""
    named_elsewhere: tuple[str, ...] = ()
    """Clauses that name the item for another purpose; they decide nothing."""
    promise: Promise | None = None
    """Kind of text whose words put it outside."""
    also: tuple[str, ...] = ()
    """Clauses of other texts that stand beside the verdict; they decide nothing."""

    @property
    def deciding(self) -> str | None:
        """The clause to name where only one can be; none where nothing decides."""
        return self.clauses[0] if self.clauses and self.basis != "silent" else None

    @property
    def counted(self) -> tuple[Verdict, Basis, str | None]:
        """That under which values are counted together."""
        return self.verdict, self.basis, self.deciding


class TextVerdict(msgspec.Struct, frozen=True):
    """What one text alone says of a column or a file."""

    verdict: FileVerdict
    basis: Basis | None
    clauses: tuple[str, ...]


def union(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """References of several groups, each once, in the order in which they first stand."""
    return tuple(dict.fromkeys(reference for group in groups for reference in group))
