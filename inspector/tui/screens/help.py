"""Help for the page in front: what it is, and every key that works there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from inspector.language import mark, say
from inspector.tui.keys import Action, say_bindings

_KEY_NAMES = {
    "slash": "/", "question_mark": "?", "escape": mark("Esc"), "ctrl+p": "Ctrl-P",
    "ctrl+q": "Ctrl-Q", "f1": "F1",
}  # fmt: skip
MOVING = (
    ("↑ ↓ ← →, h j k l", mark("Move.")),
    (mark("g G, Home End"), mark("To the first, to the last.")),
    (mark("PgUp PgDn, Ctrl-U Ctrl-D"), mark("A page up, a page down.")),
    (mark("Tab, Shift-Tab"), mark("The next part of the page, the one before.")),
    (mark("Enter, Space"), mark("Open what is under the cursor.")),
)


class HelpScreen(ModalScreen[None]):
    """A text over the page; any of the keys that opened it closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "leave", mark("Close")),
    ]

    def __init__(self, title: str, text: str, actions: Iterable[Action]) -> None:
        super().__init__()
        say_bindings(self)
        self._title = title
        self._text = text
        self._actions = tuple(actions)

    def compose(self) -> ComposeResult:
        """The text and the keys."""
        with VerticalScroll(id="help-dialog", classes="dialog"):
            yield Static(
                say("Help: {page}").format(page=self._title), classes="dialog-title", markup=False
            )
            yield Static(self._content(), id="help-text", markup=False)

    def on_mount(self) -> None:
        """Scrolling keys go to the text."""
        self.query_one("#help-dialog").focus()

    def action_leave(self) -> None:
        """Back to the page."""
        self.dismiss(None)

    def _content(self) -> Content:
        keys = [(_keys(one), one.help) for one in self._actions if one.help]
        lines = [
            Content.assemble((f"{say(name):<26}", "bold"), say(text), "\n")
            for name, text in (*keys, *MOVING)
        ]
        return Content.assemble(self._text, "\n\n", *lines)


def _keys(action: Action) -> str:
    return ", ".join(say(_KEY_NAMES.get(key, key)) for key in action.keys.split(","))
