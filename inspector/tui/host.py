"""What a page may ask of the application it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from inspector.session.listing import Selection
    from inspector.session.session import Session
    from inspector.summary.summary import Summary
    from inspector.tui.links import Links
    from inspector.verdicts.situation import Situation


class Host(Protocol):
    """The application, as its pages know it."""

    session: Session
    """The export that is open."""
    summary: Summary
    """The latest."""
    began_in: Situation
    """The situation in which the export was opened."""
    reading: bool
    """Whether more is still to come."""
    links: Links
    """Which of them are opened, and how they are drawn."""
    own_list: list[tuple[int, int]]
    """Records that the member put on a list while reading: file and place, in that order."""

    def rejudge(self, situation: Situation) -> None:
        """Judge in another situation; every page is told."""

    def explore(self, selection: Selection, title: str) -> None:
        """Open a selection of records in the explorer."""

    def open_record(self, entry: int, at: int) -> None:
        """Open one record whole in the explorer."""

    def reveal(self, clause: str) -> None:
        """Show a clause (`policy:clause`) on its page."""

    def action_go_back(self) -> None:
        """The page before this one."""

    def tell(
        self, words: str, *, title: str = "", severity: SeverityLevel = "information",
        seconds: float | None = None,
    ) -> None:  # fmt: skip
        """Say something in a corner, in the place of what was said there before."""

    def key(self, name: str) -> str:
        """How the first key of an action is called, by the name of its binding."""

    def copy(self, text: str, what: str) -> None:
        """Copy a text and say where to; `what` it is, empty: the text itself is shown."""

    def follow(self, addresses: Sequence[str], absence: str) -> None:
        """Ask whether to open links, or copy them; `absence`: said where there is none."""
