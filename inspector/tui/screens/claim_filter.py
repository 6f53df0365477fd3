"""The dialog that narrows the claims."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from inspector.knowledge.claims import CLAIM_VERDICTS, Claims, ClaimVerdict
from inspector.language import say
from inspector.outputs.wording import claim_sentences, terms
from inspector.session.claim_search import ClaimFilter
from inspector.tui import keys as actions
from inspector.tui.screens import filter_lines


class ClaimFilterScreen(ModalScreen[ClaimFilter | None]):
    """Closes with the filter wanted, its words as they were given; None: leave it as it is."""

    BINDINGS: ClassVar[list[BindingType]] = actions.bindings("dialog", "leave", "take")

    def __init__(self, given: ClaimFilter, claims: Claims) -> None:
        super().__init__()
        actions.say_bindings(self)
        self._given = given
        self._claims = claims

    def compose(self) -> ComposeResult:
        """Article and verdict."""
        given = self._given
        articles = [
            (claim_sentences.article(one), one.id) for one in self._claims.articles.values()
        ]
        verdicts = [
            (f"{terms.CLAIM_GLYPHS[one]} {terms.CLAIM_VERDICTS[one]}", one)
            for one in CLAIM_VERDICTS
        ]
        with Vertical(id="filter-dialog", classes="dialog"):
            yield Static(say("Show only these claims"), classes="dialog-title", markup=False)
            chosen = filter_lines.select("verdict", verdicts, given.verdict)
            yield from filter_lines.line(say("verdict"), chosen)
            chosen = filter_lines.select("article", articles, given.article)
            yield from filter_lines.line(say("article"), chosen)
            yield from filter_lines.buttons()

    @on(Button.Pressed, "#filter-apply")
    def action_take(self) -> None:
        """Close with what was chosen."""
        verdict = cast("ClaimVerdict | None", filter_lines.chosen_in(self, "verdict"))
        article = filter_lines.chosen_in(self, "article")
        self.dismiss(replace(self._given, article=article, verdict=verdict))

    @on(Button.Pressed, "#filter-clear")
    def _clear(self) -> None:
        self.dismiss(ClaimFilter(words=self._given.words))

    @on(Button.Pressed, "#filter-close")
    def action_leave(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)
