"""Where one record is read whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from inspector.tui.widgets.pane import Pane
from inspector.tui.widgets.prose import wrapped
from inspector.tui.widgets.record_text import HIT, TextBlock

_NARROWEST = 20
_ABOVE = 3
"""Lines that stay in sight above a hit."""


class ReadingPane(Pane):
    """Paragraphs, wrapped to the width there is, with their indents."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "page_down", show=False)]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pieces: Sequence[TextBlock] = ()
        self._laid_out_for = 0

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static("", classes="reading", markup=False)

    def show(self, pieces: Sequence[TextBlock], *, again: bool = False) -> None:
        """Show a record from its first hit or its top; `again`: the same one, the place is kept."""
        self._pieces = pieces
        hit = self._lay_out()
        if not again:
            top = max(hit - _ABOVE, 0) if hit >= self.size.height else 0
            self.scroll_to(y=top, animate=False)

    @property
    def text(self) -> str:
        """All that is shown, paragraph by paragraph."""
        return "\n".join(piece.content.plain for piece in self._pieces)

    def on_resize(self) -> None:
        """Wrap for the new width."""
        if self._room != self._laid_out_for:
            self._lay_out()

    @property
    def _room(self) -> int:
        return max(self.scrollable_content_region.width, _NARROWEST)

    def _lay_out(self) -> int:
        """Wrap and show; returns the line of the first hit, 0 where there is none."""
        width = self._laid_out_for = self._room
        lines: list[Content] = []
        for piece in self._pieces:
            rest = piece.indent + piece.hang
            found = wrapped(piece.content, width - rest) if piece.content else [Content("")]
            lines += [line.pad_left(rest if n else piece.indent) for n, line in enumerate(found)]
        self.query_one(".reading", Static).update(Content("\n").join(lines))
        hits = (n for n, line in enumerate(lines) if any(s.style == HIT for s in line.spans))
        return next(hits, 0)
