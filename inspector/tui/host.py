"""What a page may ask of the application it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from inspector.session.listing import Selection
    from inspector.session.session import Session
    from inspector.summary.summary import Summary
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
