"""Why files stand under a verdict, in the shortest form that still names the text."""

from __future__ import annotations

from collections.abc import Sequence

from inspector import wording
from inspector.grounds import Grounds
from inspector.policy import Policies


def reason(why: Grounds, policies: Policies) -> str:
    """Grounds in a line, with the beginning of what is quoted."""
    basis = why.basis
    if not why.clauses:
        return f"{basis}: {wording.BASES[basis]}"
    if len(why.clauses) == 1 and basis in ("stated", "inferred"):
        return f"{basis}: {_cited(why.clauses[0], policies, 110)}"
    quotes = "; and ".join(_cited(clause, policies, 60) for clause in why.clauses[:2])
    return f"{basis}, {wording.BASES[basis]}: {quotes}"


def labels(clauses: Sequence[str], policies: Policies, most: int = 3) -> str:
    """The texts of clauses, in a few words."""
    found = (policies.clause(clause)[0] for clause in clauses)
    names = dict.fromkeys(
        f"{text.label} {text.start}{wording.OWN if text.own else ''}" for text in found
    )
    return "; ".join(list(names)[:most])


def _cited(clause: str, policies: Policies, most: int) -> str:
    text, found = policies.clause(clause)
    own = wording.OWN if text.own else ""
    return f"{text.label}, {text.start}{own}: “{_shorten(found.quote, most)}”"


def _shorten(quote: str, most: int) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= most else quote[: most - 1].rsplit(" ", 1)[0] + " …"
