"""Who made a claim and what decides it, said the same on every face."""

from __future__ import annotations

from inspector.knowledge.claims import Article, Claim, Claims, ClaimSource, Wording
from inspector.language import say
from inspector.outputs.wording.terms import CLAIM_VERDICTS, paired, quoted
from inspector.session.claim_search import ClaimFilter


def article(one: Article) -> str:
    """Who said something, and when."""
    return ", ".join((say(one.publisher), say(one.when) or say("date not recorded")))


def said(claim: Claim, one: Article) -> str:
    """Who made a claim, and in which words, where they are known."""
    for wording in claim.quotes:
        if wording.article == one.id:
            return paired(_marked(article(one), wording), quoted(wording.words))
    return article(one)


def source(one: ClaimSource) -> str:
    """Who said what decides a claim, and when."""
    return _marked(f"{say(one.publisher)}, {say(one.when)}", one)


def _marked(who: str, said: Wording | ClaimSource) -> str:
    return say("{source}, wording not verified").format(source=who) if said.unverified else who


def condition(wanted: ClaimFilter, claims: Claims) -> str:
    """What claims are narrowed to: `Clubic, upheld, “posts”`."""
    parts = [say(claims.articles[wanted.article].publisher)] if wanted.article else []
    parts += [CLAIM_VERDICTS[wanted.verdict]] if wanted.verdict else []
    parts += [quoted(wanted.words)] if wanted.words else []
    return ", ".join(parts)
