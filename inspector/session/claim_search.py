"""Claims by the article that makes them, by their verdict, and by words."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from inspector.errors import UsageError
from inspector.knowledge.claims import CLAIM_VERDICTS, Claim, Claims, ClaimVerdict
from inspector.language import say
from inspector.session.folding import fold

_CLOSEST = 3


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Conditions on claims; None and no words: no condition."""

    article: str | None = None
    """Id of an article that makes it."""
    verdict: ClaimVerdict | None = None
    words: str = ""
    """All of them stand in it, in any order; case, accents and letter styles do not matter."""

    def __bool__(self) -> bool:
        return self != EVERY


EVERY = ClaimFilter()


def selected(claims: Claims, wanted: ClaimFilter) -> Claims:
    """The claims under a filter, with the articles that make them and the sources that decide."""
    words = fold(wanted.words).split()
    found = [one for one in claims.claims.values() if _fits(one, claims, wanted, words)]
    articles = {name for one in found for name in one.articles}
    sources = {name for one in found for name in one.sources}
    return Claims(
        [one for one in claims.articles.values() if one.id in articles],
        [one for one in claims.sources.values() if one.id in sources],
        found,
    )


def _fits(claim: Claim, claims: Claims, wanted: ClaimFilter, words: list[str]) -> bool:
    if wanted.article is not None and wanted.article not in claim.articles:
        return False
    if wanted.verdict is not None and wanted.verdict != claim.verdict:
        return False
    text = fold(_text(claim, claims)) if words else ""
    return all(word in text for word in words)


def _text(claim: Claim, claims: Claims) -> str:
    """What is searched: what is said of the claim, in the language in use, and by whom."""
    publishers = (say(claims.articles[name].publisher) for name in claim.articles)
    quoted = (one.words for one in claim.quotes)
    return "\n".join((say(claim.says), say(claim.finding), *publishers, *quoted))


def article(claims: Claims, name: str) -> str:
    """The id of an article by its id or publisher; raises `UsageError` that names the closest."""
    asked = fold(name.strip())
    for one in claims.articles.values():
        if asked in (one.id, fold(one.publisher), fold(say(one.publisher))):
            return one.id
    holding = [one for one in claims.articles if asked and asked in one]
    like = get_close_matches(asked, list(claims.articles), _CLOSEST)
    close = list(dict.fromkeys((*holding, *like)))[:_CLOSEST]
    told = (
        say("no article has the id {id}; the closest are {ids}; `inspect policy claims` lists all")
        if close
        else say("no article has the id {id}; `inspect policy claims` lists all")
    )
    raise UsageError(told.format(id=repr(name[:80]), ids=", ".join(close)))


def verdict(name: str) -> ClaimVerdict:
    """A verdict on claims by its name; raises `UsageError` that names them, and the closest."""
    asked = "_".join(fold(name).replace("-", " ").replace("_", " ").split())
    for one in CLAIM_VERDICTS:
        if asked == one:
            return one
    close = get_close_matches(asked, CLAIM_VERDICTS, 1)
    told = (
        say("--verdict knows {verdicts}, not {name}; did you mean {closest}?")
        if close
        else say("--verdict knows {verdicts}, not {name}; give one of them")
    )
    known = ", ".join(CLAIM_VERDICTS)
    raise UsageError(told.format(verdicts=known, name=repr(name[:80]), closest="".join(close)))
