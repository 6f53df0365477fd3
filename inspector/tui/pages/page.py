"""What every page is: a part of the screen that shows the summary in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from inspector.tui.host import Host
from inspector.tui.keys import Scope, say_bindings

if TYPE_CHECKING:
    from inspector.session.session import Session
    from inspector.summary.summary import Summary


class Page(Vertical):
    """A page; it is told of every new summary, and when it comes to the front."""

    TITLE: ClassVar[str] = ""
    """Its name on screen."""
    SCOPE: ClassVar[Scope] = "overview"
    """Whose actions hold here, beside those of the application."""
    HELP: ClassVar[str] = ""
    """What one sees here and can do, for the help screen: a few plain sentences, marked."""

    NARROW: ClassVar[int] = 96
    """Columns below which what stands side by side stands below each other."""

    def __init__(self, host: Host, id: str) -> None:
        super().__init__(id=id)
        say_bindings(self)
        self.host = host
        """The application."""

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Whose actions hold here, the nearest first."""
        return (self.SCOPE,)

    @property
    def session(self) -> Session:
        """The export that is open."""
        return self.host.session

    def show(self, summary: Summary) -> None:
        """Render a summary; called again while reading goes on and after each judging."""

    def opened(self) -> None:
        """The page came to the front: focus what the user will want first."""

    def on_resize(self) -> None:
        """Fold where it is narrow."""
        self.set_class(self.size.width < self.NARROW, "narrow")
