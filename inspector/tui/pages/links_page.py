"""A page that opens and copies the links of what is under the cursor."""

from __future__ import annotations

from inspector.tui.pages.page import Page


class LinksPage(Page):
    """The actions `copy_link` and `open_link`; they are offered where there is a link."""

    @property
    def links(self) -> tuple[str, ...]:
        """Of what is under the cursor, in the order in which they are offered; none by default."""
        return ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Not everything has a link."""
        return action not in ("copy_link", "open_link") or bool(self.links)

    def action_copy_link(self) -> None:
        """Copy the first link."""
        if links := self.links:
            self.host.copy(links[0], "")

    def action_open_link(self) -> None:
        """Open the links in the browser one after another, or copy them."""
        self.host.follow(self.links, "")
