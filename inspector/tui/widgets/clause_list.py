"""The list of policy texts with their clauses, and of the files that a clause decides."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from textual.content import Content

from inspector.knowledge.policy import Clause
from inspector.knowledge.vocabulary import VERDICTS
from inspector.language import say, short_day
from inspector.outputs.wording import policy_texts, terms
from inspector.summary.clauses import (
    ClauseDecision,
    Decision,
    ExportDecisions,
    FileDecision,
    TextDecisions,
    by_weight,
)
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets import clause_text
from inspector.tui.widgets.bars import VERDICT_STYLES
from inspector.tui.widgets.choices import Line

NO_CLAUSE = "none"
"""Id of the group of files that no clause decides."""


IDLE = "/idle"
"""Ends the id of the line that stands for the clauses of a text that decide nothing."""


def clause_lines(
    found: ExportDecisions, turned: Collection[str], *, all_texts: bool
) -> Iterator[Line]:
    """Texts in force, files that no clause decides, and the other texts if wanted.

    `turned`: the ids of lines that Enter has turned: texts folded up, idle clauses shown.
    """
    for one in found.texts:
        if one.in_force:
            yield from _text(one, turned)
    yield from _no_clause(found.undecided, turned)
    for one in found.texts:
        if all_texts and not one.in_force:
            yield from _text(one, turned)


def file_line(one: FileDecision) -> Line:
    """A file, with what of it stands under each verdict."""
    parts = [
        Content.assemble(
            "  ", (terms.with_glyph(verdict), VERDICT_STYLES[verdict]),
            f" {clause_text.amount(totals)}",
        )
        for verdict in VERDICTS
        if (totals := one.counts.get(verdict)) is not None
    ]  # fmt: skip
    path = inert_line(one.file.reading.path)
    return str(one.entry), Content.assemble(path, "\n", *parts)


def _text(one: TextDecisions, turned: Collection[str]) -> Iterator[Line]:
    text = one.text
    parts = [short_day(text.start)]
    parts += [policy_texts.models(text.recipient)] if text.recipient != "linkedin" else []
    parts += [say("your own text")] if text.own else []
    parts += [say("not in force")] if not one.in_force else []
    parts.append(clause_text.amount(one.total))
    label = inert_line(policy_texts.label(text), "bold")
    rest = inert_line("".join(f" · {part}" for part in parts), "$soft")
    yield text.id, Content.assemble(f"{_fold_sign(text.id in turned)} ", label, rest)
    if text.id in turned:
        return
    clauses = by_weight(one.clauses)
    idle = [clause for clause in clauses if clause_text.is_idle(clause)]
    yield from (_clause(clause) for clause in clauses if not clause_text.is_idle(clause))
    if idle and one.in_force:
        shown, told = f"{text.id}{IDLE}" in turned, terms.plural(len(idle), "clause")
        line = say("{clauses} that decide nothing here").format(clauses=told)
        sign = _fold_sign(not shown)
        yield f"{text.id}{IDLE}", inert_line(f"  {sign} {line}", "$soft")
        idle = idle if shown else []
    yield from map(_idle, idle)


def _clause(one: ClauseDecision) -> Line:
    marks = [(terms.GLYPHS[v], VERDICT_STYLES[v]) for v in VERDICTS if v in one.decided.counts]
    marks += [(" ", "")] * (3 - len(marks)) if marks else [("·", "$soft"), ("  ", "")]
    quote = inert_line(_quote(one.clause))
    decides = inert_line(clause_text.decides(one), "$soft")
    return one.reference, Content.assemble("  ", *marks, " ", quote, "\n      ", decides)


def _idle(one: ClauseDecision) -> Line:
    return one.reference, inert_line(f"    · {_quote(one.clause)}", "$soft")


def _quote(clause: Clause) -> str:
    return f"{terms.quoted(clause.quote)}{policy_texts.reported(clause)}"


def _no_clause(undecided: Decision, turned: Collection[str]) -> Iterator[Line]:
    files, amount = terms.plural(len(undecided.files), "file"), clause_text.amount(undecided.total)
    title = (say("No clause decides"), "bold")
    yield (
        NO_CLAUSE,
        Content.assemble(
            f"{_fold_sign(NO_CLAUSE in turned)} ", title, (f" · {files}, {amount}", "$soft")
        ),
    )
    if NO_CLAUSE in turned:
        return
    for one in undecided.files:
        name = inert_line(one.file.reading.path)
        part = "" if one.whole else say(" (in part)")
        amount = f" · {clause_text.amount(one.total)}{part}"
        yield (
            f"{NO_CLAUSE}:{one.entry}",
            Content.assemble(("  ▒ ", VERDICT_STYLES["unclear"]), name, (amount, "$soft")),
        )


def _fold_sign(folded: bool) -> str:
    return "▸" if folded else "▾"
