"""Why files stand under a verdict, in the shortest form that still names the text."""

from __future__ import annotations

from collections.abc import Sequence

from inspector.knowledge.policy import Policies
from inspector.language import day, say
from inspector.outputs.wording import policy_texts, terms
from inspector.summary.grounds import Grounds


def reason(why: Grounds, policies: Policies) -> str:
    """Grounds in a line, with the beginning of what is quoted."""
    basis = terms.BASES_SAID[why.basis]
    if not why.clauses:
        return terms.paired(basis, terms.BASES[why.basis])
    if len(why.clauses) == 1 and why.basis in ("stated", "inferred"):
        return terms.paired(basis, _cited(why.clauses[0], policies, 110))
    quotes = say("; and ").join(_cited(clause, policies, 96) for clause in why.clauses[:2])
    return terms.paired(f"{basis}, {terms.BASES[why.basis]}", quotes)


def labels(clauses: Sequence[str], policies: Policies, most: int = 3) -> str:
    """The texts of clauses, in a few words, and whose reports of them are quoted."""
    found = (policies.clause(clause) for clause in clauses)
    names = dict.fromkeys(
        f"{policy_texts.label(text)} {day(text.start)}{policy_texts.own(text)}"
        f"{policy_texts.reported(clause)}"
        for text, clause in found
    )
    return terms.apart(list(names)[:most])


def _cited(clause: str, policies: Policies, most: int) -> str:
    text, found = policies.clause(clause)
    name = f"{policy_texts.dated(text)}{policy_texts.reported(found)}"
    return terms.paired(name, terms.quoted(_shorten(found.quote, most)))


def _shorten(quote: str, most: int) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= most else quote[: most - 1].rsplit(" ", 1)[0] + " …"
