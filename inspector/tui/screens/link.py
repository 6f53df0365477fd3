"""The question before a link is opened: the whole address, and who will see that one looked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from inspector.knowledge.publishers import Publisher
from inspector.language import mark, say
from inspector.tui import keys
from inspector.tui.links import Following
from inspector.tui.untrusted_text import inert_line
from inspector.tui.widgets.pane import Pane


class LinkScreen(ModalScreen[Following | None]):
    """Asks for one link at a time; closes with what to do, None: nothing."""

    DEFAULT_CSS = """
    #link-scroll {
        height: auto;
        max-height: 10;
        margin-bottom: 1;
    }
    #link-keys {
        margin-top: 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", mark("Open"), show=False),
        *keys.bindings("dialog", "leave", "copy_link", "open_link"),
    ]

    def __init__(self, links: Sequence[tuple[str, Publisher | None, str]]) -> None:
        super().__init__()
        keys.say_bindings(self)
        self._links = links
        self._at = 0

    def compose(self) -> ComposeResult:
        """The address whole, what follows from opening it, the keys."""
        with Vertical(id="link-dialog", classes="dialog"):
            yield Static("", id="link-title", classes="dialog-title", markup=False)
            with Pane(id="link-scroll"):
                yield Static("", id="link-address", markup=False)
            yield Static("", id="link-told", markup=False)
            yield Static("", id="link-keys", classes="panel-title", markup=False)

    def on_mount(self) -> None:
        """Show the first."""
        self.query_one("#link-scroll").focus()
        self._show()

    def _show(self) -> None:
        address, publisher, why_not = self._links[self._at]
        title = say("Copy this link?") if why_not else say("Open this link?")
        if len(self._links) > 1:
            place = say("{n} of {links}").format(n=self._at + 1, links=len(self._links))
            title = f"{title} {place}"
        told = why_not if why_not or publisher is None else _seen_by(publisher)
        offered = {"enter": say("copy") if why_not else say("open")}
        offered |= {} if why_not else {"copy": say("copy")}
        offered |= {"open-link": say("the next link")} if len(self._links) > 1 else {}
        offered["close"] = say("leave it")
        self.query_one("#link-title", Static).update(inert_line(title))
        self.query_one("#link-address", Static).update(inert_line(address))
        self.query_one("#link-told", Static).update(inert_line(told))
        self.query_one("#link-keys", Static).update(keys.offer(self, offered))

    def action_confirm(self) -> None:
        """Open it, or copy what is not opened."""
        address, _, why_not = self._links[self._at]
        self.dismiss(Following(address, opened=not why_not))

    def action_copy_link(self) -> None:
        """Copy it."""
        self.dismiss(Following(self._links[self._at][0], opened=False))

    def action_open_link(self) -> None:
        """The next link."""
        self._at = (self._at + 1) % len(self._links)
        self._show()

    def action_leave(self) -> None:
        """Leave it."""
        self.dismiss(None)


def _seen_by(publisher: Publisher) -> str:
    if publisher.own_items:
        told = say(
            "Your browser opens this; {publisher} will see which item you looked at, and when."
        )
    else:
        told = say(
            "Your browser opens this; {publisher} will see which page you looked at, and when."
        )
    return told.format(publisher=say(publisher.name))
