"""A part of a page with a title that scrolls, with the keys of vi beside the arrows."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll

from inspector.tui import keys


class Pane(VerticalScroll):
    """Scrolls by line, page and end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keys.move("down", "scroll_down"),
        keys.move("up", "scroll_up"),
        keys.move("first", "scroll_home"),
        keys.move("last", "scroll_end"),
        keys.move("page-down", "page_down"),
        keys.move("page-up", "page_up"),
    ]

    def __init__(
        self, title: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.border_title = title
