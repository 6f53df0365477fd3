"""The pages by their keys, the one in front lit."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from inspector.language import say
from inspector.tui.keys import Action


class Tab(Static):
    """A page that one can go to: its key and its name."""

    class Choice(Message):
        """The page is wanted."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, action: Action) -> None:
        super().__init__("", classes="tab", markup=False)
        self.action = action
        self.key = self.app.get_key_display(Binding(action.keys.partition(",")[0], ""))
        self.label = say(action.label)

    def draw(self, *, named: bool) -> None:
        """Show key and name, or the key alone."""
        self.update(f" {self.key} {self.label} " if named else f" {self.key} ")

    def on_click(self) -> None:
        """Go there."""
        self.post_message(self.Choice(self.action.id))


class TabStrip(Horizontal):
    """Names are left out where they do not fit, that of the page in front last."""

    def __init__(self, actions: Sequence[Action], id: str) -> None:
        super().__init__(id=id)
        self._tabs = tuple(Tab(action) for action in actions)
        self.front = ""
        """The action that leads to the page in front."""

    def compose(self) -> ComposeResult:
        """One tab for each page."""
        yield from self._tabs

    def light(self, action: str) -> None:
        """Light the page to which an action leads."""
        self.front = action
        for tab in self._tabs:
            tab.set_class(tab.action.id == action, "-front")
        self._draw()

    def on_resize(self) -> None:
        """Name what there is room for."""
        self._draw()

    def _draw(self) -> None:
        spare = self.size.width - sum(len(tab.key) + 2 for tab in self._tabs)
        fits = sum(len(tab.label) + 1 for tab in self._tabs) <= spare
        for tab in self._tabs:
            tab.draw(named=fits or tab.action.id == self.front)
