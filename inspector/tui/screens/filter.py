"""The dialog that narrows a listing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, get_args

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from inspector.knowledge.vocabulary import VERDICTS, Basis
from inspector.language import say
from inspector.outputs.wording import sentences, terms
from inspector.reading.counts.author import AUTHORS
from inspector.tui import keys as actions
from inspector.tui.models.filter import Filter, day
from inspector.tui.screens import filter_lines
from inspector.tui.untrusted_text import inert_line


class FilterScreen(ModalScreen[Filter | None]):
    """Closes with the filter wanted; None: leave it as it is."""

    BINDINGS: ClassVar[list[BindingType]] = actions.bindings("dialog", "leave", "take")

    def __init__(self, given: Filter, categories: Sequence[str]) -> None:
        super().__init__()
        actions.say_bindings(self)
        self._given = given
        self._categories = categories

    def compose(self) -> ComposeResult:
        """One line per condition."""
        given = self._given
        verdicts = [(terms.with_glyph(one), one) for one in VERDICTS]
        bases = [
            (terms.paired(terms.BASES_SAID[one], terms.BASES[one]), one) for one in get_args(Basis)
        ]
        categories = [(terms.category(one), one) for one in self._categories]
        with Vertical(id="filter-dialog", classes="dialog"):
            yield Static(say("Show only these records"), classes="dialog-title", markup=False)
            yield from filter_lines.line(
                say("verdict"), filter_lines.select("verdict", verdicts, given.verdict)
            )
            yield from filter_lines.line(
                say("basis"), filter_lines.select("basis", bases, given.basis)
            )
            yield from filter_lines.line(
                say("category"), filter_lines.select("category", categories, given.category)
            )
            authors = [(sentences.author(one), one) for one in AUTHORS]
            yield from filter_lines.line(
                say("author"), filter_lines.select("author", authors, given.author)
            )
            since = Input(_day(given.since), say("2025, 2025-03 or 2025-03-01"), id="filter-since")
            until = Input(_day(given.until), say("the last day wanted"), id="filter-until")
            for name, field in ((say("from"), since), (say("until"), until)):
                field.compact = True
                yield from filter_lines.line(name, field)
            yield Static("", id="filter-fault", markup=False)
            yield from filter_lines.buttons()

    @on(Button.Pressed, "#filter-apply")
    @on(Input.Submitted)
    def action_take(self) -> None:
        """Close with what was chosen, if it can be read."""
        try:
            since = day(self.query_one("#filter-since", Input).value)
            until = day(self.query_one("#filter-until", Input).value, last=True)
        except ValueError as fault:
            self.query_one("#filter-fault", Static).update(inert_line(str(fault)))
            return
        chosen: dict[str, Any] = {
            name: filter_lines.chosen_in(self, name)
            for name in ("verdict", "basis", "category", "author")
        }
        self.dismiss(Filter(**chosen, since=since, until=until))

    @on(Button.Pressed, "#filter-clear")
    def _clear(self) -> None:
        self.dismiss(Filter())

    @on(Button.Pressed, "#filter-close")
    def action_leave(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)


def _day(given: object) -> str:
    return str(given) if given else ""
