"""The actions that the palette finds: those of the page in front, and the application's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Protocol, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

from inspector.language import say
from inspector.tui.keys import Action, Scope, of

_LEAST = 0.001
"""Score of what stands where nothing was found."""
_OF_HELP = 0.5
"""What a match in the explanation of an action counts beside one in its name."""


class Acting(Protocol):
    """An application whose actions are found."""

    @property
    def in_front(self) -> tuple[tuple[DOMNode, Scope], ...]:
        """What has actions where one stands, the nearest first, and whose they are."""


class ActionsProvider(Provider):
    """Actions by their names and explanations."""

    def _actions(self) -> Iterator[tuple[DOMNode, Action]]:
        """What can be done where one stands, each with whose action it is."""
        for node, scope in cast("Acting", self.app).in_front:
            for action in of(scope):
                if action.id != "command_palette":
                    yield node, action

    async def discover(self) -> Hits:
        """All of them."""
        for node, action in self._actions():
            run = partial(self.app.run_action, action.id, node)
            yield DiscoveryHit(say(action.label), run, help=say(action.help))

    async def search(self, query: str) -> Hits:
        """Those that are called or explained by what was typed; else that there is none."""
        matcher = self.matcher(query)
        found = False
        for node, action in self._actions():
            label, told = say(action.label), say(action.help)
            score = max(matcher.match(label), _OF_HELP * matcher.match(told))
            if score > 0:
                found = True
                run = partial(self.app.run_action, action.id, node)
                yield Hit(score, matcher.highlight(label), run, text=label, help=told)
        if not found:
            none = say("No action is called like this.")
            yield Hit(_LEAST, none, _nothing, text=none)


def _nothing() -> None:
    """Close the palette."""
