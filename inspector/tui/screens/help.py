"""Help for where one stands: what the page is, and every key that does something there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from inspector.language import mark, say
from inspector.tui import keys
from inspector.tui.widgets.pane import Pane

MOVING: tuple[tuple[tuple[str, ...], str], ...] = (
    (("up", "down", "left", "right"), mark("Move.")),
    (("home", "end", "first", "last"), mark("To the first, to the last.")),
    (("pageup", "pagedown", "page-up", "page-down"), mark("A page up, a page down.")),
    (("tab", "shift+tab"), mark("The next part of the page, the one before.")),
    (("enter", "space"), mark("Open or choose what is under the cursor.")),
)
"""What moves, by its keys and by the names under which others can be bound."""
_WIDEST = 12
"""Cells of the column of keys, at most."""
_NARROWEST = 24
_SENTENCE = re.compile(r"(?<=[.!?]) +")

Row = tuple[str, str]


class HelpScreen(ModalScreen[None]):
    """A text over the page; any of the keys that opened it closes it."""

    DEFAULT_CSS = """
    #help-dialog {
        scrollbar-gutter: stable;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings("dialog", "leave"),
        Binding("question_mark,f1", "leave", show=False, id="help"),
        Binding("q", "leave", show=False, id="quit"),
    ]

    def __init__(self, title: str, text: str, active: Iterable[Binding]) -> None:
        """`active`: the bindings that hold where the help was asked for."""
        super().__init__()
        keys.say_bindings(self)
        self._title = title
        self._sentences = _SENTENCE.split(text)
        self._rows = tuple(_rows(tuple(active)))

    def compose(self) -> ComposeResult:
        """The text and the keys."""
        with Pane(id="help-dialog", classes="dialog"):
            yield Static(
                say("Help: {page}").format(page=self._title), classes="dialog-title", markup=False
            )
            yield Static("", id="help-text", markup=False)

    def on_mount(self) -> None:
        """Scrolling keys go to the text."""
        self.query_one("#help-dialog").focus()

    def on_resize(self) -> None:
        """Lay the text out to the width there is."""
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        width = max(self.query_one("#help-dialog").scrollable_content_region.width, _NARROWEST)
        lines: list[Content] = []
        for sentence in self._sentences:
            lines += Content(sentence).wrap(width)
        lines.append(Content(""))
        column = min(max((len(name) for name, _ in self._rows), default=0) + 2, _WIDEST)
        for name, told in self._rows:
            first, *rest = Content(told).wrap(width - column) or [Content("")]
            shown = Content.styled(name, "bold")
            if len(name) + 2 > column:
                lines.append(shown)
                rest = [first, *rest]
            else:
                lines.append(Content.assemble(shown, " " * (column - len(name)), first))
            lines += [line.pad_left(column) for line in rest]
        self.query_one("#help-text", Static).update(Content("\n").join(lines))

    def action_leave(self) -> None:
        """Back to the page."""
        self.dismiss(None)


def _rows(active: Sequence[Binding]) -> Iterator[Row]:
    """The keys of each action with what it does, then those that move."""
    told: dict[tuple[str | None, str], list[str]] = {}
    for one in active:
        if one.tooltip:
            told.setdefault((one.id, one.tooltip), []).append(keys.display(one.key))
    yield from ((", ".join(dict.fromkeys(found)), does) for (_, does), found in told.items())
    for names, does in MOVING:
        found = [
            keys.display(one.key)
            for name in names
            for one in active
            if not one.tooltip and (name in (one.key, one.id)) and one.action != "submit"
        ]
        if found:
            yield " ".join(dict.fromkeys(found)), say(does)
