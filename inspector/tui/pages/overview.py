"""The first page: the answer in a sentence, in bars, by category and by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static

from inspector.advice.opt_out import opting_out, sayings
from inspector.knowledge.vocabulary import VERDICTS, Verdict
from inspector.language import mark, number, plurally, say
from inspector.outputs.wording import answers, sentences, terms
from inspector.session.listing import Selection
from inspector.summary.findings import Finding
from inspector.summary.summary import Summary
from inspector.summary.use import Use, uses_of
from inspector.tui.pages.page import Page
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets.bars import USE_STYLES, VERDICT_STYLES, VerdictBar, bar
from inspector.tui.widgets.choices import Choices, Line, WrappedChoices
from inspector.tui.widgets.member_status import second_question, standing
from inspector.tui.widgets.timeline_chart import TimelineChart
from inspector.verdicts.totals import Totals

AUTHOR = "author:"
"""Begins the ids of the lines of authors."""


class OverviewPage(Page):
    """What is inside, at a glance."""

    TITLE: ClassVar[str] = mark("Overview")
    HELP: ClassVar[str] = mark(
        "What of your export is inside LinkedIn's stated AI-training scope, what is outside, "
        "and what its texts leave unclear. Words are counted by category, and by whose words "
        "they are. Enter opens the records of the line under the cursor."
    )

    def compose(self) -> ComposeResult:
        """Headline, bar, categories, and the panels beside them."""
        yield Static("", id="headline", markup=False)
        yield Static("", id="judged-by", markup=False)
        yield VerdictBar(id="verdict-bar")
        with VerticalScroll(id="overview-body", can_focus=False), Horizontal(id="overview-halves"):
            with VerticalScroll(id="overview-left", can_focus=False):
                yield Static("", id="category-title", markup=False)
                yield WrappedChoices(id="categories")
            with VerticalScroll(id="overview-right"):
                yield TimelineChart(id="timeline")
                yield Static("", id="standing", markup=False)
                yield Static("", id="seconds", markup=False)
                yield Static("", id="findings", markup=False)
        yield Static("", id="ledger", markup=False)

    def opened(self) -> None:
        """The categories take the keys."""
        self.query_one("#categories", OptionList).focus()

    def on_resize(self) -> None:
        """Draw the bars to the new width; every page folds where it is narrow."""
        self.call_after_refresh(self._categories)

    @on(WrappedChoices.WidthChange)
    def _room_changed(self) -> None:
        """The list has another width, by a scroll bar that came or went."""
        self._categories()

    def show(self, summary: Summary) -> None:
        """Render a summary."""
        reading = self.host.reading
        opt_out = None if reading else opting_out(summary, self.session.knowledge)
        self.query_one("#headline", Static).update(_headline(summary, reading=reading))
        whose = sentences.inside_by_author(summary)
        by = inert_line(" ".join((sentences.judged_by(summary), say("w: change"))))
        by = Content.assemble(whose, "\n" if whose else "", by)
        if stale := sentences.stale(summary):
            by = Content.assemble(by, "\n", inert_line(stale))
        self.query_one("#judged-by", Static).update(by)
        said = sayings(summary, self.session.knowledge.policies)
        self._panel("#standing", standing(said, opt_out, answers.known(summary)))
        seconds = (second_question(one) for one in summary.recipients)
        self._panel("#seconds", Content.assemble(*seconds))
        self._bar(summary)
        programme = self.session.knowledge.policies.programmes[summary.situation.region]
        self.query_one(TimelineChart).show(summary, programme.began)
        self.query_one("#findings", Static).update("" if reading else _findings(summary))
        self.query_one("#ledger", Static).update(_ledger(summary, reading))
        self._categories()

    def _bar(self, summary: Summary) -> None:
        bar = self.query_one(VerdictBar)
        bar.display = summary.export.was_read
        bar.show(summary)

    def _panel(self, selector: str, content: Content) -> None:
        panel = self.query_one(selector, Static)
        panel.update(content)
        panel.display = bool(content)

    def _categories(self) -> None:
        shown = self.query_one("#categories", Choices)
        width = max(shown.size.width - 2, 40)
        title = say("Words by category")
        self.query_one("#category-title", Static).update(
            f"{title:<{_name() + 2}}{'':{_bar(width)}}"
            + "".join(f"{terms.VERDICTS_SAID[verdict]:>{_figure()}}" for verdict in VERDICTS)
        )
        summary = self.host.summary
        rows = [
            (one.category, terms.category(one.category), one.totals)
            for one in summary.by_category()
        ]
        lines = list(_lines(rows, width, uses_of(summary)))
        if lines:
            lines.append((None, Content("")))
            lines.append((None, Content.styled(say("Words by author"), "$soft")))
            rows = [
                (f"{AUTHOR}{author}", terms.WHOSE[author], totals)
                for author, totals in summary.by_author.items()
            ]
            lines += _lines(rows, width, uses_of(summary))
        shown.show(lines, first=True)

    @on(OptionList.OptionSelected, "#categories")
    def _open(self, message: OptionList.OptionSelected) -> None:
        chosen, summary = message.option_id or "", self.host.summary
        for author, totals in summary.by_author.items():
            if chosen == f"{AUTHOR}{author}":
                selection = Selection(author=author, verdict=_leading(totals))
                self.host.explore(selection, sentences.author(author))
        for one in summary.by_category():
            if chosen == one.category:
                selection = Selection(category=one.category, verdict=_leading(one.totals))
                self.host.explore(selection, terms.category(one.category))


def _headline(summary: Summary, *, reading: bool) -> Content:
    """The answer, and what has to be known beside it."""
    red = f"bold {VERDICT_STYLES['inside']}"
    if reading and not summary.export.was_read:
        return Content(say("Reading; nothing is counted yet."))
    if reading:
        return Content.assemble(say("Reading; so far:"), "\n", answers.headline(summary))
    first, *rest = answers.answer(summary)
    beside = [*rest, *(sentences.second_headline(one) for one in summary.recipients)]
    return Content.assemble(
        inert_line(first, "bold" if rest else red),
        *(_under(said) for said in beside),
        *(_under(f"! {said}", "bold") for said in answers.caveats(summary)),
    )


def _under(said: str, style: str = "") -> Content:
    return Content.assemble("\n", inert_line(said, style))


def _leading(totals: Mapping[Verdict, Totals]) -> Verdict | None:
    return next((v for v in VERDICTS if totals[v].records), None)


def _bar(width: int) -> int:
    return max(width - _name() - 2 - 3 * _figure(), 4)


def _name() -> int:
    return terms.category_width(17)


def _figure() -> int:
    return terms.verdict_width(9)


def _lines(
    rows: Sequence[tuple[str, str, Mapping[Verdict, Totals]]], width: int, uses: Sequence[Use]
) -> Iterable[Line]:
    most = max((sum(one.words for one in totals.values()) for _, _, totals in rows), default=0)
    for name, label, totals in rows:
        yield name, _line(label, totals, most, width, uses)


def _line(
    label: str, totals: Mapping[Verdict, Totals], most: int, width: int, uses: Sequence[Use]
) -> Content:
    """A name, a bar, figures; `uses`: what the verdicts are for this member."""
    words = tuple(totals[verdict].words for verdict in VERDICTS)
    room = _bar(width) - 1
    length = max(1, round(room * sum(words) / most)) if sum(words) and most else 0
    leading = next(
        (use for v, use in zip(VERDICTS, uses, strict=True) if totals[v].values), uses[1]
    )
    figures = "".join(f"{number(count) if count else '–':>{_figure()}}" for count in words)
    return Content.assemble(
        (f"{terms.USE_GLYPHS[leading]} ", USE_STYLES[leading]),
        f"{label:<{_name()}}",
        bar(words, length, uses),
        " " * (room + 1 - length),
        figures,
    )


def _findings(summary: Summary) -> Content:
    return Content.assemble(
        *_finding_lines(say("Worth knowing"), summary.surprises),
        *_finding_lines(say("What is missing"), summary.missing),
    )


def _finding_lines(
    title: str, findings: Sequence[Finding]
) -> Iterable[Content | str | tuple[str, str]]:
    if findings:
        yield (f"\n{title}\n", "bold")
    for one in findings:
        yield from ("• ", inert_line(say(one.text)), "\n")


def _ledger(summary: Summary, reading: bool) -> Content:
    ledger = summary.ledger
    files = terms.plural(ledger.entries, "file")
    rows = terms.plural(ledger.rows, "row")
    lost = len(summary.export.not_whole)
    told = (
        say("Read so far: {files} · {rows} · {left_out} · {merged}")
        if reading
        else say("Read: {files} · {rows} · {left_out} · {merged}")
    ).format(
        files=files,
        rows=rows,
        left_out=terms.plural(ledger.rows_left_out, "left out"),
        merged=terms.plural(ledger.duplicates, "merged"),
    )
    more = plurally(" · {n} not whole", " · {n} not whole", lost).format(n=lost) if lost else ""
    return inert_line(told + more)
