"""What every page is: a part of the screen that shows the summary in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from inspector.tui.actions import Scope, said
from inspector.tui.host import Host

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

    def __init__(self, host: Host, id: str) -> None:
        super().__init__(id=id)
        self.host = host
        """The application."""
        said(self)

    @property
    def session(self) -> Session:
        """The export that is open."""
        return self.host.session

    def show(self, summary: Summary) -> None:
        """Render a summary; called again while reading goes on and after each judging."""

    def opened(self) -> None:
        """The page came to the front: focus what the user will want first."""
