"""The whole summary as text for a terminal of any width, readable without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from inspector.advice.opt_out import OptOut, sayings
from inspector.advice.steps import Advice, AdviceSection
from inspector.knowledge.policy import Policies
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import number, percent, say
from inspector.outputs import printable
from inspector.outputs.plain.answer import (
    WIDE,
    category_table,
    figure_width,
    figures,
    led_by,
    lines,
    qualified_by,
)
from inspector.outputs.plain.layout import Style, beside, columns, page, verdict_heads
from inspector.outputs.wording import answers, sentences, terms
from inspector.outputs.wording.found_marks import found_inside
from inspector.outputs.wording.reasons import labels, reason
from inspector.outputs.wording.terms import plural
from inspector.summary.findings import Finding
from inspector.summary.grounds import grouped
from inspector.summary.summary import Summary
from inspector.summary.timeline import apportion
from inspector.summary.use import use_of, uses, uses_of
from inspector.verdicts.totals import Totals

if TYPE_CHECKING:
    from inspector.marks.tally import Tally

FILES_NAMED = 12
"""Files named for one reason; the rest is counted."""
STEPS_PRINTED = 2
"""Steps of the first advice that are printed."""


def render(
    summary: Summary,
    policies: Policies,
    style: Style,
    advised: Sequence[AdviceSection] = (),
    opt_out: OptOut | None = None,
    marks: Tally | None = None,
) -> str:
    """The whole summary; `advised`: what to do in its situation; `opt_out`: what one left open.

    `marks`: those of the export, where they were read.
    """
    parts: Iterable[Iterator[str]] = (
        chain(
            led_by(summary, style),
            chain.from_iterable(lines(said, style) for said in answers.told_apart(summary)),
            qualified_by(summary, style),
        ),
        _situation(summary, style),
        _bars(summary, style),
        _standing(summary, policies, opt_out, style),
        _whose(summary, style),
        lines(found_inside(marks), style) if marks is not None else iter(()),
        category_table(summary, style),
        *(_files(summary, policies, verdict, style) for verdict in VERDICTS),
        _findings(say("Worth knowing"), summary.surprises, policies, style),
        _findings(say("What is missing"), summary.missing, policies, style),
        _steps(advised, style),
        _ledger(summary, style),
    )
    return page(parts)


def _situation(summary: Summary, style: Style) -> Iterator[str]:
    hint = say("; say --region") if summary.situation.region_basis == "default" else ""
    words = sentences.situation(summary.situation, hint)
    yield from lines(say("Judged for {situation}.").format(situation=words), style)
    yield from lines(sentences.judged_by(summary), style)
    yield from lines(sentences.stale(summary), style)


def _standing(
    summary: Summary, policies: Policies, opt_out: OptOut | None, style: Style
) -> Iterator[str]:
    """Where a status leads the answer: the sentences that say so, whoever says them."""
    if summary.standing.status == "in_use":
        return
    said = sayings(summary, policies)
    if said:
        yield say(terms.WHO_SAYS)
        for one in said:
            yield from lines(sentences.saying(one), style, first="• ", rest="  ")
    if opt_out is not None and opt_out.differ:
        yield from lines(say(terms.DIFFER), style)
    if opt_out is not None:
        yield from _advice(terms.NOT_COVERED, opt_out.not_covered, style)
        yield from _advice(terms.PROOF, opt_out.proof, style)


def _advice(title: str, steps: Sequence[Advice], style: Style) -> Iterator[str]:
    if steps:
        yield say(title)
    for step in steps:
        yield from lines(say(step.text), style, first="• ", rest="  ")


def _whose(summary: Summary, style: Style) -> Iterator[str]:
    """Whose words they are, by verdict."""
    found = {a: t for a, t in summary.by_author.items() if any(one.words for one in t.values())}
    if not found:
        return
    name = 34 if style.width >= WIDE else 30
    figure = figure_width(style, name)
    yield from beside(say("Whose words"), name, verdict_heads(figure, uses_of(summary)))
    for author, totals in found.items():
        words = columns(figures(totals[verdict].words for verdict in VERDICTS), figure)
        yield f"{terms.AUTHORS[author][: name - 1]:<{name}}{words}"
    for one in summary.recipients:
        yield ""
        yield from lines(sentences.for_recipient(one), style)


def _bars(summary: Summary, style: Style) -> Iterator[str]:
    if not summary.export.was_read:
        return
    found = uses(summary)
    words = tuple(totals.words for totals in found.values())
    yield style.bar(words, max(style.width - 2, 20), tuple(found))
    narrow = style.width < 52
    most = terms.use_width(found)
    more = "" if narrow else "{:>10}{:>11}".format(say("records"), say("values"))
    yield f"{'':{most + 2}}" + "{:>12}{:6}".format(say("words"), "") + more
    for (use, totals), share in zip(found.items(), apportion(words, 100), strict=True):
        said = f"{style.glyph(use)} {terms.USES_SAID[use]:{most}}"
        name = style.paint(said, use)
        more = "" if narrow else f"{number(totals.records):>10}{number(totals.values):>11}"
        yield f"{name}{number(totals.words):>12}{percent(share):>6}{more}"


def _files(summary: Summary, policies: Policies, verdict: Verdict, style: Style) -> Iterator[str]:
    """The files with values under a verdict, each with the shortest form of the reason."""
    groups = grouped(summary.files, verdict)
    if not groups:
        return
    use = use_of(summary, verdict)
    yield style.paint(f"{style.glyph(use)} {terms.USES_SAID[use].upper()}", use)
    for group in groups:
        listed = terms.apart(
            f"{printable.line(name)} "
            f"({plural(t.words, 'word') if t.words else plural(t.values, 'value')})"
            for name, t in group.files[:FILES_NAMED]
        )
        if len(group.files) > FILES_NAMED:
            rest = sum((t for _, t in group.files[FILES_NAMED:]), Totals())
            listed += say("; and {files} ({words}, {values})").format(
                files=plural(len(group.files) - FILES_NAMED, "more file"),
                words=plural(rest.words, "word"),
                values=plural(rest.values, "value"),
            )
        yield from lines(listed, style, first="  ", rest="  ")
        yield from lines(reason(group.grounds, policies), style, first="      ", rest="      ")


def _findings(
    title: str, findings: Sequence[Finding], policies: Policies, style: Style
) -> Iterator[str]:
    if not findings:
        return
    yield title
    for finding in findings:
        source = f" [{labels(finding.clauses, policies)}]" if finding.clauses else ""
        yield from lines(say(finding.text) + source, style, first="• ", rest="  ")


def _steps(advised: Sequence[AdviceSection], style: Style) -> Iterator[str]:
    """The first thing one can do, and where the rest is said."""
    if not advised or not advised[0].steps:
        return
    yield say(terms.WHAT_YOU_CAN_DO)
    for step in advised[0].steps[:STEPS_PRINTED]:
        link = f" {step.link}" if step.link else ""
        yield from lines(say(step.text) + link, style, first="• ", rest="  ")
    rest = say("`inspect act EXPORT` says the rest, and drafts a letter.")
    yield from lines(rest, style, first="• ")


def _ledger(summary: Summary, style: Style) -> Iterator[str]:
    yield from lines(sentences.account(summary), style)
    shown = ("partly_read", "unreadable", "unknown", "repaired", "ignored")
    for status in shown:
        for file in summary.files:
            if file.reading.status == status:
                notes = terms.apart(say(note) for note in file.reading.notes)
                notes = notes or say("no dataset of this name is known")
                path = printable.line(file.reading.path)
                text = terms.paired(path, terms.paired(terms.reading(file.reading), notes))
                yield from lines(text, style, first="  ", rest="    ")
