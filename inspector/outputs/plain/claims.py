"""What was said in public of the scope, held against the texts: as text, and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from inspector.knowledge.claims import CLAIM_VERDICTS, Article, Claim, Claims
from inspector.knowledge.policy import Policies
from inspector.language import day, say
from inspector.outputs import printable
from inspector.outputs.wording import sentences as wording
from inspector.outputs.wording import terms


def render(claims: Claims, policies: Policies, width: int) -> str:
    """Every claim under its verdict, with who made it and what stands where; then the articles."""
    width = max(width - 1, 40)
    blocks = [list(_opening(claims, width))]
    for verdict in CLAIM_VERDICTS:
        blocks += [list(_claim(one, claims, policies, width)) for one in claims.of(verdict)]
    blocks.append(list(_articles(claims, width)))
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def document(claims: Claims, policies: Policies) -> dict[str, Any]:
    """Every article and claim as plain objects, for `inspect policy claims --json`."""
    every = (one for verdict in CLAIM_VERDICTS for one in claims.of(verdict))
    return {
        "articles": [_article_object(one) for one in claims.articles.values()],
        "claims": [_claim_object(one, claims, policies) for one in every],
    }


def _opening(claims: Claims, width: int) -> Iterator[str]:
    told = say(
        "What {articles} and releases say of the scope, held against the texts: {claims}."
    ).format(
        articles=terms.plural(len(claims.articles), "article"),
        claims=terms.plural(len(claims.claims), "claim"),
    )
    yield from _wrap(told, width)
    for verdict in CLAIM_VERDICTS:
        word = terms.CLAIM_VERDICTS[verdict].upper()
        meaning = terms.CLAIM_MEANINGS[verdict]
        yield from _wrap(
            terms.paired(f"{len(claims.of(verdict)):>4} {word}", meaning), width, "", 5
        )


def _claim(claim: Claim, claims: Claims, policies: Policies, width: int) -> Iterator[str]:
    yield from _wrap(
        f"{terms.CLAIM_VERDICTS[claim.verdict].upper()}  {say(claim.says)}", width, "", 2
    )
    words = {one.article: one.words for one in claim.quotes}
    for number, name in enumerate(claim.articles):
        said = wording.article(claims.articles[name])
        said = terms.paired(said, terms.quoted(words[name])) if name in words else said
        lead = say("Said by ")
        lead = lead if not number else " " * len(lead)
        yield from _wrap(lead + said, width, "  ", 10)
    yield from _wrap(say(claim.finding), width, "  ")
    if claim.verdict == "not_found":
        said_nearest = say("Nearest:")
        yield f"  {said_nearest}"
    for reference in claim.clauses:
        text, clause = policies.clause(reference)
        name = f"{wording.label(text)}, {day(text.start)}, {say(clause.locator)}"
        said = terms.paired(name, terms.quoted(clause.quote))
        yield from _wrap(said, width, "    ", 2)
    for name in claim.sources:
        source = claims.sources[name]
        name = ", ".join(map(say, (source.publisher, source.when, source.title)))
        said = terms.paired(name, terms.quoted(source.quote))
        yield from _wrap(said, width, "    ", 2)
        yield f"      {printable.line(source.link)}"


def _articles(claims: Claims, width: int) -> Iterator[str]:
    yield say("Articles and releases")
    for one in claims.articles.values():
        yield from _wrap(terms.paired(wording.article(one), say(one.title)), width, "  ", 2)
        if one.link:
            yield f"    {printable.line(one.link)}"


def _wrap(text: str, width: int, indent: str = "", hang: int = 0) -> Iterator[str]:
    yield from textwrap.wrap(
        printable.line(text), width, initial_indent=indent, subsequent_indent=indent + " " * hang,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


def _article_object(one: Article) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "publisher": one.publisher,
        "when": one.when or None,
        "language": one.language or None,
        "link": one.link or None,
    }


def _claim_object(claim: Claim, claims: Claims, policies: Policies) -> dict[str, Any]:
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
