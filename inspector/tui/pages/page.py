"""What every page is: a part of the screen that shows the summary in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical

from inspector.language import mark
from inspector.tui.host import Host
from inspector.tui.keys import Scope, say_bindings
from inspector.tui.widgets.choices import Choices

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

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", mark("Next pane")),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]
    NARROW: ClassVar[int] = 96
    """Columns below which what stands side by side stands below each other."""
    SLIM: ClassVar[int] = 76
    """Columns below which nothing stands side by side."""
    TALL: ClassVar[int] = 25
    """Lines from which on there is room for more."""
    LOW: ClassVar[int] = 18
    """Lines below which panes keep their height, and the page scrolls."""
    WIDE: ClassVar[int] = 130
    """Columns from which on there is."""

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
        """The room is another."""
        self.fit()

    def fit(self) -> None:
        """Fold where it is narrow; called when the room changes, and when the page was laid out.

        A page that comes to the front is not told its size if it is asked for before the layout.
        """
        for name, holds in (
            ("narrow", self.size.width < self.NARROW), ("slim", self.size.width < self.SLIM),
            ("wide", self.size.width >= self.WIDE), ("low", self.size.height < self.LOW),
            ("tall", self.size.height >= self.TALL),
        ):  # fmt: skip
            self.set_class(holds, name)
        self.call_after_refresh(self._keep_cursors_in_sight)

    def _keep_cursors_in_sight(self) -> None:
        for listed in self.query(Choices):
            listed.scroll_to_highlight()
