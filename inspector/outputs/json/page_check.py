"""How clauses stand on saved pages, as one JSON document (`schemas/check.schema.json`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspector.check.clause_check import ClauseCheck, TextCheck
from inspector.check.page_check import EditionCheck, PageCheck
from inspector.outputs.json.encode import SCHEMA_VERSION, picked
from inspector.outputs.wording import policy_texts


def document(found: Sequence[PageCheck]) -> dict[str, Any]:
    """The document as plain objects."""
    return {"schema_version": SCHEMA_VERSION, "pages": list(map(_page, found))}


def _page(one: PageCheck) -> dict[str, Any]:
    return {
        "name": one.name,
        "language": one.language.code if one.language is not None else None,
        "asked": one.is_asked,
        "differs": one.differs,
        "texts": list(map(_edition, one.texts)),
        "closest": _held(one.closest) if one.closest is not None else None,
        "near_told": one.has_lists,
        "near": list(one.near),
        "near_left_out": one.near_left_out,
    }


def _edition(one: EditionCheck) -> dict[str, Any]:
    return {
        **_held(one.held),
        "alike": [text.id for text in one.alike],
        "later": _held(one.later) if one.later is not None else None,
    }


def _held(one: TextCheck) -> dict[str, Any]:
    return {
        **picked(one.text, "id", "title", "publisher", "recipient", "start", "own"),
        "recognised": one.is_recognised,
        "whole": one.is_whole,
        "clauses": list(map(_clause, one.clauses)),
    }


def _clause(one: ClauseCheck) -> dict[str, Any]:
    reworded = one.standing == "reworded"
    return {
        **picked(one.clause, "id", "quote", "source"),
        "standing": one.standing,
        "quote_marked": policy_texts.marked(one.clause_pieces, "[-", "-]") if reworded else None,
        "page_marked": policy_texts.marked(one.page_pieces, "{+", "+}") if reworded else None,
    }
