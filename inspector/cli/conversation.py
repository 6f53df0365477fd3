"""Questions in a terminal, and the answers that are typed there."""

from __future__ import annotations

import sys

from inspector.cli.stdout import width
from inspector.language import say
from inspector.outputs import printable
from inspector.outputs.plain.layout import fold
from inspector.outputs.streams import write


class Leave(Exception):
    """No more answers come."""


class Conversation:
    """Says things and asks; nothing that is typed is kept here."""

    def tell(self, text: str = "") -> None:
        """A paragraph, as wide as the terminal takes."""
        write(fold(text, width()))

    def ask(self, question: str, default: str = "") -> str:
        """What is typed on a line, or the default; raises `Leave` where nothing can be."""
        shown = f"{question} [{default}] " if default else f"{question} "
        write(shown)
        line = sys.stdin.readline()
        if not line:
            write("\n")
            raise Leave
        return printable.line(line).strip() or default

    def is_agreed(self, question: str, *, default: bool) -> bool:
        """Yes or no."""
        yes, no = say("yes"), say("no")
        while True:
            told = self.ask(f"{question} ({yes}/{no})", yes if default else no).lower()
            if told and yes.startswith(told):
                return True
            if told and no.startswith(told):
                return False
            self.tell(say("Please type {yes} or {no}.").format(yes=yes, no=no))
