"""What differs between two exports, as text for a terminal, readable without colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from inspector.diff.export_diff import Difference, FilePair
from inspector.diff.flows import Part
from inspector.knowledge.policy import Policies
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import number, say
from inspector.outputs import printable
from inspector.outputs.plain.summary import Style
from inspector.outputs.wording import changes as wording_changes
from inspector.outputs.wording import sentences as wording
from inspector.outputs.wording import terms

MOST_CLAUSES = 12
"""Clauses that are named for one verdict; the rest is counted."""


def render(found: Difference, policies: Policies, style: Style) -> str:
    """The whole difference."""
    parts: Iterable[Iterator[str]] = (
        _opening(found, style),
        _exports(found, style),
        _verdicts(found, style),
        _categories(found, style),
        *(_files(found, verdict, style) for verdict in VERDICTS),
        *(_clauses(found, policies, verdict, style) for verdict in VERDICTS),
        _presence(found.files, style),
        _doubts(found.files, style),
        _beside(found, style),
    )
    blocks = ["\n".join(lines) for lines in (list(part) for part in parts) if lines]
    return "\n\n".join(blocks) + "\n"


def _opening(found: Difference, style: Style) -> Iterator[str]:
    if status := wording.status(found.new):
        yield from _wrap(status, style)
        yield ""
    lines = list(_wrap(wording_changes.headline(found), style))
    yield from (style.paint(line, "inside") for line in lines)
    for warning in wording_changes.warnings(found):
        yield from _wrap(warning, style, "! ", "  ")


def _exports(found: Difference, style: Style) -> Iterator[str]:
    older = say("Older: {export}").format(export=wording_changes.export(found.old))
    newer = say("Newer: {export}").format(export=wording_changes.export(found.new))
    yield from _wrap(older, style, rest="       ")
    yield from _wrap(newer, style, rest="       ")
    told = say("Both judged for {situation}, so that what differs is data.")
    yield from _wrap(told.format(situation=wording.situation(found.new.situation)), style)
    yield from _wrap(wording.judged_by(found.new), style)
    yield from _wrap(say(wording_changes.WENT), style)


def _verdicts(found: Difference, style: Style) -> Iterator[str]:
    """Older and newer totals, and what became and went, by verdict."""
    heads = (say("older"), say("became"), say("no longer"), say("newer"))
    for measure, name in (("words", say("words")), ("records", say("records"))):
        yield f"{terms.capital(name):<14}" + "".join(f"{head:>12}" for head in heads)
        for verdict in VERDICTS:
            flow = found.flows[verdict]
            figures = (
                number(getattr(found.old.totals[verdict], measure)),
                _signed("+", getattr(flow.became, measure)),
                _signed("−", getattr(flow.gone, measure)),
                number(getattr(found.new.totals[verdict], measure)),
            )
            name = style.paint(f"{style.mark(verdict)} {terms.VERDICTS_SAID[verdict]:12}", verdict)
            yield name + "".join(f"{figure:>12}" for figure in figures)


def _signed(sign: str, count: int) -> str:
    return f"{sign}{number(count)}" if count else "–"


def _categories(found: Difference, style: Style) -> Iterator[str]:
    parts = [part for part in found.by_category() if any(_words(part))]
    if not parts:
        return
    figure = 10 if style.width >= 80 else 8
    heads = "".join(f"{terms.VERDICTS_SAID[verdict]:>{2 * figure}}" for verdict in VERDICTS)
    name = terms.category_width(18)
    said_words_by = say("Words by category")
    yield f"{said_words_by[:name]:<{name}}{heads}"
    for part in parts:
        figures = "".join(f"{text:>{figure}}" for text in _words(part, shown=True))
        yield f"{terms.category(part.name):<{name}}{figures}"


def _words(part: Part, *, shown: bool = False) -> Sequence[str]:
    found = []
    for verdict in VERDICTS:
        flow = part.flows[verdict]
        for sign, one in (("+", flow.became), ("−", flow.gone)):
            found.append(_signed(sign, one.words) if one.words or shown else "")
    return found


def _files(found: Difference, verdict: Verdict, style: Style) -> Iterator[str]:
    """The datasets in which something came under a verdict or went from it."""
    files = [file for file in found.files if file.flows[verdict]]
    if not files:
        return
    yield style.paint(f"{style.mark(verdict)} {terms.VERDICTS_SAID[verdict].upper()}", verdict)
    for file in files:
        text = terms.paired(say(file.title), wording_changes.flow(file.flows[verdict]))
        where = wording_changes.only_in_one(file)
        parts = [text, where] if where else [text]
        yield from _wrap(terms.apart(parts), style, "  ", "    ")


def _clauses(
    found: Difference, policies: Policies, verdict: Verdict, style: Style
) -> Iterator[str]:
    parts = [part for part in found.by_clause() if part.flows[verdict]]
    if not parts:
        return
    title = say("{verdict}, by the clause that decides")
    title = title.format(verdict=terms.VERDICTS_SAID[verdict])
    yield style.paint(f"{style.mark(verdict)} {title}", verdict)
    for part in parts[:MOST_CLAUSES]:
        yield from _wrap(wording_changes.clause(part.name, policies), style, "  ", "  ")
        yield from _wrap(wording_changes.flow(part.flows[verdict]), style, "      ", "      ")
    if rest := parts[MOST_CLAUSES:]:
        said_and_rest = say("and {rest}")
        yield f"  {said_and_rest.format(rest=terms.plural(len(rest), 'more clause'))}"


def _presence(files: Sequence[FilePair], style: Style) -> Iterator[str]:
    one = [file for file in files if file.presence != "both" and not file.doubts]
    if not one:
        return
    yield say("Only in one export")
    for file in one:
        told = terms.paired(say(file.title), wording_changes.only_in_one(file))
        yield from _wrap(told, style, "• ", "  ")


def _doubts(files: Sequence[FilePair], style: Style) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for file in files:
        for doubt in file.doubts:
            reasons.setdefault(wording_changes.DOUBTS[doubt], []).append(say(file.title))
    if not reasons:
        return
    yield say("No change can be told, or not for certain")
    for reason, titles in reasons.items():
        yield from _wrap(terms.paired(terms.apart(titles), reason), style, "• ", "  ")


def _beside(found: Difference, style: Style) -> Iterator[str]:
    """What differs in the counts and is no change of data."""
    for kind in ("detail", "retold", "not_in_old", "not_in_new"):
        if one := found.kinds.get(kind):
            told = terms.paired(terms.plural(one.records, "record"), wording_changes.KINDS[kind])
            yield from _wrap(f"{told}.", style)


def _wrap(text: str, style: Style, first: str = "", rest: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        printable.line(text), max(style.width - 1, 30), initial_indent=first,
        subsequent_indent=rest, break_on_hyphens=False,
    )  # fmt: skip
