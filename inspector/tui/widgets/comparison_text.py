"""What another situation changes, in words and figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from textual.content import Content

from inspector.diff.situations import CategoryChange, Comparison, Spell, TotalsChange, spells
from inspector.diff.turning_days import TurningDay, TurnKind
from inspector.knowledge.age import last_said
from inspector.knowledge.policy import Policies
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import Phrases, day, mark, number, say, signed
from inspector.outputs.wording import answers, policy_texts, sentences, terms
from inspector.summary.summary import Summary
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets.bars import USE_STYLES, VERDICT_STYLES
from inspector.verdicts.situation import Situation

CATEGORIES_SHOWN = 8
"""Categories of which the change is shown; the rest is counted."""
_Parts = Iterator[Content | str | tuple[str, str]]


TURNS: Mapping[TurnKind, str] = Phrases(
    {
        "text": mark("{text} counts from here on"),
        "text_ends": mark("{text} counts no more"),
        "in": mark("training begins"),
        "out": mark("members of the region are out of the programme"),
        "paused": mark("training is paused"),
        "unstated": mark("no text speaks of training any more"),
        "opted_out": mark("the switch is off"),
    }
)


def title(turning: TurningDay | None) -> str:
    """Of what is compared: with one's own case, or with the day before."""
    if turning is None:
        return say("What changes")
    return say("What changed on {day}").format(day=day(turning.day))


def turned(turning: TurningDay) -> str:
    """What changed on a day."""
    told = (
        TURNS[one.kind].format(text=policy_texts.label(one.text) if one.text is not None else "")
        for one in turning.turns
    )
    return terms.paired(day(turning.day), "; ".join(told))


def answer(summary: Summary, turning: TurningDay | None = None) -> Content:
    """The answer in the new situation, and what is known of the use; `turning`: the day it is."""
    first, *rest = answers.answer(summary)
    rest += [*answers.known(summary), *(sentences.second_headline(r) for r in summary.recipients)]
    led = [inert_line(turned(turning), "bold $key")] if turning is not None else []
    lines = (*led, inert_line(first, "bold"), *(inert_line(line) for line in rest))
    return Content("\n").join(lines)


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
        parts += _spell(spell, situation.on, policies)
    return Content.assemble(*parts)


def _spell(spell: Spell, on: dt.date, policies: Policies) -> _Parts:
    period = spell.period
    start = say("from {day}").format(day=day(period.start)) if period.start else say("before")
    until = say(" until {day}").format(day=day(period.until)) if period.until else ""
    here = "▶" if spell.now else " "
    yield (f"{here} {say(spell.word).upper()}", "bold" if spell.now else "")
    yield f"  {start}{until}" + (say(", the day judged") if spell.now else "") + "\n"
    last = last_said(period.clauses, min(period.until or on, on), policies)
    if said := policy_texts.last_said(last):
        yield inert_line(f"    {said}", "bold" if spell.now else "$soft")
        yield "\n"
    for reference in period.clauses:
        text, clause = policies.clause(reference)
        yield inert_line(f"    {policy_texts.cited(text, clause)}", "$soft")
        yield "\n"
    if not period.clauses:
        told = say("No text that we know speaks of training on these days.")
        yield (f"    {told}\n", "$soft")


def _totals(found: Comparison) -> _Parts:
    width = terms.use_width(found.uses)
    heads = "{:>10}{:>10}".format(say("words"), say("records"))
    yield (f"{'':{width + 2}}{heads}\n", "bold")
    for use, change in found.uses.items():
        after = change.after
        yield (terms.use_with_glyph(use, width), USE_STYLES[use])
        yield f"{number(after.words):>10}{number(after.records):>10}\n"
    told = say("This is your own case: change a field to see the difference.")
    yield f"\n{told}\n\n"


def _changes(found: Comparison) -> _Parts:
    width = terms.use_width(found.uses)
    heads = "{:>8}{:>8}{:>8}".format(say("before"), say("now"), say("diff."))
    words = say("words")
    yield (f"{words:{width + 2}}{heads}\n", "bold")
    for use, change in found.uses.items():
        yield (terms.use_with_glyph(use, width), USE_STYLES[use])
        yield f"{number(change.before.words):>8}{number(change.after.words):>8}"
        yield (f"{signed(change.words):>8}\n", "bold")
    if not found.categories:
        yield "\n" + _unmoved(found) + "\n\n"
        return
    yield ("\n" + say("What changes most") + "\n", "bold")
    for one in found.categories[:CATEGORIES_SHOWN]:
        yield f"{terms.category(one.category)}\n"
        yield from _category(one)
    if rest := found.categories[CATEGORIES_SHOWN:]:
        yield say("and {n} more").format(n=len(rest)) + "\n"
    yield "\n"


def _category(one: CategoryChange) -> _Parts:
    for verdict in VERDICTS:
        change = one.changes[verdict]
        if change.values or change.words:
            yield (f"  {_name(verdict)}", VERDICT_STYLES[verdict])
            yield f"{_step(change)}\n"


def _step(change: TotalsChange) -> str:
    if change.words:
        before, after = change.before.words, change.after.words
        told, moved = say("{before} → {after} words ({change})"), change.words
    else:
        before, after = change.before.values, change.after.values
        told, moved = say("{before} → {after} values ({change})"), change.values
    return told.format(before=f"{number(before):>8}", after=number(after), change=signed(moved))


def _unmoved(found: Comparison) -> str:
    """What holds where no value comes under another verdict."""
    if found.before.standing.status == found.after.standing.status:
        return say("No verdict changes.")
    return say(
        "The texts cover the same words; what changes is whether LinkedIn says it uses them."
    )


def _name(verdict: Verdict) -> str:
    return terms.with_glyph(verdict, terms.verdict_width())
