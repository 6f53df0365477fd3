"""The policy texts, their clauses, and where they differ as one JSON document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from inspector.knowledge.policy import Policies
from inspector.outputs.json.encode import picked
from inspector.verdicts.by_text import Disagreement, Disagreements


def document(
    every: Policies, today: dt.date, differing: Sequence[Disagreements] = ()
) -> dict[str, Any]:
    """Every text with its clauses, for `inspect policy --json`; `differing`: where they differ."""
    return {
        "policies": [
            {
                **picked(text, "id", "title", "publisher", "effective", "regions", "recipient"),
                **picked(text, "source", "last_seen"),
                "stale": text.stale(today),
                "own": text.own,
                "clauses": [
                    {
                        **picked(clause, "id", "quote", "locator", "source"),
                        **picked(clause, "reported_by", "unverified"),
                        "verdict": every.verdict_of(text, clause.id),
                    }
                    for clause in text.clauses
                ],
            }
            for text in every.texts.values()
        ],
        "differences": [
            {
                **picked(one, "regions", "recipient", "on"),
                "datasets": [_difference(difference) for difference in one.found],
                "beyond_exports": [list(references) for references in one.beyond],
            }
            for one in differing
        ],
    }


def _difference(one: Disagreement) -> dict[str, Any]:
    return {
        "dataset": one.dataset.id,
        **picked(one, "columns", "states"),
        "by_policy": {said.text.id: picked(said, "says", "basis", "clauses") for said in one.said},
    }
