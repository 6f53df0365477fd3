"""The list of policy texts with their clauses, and of the files that a clause decides."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from textual.content import Content

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
from inspector.tui.widgets.choices import Line

NO_CLAUSE = "none"
"""Id of the group of files that no clause decides."""


def clause_lines(
    found: ExportDecisions, folded: Collection[str], *, all_texts: bool
) -> Iterator[Line]:
    """Texts in force, files that no clause decides, and the other texts if wanted."""
    for one in found.texts:
        if one.in_force:
            yield from _text(one, folded)
    yield from _no_clause(found.undecided, folded)
    for one in found.texts:
        if all_texts and not one.in_force:
            yield from _text(one, folded)


def file_line(one: FileDecision) -> Line:
    """A file, with what of it stands under each verdict."""
    parts = [
        f"{terms.with_glyph(verdict)} {clause_text.amount(totals)}"
        for verdict in VERDICTS
        if (totals := one.counts.get(verdict)) is not None
    ]
    path = inert_line(one.file.reading.path, "bold")
    return str(one.entry), Content.assemble(path, "\n  " + " · ".join(parts))


def _text(one: TextDecisions, folded: Collection[str]) -> Iterator[Line]:
    text = one.text
    parts = [short_day(text.start)]
    parts += [policy_texts.models(text.recipient)] if text.recipient != "linkedin" else []
    parts += [say("your own text")] if text.own else []
    parts += [say("not in force")] if not one.in_force else []
    parts.append(clause_text.amount(one.total))
    label = inert_line(policy_texts.label(text), "bold")
    rest = "".join(f" · {part}" for part in parts)
    yield text.id, Content.assemble(f"{_fold_sign(text.id, folded)} ", label, rest)
    if text.id not in folded:
        yield from map(_clause, by_weight(one.clauses))


def _clause(one: ClauseDecision) -> Line:
    glyphs = "".join(terms.GLYPHS[v] for v in VERDICTS if v in one.decided.counts)
    quote = inert_line(terms.quoted(one.clause.quote))
    decides = inert_line(clause_text.decides(one), "$soft")
    return one.reference, Content.assemble(f"  {glyphs or '·'} ", quote, "\n    ", decides)


def _no_clause(undecided: Decision, folded: Collection[str]) -> Iterator[Line]:
    files, amount = terms.plural(len(undecided.files), "file"), clause_text.amount(undecided.total)
    title = (say("No clause decides"), "bold")
    yield (
        NO_CLAUSE,
        Content.assemble(f"{_fold_sign(NO_CLAUSE, folded)} ", title, f" · {files}, {amount}"),
    )
    if NO_CLAUSE in folded:
        return
    for one in undecided.files:
        name = inert_line(one.file.reading.path)
        part = "" if one.whole else say(" (in part)")
        amount = f" · {clause_text.amount(one.total)}{part}"
        yield f"{NO_CLAUSE}:{one.entry}", Content.assemble("  ▒ ", name, amount)


def _fold_sign(name: str, folded: Collection[str]) -> str:
    return "▸" if name in folded else "▾"
