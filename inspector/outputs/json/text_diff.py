"""What lies between two policy texts, as one JSON document."""

from __future__ import annotations

from typing import Any

from inspector.diff.text_diff import RegionTurn, Rewording, ScopeChange, TextDiff
from inspector.diff.text_effect import TextEffect
from inspector.knowledge.policy import Clause, Period, Policy
from inspector.outputs.json.encode import SCHEMA_VERSION, judgement, picked, status
from inspector.outputs.wording import policy_texts
from inspector.summary.summary import Summary


def document(found: TextDiff, moved: TextEffect | None) -> dict[str, Any]:
    """The document as plain objects."""
    return {
        "schema_version": SCHEMA_VERSION,
        "first": _text(found.first),
        "second": _text(found.second),
        "clauses": {
            "unchanged": found.unchanged,
            "added": [_clause(clause) for clause in found.added],
            "removed": [_clause(clause) for clause in found.removed],
            "reworded": [_reworded(one) for one in found.reworded],
        },
        "regions": [_turn(one) for one in found.turns],
        "scope_changes": found.scope_changes,
        "scope": [_change(one) for one in found.scope],
        "export": _moved(moved) if moved is not None else None,
    }


def _text(text: Policy) -> dict[str, Any]:
    return picked(text, "id", "title", "publisher", "recipient", "start", "own")


def _clause(clause: Clause) -> dict[str, Any]:
    return picked(clause, "id", "quote", "source", "reported_by", "unverified")


def _reworded(one: Rewording) -> dict[str, Any]:
    return {
        "first": _clause(one.before),
        "second": _clause(one.after),
        "first_marked": policy_texts.marked(one.before_pieces, "[-", "-]"),
        "second_marked": policy_texts.marked(one.after_pieces, "{+", "+}"),
    }


def _turn(one: RegionTurn) -> dict[str, Any]:
    return {
        "region": one.region,
        "turn": one.turn.replace(" ", "_"),
        "first": _period(one.before),
        "second": _period(one.after),
    }


def _period(period: Period) -> dict[str, Any]:
    return picked(period, "status", "paused", "clauses")


def _change(one: ScopeChange) -> dict[str, Any]:
    return {
        "dataset": one.dataset.id,
        **picked(one, "columns", "state", "regions"),
        "first": judgement(one.before),
        "second": judgement(one.after),
    }


def _moved(moved: TextEffect) -> dict[str, Any]:
    return {
        **picked(moved.after.situation, "region", "region_basis", "opted_out", "under_18"),
        "first": _judged(moved.before),
        "second": _judged(moved.after),
        "moves": [
            {
                **picked(one, "title", "category"),
                "from": one.before,
                "to": one.after,
                **picked(one, "totals"),
            }
            for one in moved.moves
        ],
    }


def _judged(summary: Summary) -> dict[str, Any]:
    return {
        "on": summary.situation.on.isoformat(),
        **status(summary),
        **picked(summary, "totals"),
    }
