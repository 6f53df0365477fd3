"""What another situation changes, in words and figures."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from inspector.advice.opt_out import OptOut
from inspector.diff.situations import CategoryChange, Comparison, Spell, TotalsChange, spells
from inspector.knowledge.policy import Policies
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import day, number, say, signed
from inspector.outputs.wording import policy_texts, sentences, terms
from inspector.summary.summary import Summary
from inspector.tui.untrusted_text import inert_line
from inspector.verdicts.situation import Situation

CATEGORIES_SHOWN = 8
"""Categories of which the change is shown; the rest is counted."""
_Parts = Iterator[Content | str | tuple[str, str]]


def answer(summary: Summary, opt_out: OptOut | None) -> Content:
    """The status and the answer in the new situation; `opt_out`: what one in it left open."""
    status = sentences.status(summary)
    lines = [sentences.headline(summary)]
    if opt_out is not None and opt_out.past:
        lines.append(sentences.split(opt_out.split, summary.situation))
    lines += [sentences.second_headline(one) for one in summary.recipients]
    return Content.assemble(
        inert_line(f"{status}\n" if status else "", "bold"),
        "\n" if status else "",
        Content("\n").join(inert_line(line) for line in lines),
    )


def totals(found: Comparison) -> Content:
    """Totals before and after, and the categories that change most."""
    parts = _totals(found) if found.same_situation else _changes(found)
    return Content.assemble(*parts)


def history(situation: Situation, policies: Policies) -> Content:
    """When members of the region were in the programme, with the sentences that say so."""
    title = say("Members {where}: in the programme or not")
    where = terms.IN_REGIONS[situation.region]
    parts: list[Content | str | tuple[str, str]] = [(title.format(where=where) + "\n", "bold")]
    for spell in spells(policies.programmes[situation.region], situation.on):
        parts += _spell(spell, policies)
    return Content.assemble(*parts)


def _spell(spell: Spell, policies: Policies) -> _Parts:
    period = spell.period
    start = say("from {day}").format(day=day(period.start)) if period.start else say("before")
    until = say(" until {day}").format(day=day(period.until)) if period.until else ""
    here = "▶" if spell.now else " "
    yield (f"{here} {say(spell.word).upper()}", "bold" if spell.now else "")
    yield f"  {start}{until}" + (say(", the day judged") if spell.now else "") + "\n"
    for reference in period.clauses:
        text, clause = policies.clause(reference)
        yield inert_line(f"    {policy_texts.cited(text, clause.quote)}", "dim")
        yield "\n"
    if not period.clauses:
        told = say("No text that we know speaks of training on these days.")
        yield (f"    {told}\n", "dim")


def _totals(found: Comparison) -> _Parts:
    width = terms.verdict_width()
    heads = "{:>10}{:>10}".format(say("words"), say("records"))
    yield (f"{'':{width + 2}}{heads}\n", "bold")
    for verdict in VERDICTS:
        after = found.totals[verdict].after
        yield f"{_name(verdict)}{number(after.words):>10}{number(after.records):>10}\n"
    told = say("This is the situation of the start: change a field to see the difference.")
    yield f"\n{told}\n\n"


def _changes(found: Comparison) -> _Parts:
    width = terms.verdict_width()
    heads = "{:>9}{:>9}{:>9}".format(say("before"), say("now"), say("diff."))
    yield (f"{'':{width + 10}}{heads}\n", "bold")
    for verdict in VERDICTS:
        change = found.totals[verdict]
        before, after = change.before, change.after
        words, records = say("words"), say("records")
        yield f"{_name(verdict)}{words:8}{number(before.words):>9}{number(after.words):>9}"
        yield (f"{signed(change.words):>9}\n", "bold")
        yield f"{'':{width + 2}}{records:8}{number(before.records):>9}{number(after.records):>9}"
        yield (f"{signed(change.records):>9}\n", "bold")
    if not found.categories:
        yield "\n" + say("No verdict changes.") + "\n\n"
        return
    yield ("\n" + say("What changes most") + "\n", "bold")
    for one in found.categories[:CATEGORIES_SHOWN]:
        yield f"{terms.category(one.category)}\n"
        yield from _category(one)
    if rest := found.categories[CATEGORIES_SHOWN:]:
        yield say("and {n} more").format(n=len(rest)) + "\n"
    yield "\n"


def _category(one: CategoryChange) -> Iterator[str]:
    for verdict in VERDICTS:
        change = one.changes[verdict]
        if change.values or change.words:
            yield f"  {_name(verdict)}{_step(change)}\n"


def _step(change: TotalsChange) -> str:
    if change.words:
        before, after = change.before.words, change.after.words
        told, moved = say("{before} → {after} words ({change})"), change.words
    else:
        before, after = change.before.values, change.after.values
        told, moved = say("{before} → {after} values ({change})"), change.values
    return told.format(before=f"{number(before):>8}", after=number(after), change=signed(moved))


def _name(verdict: Verdict) -> str:
    return terms.with_glyph(verdict, terms.verdict_width())
