"""What was said in public of the scope as one JSON document."""

from __future__ import annotations

from typing import Any

import msgspec

from inspector.knowledge.claims import CLAIM_VERDICTS, Claim, Claims
from inspector.knowledge.policy import Policies
from inspector.outputs.json.encode import picked
from inspector.session.claim_search import EVERY, ClaimFilter, selected


def document(claims: Claims, policies: Policies, wanted: ClaimFilter = EVERY) -> dict[str, Any]:
    """Claims and the articles that make them as plain objects, for `policy claims --json`."""
    claims = selected(claims, wanted)
    every = (one for verdict in CLAIM_VERDICTS for one in claims.of(verdict))
    return {
        "articles": [
            {name: value or None for name, value in msgspec.structs.asdict(one).items()}
            for one in claims.articles.values()
        ],
        "claims": [_claim(one, claims, policies) for one in every],
    }


def _claim(claim: Claim, claims: Claims, policies: Policies) -> dict[str, Any]:
    clauses = []
    for reference in claim.clauses:
        text, clause = policies.clause(reference)
        told = {"policy": text.id, "clause": clause.id, "label": text.label}
        told["date"] = text.start.isoformat()
        clauses.append(
            {**told, **picked(clause, "locator", "quote", "source", "reported_by", "unverified")}
        )
    return {
        **picked(claim, "id", "says", "verdict", "finding", "articles", "quotes"),
        "clauses": clauses,
        "sources": [msgspec.structs.asdict(claims.sources[name]) for name in claim.sources],
        **picked(claim, "datasets", "regions"),
    }
