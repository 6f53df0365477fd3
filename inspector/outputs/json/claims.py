"""What was said in public of the scope as one JSON document."""

from __future__ import annotations

from typing import Any

from inspector.knowledge.claims import CLAIM_VERDICTS, Article, Claim, Claims
from inspector.knowledge.policy import Policies


def document(claims: Claims, policies: Policies) -> dict[str, Any]:
    """Every article and claim as plain objects, for `inspect policy claims --json`."""
    every = (one for verdict in CLAIM_VERDICTS for one in claims.of(verdict))
    return {
        "articles": [_article(one) for one in claims.articles.values()],
        "claims": [_claim(one, claims, policies) for one in every],
    }


def _article(one: Article) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "publisher": one.publisher,
        "when": one.when or None,
        "language": one.language or None,
        "link": one.link or None,
    }


def _claim(claim: Claim, claims: Claims, policies: Policies) -> dict[str, Any]:
    clauses = []
    for reference in claim.clauses:
        text, clause = policies.clause(reference)
        clauses.append(
            {
                "policy": text.id,
                "clause": clause.id,
                "label": text.label,
                "date": text.start.isoformat(),
                "locator": clause.locator,
                "quote": clause.quote,
                "source": clause.source,
            }
        )
    sources = [claims.sources[name] for name in claim.sources]
    return {
        "id": claim.id,
        "says": claim.says,
        "verdict": claim.verdict,
        "finding": claim.finding,
        "articles": list(claim.articles),
        "quotes": [{"article": one.article, "words": one.words} for one in claim.quotes],
        "clauses": clauses,
        "sources": [
            {
                "id": one.id,
                "title": one.title,
                "publisher": one.publisher,
                "when": one.when,
                "link": one.link,
                "quote": one.quote,
            }
            for one in sources
        ],
        "datasets": list(claim.datasets),
        "regions": list(claim.regions),
    }
