"""The policy texts, their clauses, and where they differ as one JSON document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from inspector.knowledge.policy import Policies
from inspector.outputs.json.encode import day
from inspector.verdicts.by_text import Disagreement, Disagreements


def document(
    every: Policies, today: dt.date, differing: Sequence[Disagreements] = ()
) -> dict[str, Any]:
    """Every text with its clauses, for `inspect policy --json`; `differing`: where they differ."""
    return {
        "policies": [
            {
                "id": text.id,
                "title": text.title,
                "publisher": text.publisher,
                "effective": day(text.effective),
                "regions": list(text.regions),
                "recipient": text.recipient,
                "source": text.source,
                "last_seen": text.last_seen.isoformat(),
                "stale": text.stale(today),
                "own": text.own,
                "clauses": [
                    {
                        "id": clause.id,
                        "quote": clause.quote,
                        "locator": clause.locator,
                        "source": clause.source,
                        "verdict": every.verdict_of(text, clause.id),
                    }
                    for clause in text.clauses
                ],
            }
            for text in every.texts.values()
        ],
        "differences": [
            {
                "regions": list(one.regions),
                "recipient": one.recipient,
                "on": one.on.isoformat(),
                "datasets": [_difference(difference) for difference in one.found],
                "beyond_exports": [list(references) for references in one.beyond],
            }
            for one in differing
        ],
    }


def _difference(one: Disagreement) -> dict[str, Any]:
    return {
        "dataset": one.dataset.id,
        "columns": list(one.columns),
        "states": list(one.states),
        "by_policy": {
            said.text.id: {"says": said.says, "basis": said.basis, "clauses": list(said.clauses)}
            for said in one.said
        },
    }
