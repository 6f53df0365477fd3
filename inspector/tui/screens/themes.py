"""The list of themes: the one under the cursor is shown, Enter keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from inspector.language import mark, say
from inspector.tui.keys import say_bindings
from inspector.tui.widgets.choices import Choices


class ThemeScreen(ModalScreen[str | None]):
    """Closes with the theme to keep; None: the one there was is worn again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,t,q", "leave", mark("As it was")),
    ]

    def __init__(self, names: Sequence[str], worn: str, preview: Callable[[str], None]) -> None:
        super().__init__()
        say_bindings(self)
        self._names = tuple(names)
        self._worn = worn
        self._preview = preview

    def compose(self) -> ComposeResult:
        """The list, beside what it changes."""
        with Vertical(id="theme-dialog", classes="dialog") as dialog:
            dialog.border_title = say("Theme")
            yield Choices(id="theme-list")
            yield Static(say("Enter keeps it, Esc leaves it as it was"), id="theme-told")

    def on_mount(self) -> None:
        """The cursor on the theme that is worn."""
        listed = self.query_one("#theme-list", Choices)
        listed.show([(name, Content(name)) for name in self._names])
        listed.choose(self._worn)
        listed.focus()

    @on(OptionList.OptionHighlighted)
    def _show(self, message: OptionList.OptionHighlighted) -> None:
        if message.option_id is not None and self.is_current:
            self._preview(message.option_id)

    @on(OptionList.OptionSelected)
    def _keep(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(message.option_id)

    def action_leave(self) -> None:
        """The theme there was."""
        self._preview(self._worn)
        self.dismiss(None)
