"""What was said in public of the scope, held against the texts, as text."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.knowledge.claims import CLAIM_VERDICTS, Claim, Claims
from inspector.knowledge.policy import Policies
from inspector.language import day, say
from inspector.outputs import printable
from inspector.outputs.plain.layout import page, room, wrap
from inspector.outputs.plain.quotations import Quotation, Quotations
from inspector.outputs.wording import policy_texts, sentences, terms


def render(claims: Claims, policies: Policies, width: int) -> str:
    """Every claim under its verdict, with who made it and what stands where; then the articles."""
    width = room(width)
    quotations = Quotations(width)
    every = (one for verdict in CLAIM_VERDICTS for one in claims.of(verdict))
    return page(
        [
            _opening(claims, width),
            *(_claim(one, claims, policies, quotations, width) for one in every),
            _articles(claims, width),
        ]
    )


def _opening(claims: Claims, width: int) -> Iterator[str]:
    told = say(
        "What {articles} and releases say of the scope, held against the texts: {claims}."
    ).format(
        articles=terms.plural(len(claims.articles), "article"),
        claims=terms.plural(len(claims.claims), "claim"),
    )
    yield from wrap(told, width)
    for verdict in CLAIM_VERDICTS:
        word = terms.CLAIM_VERDICTS[verdict].upper()
        meaning = terms.CLAIM_MEANINGS[verdict]
        text = terms.paired(f"{len(claims.of(verdict)):>4} {word}", meaning)
        yield from wrap(text, width, rest=" " * 5)


def _claim(
    claim: Claim, claims: Claims, policies: Policies, quotations: Quotations, width: int
) -> Iterator[str]:
    verdict = terms.CLAIM_VERDICTS[claim.verdict].upper()
    yield from wrap(f"{verdict}  {say(claim.says)}", width, rest="  ")
    words = {one.article: one.words for one in claim.quotes}
    for number, name in enumerate(claim.articles):
        said = sentences.article(claims.articles[name])
        said = terms.paired(said, terms.quoted(words[name])) if name in words else said
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
        name = f"{say(source.publisher)}, {say(source.when)}"
        yield Quotation(name, source.quote, say(source.title), source.link)


def _articles(claims: Claims, width: int) -> Iterator[str]:
    yield say("Articles and releases")
    for one in claims.articles.values():
        yield from wrap(terms.paired(sentences.article(one), say(one.title)), width, "  ", "    ")
        if one.link:
            yield f"    {printable.line(one.link)}"
