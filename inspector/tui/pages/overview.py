"""The first page: the answer in a sentence, in bars, by category and by month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from inspector import wording
from inspector.facts import Finding
from inspector.records import Selection
from inspector.summary import CategoryTotals, Summary
from inspector.tui import safe
from inspector.tui.pages.page import Page
from inspector.tui.widgets.bars import STYLES, VerdictBar, bar
from inspector.tui.widgets.timeline_chart import TimelineChart
from inspector.verdicts import VERDICTS, Verdict

NARROW = 96
"""Columns below which the right half folds under the left one."""


class Overview(Page):
    """What is inside, at a glance."""

    TITLE: ClassVar[str] = "Overview"
    HELP: ClassVar[str] = (
        "What of your export is inside LinkedIn's stated AI-training scope, what is outside, and "
        "what its texts leave unclear. The list counts words by category, most words inside "
        "first: Enter opens the records of the category under the cursor. On the right: when the "
        "words inside were written, what may surprise you, and what is missing from this export. "
        "w changes the situation you are judged in."
    )

    def compose(self) -> ComposeResult:
        """Headline, bar, categories, and the panels beside them."""
        yield Static("", id="headline", markup=False)
        yield Static("", id="judged-by", markup=False)
        yield VerdictBar(id="verdict-bar")
        with VerticalScroll(id="overview-body", can_focus=False), Horizontal(id="overview-halves"):
            with VerticalScroll(id="overview-left", can_focus=False):
                yield Static("", id="category-title", markup=False)
                yield OptionList(id="categories", markup=False)
            with VerticalScroll(id="overview-right"):
                yield TimelineChart(id="timeline")
                yield Static("", id="findings", markup=False)
        yield Static("", id="ledger", markup=False)

    def opened(self) -> None:
        """The categories take the keys."""
        self.query_one("#categories", OptionList).focus()

    def on_resize(self) -> None:
        """Fold where it is narrow, and draw the bars to the new width."""
        self.set_class(self.size.width < NARROW, "narrow")
        self.call_after_refresh(self._categories)

    def show(self, summary: Summary) -> None:
        """Render a summary."""
        reading = self.inspect.reading
        status = "Reading; so far:" if reading else wording.status(summary)
        parts = [f"{status}\n"] if status else []
        style = f"bold {STYLES['inside']}"
        headline = Content.assemble(*parts, (wording.headline(summary), style))
        self.query_one("#headline", Static).update(headline)
        by = safe.content(f"{wording.judged_by(summary)} w: change")
        if stale := wording.stale(summary):
            by = Content.assemble(by, "\n", safe.content(stale))
        self.query_one("#judged-by", Static).update(by)
        self.query_one(VerdictBar).show(summary)
        programme = self.session.policies.programmes[summary.situation.region]
        self.query_one(TimelineChart).show(summary, programme.began)
        self.query_one("#findings", Static).update("" if reading else _findings(summary))
        self.query_one("#ledger", Static).update(_ledger(summary, reading))
        self._categories()

    def _categories(self) -> None:
        shown = self.query_one("#categories", OptionList)
        width = max(shown.size.width - 2, 40)
        self.query_one("#category-title", Static).update(
            f"{'Words by category':<19}{'':{_bar(width)}}{'inside':>9}{'unclear':>9}{'outside':>9}"
        )
        categories = self.inspect.summary.by_category()
        most = max((_words(one) for one in categories), default=0)
        options = [Option(_line(one, most, width), id=one.category) for one in categories]
        before = shown.highlighted
        shown.clear_options()
        shown.add_options(options)
        if options:
            shown.highlighted = min(before or 0, len(options) - 1)

    @on(OptionList.OptionSelected, "#categories")
    def _open(self, message: OptionList.OptionSelected) -> None:
        category = message.option_id
        if category is None:
            return
        totals = next(c for c in self.inspect.summary.by_category() if c.category == category)
        verdict = next((v for v in VERDICTS if totals.totals[v].records), None)
        title = wording.category(category)
        self.inspect.explore(Selection(category=category, verdict=verdict), title)


def _bar(width: int) -> int:
    return max(width - 19 - 27, 4)


def _words(one: CategoryTotals) -> int:
    return sum(totals.words for totals in one.totals.values())


def _line(one: CategoryTotals, most: int, width: int) -> Content:
    words = tuple(one.totals[verdict].words for verdict in VERDICTS)
    room = _bar(width) - 1
    length = max(1, round(room * sum(words) / most)) if sum(words) and most else 0
    leading: Verdict = next((v for v in VERDICTS if one.totals[v].values), "unclear")
    glyph = wording.GLYPHS[leading]
    figures = "".join(f"{count:>9,}" if count else f"{'–':>9}" for count in words)
    return Content.assemble(
        (f"{glyph} ", STYLES[leading]),
        f"{wording.category(one.category):<17}",
        bar(words, length),
        " " * (room + 1 - length),
        figures,
    )


def _findings(summary: Summary) -> Content:
    parts: list[Content | tuple[str, str]] = []

    def add(title: str, findings: Sequence[Finding]) -> None:
        if findings:
            parts.append((f"\n{title}\n", "bold"))
            parts.extend(Content.assemble("• ", safe.content(one.text), "\n") for one in findings)

    add("Worth knowing", summary.surprises)
    add("What is missing", summary.missing)
    return Content.assemble(*parts)


def _ledger(summary: Summary, reading: bool) -> Content:
    ledger = summary.ledger
    files = wording.plural(ledger.entries, "file")
    rows = wording.plural(ledger.rows, "row")
    lost = sum(f.reading.status in ("partly_read", "unreadable") for f in summary.files)
    text = (
        f"{'Read so far' if reading else 'Read'}: {files} · {rows} · "
        f"{ledger.rows_left_out:,} left out · {wording.plural(ledger.duplicates, 'repeat')} merged"
    )
    return safe.content(text + (f" · {lost} not whole" if lost else ""))
