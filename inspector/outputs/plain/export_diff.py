"""What differs between two exports, as text for a terminal, readable without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inspector.diff.export_diff import ExportDiff, FilePair
from inspector.diff.flows import Part
from inspector.knowledge.policy import Policies
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import number, say
from inspector.outputs.plain.layout import Style, beside, columns, fill, page, verdict_heads
from inspector.outputs.wording import answers, changes, sentences, terms
from inspector.summary.use import use_of, uses_of

CLAUSES_NAMED = 12
"""Clauses that are named for one verdict; the rest is counted."""


def render(found: ExportDiff, policies: Policies, style: Style) -> str:
    """The whole difference."""
    parts: Iterable[Iterator[str]] = (
        _opening(found, style),
        _verdicts(found, style),
        _categories(found, style),
        *(_files(found, verdict, style) for verdict in VERDICTS),
        *(_clauses(found, policies, verdict, style) for verdict in VERDICTS),
        _presence(found.files, style),
        _doubts(found.files, style),
        _beside(found, style),
        _footing(found, style),
    )
    return page(parts)


def _opening(found: ExportDiff, style: Style) -> Iterator[str]:
    if status := answers.status(found.new):
        yield from fill(status, style.room)
    lines = fill(changes.headline(found), style.room)
    yield from (style.paint(line, use_of(found.new, "inside")) for line in lines)
    for warning in changes.warnings(found):
        yield from fill(warning, style.room, "! ", "  ")
    yield from map(style.dim, fill(changes.between(found), style.room))


def _footing(found: ExportDiff, style: Style) -> Iterator[str]:
    """What the difference rests on, and what it does not say."""
    told = say("Both judged for {situation}, so that what differs is data.")
    yield from fill(told.format(situation=sentences.situation(found.new.situation)), style.room)
    yield from fill(sentences.judged_by(found.new), style.room)
    yield from fill(say(changes.WENT), style.room)


def _verdicts(found: ExportDiff, style: Style) -> Iterator[str]:
    """Older and newer totals, and what became and went, by verdict."""
    heads = (say("older"), say("became"), say("no longer"), say("newer"))
    width = terms.use_width(uses_of(found.new), 12)
    for measure, name in (("words", say("words")), ("records", say("records"))):
        yield f"{terms.capital(name):<{width + 2}}" + columns(heads, 12)
        for verdict in VERDICTS:
            flow = found.flows[verdict]
            figures = (
                number(getattr(found.old.totals[verdict], measure)),
                _signed("+", getattr(flow.became, measure)),
                _signed("−", getattr(flow.gone, measure)),
                number(getattr(found.new.totals[verdict], measure)),
            )
            use = use_of(found.new, verdict)
            name = style.paint(f"{style.glyph(use)} {terms.USES_SAID[use]:{width}}", use)
            yield name + columns(figures, 12)


def _signed(sign: str, count: int) -> str:
    return f"{sign}{number(count)}" if count else "–"


def _categories(found: ExportDiff, style: Style) -> Iterator[str]:
    parts = [part for part in found.by_category() if _has_words(part)]
    if not parts:
        return
    figure = 10 if style.width >= 80 else 8
    name = terms.category_width(18)
    title = say("Words by category")[:name]
    yield from beside(title, name, verdict_heads(2 * figure, uses_of(found.new)))
    for part in parts:
        yield f"{terms.category(part.name):<{name}}" + columns(_figures(part), figure)


def _has_words(part: Part) -> bool:
    return any(flow.became.words or flow.gone.words for flow in part.flows.values())


def _figures(part: Part) -> Iterator[str]:
    """Words more and words less under each verdict."""
    for verdict in VERDICTS:
        yield _signed("+", part.flows[verdict].became.words)
        yield _signed("−", part.flows[verdict].gone.words)


def _files(found: ExportDiff, verdict: Verdict, style: Style) -> Iterator[str]:
    """The datasets in which something came under a verdict or went from it."""
    files = [file for file in found.files if file.flows[verdict]]
    if not files:
        return
    use = use_of(found.new, verdict)
    yield style.paint(f"{style.glyph(use)} {terms.USES_SAID[use].upper()}", use)
    for file in files:
        text = terms.paired(say(file.title), changes.flow(file.flows[verdict]))
        where = changes.only_in_one(file)
        parts = [text, where] if where else [text]
        yield from fill(terms.apart(parts), style.room, "  ", "    ")


def _clauses(
    found: ExportDiff, policies: Policies, verdict: Verdict, style: Style
) -> Iterator[str]:
    parts = [part for part in found.by_clause() if part.flows[verdict]]
    if not parts:
        return
    title = say("{verdict}, by the clause that decides")
    use = use_of(found.new, verdict)
    title = title.format(verdict=terms.USES_SAID[use])
    yield style.paint(f"{style.glyph(use)} {title}", use)
    for part in parts[:CLAUSES_NAMED]:
        yield from fill(changes.clause(part.name, policies), style.room, "  ", "  ")
        yield from fill(changes.flow(part.flows[verdict]), style.room, "      ", "      ")
    if rest := parts[CLAUSES_NAMED:]:
        yield "  " + say("and {rest}").format(rest=terms.plural(len(rest), "more clause"))


def _presence(files: Sequence[FilePair], style: Style) -> Iterator[str]:
    one = [file for file in files if file.presence != "both" and not file.doubts]
    if not one:
        return
    yield say("Only in one export")
    for file in one:
        told = terms.paired(say(file.title), changes.only_in_one(file))
        yield from fill(told, style.room, "• ", "  ")


def _doubts(files: Sequence[FilePair], style: Style) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for file in files:
        for doubt in file.doubts:
            reasons.setdefault(changes.DOUBTS[doubt], []).append(say(file.title))
    if not reasons:
        return
    yield say("No change can be told, or not for certain")
    for reason, titles in reasons.items():
        yield from fill(terms.paired(terms.apart(titles), reason), style.room, "• ", "  ")


def _beside(found: ExportDiff, style: Style) -> Iterator[str]:
    """What differs in the counts and is no change of data."""
    for kind in ("detail", "retold", "not_in_old", "not_in_new"):
        if one := found.kinds.get(kind):
            told = terms.paired(terms.plural(one.records, "record"), changes.KINDS[kind])
            yield from fill(f"{told}.", style.room)
