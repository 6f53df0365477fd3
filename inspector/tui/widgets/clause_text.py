"""Clauses and texts in full, as the pages show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from inspector.knowledge.catalogue import Catalogue
from inspector.knowledge.policy import Clause, Policies, Policy, Rule
from inspector.knowledge.vocabulary import Verdict
from inspector.language import Phrases, day, mark, plurally, say
from inspector.outputs.wording import policy_texts, terms
from inspector.session.session import Session
from inspector.summary.clauses import ClauseDecision, ExportDecisions, TextDecisions
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets.bars import VERDICT_STYLES
from inspector.verdicts.by_text import Disagreement, by_outcome
from inspector.verdicts.totals import Totals

CLAUSE_KINDS = Phrases(
    {
        "includes": mark("names what is used"),
        "excludes": mark("names what is not used"),
        "elsewhere": mark("names something for another purpose than training"),
        "general": mark("a general sentence, never a rule"),
        "status": mark("says who is in the programme, or what for"),
        "rights": mark("says what a member can do"),
    }
)
_SAYS = Phrases(
    {
        "undecidable": mark("your export can't tell"),
        "omits": mark("left out by a closed list"),
        "contests": mark("a narrower line than the lists"),
        "silent": mark("not mentioned"),
    }
)


def amount(totals: Totals) -> str:
    """Words, or values where there are none."""
    if totals.words or not totals.values:
        return terms.plural(totals.words, "word")
    return terms.plural(totals.values, "value")


def shorten(text: str, most: int) -> str:
    """A text cut at a word, to be seen to go on."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"


def is_idle(one: ClauseDecision) -> bool:
    """Whether a clause decides nothing of this export, nor how the member stands."""
    return not one.decided.titles and not one.of_standing


def decides(one: ClauseDecision) -> str:
    """What a clause decides, in a line."""
    titles = [f"{say(title)} {amount(totals)}" for title, totals in one.decided.titles]
    more = [say("{n} more").format(n=len(titles) - 3)] if len(titles) > 3 else []
    standing = [say("your status as a whole")] if one.of_standing else []
    return terms.apart((*standing, *titles[:3], *more)) or say("decides nothing here")


def in_full(
    one: ClauseDecision, differences: Sequence[Disagreement], session: Session, on: dt.date
) -> Content:
    """A clause with its text, its evidence, where other texts differ, and its rules."""
    catalogue = session.knowledge.catalogue
    parts = [
        *_head(one.text, on),
        inert_line(terms.quoted(one.clause.quote), "bold"),
        "\n\n",
        *_evidence(one.clause),
        "\n" + say("Kind       {kind}").format(kind=CLAUSE_KINDS[one.clause.kind]) + "\n",
        say("Decides    "),
        ""
        if one.text.recipient == "linkedin"
        else say("for a second question, beside the totals: "),
        inert_line(decides(one)),
        "\n",
        differing(differences, session.knowledge.policies, one.reference),
    ]
    if one.rules:
        parts.append("\n" + say("Rules that rest on it, in your region") + "\n")
        parts.extend(_rules(one.rules, catalogue))
    if one.elsewhere:
        parts.append("\n" + say("Cited as naming it for another purpose") + "\n")
        parts.extend(_rules(one.elsewhere, catalogue))
    return Content.assemble(*parts)


def differing(found: Sequence[Disagreement], policies: Policies, here: str = "") -> Content:
    """What each text says where they differ, with the clauses beside the one shown already."""
    parts: list[Content | str | tuple[str, str]] = []
    for group in by_outcome(found):
        parts += ["\n", inert_line(f"↔ {policy_texts.outcome(group)}", "bold"), "\n"]
        for one in group:
            parts += [inert_line(f"    {policy_texts.difference(one)}"), "\n"]
        for reference in dict.fromkeys(ref for one in group for ref in one.clauses):
            if reference != here:
                text, clause = policies.clause(reference)
                said = f"    {policy_texts.cited(text, clause)}"
                parts += [inert_line(said, "$soft"), "\n"]
    return Content.assemble("\n" + say("Where texts differ") if parts else "", *parts)


def text_in_full(one: TextDecisions, on: dt.date) -> Content:
    """A text with its dates, regions and link, and how much its clauses decide."""
    deciding = sum(bool(clause.decided.files) for clause in one.clauses)
    return Content.assemble(
        *_head(one.text, on),
        plurally(
            "{n} of its {clauses} that we quote decides something here: {amount}.",
            "{n} of its {clauses} that we quote decide something here: {amount}.",
            deciding,
        ).format(
            n=deciding, clauses=terms.plural(len(one.clauses), "clause"), amount=amount(one.total)
        ),
        "\n\n" + say("Published at "),
        inert_line(one.text.source),
    )


def silence(found: ExportDecisions) -> Content:
    """What it means that no clause decides."""
    empty = terms.plural(found.empty, "file")
    return Content.assemble(
        (say("No clause decides") + "\n\n", "bold"),
        say(
            "On these values no text in force says that they are used, and none that they are not: "
            "unclear, not mentioned. Silence is no promise. A file marked “in part” has other "
            "values that a clause decides."
        ),
        "\n\n",
        say("Beside them, {files} of this export hold no value to decide on.").format(files=empty),
    )


def quotes(references: Iterable[str], policies: Policies) -> Content:
    """Clauses word for word, with text and date."""
    parts: list[Content | str] = []
    for reference in references:
        text, clause = policies.clause(reference)
        name = f"{policy_texts.dated(text)}{policy_texts.reported(clause)}"
        parts.append(inert_line(name, "bold"))
        parts.append(inert_line(say(", {place}:").format(place=say(clause.locator))))
        parts.append("\n")
        parts.append(inert_line(terms.quoted(clause.quote)))
        parts.append("\n\n")
    return Content.assemble(*parts)


def _head(text: Policy, on: dt.date) -> Iterator[Content | str]:
    regions = ", ".join(terms.REGIONS[region] for region in text.regions)
    parts = [f"{policy_texts.publisher(text)}{policy_texts.own(text)}"]
    parts.append(f"{policy_texts.since(text)}{policy_texts.until(text)}")
    if text.recipient != "linkedin":
        parts.append(say("on {models}").format(models=policy_texts.models(text.recipient)))
    yield inert_line(policy_texts.title(text), "bold")
    yield "\n"
    yield inert_line(terms.apart(parts))
    if text.stale(on):
        told = (
            say(
                "Last checked more than a year before {day}: it may have changed since; save the "
                "page and check it (`inspect policy check PAGE`)"
            )
            if text.voice == "linkedin"
            else say("Said more than a year before {day}: it may not hold any more")
        )
        yield f"\n{told.format(day=day(on))}"
    yield "\n" + say("For members in {regions}").format(regions=regions) + "\n\n"


def _evidence(clause: Clause) -> Iterator[Content | str]:
    yield inert_line(say("Stands in  {place}").format(place=say(clause.locator)))
    yield "\n"
    read = say("Read in    copy of {day}, {archive}")
    told = read.format(day=day(clause.seen), archive=say(clause.archived_by))
    yield inert_line(f"{told}{policy_texts.reported(clause)}")
    yield "\n"
    where = say("Link       {address}") if clause.link else say("Copy at    {address}")
    yield inert_line(where.format(address=clause.source))


def _rules(rules: Iterable[Rule], catalogue: Catalogue) -> Iterator[Content | str]:
    for rule in rules:
        dataset = catalogue.datasets[rule.dataset]
        columns = policy_texts.columns(rule.columns, every="*" in rule.columns)
        states = policy_texts.states(dataset, rule.states)
        where = f" ({states})" if states else ""
        says = policy_texts.judged(rule.says, rule.basis) if rule.basis else _SAYS[rule.says]
        verdict: Verdict = rule.says if rule.says in ("inside", "outside") else "unclear"
        yield Content.styled(f"{terms.GLYPHS[verdict]} ", VERDICT_STYLES[verdict])
        yield inert_line(terms.paired(f"{say(dataset.title)}{where}", says))
        yield "\n"
        yield inert_line(f"    {columns}", "$soft")
        yield "\n"
        if rule.note:
            yield inert_line(f"    {say(rule.note)}", "$soft italic")
            yield "\n"
