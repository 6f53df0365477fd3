"""Why files stand under a verdict, in the shortest form that still names the text."""

from __future__ import annotations

from collections.abc import Sequence

from inspector import wording
from inspector.judged import JudgedFile
from inspector.policy import Policies
from inspector.verdicts import Basis, Verdict

_BASES: tuple[Basis, ...] = ("stated", "inferred", "disputed", "undecidable", "silent")
_TOGETHER = ("disputed", "undecidable")
"""Bases that rest on more than one sentence."""


def reason(file: JudgedFile, verdict: Verdict, policies: Policies) -> str:
    """Why a file has values under a verdict: by the strongest basis among its text."""
    rows = [row for row in file.rows if row.verdict == verdict]
    worded = [row for row in rows if row.totals.words] or rows
    basis = min((row.basis for row in worded), key=_BASES.index)
    if basis == "silent":
        return f"silent: {wording.BASES['silent']}"
    weights: dict[str, int] = {}
    for row in worded:
        if row.basis == basis and row.clause is not None:
            weights[row.clause] = weights.get(row.clause, 0) + row.totals.words + 1
    deciding = max(weights, key=lambda clause: (weights[clause], clause))
    if basis not in _TOGETHER:
        return f"{basis}: {_cited(deciding, policies, 110)}"
    others = [
        clause
        for column in file.columns
        if column.verdict == verdict and column.basis == basis and deciding in column.clauses
        for clause in column.clauses
    ]
    clauses = list(dict.fromkeys([deciding, *others]))[:2]
    quotes = "; and ".join(_cited(clause, policies, 60) for clause in clauses)
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
