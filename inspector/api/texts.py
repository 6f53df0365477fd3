"""The policy texts that verdicts rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from inspector.api.answers import Quotation, quotation
from inspector.knowledge import knowledge as known


@dataclass(frozen=True, slots=True)
class PolicyText:
    """One dated text with the sentences quoted of it."""

    id: str
    title: str
    publisher: str
    regions: tuple[str, ...]
    """Of which members it speaks."""
    start: dt.date
    """First day on which it counts."""
    until: dt.date | None
    """Last day, where a later text took its place."""
    last_seen: dt.date
    source: str
    quotations: tuple[Quotation, ...]


def policies(own: Sequence[str | PathLike[str]] = ()) -> tuple[PolicyText, ...]:
    """All texts that ship, and a member's `own`; raises `SchemaError` for one that breaks rules."""
    found = known.load(tuple(map(Path, own))).policies
    return tuple(
        PolicyText(
            text.id, text.title, text.publisher, text.regions, text.start, text.until,
            text.last_seen, text.source, tuple(quotation(text, one) for one in text.clauses),
        )
        for text in found.texts.values()
    )  # fmt: skip
