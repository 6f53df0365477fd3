"""Links: whose are opened in the browser, and drawn so that the terminal opens them, too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from textual.content import Content
from textual.style import Style

from inspector.knowledge import publishers
from inspector.knowledge.publishers import Publisher, Publishers


@dataclass(frozen=True, slots=True)
class Following:
    """What is to be done with a link."""

    address: str
    opened: bool
    """In the browser; else it is copied."""


class Links:
    """Which links are opened; `open_links`: whether any is."""

    def __init__(self, *, open_links: bool = True) -> None:
        self._open_links = open_links

    @cached_property
    def _publishers(self) -> Publishers:
        return publishers.load()

    def publisher(self, address: str) -> Publisher | None:
        """Whose page it leads to, if it may be opened at all."""
        return self._publishers.of(address)

    def linked(self, content: Content) -> Content:
        """A content with the links in it that may be opened as links of the terminal (OSC 8)."""
        if self._open_links and "https://" in (text := content.plain):
            for start, end in self._publishers.within(text):
                content = content.stylize(Style(link=text[start:end]), start, end)
        return content
