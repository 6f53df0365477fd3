"""A list of lines to go through and choose from; it keeps its place when its lines change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from inspector.language import mark
from inspector.tui import keys
from inspector.tui.keys import say_bindings

Line = tuple[str | None, Content]
"""An id and what is shown; a line without id is a heading and cannot be chosen."""


class Choices(OptionList):
    """An option list with the keys of vi beside the arrows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.move("down", "cursor_down"),
        keys.move("up", "cursor_up"),
        keys.move("first", "first"),
        keys.move("last", "last"),
        keys.move("page-down", "page_down"),
        keys.move("page-up", "page_up"),
        Binding("enter", "select", mark("Open")),
        Binding("space", "select", show=False),
    ]

    def __init__(self, title: str = "", *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self.border_title = title
        say_bindings(self)
        self._shown: tuple[Line, ...] = ()

    @property
    def chosen(self) -> str | None:
        """The id of the line under the cursor."""
        option = self.highlighted_option
        return option.id if option is not None else None

    def show(self, lines: Sequence[Line], *, first: bool = False) -> None:
        """Show lines; the cursor stays on its line, or where it was.

        `first`: on the first line it stays on whichever line is first.
        """
        new = tuple(lines)
        if new == self._shown:
            return
        if [one[0] for one in new] == [one[0] for one in self._shown]:
            for index, (line, before) in enumerate(zip(new, self._shown, strict=True)):
                if line != before:
                    self.replace_option_prompt_at_index(index, line[1])
            self._shown = new
            return
        chosen, at = self.chosen, self.highlighted or 0
        self._shown = new
        top = self.scroll_y
        with self.prevent(OptionList.OptionHighlighted):
            self.set_options(
                Option(content, id=name, disabled=name is None) for name, content in new
            )
            self.highlighted = self._place(None if first and not at else chosen, at)
        self.scroll_to(y=top, animate=False)
        if self.chosen != chosen and self.highlighted is not None:
            option = self.get_option_at_index(self.highlighted)
            self.post_message(OptionList.OptionHighlighted(self, option, self.highlighted))

    def choose(self, name: str) -> bool:
        """Put the cursor on a line; False where there is none of that id."""
        at = next((n for n, line in enumerate(self._shown) if line[0] == name), None)
        if at is not None:
            self.highlighted = at
        return at is not None

    def _place(self, chosen: str | None, at: int) -> int | None:
        names = [line[0] for line in self._shown]
        if chosen is not None and chosen in names:
            return names.index(chosen)
        able = [n for n, name in enumerate(names) if name is not None]
        return min(able, key=lambda n: abs(n - at), default=None)


class WrappedChoices(Choices):
    """Choices that say when they have room for longer or shorter lines."""

    class WidthChange(Message):
        """Lines have to be broken anew."""

    def on_resize(self) -> None:
        """The width may be another."""
        self.post_message(self.WidthChange())
