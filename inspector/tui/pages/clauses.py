"""Clauses and texts in full, as the pages show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from inspector import terms, wording
from inspector.catalogue import Catalogue
from inspector.deciding import Deciding, DecidingClause, DecidingText
from inspector.judged import Totals
from inspector.policy import Clause, Policies, Policy, Rule
from inspector.session import Session
from inspector.side_by_side import Disagreement, by_outcome
from inspector.tui import safe

KINDS = {
    "includes": "names what is used",
    "excludes": "names what is not used",
    "elsewhere": "names something for another purpose than training",
    "general": "a general sentence, never a rule",
    "status": "says who is in the programme, or what for",
    "rights": "says what a member can do",
}
_SAYS = {
    "undecidable": "undecidable",
    "omits": "left out by a closed list",
    "contests": "a narrower line than the lists",
    "silent": "nothing said",
}
_NONE = "decides nothing here"


def amount(totals: Totals) -> str:
    """Words, or values where there are none."""
    if totals.words or not totals.values:
        return terms.plural(totals.words, "word")
    return terms.plural(totals.values, "value")


def shorten(text: str, most: int) -> str:
    """A text cut at a word, to be seen to go on."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"


def decides(one: DecidingClause) -> str:
    """What a clause decides, in a line."""
    titles = [f"{title} {amount(totals)}" for title, totals in one.decided.titles]
    more = [f"{len(titles) - 3} more"] if len(titles) > 3 else []
    standing = ["your status as a whole"] if one.of_standing else []
    return "; ".join((*standing, *titles[:3], *more)) or _NONE


def in_full(
    one: DecidingClause, differences: Sequence[Disagreement], session: Session, on: dt.date
) -> Content:
    """A clause with its text, its evidence, where other texts differ, and its rules."""
    catalogue = session.catalogue
    parts = [
        *_head(one.text, on),
        safe.content(f"\u201c{one.clause.quote}\u201d", "bold"),
        "\n\n",
        *_evidence(one.clause),
        f"\nKind       {KINDS[one.clause.kind]}\n",
        "Decides    ",
        "" if one.text.recipient == "linkedin" else "for a second question, beside the totals: ",
        safe.content(decides(one)),
        "\n",
        differing(differences, session.policies, one.reference),
    ]
    if one.rules:
        parts.append("\nRules that rest on it, in your region\n")
        parts.extend(_rules(one.rules, catalogue))
    if one.elsewhere:
        parts.append("\nCited as naming it for another purpose\n")
        parts.extend(_rules(one.elsewhere, catalogue))
    return Content.assemble(*parts)


def differing(found: Sequence[Disagreement], policies: Policies, here: str = "") -> Content:
    """What each text says where they differ, with the clauses beside the one shown already."""
    parts: list[Content | str | tuple[str, str]] = []
    for group in by_outcome(found):
        parts += ["\n", safe.content(f"↔ {wording.outcome(group)}", "bold"), "\n"]
        for one in group:
            parts += [safe.content(f"    {wording.difference(one)}"), "\n"]
        for reference in dict.fromkeys(ref for one in group for ref in one.clauses):
            if reference != here:
                text, clause = policies.clause(reference)
                said = f"    {text.label}, {text.start}: “{clause.quote}”"
                parts += [safe.content(said, "dim"), "\n"]
    return Content.assemble("\nWhere texts differ" if parts else "", *parts)


def text_in_full(one: DecidingText, on: dt.date) -> Content:
    """A text with its dates, regions and link, and how much its clauses decide."""
    deciding = sum(bool(clause.decided.files) for clause in one.clauses)
    return Content.assemble(
        *_head(one.text, on),
        f"{deciding} of its {terms.plural(len(one.clauses), 'clause')} that we quote "
        f"{'decides' if deciding == 1 else 'decide'} something here: {amount(one.total)}.",
        "\n\nPublished at ",
        safe.content(one.text.source),
    )


def silence(found: Deciding) -> Content:
    """What it means that no clause decides."""
    empty = terms.plural(found.empty, "file")
    return Content.assemble(
        ("No clause decides\n\n", "bold"),
        "On these values no text in force says that they are used, and none that they are not: "
        "unclear, silent. Silence is no promise. A file marked “in part” has other values that a "
        f"clause decides.\n\nBeside them, {empty} of this export hold no value to decide on.",
    )


def quotes(references: Iterable[str], policies: Policies) -> Content:
    """Clauses word for word, with text and date."""
    parts: list[Content | str] = []
    for reference in references:
        text, clause = policies.clause(reference)
        parts.append(
            safe.content(f"{text.label}, {text.start}{wording.OWN if text.own else ''}", "bold")
        )
        parts.append(safe.content(f", {clause.locator}:"))
        parts.append("\n")
        parts.append(safe.content(f"“{clause.quote}”"))
        parts.append("\n\n")
    return Content.assemble(*parts)


def _head(text: Policy, on: dt.date) -> Iterator[Content | str]:
    since = f"in force from {text.effective}" if text.effective else f"seen from {text.first_seen}"
    until = f" until {text.until}" if text.until else f", last seen {text.last_seen}"
    regions = ", ".join(terms.REGIONS[region] for region in text.regions)
    whose = "" if text.recipient == "linkedin" else "; on Microsoft’s models"
    yield safe.content(text.title, "bold")
    yield "\n"
    own = wording.OWN if text.own else ""
    yield safe.content(f"{text.publisher}{own}; {since}{until}{whose}")
    if text.stale(on):
        yield f"\nLast checked more than a year before {on}: it may have changed since"
    yield f"\nFor members in {regions}\n\n"


def _evidence(clause: Clause) -> Iterator[Content | str]:
    yield safe.content(f"Stands in  {clause.locator}")
    yield "\n"
    yield safe.content(f"Read in    copy of {clause.seen}, {clause.archived_by}")
    yield "\n"
    yield safe.content(f"Link       {clause.source}")


def _rules(rules: Iterable[Rule], catalogue: Catalogue) -> Iterator[Content | str]:
    for rule in rules:
        dataset = catalogue.datasets[rule.dataset]
        columns = "all columns" if "*" in rule.columns else ", ".join(rule.columns)
        labels = {state.id: state.label for state in dataset.states}
        states = ", ".join(labels.get(state, "other records") for state in rule.states)
        where = f" ({states})" if states else ""
        says = f"{rule.says}, {rule.basis}" if rule.basis else _SAYS[rule.says]
        glyph = terms.GLYPHS[rule.says] if rule.says in ("inside", "outside") else "▒"
        yield f"{glyph} "
        yield safe.content(f"{dataset.title}{where}: {says}")
        yield "\n"
        yield safe.content(f"    {columns}", "dim")
        yield "\n"
        if rule.note:
            yield safe.content(f"    {rule.note}", "dim italic")
            yield "\n"
