"""The dialog that narrows what is read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from inspector.knowledge.vocabulary import VERDICTS
from inspector.language import say
from inspector.marks.mark import KINDS
from inspector.outputs.wording import mark_kinds, sentences, terms
from inspector.reading.counts.author import AUTHORS
from inspector.tui import keys as actions
from inspector.tui.models.read_list import Wish
from inspector.tui.screens import filter_lines


class ReadFilterScreen(ModalScreen[Wish | None]):
    """Closes with what is wanted; None: leave it as it is."""

    BINDINGS: ClassVar[list[BindingType]] = actions.bindings("dialog", "leave", "take")

    def __init__(self, given: Wish) -> None:
        super().__init__()
        actions.say_bindings(self)
        self._given = given

    def compose(self) -> ComposeResult:
        """One line per condition."""
        given = self._given
        kinds = [(mark_kinds.name(one), one) for one in KINDS]
        verdicts = [(terms.with_glyph(one), one) for one in VERDICTS]
        authors = [(sentences.author(one), one) for one in AUTHORS]
        with Vertical(id="filter-dialog", classes="dialog"):
            yield Static(say("Read only what"), classes="dialog-title", markup=False)
            yield from filter_lines.line(
                say("holds"), filter_lines.select("kind", kinds, given.kind)
            )
            yield from filter_lines.line(
                say("verdict"), filter_lines.select("verdict", verdicts, given.verdict)
            )
            yield from filter_lines.line(
                say("author"), filter_lines.select("author", authors, given.author)
            )
            yield from filter_lines.buttons()

    @on(Button.Pressed, "#filter-apply")
    def action_take(self) -> None:
        """Close with what was chosen; no verdict: what is inside."""
        chosen: dict[str, Any] = {
            name: filter_lines.chosen_in(self, name) for name in ("kind", "author")
        }
        verdict: Any = filter_lines.chosen_in(self, "verdict") or Wish().verdict
        self.dismiss(replace(self._given, verdict=verdict, **chosen))

    @on(Button.Pressed, "#filter-clear")
    def _clear(self) -> None:
        self.dismiss(Wish(order=self._given.order))

    @on(Button.Pressed, "#filter-close")
    def action_leave(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)
