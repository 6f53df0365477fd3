"""What was said in public of the scope, held against the texts, as text."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.knowledge.claims import CLAIM_VERDICTS, Claim, Claims
from inspector.knowledge.policy import Policies
from inspector.language import day, say
from inspector.outputs import printable
from inspector.outputs.plain.layout import page, room, wrap
from inspector.outputs.plain.quotations import Quotation, Quotations
from inspector.outputs.wording import claim_sentences, policy_texts, terms
from inspector.session.claim_search import EVERY, ClaimFilter, selected


def render(claims: Claims, policies: Policies, width: int, wanted: ClaimFilter = EVERY) -> str:
    """The claims wanted under their verdicts, with who made them and what stands where.

    Then the articles that made them, with the ids by which they can be asked for.
    """
    width = room(width)
    quotations = Quotations(width)
    found = selected(claims, wanted)
    every = (one for verdict in CLAIM_VERDICTS for one in found.of(verdict))
    return page(
        [
            [*wrap(_opening(claims, found, wanted), width), *_verdicts(found, width)],
            *(_claim(one, claims, policies, quotations, width) for one in every),
            _articles(found, width),
        ]
    )


def _opening(claims: Claims, found: Claims, wanted: ClaimFilter) -> str:
    every = terms.plural(len(claims.claims), "claim")
    if not wanted:
        told = say(
            "What {articles} and releases say of the scope, held against the texts: {claims}. Ask "
            "for a part of them by --article ID, --verdict NAME or words; the ids stand at the end."
        )
        return told.format(articles=terms.plural(len(claims.articles), "article"), claims=every)
    condition = claim_sentences.condition(wanted, claims)
    if not found.claims:
        told = say("{condition}: none of {claims}. `inspect policy claims` prints them all.")
    else:
        told = say("{condition}: {n} of {claims}, held against the texts.")
    return told.format(n=len(found.claims), claims=every, condition=condition)


def _verdicts(found: Claims, width: int) -> Iterator[str]:
    """How many claims stand under each verdict, and what it means."""
    for verdict in CLAIM_VERDICTS:
        if count := len(found.of(verdict)):
            word = terms.CLAIM_VERDICTS[verdict].upper()
            text = terms.paired(f"{count:>4} {word}", terms.CLAIM_MEANINGS[verdict])
            yield from wrap(text, width, rest=" " * 5)


def _claim(
    claim: Claim, claims: Claims, policies: Policies, quotations: Quotations, width: int
) -> Iterator[str]:
    verdict = terms.CLAIM_VERDICTS[claim.verdict].upper()
    yield from wrap(f"{verdict}  {say(claim.says)}", width, rest="  ")
    for number, name in enumerate(claim.articles):
        said = claim_sentences.said(claim, claims.articles[name])
        lead = say("Said by ")
        lead = lead if not number else " " * len(lead)
        yield from wrap(lead + said, width, "  ", " " * 12)
    yield from wrap(say(claim.finding), width, "  ", "  ")
    if claim.verdict == "not_found":
        yield "  " + say("Nearest:")
    yield from quotations.lines(_quoted(claim, claims, policies))


def _quoted(claim: Claim, claims: Claims, policies: Policies) -> Iterator[Quotation]:
    """The clauses and sources that a claim is held against."""
    for reference in claim.clauses:
        text, clause = policies.clause(reference)
        name = f"{policy_texts.label(text)}, {day(text.start)}{policy_texts.reported(clause)}"
        yield Quotation(name, clause.quote, say(clause.locator))
    for key in claim.sources:
        source = claims.sources[key]
        name = claim_sentences.source(source)
        yield Quotation(name, source.quote, say(source.title), source.link)


def _articles(claims: Claims, width: int) -> Iterator[str]:
    if claims.articles:
        yield say("Articles and releases")
    for one in claims.articles.values():
        told = terms.paired(claim_sentences.article(one), say(one.title))
        yield from wrap(f"{one.id}  {told}", width, "  ", "    ")
        if one.link:
            yield f"    {printable.line(one.link)}"
