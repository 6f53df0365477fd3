"""The history of each region as one JSON document."""

from __future__ import annotations

import datetime as dt
from typing import Any

from inspector.knowledge.age import last_said
from inspector.knowledge.history import history
from inspector.knowledge.policy import REGIONS, Policies
from inspector.outputs.json.encode import day, picked, said_on


def document(policies: Policies, today: dt.date) -> list[dict[str, Any]]:
    """Every region with its stretches, oldest first, for `inspect policy regions --json`."""
    return [
        {
            "region": region,
            "name": policies.programmes[region].name,
            "history": [
                {
                    "from": day(stretch.start),
                    "until": day(stretch.until),
                    **picked(stretch.period, "status", "paused"),
                    "as_of": said_on(
                        last_said(stretch.period.clauses, stretch.until or today, policies)
                    ),
                    **picked(stretch.period, "clauses"),
                    "policies": [text.id for text in stretch.texts],
                }
                for stretch in history(policies, region)
            ],
        }
        for region in REGIONS
    ]
