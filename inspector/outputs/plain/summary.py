"""The summary as text for a terminal of any width, readable without colour."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from inspector.advice.opt_out import OptOut, sayings
from inspector.advice.steps import Advised
from inspector.knowledge.policy import Policies
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import number, percent, say
from inspector.outputs import printable
from inspector.outputs.wording import sentences as wording
from inspector.outputs.wording import terms
from inspector.outputs.wording.reasons import labels, reason
from inspector.outputs.wording.terms import plural
from inspector.summary.findings import Finding
from inspector.summary.grounds import grouped
from inspector.summary.summary import Summary
from inspector.summary.timeline import apportion
from inspector.verdicts.totals import Totals

MOST_FILES = 12
"""Files named for one reason; the rest is counted."""
MOST_STEPS = 2
"""Steps of the first advice that are printed."""


@dataclass(frozen=True, slots=True)
class Style:
    """How the terminal is written to."""

    width: int = 80
    colour: bool = False
    unicode: bool = True

    def mark(self, verdict: Verdict) -> str:
        """The glyph of a verdict."""
        return (terms.GLYPHS if self.unicode else terms.ASCII_GLYPHS)[verdict]

    def paint(self, text: str, verdict: Verdict) -> str:
        """Text in the colour of a verdict, where colour is wanted."""
        code = {"inside": "1;31", "unclear": "33", "outside": "32"}[verdict]
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


def render(
    summary: Summary,
    policies: Policies,
    style: Style,
    advised: Sequence[Advised] = (),
    opt_out: OptOut | None = None,
) -> str:
    """The whole summary; `advised`: what to do in its situation; `opt_out`: what one left open."""
    parts: Iterable[Iterator[str]] = (
        _headline(summary, style),
        _situation(summary, style),
        _standing(summary, policies, opt_out, style),
        _bars(summary, style),
        _whose(summary, style),
        _categories(summary, style),
        *(_files(summary, policies, verdict, style) for verdict in VERDICTS),
        _findings(say("Worth knowing"), summary.surprises, policies, style),
        _findings(say("What is missing"), summary.missing, policies, style),
        _steps(advised, style),
        _ledger(summary, style),
    )
    blocks = ["\n".join(lines) for lines in (list(part) for part in parts) if lines]
    return "\n\n".join(blocks) + "\n"


def _headline(summary: Summary, style: Style) -> Iterator[str]:
    if status := wording.status(summary):
        yield from _wrap(status, style)
        yield ""
    yield from _wrap(wording.headline(summary), style, verdict="inside")
    lost = [f for f in summary.files if f.reading.status in ("partly_read", "unreadable")]
    if lost:
        names = ", ".join(printable.line(file.reading.path) for file in lost[:3])
        names += say(" and others") if len(lost) > 3 else ""
        told = say("{files} could not be read whole: {names}.")
        yield from _wrap(told.format(files=plural(len(lost), "file"), names=names), style)


def _situation(summary: Summary, style: Style) -> Iterator[str]:
    hint = say("; say --region") if summary.situation.region_basis == "default" else ""
    words = wording.situation(summary.situation, hint)
    yield from _wrap(say("Judged for {situation}.").format(situation=words), style)
    yield from _wrap(wording.judged_by(summary), style)
    yield from _wrap(wording.stale(summary), style)


def _standing(
    summary: Summary, policies: Policies, opt_out: OptOut | None, style: Style
) -> Iterator[str]:
    """Where a status leads the answer: the sentences that say so, whoever says them."""
    if summary.standing.status == "in_use":
        return
    said = sayings(summary, policies)
    if opt_out is not None and opt_out.past:
        yield from _wrap(wording.split(opt_out.split, summary.situation), style)
    if said:
        yield say(terms.WHO_SAYS)
        for one in said:
            yield from _wrap(wording.saying(one), style, first="• ", rest="  ")
    if opt_out is not None and opt_out.differ:
        yield from _wrap(say(terms.DIFFER), style)
    if opt_out is not None and opt_out.not_covered:
        yield say(terms.NOT_COVERED)
        for step in opt_out.not_covered:
            yield from _wrap(say(step.text), style, first="• ", rest="  ")


def _whose(summary: Summary, style: Style) -> Iterator[str]:
    """Whose words they are, by verdict."""
    found = {a: t for a, t in summary.by_author.items() if any(one.words for one in t.values())}
    if not found:
        return
    wide = style.width >= 66
    name = 34 if wide else 30
    figure = 12 if wide else max((style.width - name) // 3, terms.verdict_width())
    said_whose_words = say("Whose words")
    yield f"{said_whose_words:<{name}}{_heads(figure)}"
    for author, totals in found.items():
        figures = "".join(
            f"{number(totals[v].words) if totals[v].words else '–':>{figure}}" for v in VERDICTS
        )
        yield f"{terms.AUTHORS[author][: name - 1]:<{name}}{figures}"
    for one in summary.recipients:
        yield ""
        yield from _wrap(wording.for_recipient(one), style)


def _heads(figure: int) -> str:
    """The verdicts over columns of figures."""
    return "".join(f"{terms.VERDICTS_SAID[verdict]:>{figure}}" for verdict in VERDICTS)


def _bars(summary: Summary, style: Style) -> Iterator[str]:
    words = {verdict: summary.totals[verdict].words for verdict in VERDICTS}
    shares = apportion(tuple(words[v] for v in VERDICTS), 100)
    room = max(style.width - 2, 20)
    cells = apportion(tuple(words.values()), room)
    yield "".join(style.paint(style.mark(v) * n, v) for v, n in zip(VERDICTS, cells, strict=True))
    narrow = style.width < 52
    most = terms.verdict_width()
    said_of_records = say("records")
    said_values = say("values")
    more = "" if narrow else f"{said_of_records:>10}{said_values:>11}"
    said_of_words = say("words")
    yield f"{'':{most + 2}}{said_of_words:>12}{'':6}{more}"
    for verdict, share in zip(VERDICTS, shares, strict=True):
        totals = summary.totals[verdict]
        said = f"{style.mark(verdict)} {terms.VERDICTS_SAID[verdict]:{most}}"
        name = style.paint(said, verdict)
        more = "" if narrow else f"{number(totals.records):>10}{number(totals.values):>11}"
        yield f"{name}{number(totals.words):>12}{percent(share):>6}{more}"


def _categories(summary: Summary, style: Style) -> Iterator[str]:
    categories = [one for one in summary.by_category() if any(t.words for t in one.totals.values())]
    if not categories:
        return
    most = max(sum(totals.words for totals in one.totals.values()) for one in categories)
    wide = style.width >= 66
    name = terms.category_width(18 if wide else 16)
    figure = 12 if wide else max((style.width - name) // 3, terms.verdict_width())
    bar = max(style.width - 42 - name, 6) if wide else -2
    said_words_by = say("Words by category")
    yield f"{said_words_by[:name]:<{name}}{'':{bar + 2}}{_heads(figure)}"
    for one in categories:
        words = [one.totals[verdict].words for verdict in VERDICTS]
        length = max(1, round(bar * sum(words) / most)) if sum(words) and wide else 0
        cells = apportion(tuple(words), length)
        drawn = "".join(
            style.paint(style.mark(v) * n, v) for v, n in zip(VERDICTS, cells, strict=True)
        )
        figures = "".join(f"{number(one) if one else '–':>{figure}}" for one in words)
        yield f"{terms.category(one.category):<{name}}{drawn}{'':{bar + 2 - length}}{figures}"


def _files(summary: Summary, policies: Policies, verdict: Verdict, style: Style) -> Iterator[str]:
    """The files with values under a verdict, each with the shortest form of the reason."""
    groups = grouped(summary.files, verdict)
    if not groups:
        return
    title = terms.VERDICTS_SAID[verdict].upper()
    yield style.paint(f"{style.mark(verdict)} {title}", verdict)
    for group in groups:
        listed = terms.apart(
            f"{printable.line(name)} "
            f"({plural(t.words, 'word') if t.words else plural(t.values, 'value')})"
            for name, t in group.files[:MOST_FILES]
        )
        if len(group.files) > MOST_FILES:
            rest = sum((t for _, t in group.files[MOST_FILES:]), Totals())
            listed += say("; and {files} ({words}, {values})").format(
                files=plural(len(group.files) - MOST_FILES, "more file"),
                words=plural(rest.words, "word"),
                values=plural(rest.values, "value"),
            )
        yield from _wrap(listed, style, first="  ", rest="  ")
        yield from _wrap(reason(group.grounds, policies), style, first="      ", rest="      ")


def _findings(
    title: str, findings: Sequence[Finding], policies: Policies, style: Style
) -> Iterator[str]:
    if not findings:
        return
    yield title
    for finding in findings:
        source = f" [{labels(finding.clauses, policies)}]" if finding.clauses else ""
        yield from _wrap(say(finding.text) + source, style, first="• ", rest="  ")


def _steps(advised: Sequence[Advised], style: Style) -> Iterator[str]:
    """The first thing one can do, and where the rest is said."""
    if not advised or not advised[0].steps:
        return
    yield say("What you can do")
    for step in advised[0].steps[:MOST_STEPS]:
        link = f" {step.link}" if step.link else ""
        yield from _wrap(say(step.text) + link, style, first="• ", rest="  ")
    rest = say("In a terminal, `inspect EXPORT` and then 5 says the rest.")
    yield from _wrap(rest, style, first="• ")


def _ledger(summary: Summary, style: Style) -> Iterator[str]:
    ledger = summary.ledger
    read = sum(f.reading.status not in ("ignored", "unreadable") for f in summary.files)
    told = say("Read {read} of {files}: {rows}, {left_out}, {merged}.").format(
        read=read,
        files=plural(ledger.entries, "file"),
        rows=plural(ledger.rows, "row"),
        left_out=plural(ledger.rows_left_out, "left out"),
        merged=plural(ledger.duplicates, "merged"),
    )
    yield from _wrap(told, style)
    shown = ("partly_read", "unreadable", "unknown", "repaired", "ignored")
    for status in shown:
        for file in summary.files:
            if file.reading.status == status:
                notes = terms.apart(say(note) for note in file.reading.notes)
                notes = notes or say("no dataset of this name is known")
                path = printable.line(file.reading.path)
                text = terms.paired(path, terms.paired(terms.READINGS[status], notes))
                yield from _wrap(text, style, first="  ", rest="    ")


def _wrap(
    text: str, style: Style, first: str = "", rest: str = "", verdict: Verdict | None = None
) -> Iterator[str]:
    lines = textwrap.wrap(
        printable.line(text), max(style.width - 1, 30), initial_indent=first,
        subsequent_indent=rest, break_on_hyphens=False,
    )  # fmt: skip
    for line in lines:
        fitted = line if cell_len(line) < style.width else set_cell_size(line, style.width - 1)
        yield style.paint(fitted, verdict) if verdict else fitted
